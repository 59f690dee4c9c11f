// Azure's blob storage on this machine: Azurite, in memory, on a free port.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface Azurite {
  /** The blob service's own address. */
  blobUrl: string;
  connectionString: string;
  /** The same with the service reached elsewhere, such as through a proxy. */
  connectionStringAt(url: string): string;
  close(): Promise<void>;
}

// Azurite's published development account; the same for everybody.
const account = 'devstoreaccount1';
const key = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

function connectionStringAt(url: string): string {
  const parts = [`AccountName=${account}`, `AccountKey=${key}`, `BlobEndpoint=${url}/${account}`];
  return ['DefaultEndpointsProtocol=http', ...parts, ''].join(';');
}

/** Starts Azurite; it is ready when this resolves. */
export function startAzurite(): Promise<Azurite> {
  const folder = mkdtempSync(join(tmpdir(), 'azurite-'));
  const program = join(
    dirname(createRequire(__filename).resolve('azurite/package.json')),
    'dist/src/blob/main.js',
  );
  const args = ['--blobHost', '127.0.0.1', '--blobPort', '0', '--inMemoryPersistence'];
  const azurite = spawn(process.execPath, [program, ...args, '--silent', '--disableTelemetry'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const close = () =>
    new Promise<void>((resolve) => {
      azurite.once('exit', () => {
        rmSync(folder, { recursive: true, force: true });
        resolve();
      });
      azurite.kill('SIGKILL');
    });

  return new Promise((resolve, reject) => {
    let output = '';
    azurite.once('exit', (code) => reject(new Error(`Azurite ended with code ${code}: ${output}`)));
    for (const stream of [azurite.stdout, azurite.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk;
        const [, url] = /successfully listen(?:s|ing) (?:on|at) (http:\/\/[\d.]+:\d+)/i.exec(output) ?? [];
        if (!url) return;
        resolve({ blobUrl: url, connectionString: connectionStringAt(url), connectionStringAt, close });
      });
    }
  });
}
