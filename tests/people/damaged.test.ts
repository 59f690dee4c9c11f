// A person whose record is damaged goes on: every command is answered, and what is written next is whole again.
import { AccountSASPermissions, BlobServiceClient } from '@azure/storage-blob';
import { type StoredWorld, startStoredWorld } from '../support/storedWorld';

let stored: StoredWorld;
beforeAll(async () => {
  stored = await startStoredWorld();
});
afterAll(() => stored.close());

/** Asks the storage itself, with a shared access signature. */
function storage(path: string, init: RequestInit = {}, query = ''): Promise<Response> {
  const { BLOB_STORAGE_CONNECTION_STRING = '' } = stored.world.settings;
  const service = BlobServiceClient.fromConnectionString(BLOB_STORAGE_CONNECTION_STRING);
  const permissions = AccountSASPermissions.parse('rwl');
  const signed = service.generateAccountSasUrl(new Date(Date.now() + 60_000), permissions, 'sco');
  const { origin, pathname, search } = new URL(signed);
  return fetch(`${origin}${pathname.replace(/\/$/, '')}/mailbot${path}${search}${query}`, init);
}

/** Puts this in the place of every person's record. @returns how many there were */
async function damage(text: string): Promise<number> {
  const list = await (await storage('', {}, '&restype=container&comp=list&prefix=people')).text();
  const names = [...list.matchAll(/<Name>([^<]+)<\/Name>/g)].map(([, name = '']) => name);
  for (const name of names) {
    const headers = { 'x-ms-blob-type': 'BlockBlob' };
    const { status } = await storage(`/${encodeURIComponent(name)}`, { method: 'PUT', headers, body: text });
    expect(status).toBe(201);
  }
  return names.length;
}

describe.each([
  ['nothing', ''],
  ['no JSON', '{"forms":{"f":'],
  ['null', 'null'],
  ['a list', '[1]'],
  ['parts of other kinds', '{"forms":null,"outcomes":[null],"mails":{},"signIns":[],"account":7}'],
  ['more than is read', `{"forms":{},"later":"${'x'.repeat(4 * 1024 * 1024)}"}`],
])('a record that holds %s', (_what, text) => {
  it('keeps nobody from a command, a form, a mail, or from being forgotten', async () => {
    const ana = stored.world.person();
    await ana.comesInAs('ana');
    await ana.says('send mail');
    expect(await damage(text)).toBe(1);
    await ana.says('help');
    expect(ana.card().text).toContain('send mail');
    await ana.says('profile');
    expect(ana.card().text).toContain('Product Designer');
    await ana.says('send mail');
    const before = stored.world.standIns.mailbox.messages.length;
    await ana.clicks('Send', { to: 'bao@contoso.com', subject: 'Hello', body: 'Again' });
    expect(stored.world.standIns.mailbox.messages.length).toBe(before + 1);

    await damage(text);
    await ana.says('forget me');
    expect(await damage(text)).toBe(0);
  });
});
