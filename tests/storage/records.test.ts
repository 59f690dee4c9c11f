// Records in memory and on a real blob service: what is written is read, and nobody overwrites what they have not seen.
import { AccountSASPermissions, BlobServiceClient } from '@azure/storage-blob';
import { openStorage, withHashedKeys } from '../../bot/storage';
import { type RecordStore, StorageConflict, StorageUnavailable } from '../../bot/storage/port';
import { type Azurite, startAzurite } from '../support/azurite';
import { standingClock } from '../support/clock';
import { peopleIn } from '../support/peopleIn';

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.close());

const clock = standingClock();
const nobody = { getToken: async () => null };
const inAnHour = () => new Date(Date.now() + 3_600_000);

/** A shared access signature of Azurite's account, such as a portal gives out. */
function signatureFor(permissions: string): string {
  const service = BlobServiceClient.fromConnectionString(azurite.connectionString);
  const url = service.generateAccountSasUrl(inAnHour(), AccountSASPermissions.parse(permissions), 'co');
  return `BlobEndpoint=${service.url};SharedAccessSignature=${new URL(url).search.slice(1)}`;
}

let containers = 0;
const freshContainer = () => `records${++containers}`;
const openAs = (connectionString: string, container = freshContainer()) =>
  openStorage({ kind: 'blob', container, connectionString }, nobody, clock).records;

const ways: [string, () => RecordStore][] = [
  ['in memory', () => openStorage({ kind: 'memory' }, nobody, clock).records],
  ['in a blob, by the account’s key', () => openAs(azurite.connectionString)],
  ['in a blob, by a shared access signature', () => openAs(signatureFor('rwdlac'))],
];

describe.each(ways)('a record %s', (_way, open) => {
  it('is not there before it is written', async () => {
    expect(await open().read('ana')).toBeUndefined();
  });

  it('is read as it was written, with the ETag that the write told', async () => {
    const store = open();
    const value = { words: ['Grüße', '你好', '😀', '"\\\n'], nested: { none: null } };
    const eTag = await store.write('ana', value);
    expect(await store.read('ana')).toEqual({ value, eTag });
  });

  it('is its writer’s own: changing what was given or read changes nothing', async () => {
    const store = open();
    const value = { word: 'first' };
    await store.write('ana', value);
    value.word = 'second';
    Object.assign((await store.read('ana'))?.value ?? {}, { word: 'third' });
    expect(await store.read('ana')).toMatchObject({ value: { word: 'first' } });
  });

  it('is overwritten by whoever saw it last, and by nobody else', async () => {
    const store = open();
    const first = await store.write('ana', { word: 'first' });
    await store.write('ana', { word: 'second' }, first);
    await expect(store.write('ana', { word: 'third' }, first)).rejects.toThrow(StorageConflict);
    await expect(store.write('ana', { word: 'third' })).rejects.toThrow(StorageConflict);
    expect(await store.read('ana')).toMatchObject({ value: { word: 'second' } });
  });

  it('does not come back by a write of somebody who saw it before it was deleted', async () => {
    const store = open();
    const eTag = await store.write('ana', { word: 'first' });
    await store.delete('ana');
    await expect(store.write('ana', { word: 'second' }, eTag)).rejects.toThrow(StorageConflict);
    await store.write('ana', { word: 'third' });
    await expect(store.write('ana', { word: 'second' }, eTag)).rejects.toThrow(StorageConflict);
  });

  it('is deleted once and for all, and again without harm', async () => {
    const store = open();
    await store.write('ana', {});
    await store.delete('ana');
    await store.delete('ana');
    expect(await store.read('ana')).toBeUndefined();
  });

  const odd = ['people/0f', 'a b+c%2F&=?#', 'ü€😀', "it's (a) *key*!~", '/x//y/', 'q"<>\\^`{|}', 'toString'];
  it.each(odd)('may have the key %s', async (key) => {
    const store = open();
    await store.write(key, { word: key });
    expect(await store.read(key)).toMatchObject({ value: { word: key } });
    await store.delete(key);
    expect(await store.read(key)).toBeUndefined();
  });
});

describe('a container', () => {
  it('is there for the next program that opens it', async () => {
    const container = freshContainer();
    await openAs(azurite.connectionString, container).write('ana', { word: 'first' });
    const next = openAs(azurite.connectionString, container);
    expect(await next.read('ana')).toMatchObject({ value: { word: 'first' } });
  });

  it('is made once by many who write at once', async () => {
    const container = freshContainer();
    const many = ['ana', 'bao', 'chi', 'dee'];
    const open = () => openAs(azurite.connectionString, container);
    await Promise.all(many.map((key) => open().write(key, { key })));
    const read = await Promise.all(many.map((key) => open().read(key)));
    expect(read.map((record) => record?.value)).toEqual(many.map((key) => ({ key })));
  });

  it('that was never made has nothing to delete', async () => {
    await expect(openAs(azurite.connectionString).delete('ana')).resolves.toBeUndefined();
  });
});

describe('what earlier versions stored', () => {
  /** Of `msteams/ana`: behind `people/` the key's SHA-256, percent-encoded, and that once more for the address. */
  const name = 'people%252F0ea95b97e0314ab291f91c511abbb4029cf287002098665f814486a395155433';
  const body =
    '{"forms":{"f":{"id":"f","state":"open","draft":{"to":"bao@contoso.com","cc":"","bcc":"","subject":"Grüße",' +
    '"body":"At 12","importance":"normal","format":"text"},"since":0}},"outcomes":[],"mails":[]}';

  it('is read, and changed in its place', async () => {
    const container = freshContainer();
    const people = withHashedKeys(openAs(azurite.connectionString, container), 'people');
    await people.delete('makes the container');
    const query = new URLSearchParams(signatureFor('rwdlac').split('SharedAccessSignature=')[1]);
    const blob = `${azurite.blobUrl}/devstoreaccount1/${container}/${name}?${query}`;
    const headers = { 'content-type': 'application/json', 'x-ms-blob-type': 'BlockBlob' };
    const put = await fetch(blob, { method: 'PUT', headers: { ...headers, 'if-none-match': '*' }, body });
    expect(put.status).toBe(201);

    const ana = peopleIn({ records: people })({ channelId: 'msteams', userId: 'ana' });
    expect((await ana.record()).forms.f?.draft).toMatchObject({ to: 'bao@contoso.com', subject: 'Grüße' });
    await ana.change((record) => ({ ...record, mails: [1] }));
    expect(await (await fetch(blob)).json()).toMatchObject({ forms: { f: { state: 'open' } }, mails: [1] });
  });
});

describe('what lets nobody in', () => {
  const wrongKey = () => azurite.connectionString.replace('AccountKey=Eby8', 'AccountKey=Aby8');
  const wrongSignature = () => signatureFor('rwdlac').replace('sig=', 'sig=A');

  it.each([
    ['a wrong key', wrongKey],
    ['a wrong signature', wrongSignature],
  ])('is %s: the storage is unavailable', async (_what, connection) => {
    const store = openAs(connection());
    await expect(store.read('ana')).rejects.toThrow(StorageUnavailable);
    await expect(store.write('ana', {})).rejects.toThrow(StorageUnavailable);
    await expect(store.delete('ana')).rejects.toThrow(StorageUnavailable);
  });

  it('is a signature for something else', async () => {
    const container = freshContainer();
    await openAs(azurite.connectionString, container).write('ana', { word: 'first' });
    const store = openAs(signatureFor('r'), container);
    expect(await store.read('ana')).toMatchObject({ value: { word: 'first' } });
    await expect(store.write('bao', {})).rejects.toThrow(StorageUnavailable);
  });
});
