// The bench's own programs as plain JavaScript, so that they start and run like any deployed program.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { buildSync } from 'esbuild';

let folder: string | undefined;

/**
 * Bundles one of them into a temporary folder, which goes with this process.
 * @param program its path in this folder
 * @returns the path to give to node
 */
export function compile(program: string): string {
  if (!folder) {
    const made = mkdtempSync(join(tmpdir(), 'bench-'));
    process.once('exit', () => rmSync(made, { recursive: true, force: true }));
    folder = made;
  }
  const outfile = join(folder, `${program.replaceAll('/', '-')}-${basename(program, '.ts')}.js`);
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
