// The notices of the packages in dist/: of each its name, version and full licence text.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const licenceFile = /^(licen[cs]e|copying|notice)/i;
/** What stands below a README's heading "License". */
const licenceSection = /^#* *licen[cs]e *\n-*([^#]*)/im;
/** Shorter than this, it is the licence's name and not its text. */
const shortestText = 200;

/** @param files as esbuild's metafile names them. @returns the folders of the packages they are from */
export function packageFolders(files) {
  const folders = files.map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0]);
  return [...new Set(folders.filter(Boolean))];
}

/**
 * Writes the notices. It throws at a package that has no licence text, unless its licence is MIT, whose text is known.
 * @param folders of the packages
 * @param mitText what to give for a package that only says "MIT"
 */
export function noticesOf(folders, mitText) {
  const notices = folders.map((folder) => noticeOf(folder, mitText));
  return [...new Set(notices)].sort().join(`\n${'-'.repeat(80)}\n\n`);
}

function noticeOf(folder, mitText) {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const names = readdirSync(folder);
  const read = (file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim();
  const readme = names.find((file) => /^readme\.md$/i.test(file));
  const section = (readme && licenceSection.exec(read(readme))?.[1].trim()) ?? '';
  const texts = names
    .filter((file) => licenceFile.test(file) && /(^[^.]+|\.(md|txt))$/i.test(file))
    .map(read);
  const declared = license?.type ?? license ?? section.split('\n')[0];
  if (texts.length === 0 && section.length >= shortestText) texts.push(section);
  if (texts.length === 0 && declared === 'MIT')
    texts.push(`By ${author?.name ?? author ?? name}\n\n${mitText}`);
  if (texts.length === 0)
    throw new Error(`${folder} has no licence text, and declares ${declared || 'none'}`);
  return `${name} ${version}${declared && ` (${declared})`}\n\n${[...new Set(texts)].join('\n\n')}\n`;
}
