// The console of libraries: what they write there is no JSON, and holds keys and claims of forged tokens.
import type { Log } from './log';

const methods = ['debug', 'dir', 'error', 'info', 'log', 'table', 'trace', 'warn'] as const;

/** Turns every line that a library writes to the console into one for debugging, which says only that there was one. */
export function silenceConsole(log: Log): void {
  for (const method of methods) console[method] = () => log.debug({ method }, 'a library used the console');
}
