// The repository's files and its Markdown, for tests that hold documents to what is there.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

const root = join(__dirname, '../..');

/** Everything git knows of or would take in, with forward slashes. */
export const files: string[] = execFileSync(
  'git',
  // A checkout in a container may belong to somebody else.
  ['-c', 'safe.directory=*', 'ls-files', '-z', '--cached', '--others', '--exclude-standard'],
  { cwd: root, encoding: 'utf8', maxBuffer: 1e8 },
)
  .split('\0')
  // Not those that were deleted and not yet committed as such.
  .filter((file) => file && existsSync(join(root, file)));

export const folders = new Set(files.flatMap(foldersAbove));

function foldersAbove(file: string): string[] {
  const folder = posix.dirname(file);
  return folder === '.' ? [] : [folder, ...foldersAbove(folder)];
}

export const readText = (file: string): string => readFileSync(join(root, file), 'utf8');

export interface Document {
  path: string;
  text: string;
  /** Without blocks of code. */
  prose: string;
  /** What stands in single backticks. */
  spans: string[];
}

/** The Markdown documents; a template of a pull request is a form and no document. */
export const documents: Document[] = files
  .filter((file) => file.endsWith('.md') && !file.startsWith('.github/'))
  .map((path) => {
    const text = readText(path);
    const prose = text.replace(/^```[\s\S]*?^```$/gm, '');
    const spans = [...prose.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span);
    return { path, text, prose, spans };
  });

/** A section's text, from its heading to the next one of any rank. */
export function sectionOf(text: string, heading: string): string {
  const [, after = ''] = text.split(new RegExp(`^#+ ${heading}$`, 'm'));
  return after.split(/^#+ /m)[0] ?? '';
}

/** The anchors of a document's headings, as they are made on the web: lower case, spaces as dashes, no punctuation. */
export const anchorsOf = (prose: string): string[] =>
  [...prose.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

/** The first cells of a table's rows, each as the names in its backticks. */
export const namesInFirstCells = (section: string): string[] =>
  section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
