// The documents: their links, paths and npm scripts exist; and no file of the repository names a registry or somebody's machine.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

const root = join(__dirname, '..');
const readText = (file: string): string => readFileSync(join(root, file), 'utf8');

/** Every file that git tracks or would add, with forward slashes. */
const files = execFileSync(
  'git',
  // A checkout in a container may belong to another user.
  ['-c', 'safe.directory=*', 'ls-files', '-z', '--cached', '--others', '--exclude-standard'],
  { cwd: root, encoding: 'utf8', maxBuffer: 1e8 },
)
  .split('\0')
  // Git still lists a file that was deleted and not yet committed.
  .filter((file) => file && existsSync(join(root, file)));

const foldersAbove = (file: string): string[] => {
  const folder = posix.dirname(file);
  return folder === '.' ? [] : [folder, ...foldersAbove(folder)];
};
const folders = new Set(files.flatMap(foldersAbove));

interface Document {
  path: string;
  text: string;
  /** The text without blocks of code. */
  prose: string;
}

const documents: Document[] = files
  // The template of a pull request is a form.
  .filter((file) => file.endsWith('.md') && !file.startsWith('.github/'))
  .map((path) => ({ path, text: readText(path) }))
  .map((document) => ({ ...document, prose: document.text.replace(/^```[\s\S]*?^```$/gm, '') }));

/** "document: what is wrong", of every document. */
const wrongIn = (find: (document: Document) => string[]): string[] =>
  documents.flatMap((document) => find(document).map((wrong) => `${document.path}: ${wrong}`));

/** These are made by a build or by a person and are never in the repository. */
const madeHere =
  /^(dist|node_modules|coverage|azurite|appPackage\/build)(\/|$)|^\.env$|^env\/\.env\.[\w*]+\.user$|^\.localConfigs$/;
const exists = (path: string) =>
  files.includes(path) || folders.has(path.replace(/\/$/, '')) || madeHere.test(path);

const linksIn = ({ path, prose }: Document) =>
  [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^\w+:/.test(target))
    .map((target) => {
      const [file = '', anchor] = target.split('#');
      return { target, anchor, file: file ? posix.join(posix.dirname(path), file) : path };
    });

/** The anchors of a document's headings, as GitHub makes them: lower case, dashes for spaces, no punctuation. */
const anchorsOf = (prose: string): string[] =>
  [...prose.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

describe('the documents', () => {
  it('link to files that exist', () => {
    const dead = (document: Document) =>
      linksIn(document)
        .filter(({ file }) => !exists(file))
        .map(({ target }) => target);
    expect(wrongIn(dead)).toEqual([]);
  });

  it('link to headings that exist', () => {
    const dead = (document: Document) =>
      linksIn(document)
        .filter(({ file, anchor }) => {
          const to = documents.find(({ path }) => path === file);
          return to && anchor !== undefined && !anchorsOf(to.prose).includes(anchor);
        })
        .map(({ target }) => target);
    expect(wrongIn(dead)).toEqual([]);
  });

  it('name paths that exist', () => {
    const isPath = (span: string) =>
      /^\.?[\w-]+(\/[\w.-]+)+$/.test(span) && folders.has(span.split('/')[0] ?? '');
    const gone = ({ prose }: Document) =>
      [...prose.matchAll(/`([^`]+)`/g)]
        .map(([, span = '']) => span)
        .filter((span) => isPath(span) && !exists(span));
    expect(wrongIn(gone)).toEqual([]);
  });

  it('name npm scripts that exist', () => {
    const { scripts } = JSON.parse(readText('package.json')) as { scripts: Record<string, string> };
    const gone = ({ text }: Document) =>
      [...text.matchAll(/\bnpm (?:run ([\w:-]+)|(test|start)\b)/g)]
        .map(([, script, short]) => script ?? short ?? '')
        .filter((script) => !Object.hasOwn(scripts, script));
    expect(wrongIn(gone)).toEqual([]);
  });
});

describe('a file of the repository', () => {
  const texts = files.filter((file) => !/\.(png|jpe?g|ico|woff2?|zip)$/.test(file));

  it('names no registry of packages or images', () => {
    const host =
      /\b(npmjs\.(org|com)|yarnpkg\.com|docker\.(io|com)|ghcr\.io|quay\.io|azurecr\.io|mcr\.microsoft\.com)\b/i;
    expect(texts.filter((file) => host.test(readText(file)))).toEqual([]);
  });

  it("names no folder of somebody's machine", () => {
    const folder = /(^|[\s"'`(=])(\/home\/\w|\/root\/|\/Users\/\w|\/tmp\/\w|\/work\/|[A-Z]:\\\\?Users\\)/m;
    expect(texts.filter((file) => folder.test(readText(file)))).toEqual([]);
  });
});
