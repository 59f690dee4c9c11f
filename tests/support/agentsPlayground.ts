// The Microsoft 365 Agents Playground, Microsoft's stand-in for Teams, as a process that reaches this machine only.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { describeInBrowser } from './browser';
import { freePort } from './freePort';

/** Where npm installed it. Its licence lets nobody pass it on, so it is no dependency of ours. */
const installed = process.env.AGENTS_PLAYGROUND;

export interface AgentsPlayground {
  url: string;
  /** The addresses outside this machine that it tried to reach. */
  tried(): string;
  stop(): Promise<void>;
}

/** `describe` where the tool is. Elsewhere the tests are skipped and say so; in CI, which installs it, they fail. */
export function describeInAgentsPlayground(name: string, tests: () => void): void {
  if (installed || process.env.REQUIRE_BROWSER) {
    describeInBrowser(name, tests);
    return;
  }
  process.stderr.write(
    `\n!!! SKIPPED: "${name}" needs AGENTS_PLAYGROUND; CONTRIBUTING.md says how to get it.\n\n`,
  );
  describe.skip(name, tests);
}

/**
 * Starts it, without telemetry and without a browser of its own.
 * @param botUrl the bot's origin; the bot must be up before the tool's page is opened
 */
export async function startAgentsPlayground(botUrl: string): Promise<AgentsPlayground> {
  if (!installed) throw new Error('AGENTS_PLAYGROUND names no folder');
  // It must be told a port: given 0 it takes any, but then nobody can tell it its own address.
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  // Its working folder: it looks for settings there, and leaves files.
  const folder = mkdtempSync(join(tmpdir(), 'agents-playground-'));
  const tried = join(folder, 'tried.log');
  const program = spawn(
    process.execPath,
    [
      ...['--require', join(__dirname, 'localOnly.cjs')],
      ...[join(installed, 'cli.js'), 'start', '--app-endpoint', `${botUrl}/api/messages`],
      ...['--channel-id', 'msteams', '--port', String(port), '--service-url', `${url}/_connector`],
      '--disable-telemetry',
    ],
    {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'ignore'],
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        TEAMSAPPTESTER_BROWSER: 'none',
        // Telemetry turned off still leaves a heartbeat.
        APPLICATION_INSIGHTS_NO_STATSBEAT: '1',
        M365_AGENTS_PLAYGROUND_LOGFILE: join(folder, 'tool.log'),
        LOCAL_ONLY_LOG: tried,
      },
    },
  );
  const read = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  await listening(program, () => read(join(folder, 'tool.log')));
  return {
    url,
    tried: () => read(tried),
    async stop() {
      program.kill();
      if (program.exitCode === null && program.signalCode === null) await once(program, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Waits for its one line of output, which says that it listens. */
async function listening(program: ChildProcess, log: () => string): Promise<void> {
  const ended = once(program, 'exit').then(() => {
    throw new Error(`The Agents Playground ended at once:\n${log()}`);
  });
  await Promise.race([once(program.stdout as Readable, 'data'), ended]);
}
