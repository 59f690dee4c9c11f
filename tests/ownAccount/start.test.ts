// Starting the playground with one's own account: what it says, and what wrong settings stop it with.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { readOwnAccount } from '../../playground/ownAccount/settings';

const CLIENT_ID = '11111111-2222-4333-8444-555555555555';

/** So that a `.env` of whoever runs this does not count. */
const unset = { CLIENT_ID: '', CLIENT_SECRET: '', TENANT: '' };

/** Runs `npm run playground`'s program until it has said something, or ends. @returns what it said */
async function starts(settings: Record<string, string>): Promise<string> {
  const playground = spawn(
    process.execPath,
    ['--import', 'tsx', join(__dirname, '../../playground/index.ts')],
    { env: { PATH: process.env.PATH, PORT: '0', ...unset, ...settings } },
  );
  let said = '';
  const ended = once(playground, 'exit');
  const spoken = new Promise((done) => {
    const listen = (chunk: Buffer) => {
      said += chunk;
      if (said.includes('Ctrl+C')) done(undefined);
    };
    playground.stdout.on('data', listen);
    playground.stderr.on('data', listen);
  });
  await Promise.race([spoken, ended]);
  playground.kill();
  await ended;
  return said;
}

it('says that mail is real, where people sign in, and which address to register', async () => {
  const said = await starts({ CLIENT_ID, TENANT: 'consumers' });
  const [, port = ''] = /http:\/\/127\.0\.0\.1:(\d+)\/playground/.exec(said) ?? [];
  expect(said).toContain('MAIL IS REAL');
  expect(said).toContain('https://login.microsoftonline.com/consumers');
  expect(said).toContain(`\n    http://localhost:${port}/signin/callback\n`);
});

it('says that nothing leaves the machine where there is no CLIENT_ID', async () => {
  expect(await starts({})).toContain('Nothing leaves this machine');
});

it('stops with a sentence where a setting is wrong, and shows no secret', async () => {
  const said = await starts({ CLIENT_ID, CLIENT_SECRET: CLIENT_ID });
  expect(said).toBe(
    "CLIENT_SECRET is the secret's ID. Copy its Value instead: it is shown once, when the secret is made.\n",
  );
});

describe('settings', () => {
  it.each([
    [{}, undefined],
    [{ CLIENT_ID: '  ' }, undefined],
    // Another program's.
    [{ TENANT: 'acme', CLIENT_SECRET: 'x' }, undefined],
    [
      { CLIENT_ID, TENANT: 'Consumers' },
      { clientId: CLIENT_ID, tenant: 'consumers' },
    ],
    [{ CLIENT_ID }, { clientId: CLIENT_ID, tenant: 'common' }],
    [{ CLIENT_ID: ` ${CLIENT_ID} ` }, { clientId: CLIENT_ID, tenant: 'common' }],
    [
      { CLIENT_ID, CLIENT_SECRET: 'a~b', TENANT: 'contoso.com' },
      { clientId: CLIENT_ID, clientSecret: 'a~b', tenant: 'contoso.com' },
    ],
    [
      { CLIENT_ID, TENANT: CLIENT_ID },
      { clientId: CLIENT_ID, tenant: CLIENT_ID },
    ],
  ])('%j', (given, read) => {
    expect(readOwnAccount(given)).toEqual(read);
  });

  it.each([
    [{ CLIENT_ID, CLIENT_SECRET: 'a b' }, /CLIENT_SECRET has a blank/],
    [{ CLIENT_ID: 'mail-bot' }, /CLIENT_ID is the Application/],
    [{ CLIENT_ID, TENANT: 'everybody' }, /TENANT is common/],
    [{ CLIENT_ID, TENANT: 'https://contoso.com' }, /TENANT is common/],
  ])('%j is refused', (given, reason) => {
    expect(() => readOwnAccount(given)).toThrow(reason);
  });
});
