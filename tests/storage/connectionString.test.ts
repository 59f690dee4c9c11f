// Connection strings: what Microsoft's client takes, and what stops the start without being shown.
import { readSettings, SettingsError } from '../../bot/settings';
import { accountOf } from '../../bot/storage/blobs';

const key = 'c2VjcmV0LXNlY3JldA==';
const named = `DefaultEndpointsProtocol=https;AccountName=contoso;AccountKey=${key}`;

describe('a connection string', () => {
  it.each([
    [
      'as the portal gives it',
      `${named};EndpointSuffix=core.windows.net`,
      'https://contoso.blob.core.windows.net/',
    ],
    [
      'with an address of the blobs',
      `${named};BlobEndpoint=https://blobs.contoso.com/`,
      'https://blobs.contoso.com/',
    ],
    [
      'with a shared access signature',
      'BlobEndpoint=https://contoso.blob.core.windows.net/;SharedAccessSignature=sv=2022-11-02&sig=a%3D',
      'https://contoso.blob.core.windows.net/?sv=2022-11-02&sig=a%3D',
    ],
    [
      'for the storage of a developer’s machine',
      'UseDevelopmentStorage=true',
      'http://127.0.0.1:10000/devstoreaccount1',
    ],
  ])('%s is understood', (_what, text, url) => {
    expect(readSettings({ BLOB_STORAGE_CONNECTION_STRING: text }).storage).toMatchObject({
      connectionString: text,
    });
    expect(accountOf(text).url).toBe(url);
  });

  it.each([
    ['nothing known', 'contoso'],
    ['no key', 'DefaultEndpointsProtocol=https;AccountName=contoso;EndpointSuffix=core.windows.net'],
    ['no name', `DefaultEndpointsProtocol=https;AccountKey=${key};BlobEndpoint=https://blobs.contoso.com`],
    ['no address', named],
    ['another protocol', `${named.replace('https', 'ftp')};EndpointSuffix=core.windows.net`],
    ['an address that is none', `${named};BlobEndpoint=https://:x`],
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
