// The start: settings from the environment, then listen; SIGTERM finishes what is in flight.
import { createApp } from './app';
import { silenceConsole } from './runtime/console';
import { openLog, traceOf } from './runtime/log';
import { readSettings, SettingsError } from './settings';

// For tests of the built bot: dist/start.js is all that a build leaves of bot/ and cards/.
export { renderCard } from '../cards/render';
export { createApp };

async function listen(environment: NodeJS.ProcessEnv): Promise<void> {
  const settings = readSettings(environment);
  const log = openLog(settings.logLevel);
  silenceConsole(log);
  const app = createApp({ settings, log });
  const port = await app.listen();
  log.info({ port, authentication: settings.app.id ? 'on' : 'off' }, 'listening');

  const stop = (code: number) =>
    // Without an exit of its own, whatever is still open would keep the process.
    void app.close().then(
      () => process.exit(code),
      () => process.exit(1),
    );
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      log.info({ signal }, 'stopping');
      stop(0);
    });
  }
  // An error that nobody caught leaves the program in a state nobody knows. What is in flight gets its time, as at SIGTERM.
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      log.error(traceOf(error), event);
      stop(1);
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
