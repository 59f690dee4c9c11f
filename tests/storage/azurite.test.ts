// Records on a real blob service: what is written is read, by key and by signature, and nobody overwrites what they have not seen.
import { createHmac } from 'node:crypto';
import { StorageConflict, StorageUnavailable } from '../../bot/people/people';
import { readSettings } from '../../bot/settings';
import { openStorage } from '../../bot/storage';
import { readConnectionString } from '../../bot/storage/connectionString';
import { type Azurite, startAzurite } from '../support/azurite';

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.close());

/** An account's signature for a while, as Microsoft Learn has it under "Create an account SAS". */
function signatureFor(permissions: string): string {
  const { proof } = readConnectionString(azurite.connectionString) ?? {};
  if (!proof || !('key' in proof)) throw new Error('Azurite has a key');
  const end = `${new Date(Date.now() + 3_600_000).toISOString().slice(0, 19)}Z`;
  const signed = [proof.name, permissions, 'b', 'co', '', end, '', 'https,http', '2022-11-02', '', ''];
  const sig = createHmac('sha256', proof.key).update(signed.join('\n')).digest('base64');
  const fields = { sv: '2022-11-02', ss: 'b', srt: 'co', sp: permissions, se: end, spr: 'https,http', sig };
  return `BlobEndpoint=${azurite.blobUrl}/devstoreaccount1;SharedAccessSignature=${new URLSearchParams(fields)}`;
}

let containers = 0;
const freshContainer = () => `records${++containers}`;
const openAs = (connectionString: string, container = freshContainer()) =>
  openStorage(
    readSettings({
      BLOB_STORAGE_CONNECTION_STRING: connectionString,
      BLOB_STORAGE_CONTAINER: container,
    }),
  );

const ways: [string, () => string][] = [
  ['the account’s key', () => azurite.connectionString],
  ['a shared access signature', () => signatureFor('rwdlac')],
  ['one with a question mark', () => signatureFor('rwdlac').replace('Signature=', 'Signature=?')],
];

describe.each(ways)('with %s, a record', (_what, connection) => {
  const open = (container?: string) => openAs(connection(), container);

  it('is not there before it is written, in a container that is not there', async () => {
    expect(await open().read(['ana', 'bao'])).toEqual({});
  });

  it('is read as it was written, with an ETag', async () => {
    const blobs = open();
    const item = { words: ['Grüße', '你好', '😀', '"\\\n'], nested: { none: null } };
    await blobs.write({ ana: item, bao: {} });
    expect(await blobs.read(['ana', 'bao', 'chi'])).toEqual({
      ana: { ...item, eTag: expect.stringMatching(/^".+"$/) },
      bao: { eTag: expect.any(String) },
    });
  });

  it('is overwritten by whoever saw it last, and by nobody else', async () => {
    const blobs = open();
    await blobs.write({ ana: { word: 'first' } });
    const { ana } = (await blobs.read(['ana'])) as { ana: object };
    await blobs.write({ ana: { ...ana, word: 'second' } });
    await expect(blobs.write({ ana: { ...ana, word: 'third' } })).rejects.toThrow(StorageConflict);
    expect(await blobs.read(['ana'])).toMatchObject({ ana: { word: 'second' } });
  });

  it('does not come back by a write of somebody who saw it before it was deleted', async () => {
    const blobs = open();
    await blobs.write({ ana: { word: 'first' } });
    const { ana } = (await blobs.read(['ana'])) as { ana: object };
    await blobs.delete(['ana']);
    await expect(blobs.write({ ana })).rejects.toThrow(StorageConflict);
  });

  it('with * for an ETag is overwritten whatever is there', async () => {
    const blobs = open();
    for (const word of ['first', 'second']) await blobs.write({ ana: { word, eTag: '*' } });
    expect(await blobs.read(['ana'])).toMatchObject({ ana: { word: 'second' } });
  });

  it.each([undefined, '', 7])('with %j for an ETag is written only where there is none', async (eTag) => {
    const blobs = open();
    await blobs.write({ ana: { word: 'first', eTag } });
    await expect(blobs.write({ ana: { word: 'second', eTag } })).rejects.toThrow(StorageConflict);
    expect(await blobs.read(['ana'])).toMatchObject({ ana: { word: 'first' } });
  });

  it('tells its new ETag when it is written', async () => {
    const blobs = open();
    const first = (await blobs.write({ ana: { word: 'first' } })) ?? {};
    const second = await blobs.write({ ana: { word: 'second', eTag: first.ana } });
    expect(await blobs.read(['ana'])).toEqual({ ana: { word: 'second', eTag: second?.ana } });
  });

  it('is deleted once and for all, and again without harm', async () => {
    const blobs = open();
    await blobs.write({ ana: {} });
    await blobs.delete(['ana', 'bao']);
    await blobs.delete(['ana']);
    expect(await blobs.read(['ana'])).toEqual({});
  });

  const odd = ['people/0f', 'a b+c%2F&=?#', 'ü€😀', "it's (a) *key*!~", '/x//y/', 'q"<>\\^`{|}', 'toString'];
  it.each(odd)('may have the key %s', async (key) => {
    const blobs = open();
    await blobs.write({ [key]: { word: key } });
    expect(await blobs.read([key])).toEqual({ [key]: { word: key, eTag: expect.any(String) } });
    await blobs.delete([key]);
    expect(await blobs.read([key])).toEqual({});
  });

  it('is there for the next program that opens the container', async () => {
    const container = freshContainer();
    await open(container).write({ ana: { word: 'first' } });
    expect(await open(container).read(['ana'])).toMatchObject({ ana: { word: 'first' } });
  });

  it('may be the first of a container that many make at once', async () => {
    const container = freshContainer();
    const many = ['ana', 'bao', 'chi', 'dee'];
    await Promise.all(many.map((key) => open(container).write({ [key]: {} })));
    expect(Object.keys(await open(container).read(many))).toEqual(many);
  });

  it('in a container that was never made is deleted without harm', async () => {
    await expect(open().delete(['ana'])).resolves.toBeUndefined();
  });
});

describe('what lets nobody in', () => {
  const wrongKey = () => azurite.connectionString.replace('AccountKey=Eby8', 'AccountKey=Aby8');
  const wrongSignature = () => signatureFor('rwdlac').replace('sig=', 'sig=A');
  const readOnly = () => signatureFor('r');

  it.each([
    ['a wrong key', wrongKey],
    ['a wrong signature', wrongSignature],
  ])('is %s: the storage is unavailable', async (_what, connection) => {
    const blobs = openAs(connection());
    await expect(blobs.read(['ana'])).rejects.toThrow(StorageUnavailable);
    await expect(blobs.write({ ana: {} })).rejects.toThrow(StorageUnavailable);
    await expect(blobs.delete(['ana'])).rejects.toThrow(StorageUnavailable);
  });

  it('is a signature for something else', async () => {
    const container = freshContainer();
    await openAs(azurite.connectionString, container).write({ ana: { word: 'first' } });
    const blobs = openAs(readOnly(), container);
    expect(await blobs.read(['ana'])).toMatchObject({ ana: { word: 'first' } });
    await expect(blobs.write({ ana: {} })).rejects.toThrow(StorageUnavailable);
  });
});
