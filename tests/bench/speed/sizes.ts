// What is deployed, in megabytes: dist/ of the bot; of the baseline the packages it needs, as the lock file has them.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Name } from '../programs';

interface Locked {
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

const root = resolve(__dirname, '../../..');
const needed = ['botbuilder', 'botbuilder-dialogs', '@microsoft/microsoft-graph-client', 'restify'];

export function measureSizes(floor: string): Record<Name, number> {
  const packages = closure(needed);
  const baseline = packages.reduce((sum, path) => sum + bytesIn(join(root, path)), 0);
  return {
    bot: artifactSize(),
    floor: megabytes(statSync(floor).size),
    baseline: megabytes(baseline + bytesIn(resolve(__dirname, '../baseline'))),
  };
}

const megabytes = (bytes: number): number => bytes / 1024 ** 2;

export const artifactSize = (): number => megabytes(bytesIn(join(root, 'dist')));

/** The folders of these packages and of all they depend on, found the way node finds them. */
function closure(names: string[]): string[] {
  const { packages }: { packages: Record<string, Locked> } = JSON.parse(
    readFileSync(join(root, 'package-lock.json'), 'utf8'),
  );
  const found = new Set<string>();
  const add = (name: string, from: string) => {
    const path = `${from}${from && '/'}node_modules/${name}`;
    const locked = packages[path];
    if (!locked) {
      // Optional ones may be nowhere.
      if (from) add(name, from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))));
      return;
    }
    if (found.has(path)) return;
    found.add(path);
    for (const next of Object.keys({ ...locked.dependencies, ...locked.optionalDependencies }))
      add(next, path);
  };
  for (const name of names) add(name, '');
  return [...found];
}

/** Bytes in a folder, packages nested in it aside: they are counted by themselves. */
function bytesIn(folder: string): number {
  let bytes = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) bytes += entry.name === 'node_modules' ? 0 : bytesIn(path);
    else if (entry.isFile()) bytes += statSync(path).size;
  }
  return bytes;
}
