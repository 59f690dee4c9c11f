// The deployed artifact, as Azure runs it: dist/ alone, NODE_ENV=production, JWT validation, blob storage; one journey, then SIGTERM.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../bot/clock';
import { createStandIns } from '../../playground/standIns';
import { startAzurite } from '../support/azurite';
import { createConnector } from '../support/connector';
import { person } from '../support/person';
import { appId, listen } from '../support/world';

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mail-bot-'));
  // Out of reach of node_modules: what the bundle lacks must show here.
  cpSync('dist', folder, { recursive: true });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const azurite = await startAzurite();
  const connector = createConnector();
  const connectorUrl = await listen(connector.server);
  let standInsUrl = '';
  const standIns = createStandIns({
    clock: systemClock,
    ids: randomUUID,
    fetch,
    url: () => standInsUrl,
    botEndpoint: () => `${url}/api/messages`,
    appId,
  });
  standInsUrl = await listen(standIns.server);

  const environment = {
    ...standIns.botAuthentication.settings(),
    NODE_ENV: 'production',
    PORT: String(port),
    GRAPH_BASE_URL: standInsUrl,
    BLOB_STORAGE_CONNECTION_STRING: azurite.connectionString,
  };
  const bot = spawn(process.execPath, ['index.js'], {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await listening(bot);
    assert.equal((await fetch(`${url}/readyz`)).status, 200, 'the storage answers');
    const ana = person({ url, connector, connectorUrl, standIns }, {});
    await ana.says('send mail');
    await ana.signsIn('ana');
    await ana.clicks('Send', { to: 'bao@contoso.com', subject: 'Smoke', body: 'It runs' });
    assert.match(ana.card().text, /Handed to Outlook/);
    assert.equal(standIns.mailbox.messages.length, 1, 'one mail is in the mailbox');
    const ended = once(bot, 'exit');
    bot.kill('SIGTERM');
    const [code] = await ended;
    assert.equal(code, 0, 'SIGTERM ends it well');
  } finally {
    bot.kill('SIGKILL');
    standIns.directLine.close();
    standIns.server.close();
    connector.server.close();
    await azurite.close();
    rmSync(folder, { recursive: true, force: true });
  }
  process.stdout.write('dist/ runs in production: one mail sent, SIGTERM ends it well\n');
}

/** Resolves with the bot's own word that it listens; fails when it ends before. */
function listening(bot: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    bot.once('exit', (code) => reject(new Error(`The bot ended at the start with code ${code}`)));
    let output = '';
    bot.stdout?.on('data', (chunk: Buffer) => {
      process.stdout.write(chunk);
      output += chunk;
      if (output.includes('"msg":"listening"')) resolve();
    });
  });
}

/** PORT=0 is nothing to deploy with, so a port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

main().then(
  () => process.exit(0),
  (error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
