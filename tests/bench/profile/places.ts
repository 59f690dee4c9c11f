// Places in dist/ by where they come from: a package, the bot's own files, or node.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CpuProfile } from '../inspector';

const root = resolve(__dirname, '../../..');

export interface Place {
  package: string;
  /** The function as one finds it in the source. */
  where: string;
  /** Node's own, or V8's: what is done there is done for whoever called. */
  isNode: boolean;
}

/** Builds dist/ as ever and keeps its source maps out of it. @returns tells where a frame of a profile is from */
export function buildWithPlaces(): (frame: CpuProfile['nodes'][number]['callFrame']) => Place {
  const hooks = pathToFileURL(join(__dirname, 'hooks.mjs')).href;
  const register = `data:text/javascript,import { register } from 'node:module'; register('${hooks}');`;
  execFileSync(process.execPath, ['--import', register, 'build.mjs'], { cwd: root });
  const maps = new Map<string, SourceMap>();
  for (const name of readdirSync(join(root, 'dist')).filter((name) => name.endsWith('.map'))) {
    const path = join(root, 'dist', name);
    maps.set(name.replace(/\.map$/, ''), new SourceMap(JSON.parse(readFileSync(path, 'utf8'))));
    rmSync(path);
  }
  return ({ functionName, url, lineNumber, columnNumber }) => {
    const map = url.startsWith('node:') ? undefined : maps.get(url.split('/').at(-1) ?? '');
    const entry = map?.findEntry(lineNumber, columnNumber);
    // What esbuild adds itself comes from nowhere.
    if (!entry || !('originalSource' in entry) || !entry.originalSource) {
      const noScript = functionName.startsWith('(') ? functionName : 'V8';
      // Node's HTTP parser is WebAssembly.
      const from = /^(node|wasm):/.test(url) ? 'node' : (url && 'esbuild') || noScript;
      const where = `${functionName || 'anonymous'} ${url && `${url}:${lineNumber + 1}`}`;
      return { package: from, where, isNode: from !== 'esbuild' };
    }
    const source = entry.originalSource;
    const line = entry.originalLine + 1;
    return {
      package: packageOf(source),
      where: `${source.replace(/^.*node_modules\//, '')}:${line}`,
      isNode: false,
    };
  };
}

/** `../node_modules/a/node_modules/@b/c/lib/d.js` is of `@b/c`; what is in no package is the bot's own. */
function packageOf(source: string): string {
  const inPackage = source.split('node_modules/').at(-1) ?? '';
  if (!source.includes('node_modules/')) return 'bot';
  return inPackage
    .split('/')
    .slice(0, inPackage.startsWith('@') ? 2 : 1)
    .join('/');
}
