// `npm run playground`: starts everything and says where it is.
import { readSettings, SettingsError } from '../bot/settings';
import { servePlayground } from './serve';

// What a person may choose here too; every other setting leads to the stand-ins.
const {
  PORT,
  LOG_LEVEL = 'warn',
  BLOB_STORAGE_CONNECTION_STRING,
  BLOB_STORAGE_CONTAINER,
  WEBCHAT_TRUSTED_ORIGINS,
} = process.env;

async function start(): Promise<void> {
  const { port } = readSettings({ PORT });
  const { url } = await servePlayground(port, {
    LOG_LEVEL,
    BLOB_STORAGE_CONNECTION_STRING,
    BLOB_STORAGE_CONTAINER,
    WEBCHAT_TRUSTED_ORIGINS,
  });
  process.stdout.write(`
  The mail bot's playground is running. Nothing leaves this machine.

    Chat      ${url}/playground   (the mailbox beside it)
    On a page ${url}/
    Mailbox   ${url}/mailbox
    Emulator  ${url}/api/messages   (leave app id and password empty)

  Say "send mail" in the chat. Ctrl+C stops it.
`);
}

start().catch((error: Error & { code?: string }) => {
  const taken = error.code === 'EADDRINUSE' && 'The port is in use. Set PORT to another, for example 3979.';
  const settings = error instanceof SettingsError && error.message;
  process.stderr.write(`${taken || settings || error.stack}\n`);
  // A server may be listening already when a setting turns out wrong.
  process.exit(1);
});
