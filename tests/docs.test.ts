// The documents: what they name is there, by the name they give it.
import { posix } from 'node:path';
import { anchorsOf, type Document, documents, files, folders, readText } from './support/documents';
import { sourcesIn } from './support/sources';

/** Made by a build or by a person, and never in the repository. */
const madeHere =
  /^(dist|node_modules|coverage|azurite|appPackage\/build)(\/|$)|^\.env$|^env\/\.env\.[\w*]+\.user$|^\.localConfigs$/;
const extension = /\.(ts|mjs|cjs|js|json|md|ya?ml|eta|css|png|bicep)$/;

/** "document: what is wrong" for everything a document names wrongly. */
const wrongIn = (find: (document: Document) => string[]): string[] =>
  documents.flatMap((document) => find(document).map((wrong) => `${document.path}: ${wrong}`));

const isThere = (path: string) =>
  files.includes(path) || folders.has(path.replace(/\/$/, '')) || madeHere.test(path);

describe('the documents', () => {
  it.each(['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'docs/architecture.md', 'docs/operations.md'])(
    'have %s among them',
    (path) => {
      expect(documents.map((document) => document.path)).toContain(path);
    },
  );

  const links = ({ path, prose }: Document) =>
    [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !/^\w+:/.test(target))
      .map((target) => {
        const [file = '', anchor] = target.split('#');
        return { target, anchor, file: file ? posix.join(posix.dirname(path), file) : path };
      });

  it('link to files that are there', () => {
    const dead = (document: Document) =>
      links(document)
        .filter(({ file }) => !isThere(file))
        .map(({ target }) => target);
    expect(wrongIn(dead)).toEqual([]);
  });

  it('link to headings that are there', () => {
    const dead = (document: Document) =>
      links(document)
        .filter(({ file, anchor }) => {
          const to = documents.find(({ path }) => path === file);
          return to && anchor !== undefined && !anchorsOf(to.prose).includes(anchor);
        })
        .map(({ target }) => target);
    expect(wrongIn(dead)).toEqual([]);
  });

  it('name paths that are there', () => {
    const isPath = (span: string) =>
      /^\.?[\w-]+(\.[\w-]+)*(\/[\w.-]+)+\/?$|^[\w.-]+\/$/.test(span) &&
      (extension.test(span) || span.endsWith('/') || folders.has(span.split('/')[0] ?? ''));
    // `words/` of a room that was just named is enough.
    const isKnown = (span: string) =>
      isThere(span) || [...folders].some((folder) => `${folder}/`.endsWith(`/${span}`));
    const gone = ({ path, spans }: Document) =>
      spans.filter((span) => {
        const beside = posix.join(posix.dirname(path), span);
        return isPath(span) && !isKnown(span) && !isThere(beside);
      });
    expect(wrongIn(gone)).toEqual([]);
  });

  it('name files that are there', () => {
    // `index.js` is what a build leaves in dist/.
    const names = new Set(['index.js', ...files.map((file) => posix.basename(file))]);
    const gone = ({ spans }: Document) =>
      spans.filter((span) => /^[\w.-]+$/.test(span) && extension.test(span) && !names.has(span));
    expect(wrongIn(gone)).toEqual([]);
  });

  it('name scripts that package.json has', () => {
    const { scripts } = JSON.parse(readText('package.json')) as { scripts: Record<string, string> };
    const gone = ({ text }: Document) =>
      [...text.matchAll(/\bnpm (?:run ([\w:-]+)|(test|start)\b)/g)]
        .map(([, script, short]) => script ?? short ?? '')
        .filter((script) => !Object.hasOwn(scripts, script));
    expect(wrongIn(gone)).toEqual([]);
  });
});

describe('the environment variables that documents name', () => {
  const namesIn = (path: string) => readText(path).match(/^\w+(?==)/gm) ?? [];
  const settings = namesIn('.env.example');
  /** The toolkit's. */
  const toolkit = [...namesIn('env/.env.dev'), ...namesIn('env/.env.local'), 'SECRET_AAD_APP_CLIENT_SECRET'];
  /** Node's, App Service's. */
  const platform = [
    'NODE_ENV',
    'WEBSITE_HOSTNAME',
    'WEBSITE_RUN_FROM_PACKAGE',
    'SCM_DO_BUILD_DURING_DEPLOYMENT',
    'WEBSITES_CONTAINER_STOP_TIME_LIMIT',
    'WEBSITE_HEALTHCHECK_MAXPINGFAILURES',
  ];
  /** Of the tests, not of the bot. */
  const ofTests = ['CHROMIUM', 'AGENTS_PLAYGROUND', 'REQUIRE_BROWSER'];

  it('are in .env.example, or are somebody else’s', () => {
    const known = [...settings, ...toolkit, ...platform, ...ofTests];
    const unknown = ({ text }: Document) =>
      [...text.matchAll(/\b(?:[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|MicrosoftApp[A-Z]\w*)\b/g)]
        .map(([name]) => name)
        .filter((name) => !known.includes(name));
    expect(wrongIn(unknown)).toEqual([]);
  });

  it('of the tests are read by a test', () => {
    const sources = sourcesIn('tests', '.ts', '.cjs').map(({ text }) => text);
    const unread = ofTests.filter((name) => !sources.some((text) => text.includes(`process.env.${name}`)));
    expect(unread).toEqual([]);
  });
});

describe('docs/architecture.md', () => {
  const architecture = readText('docs/architecture.md');

  it('names every room of the bot', () => {
    const rooms = [...folders].filter((folder) => folder.startsWith('bot/')).sort();
    expect(rooms.filter((room) => !architecture.includes(`\`${room}/\``))).toEqual([]);
  });

  it('names every field of a person’s record', () => {
    const [, body = ''] =
      /export interface PersonRecord \{([\s\S]*?)^\}/m.exec(readText('bot/people/record.ts')) ?? [];
    const fields = [...body.matchAll(/^ {2}(\w+)\??:/gm)].map(([, field = '']) => field);
    const rows = architecture.split('\n');
    expect(fields.length).toBeGreaterThan(5);
    expect(fields.filter((field) => !rows.some((row) => row.startsWith(`| \`${field}\``)))).toEqual([]);
  });
});

describe('a file of the repository', () => {
  const texts = files.filter((file) => !/\.(png|jpe?g|ico|woff2?|zip)$/.test(file));

  it('names no registry of packages or images', () => {
    const host =
      /\b(npmjs\.(org|com)|yarnpkg\.com|docker\.(io|com)|ghcr\.io|quay\.io|azurecr\.io|mcr\.microsoft\.com)\b/i;
    expect(texts.filter((file) => host.test(readText(file)))).toEqual([]);
  });

  it('names no folder of somebody’s machine', () => {
    const folder = /(^|[\s"'`(=])(\/home\/\w|\/root\/|\/Users\/\w|\/tmp\/\w|\/work\/|[A-Z]:\\\\?Users\\)/m;
    expect(texts.filter((file) => folder.test(readText(file)))).toEqual([]);
  });
});
