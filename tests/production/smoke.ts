// The deployed artifact, as Azure runs it: dist/ alone, in production, with authentication and blob storage; pages, a mail, SIGTERM.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { startAzurite } from '../support/azurite';
import { freePort } from '../support/freePort';
import { startMicrosoft } from '../support/microsoft';
import { appId } from '../support/world';
import { flood } from './flood';

/** Where people are told to reach the bot: nowhere real, so that what leads there is seen. */
const publicUrl = 'https://bot.example';
const pages = ['/', '/chat', '/chat?frame=1', '/privacy', '/terms'];

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mail-bot-'));
  // Out of reach of node_modules: what the bundle lacks must show here.
  cpSync('dist', folder, { recursive: true });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const azurite = await startAzurite();
  const microsoft = await startMicrosoft(appId, () => url);
  const { standIns, standInsUrl } = microsoft;
  const environment = {
    ...microsoft.settings,
    NODE_ENV: 'production',
    PORT: String(port),
    BLOB_STORAGE_CONNECTION_STRING: azurite.connectionString,
    PUBLIC_URL: publicUrl,
  };
  const bot = spawn(process.execPath, ['index.js'], {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await listening(bot);
    assert.equal((await fetch(`${url}/readyz`)).status, 200, 'the storage answers');
    const files = await checkPages(url, standInsUrl);
    process.stdout.write(`the pages are there, and the ${files} files they name\n`);
    const ticket = await fetch(`${url}/api/directline/token`, { method: 'POST' });
    assert.equal(ticket.status, 200, 'the chat page gets its token');
    await checkBodies(`${url}/api/messages`);
    const ana = microsoft.person();
    await ana.says('send mail');
    await ana.signsIn('ana');
    await ana.clicks('Send', { to: 'bao@contoso.com', subject: 'Smoke', body: 'It runs' });
    assert.match(ana.card().text, /✓ Sent/);
    assert.equal(standIns.mailbox.messages.length, 1, 'one mail is in the mailbox');
    await checkOddRequests(port);
    const growth = await flood(url, bot.pid as number);
    // On Node 26 a server of node:http alone, which answers 401 to everything, takes 35 MB of these.
    const most = Number.parseInt(process.versions.node, 10) < 26 ? 50 : 70;
    assert.ok(growth === undefined || growth < most, `a flood of bodies takes ${growth} MB`);
    process.stdout.write(`a flood of bodies without a token took ${growth?.toFixed() ?? '?'} MB\n`);
    const unanswered = [
      'GET /healthz HTTP/1.1\r\nHost: bot.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
      'GET /healthz HTTP/1.1\r\nHost: bot.example\r\nHalf: a head',
      'POST /api/messages HTTP/1.1\r\nHost: bot.example\r\nContent-Length: 9\r\n\r\n{',
      // It never reads what it asked for.
      'GET /webchat.js HTTP/1.1\r\nHost: bot.example\r\n\r\n'.repeat(5),
    ].map((request) => sends(port, request));
    const ended = once(bot, 'exit');
    bot.kill('SIGTERM');
    const [code] = await ended;
    assert.equal(code, 0, 'SIGTERM ends it well');
    for (const client of unanswered) client.destroy();
  } finally {
    bot.kill('SIGKILL');
    await microsoft.close();
    await azurite.close();
    rmSync(folder, { recursive: true, force: true });
  }
  process.stdout.write(
    'dist/ runs in production: its pages are whole, one mail sent, SIGTERM ends it well\n',
  );
}

/** Whatever a body claims to be, it gets an answer: what reads bodies is in the build as far as it is needed. */
async function checkBodies(url: string): Promise<void> {
  const form = 'application/x-www-form-urlencoded';
  for (const type of ['application/json', form, 'multipart/form-data; boundary=b', 'text/csv', 'image/png']) {
    const { status } = await fetch(url, { method: 'POST', headers: { 'content-type': type }, body: '{}' });
    assert.ok(status >= 400 && status < 500, `a body of ${type} is answered ${status}`);
  }
}

/** Without an address that can be read a request is answered 400, and the process lives. */
async function checkOddRequests(port: number): Promise<void> {
  for (const host of ['[', 'a:99999', '%', 'a b']) {
    const answer = await text(sends(port, `GET /healthz HTTP/1.1\r\nHost: ${host}\r\n\r\n`));
    assert.match(answer, /^HTTP\/1\.1 400 /, `the host "${host}" is answered 400`);
  }
}

/** Sends bytes that no HTTP client would, and keeps its half of the connection open. */
function sends(port: number, request: string): Socket {
  const client = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  client.on('error', () => client.destroy());
  client.write(request);
  return client;
}

/**
 * Fetches every page, and every file that the pages, and the modules among those files, name.
 * @returns how many files that were
 */
async function checkPages(url: string, directLineUrl: string): Promise<number> {
  const files = new Set(['/embed.js']);
  const add = (names: string[]) => {
    for (const name of names) files.add(name);
  };
  for (const path of [...pages, '/not-there']) {
    const answer = await fetch(url + path, { headers: { accept: 'text/html' } });
    assert.equal(answer.status, path === '/not-there' ? 404 : 200, `${path} answers ${answer.status}`);
    assertSafe(path, answer, 'text/html');
    const policy = answer.headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'; script-src 'self'; /, `${path}: its policy is "${policy}"`);
    assert.ok(policy.includes(directLineUrl), `${path}: its policy lets it speak to Direct Line`);
    add(namesIn(await answer.text(), path));
  }
  // What a module imports joins the set while it is walked through.
  for (const file of files) {
    const answer = await fetch(url + file, { headers: { accept: '*/*' } });
    assert.equal(answer.status, 200, `${file} answers ${answer.status}`);
    assertSafe(file, answer, '');
    const text = await answer.text();
    assert.ok(text.trim(), `${file} is empty`);
    add([...text.matchAll(/^import [^;]*from '([^']+)';$/gm)].map(([, name = '']) => addressOf(name, file)));
  }
  return files.size;
}

/** What every answer carries, and what none does. */
function assertSafe(path: string, { headers }: Response, type: string): void {
  assert.match(headers.get('strict-transport-security') ?? '', /max-age=\d{8}/, `${path}: https only`);
  assert.equal(headers.get('server'), null, `${path}: not a word of what runs here`);
  assert.equal(headers.get('x-content-type-options'), 'nosniff', `${path}: nosniff`);
  assert.ok(headers.get('content-type')?.startsWith(type), `${path} is ${headers.get('content-type')}`);
}

/** The addresses in a page's `src` and `href` on this bot; of others only links may lead there. */
function namesIn(html: string, page: string): string[] {
  const named = [...html.matchAll(/<(\w+)[^>]*?\s(?:src|href)="([^"]*)"/g)].map(([, tag, address = '']) => ({
    tag,
    address: addressOf(address.replaceAll('&amp;', '&'), page),
  }));
  const here = named.filter(({ address }) => address.startsWith('/'));
  const elsewhere = named.filter(({ tag, address }) => tag !== 'a' && !/^(\/|data:)/.test(address));
  assert.deepEqual(elsewhere, [], `${page} loads nothing from elsewhere`);
  assert.ok(here.length > 0, `${page} names no file`);
  return here.map(({ address }) => address);
}

/** An address as the browser would ask for it: a path on this bot, or a whole one. */
function addressOf(name: string, base: string): string {
  const { origin, pathname, search, href } = new URL(name, publicUrl + base);
  return origin === publicUrl ? pathname + search : href;
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

main().then(
  () => process.exit(0),
  (error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
