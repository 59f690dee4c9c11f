// `npm run playground`: starts everything and says where it is.
import { SettingsError } from '../bot/settings';
import { servePlayground } from './serve';

const port = Number(process.env.PORT || 3978);

// What a person may choose here too; every other setting leads to the stand-ins.
const { LOG_LEVEL = 'warn', BLOB_STORAGE_CONNECTION_STRING, BLOB_STORAGE_CONTAINER } = process.env;

servePlayground(port, { LOG_LEVEL, BLOB_STORAGE_CONNECTION_STRING, BLOB_STORAGE_CONTAINER }).then(
  ({ url }) => {
    process.stdout.write(`
  The mail bot's playground is running. Nothing leaves this machine.

    Chat      ${url}/
    Mailbox   ${url}/mailbox
    Emulator  ${url}/api/messages   (leave app id and password empty)

  Say "send mail" in the chat. Ctrl+C stops it.
`);
  },
  (error: Error & { code?: string }) => {
    const taken = `Port ${port} is in use. Choose another: set PORT, for example to ${port + 1}.`;
    const known = error.code === 'EADDRINUSE' ? taken : error instanceof SettingsError && error.message;
    process.stderr.write(`${known || error.stack}\n`);
    process.exitCode = 1;
  },
);
