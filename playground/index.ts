// `npm run playground`: starts everything and says where it is.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { readSettings, SettingsError } from '../bot/settings';
import { redirectOf } from './ownAccount';
import { type OwnAccount, OwnAccountError, readOwnAccount } from './ownAccount/settings';
import { servePlayground } from './serve';

// What a person may choose here too; every other setting leads to the stand-ins.
const {
  LOG_LEVEL = 'warn',
  BLOB_STORAGE_CONNECTION_STRING,
  BLOB_STORAGE_CONTAINER,
  WEBCHAT_TRUSTED_ORIGINS,
} = process.env;

async function start(): Promise<void> {
  const given = { ...inFile(), ...process.env };
  const { port } = readSettings({ PORT: given.PORT });
  const own = readOwnAccount(given);
  const { url } = await servePlayground(
    port,
    { LOG_LEVEL, BLOB_STORAGE_CONNECTION_STRING, BLOB_STORAGE_CONTAINER, WEBCHAT_TRUSTED_ORIGINS },
    { own },
  );
  process.stdout.write(own ? sayReal(own, url) : sayStandIns(url));
}

/** What counts of `.env` in the repository's root, which may hold a real bot's settings. The environment's own come first. */
function inFile(): Record<string, string | undefined> {
  const file = join(__dirname, '..', '.env');
  if (!existsSync(file)) return {};
  // Some editors begin a file with a mark of its encoding.
  const { CLIENT_ID, CLIENT_SECRET, TENANT, PORT } = parseEnv(
    readFileSync(file, 'utf8').replace(/^\ufeff/, ''),
  );
  return { CLIENT_ID, CLIENT_SECRET, TENANT, PORT };
}

const sayStandIns = (url: string): string => `
  The mail bot's playground is running. Nothing leaves this machine.

    Chat      ${url}/playground   (the mailbox beside it)
    On a page ${url}/
    Mailbox   ${url}/mailbox
    Emulator  ${url}/api/messages   (leave app id and password empty)

  Type "send mail" in the chat. Ctrl+C stops it.
`;

const sayReal = ({ tenant, clientSecret }: OwnAccount, url: string): string => `
  The mail bot's playground is running. MAIL IS REAL: what you send leaves this machine, from your own account.

    Chat      ${url}/playground
    On a page ${url}/
    Emulator  ${url}/api/messages   (leave app id and password empty)

  People sign in at https://login.microsoftonline.com/${tenant}.
  Redirect address to register, exactly so, under ${clientSecret ? 'Web' : 'Mobile and desktop applications (public client)'}:

    ${redirectOf(url)}

  Type "send mail" in the chat. Ctrl+C stops it, and everybody is signed out.
`;

start().catch((error: Error & { code?: string }) => {
  const taken = error.code === 'EADDRINUSE' && 'The port is in use. Set PORT to another, for example 3979.';
  const isOurs = error instanceof SettingsError || error instanceof OwnAccountError;
  const settings = isOurs && error.message;
  process.stderr.write(`${taken || settings || error.stack}\n`);
  // A server may be listening already when a setting turns out wrong.
  process.exit(1);
});
