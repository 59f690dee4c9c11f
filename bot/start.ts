// The start: settings from the environment, then listen; SIGTERM finishes what is in flight.
import { createApp } from './app';
import { silenceConsole } from './runtime/console';
import { openLog, traceOf } from './runtime/log';
import { readSettings, SettingsError } from './settings';

// For tests of the built bot: dist/start.js is all that a build leaves of bot/ and cards/.
export { renderCard } from '../cards/render';
export { createApp };

/** The end, in milliseconds after a stop began, should closing itself not come to one. */
const stopWithin = 25_000;

async function listen(environment: NodeJS.ProcessEnv): Promise<void> {
  const settings = readSettings(environment);
  const log = openLog(settings.logLevel);
  silenceConsole(log);
  const app = createApp({ settings, log });
  const port = await app.listen();
  log.info({ port, authentication: settings.app.id ? 'on' : 'off' }, 'listening');

  let code = 0;
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    // Without an exit of its own, whatever is still open would keep the process.
    const end = () => process.exit(code);
    setTimeout(end, stopWithin).unref();
    void app.close().then(end, () => process.exit(1));
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      log.info({ signal }, 'stopping');
      stop();
    });
  }
  // An error that nobody caught leaves the program in a state nobody knows. What is in flight gets its time, as at SIGTERM.
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      code = 1;
      try {
        log.error(traceOf(error), event);
      } catch {
        // Nobody reads the log any more. The process ends all the same.
      }
      stop();
    });
  }
}

/** Starts the bot, or says on stderr why it cannot. */
export async function start(environment: NodeJS.ProcessEnv): Promise<void> {
  await listen(environment).catch((error: Error & { code?: string }) => {
    const inUse =
      error.code === 'EADDRINUSE'
        ? 'The port is in use by another program: set PORT to a free one'
        : undefined;
    process.stderr.write(`${error instanceof SettingsError ? error.message : (inUse ?? error.stack)}\n`);
    process.exitCode = 1;
  });
}
