// The bench's own programs as plain JavaScript, so that they start and run like any deployed program.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

let folder: string | undefined;

/** Removes what was compiled; programs that run have read it already. */
export function removeCompiled(): void {
  if (folder) rmSync(folder, { recursive: true, force: true });
  folder = undefined;
}
process.once('exit', removeCompiled);

/**
 * Bundles one of them into a temporary folder, which goes with this process.
 * @param program its path in this folder
 * @returns the path to give to node
 */
export function compile(program: string): string {
  folder ??= mkdtempSync(join(tmpdir(), 'bench-'));
  const outfile = join(folder, `${program.replaceAll('/', '-')}.js`);
  buildSync({
    entryPoints: [join(__dirname, program)],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
  return outfile;
}
