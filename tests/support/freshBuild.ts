// Builds dist/ when it is older than its sources, for the bench and for tests of the built bot.
import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const sources = ['bot', 'cards', 'build.mjs', 'package-lock.json', 'tsconfig.json'];
/** The bundle, which is as old as what was read for it, and what the build writes last. */
const made = ['dist/bot.js', 'dist/bot.cache'];

/** Builds dist/ when it is missing or older than anything it is made of. Two at once would be in each other's way. */
export default function ensureBuilt(): void {
  const built = Math.min(...made.map(changed));
  if (built > Math.max(...sources.map(newest))) return;
  execFileSync(process.execPath, ['build.mjs'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** When it was last written; 0 when there is no such file. */
function changed(path: string): number {
  return statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** When the file, or anything in the folder, was last written. A folder is when something in it goes. */
function newest(path: string): number {
  if (!statSync(join(root, path)).isDirectory()) return changed(path);
  return Math.max(changed(path), ...readdirSync(join(root, path)).map((name) => newest(join(path, name))));
}
