// Connection strings: what is understood, and what stops the start without being shown.
import { readSettings, SettingsError } from '../../bot/settings';
import { readConnectionString } from '../../bot/storage/connectionString';

const key = 'c2VjcmV0LXNlY3JldA==';
const named = `AccountName=contoso;AccountKey=${key}`;
const proof = { name: 'contoso', key: Buffer.from(key, 'base64') };

describe('a connection string', () => {
  it.each([
    [
      'as the portal gives it',
      `DefaultEndpointsProtocol=https;${named};EndpointSuffix=core.windows.net`,
      { url: 'https://contoso.blob.core.windows.net', proof },
    ],
    [
      'with an address of the blobs',
      `${named};BlobEndpoint=https://blobs.contoso.com/;QueueEndpoint=https://q.contoso.com/`,
      { url: 'https://blobs.contoso.com/', proof },
    ],
    [
      'in several lines',
      `${named};\n BlobEndpoint=https://blobs.contoso.com;\n`,
      { url: 'https://blobs.contoso.com', proof },
    ],
    [
      'with a shared access signature',
      'BlobEndpoint=https://contoso.blob.core.windows.net/;SharedAccessSignature=?sv=2022-11-02&sig=a%3D',
      { url: 'https://contoso.blob.core.windows.net/', proof: { signature: 'sv=2022-11-02&sig=a%3D' } },
    ],
  ])('%s is understood', (_what, text, account) => {
    expect(readConnectionString(text)).toEqual(account);
  });

  it('may stand for the storage of a developer’s machine', () => {
    expect(readConnectionString('UseDevelopmentStorage=true;')).toMatchObject({
      url: 'http://127.0.0.1:10000/devstoreaccount1',
      proof: { name: 'devstoreaccount1' },
    });
  });

  it.each([
    ['nothing known', 'contoso'],
    ['no key', 'DefaultEndpointsProtocol=https;AccountName=contoso;EndpointSuffix=core.windows.net'],
    ['no name', `AccountKey=${key};BlobEndpoint=https://blobs.contoso.com`],
    ['no address', named],
    ['no suffix', `DefaultEndpointsProtocol=https;${named}`],
    ['another protocol', `DefaultEndpointsProtocol=ftp;${named};EndpointSuffix=core.windows.net`],
    ['an address that is none', `${named};BlobEndpoint=https://:x`],
    ['a query in its address', `${named};BlobEndpoint=https://blobs.contoso.com?sig=x`],
    ['a key that is cut off', `${named.slice(0, -12)}%;BlobEndpoint=https://blobs.contoso.com`],
    ['a signature for nowhere', 'SharedAccessSignature=sv=1&sig=x'],
  ])('with %s stops the start, and is not shown', (_what, text) => {
    expect.assertions(2);
    try {
      readSettings({ BLOB_STORAGE_CONNECTION_STRING: text });
    } catch (error) {
      expect(error).toEqual(
        new SettingsError(['BLOB_STORAGE_CONNECTION_STRING must be a connection string of Azure storage']),
      );
      expect(String(error)).not.toMatch(/contoso|c2Vj|sig=/);
    }
  });
});
