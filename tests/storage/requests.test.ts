// What is sent to blob storage, word by word, and what lets it in.
import { createHmac } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { StorageUnavailable } from '../../bot/people/people';
import { request } from '../../bot/runtime/http';
import { IdentityUnavailable } from '../../bot/runtime/identity';
import { openSendTwice } from '../../bot/runtime/retry';
import { type Access, byIdentity } from '../../bot/storage/access';
import { openContainer } from '../../bot/storage/container';
import { type BotAuthentication, mountBotAuthentication } from '../../playground/botAuthentication';
import { type Running, start } from '../playground/standIns';
import { standingClock } from '../support/clock';
import { byKey, connectedBy, missingContainer, plannedService, record, secretKey, written } from './service';

const appId = '6b3c1c5e-8f0a-4d0b-9a53-0c2f6f1d7e42';
const date = 'Sun, 22 Nov 2026 09:00:00 GMT';
const own = { 'x-ms-date': date, 'x-ms-version': '2025-11-05' };
const signed = (...lines: string[]) => {
  const text = lines.join('\n');
  const signature = createHmac('sha256', Buffer.from(secretKey, 'base64')).update(text).digest('base64');
  return `SharedKey contoso:${signature}`;
};
const ownLines = [`x-ms-date:${date}`, 'x-ms-version:2025-11-05'];

describe('a request with the account’s key', () => {
  it('to read is signed, and goes to the account’s own address', async () => {
    const { storage, sent } = plannedService([record]);
    await storage.read(['people/0f']);
    const blob = '/mailbot/people%252F0f';
    expect(sent[0]?.url).toBe(`https://contoso.blob.core.windows.net${blob}`);
    expect(sent[0]?.init).toMatchObject({
      method: 'GET',
      redirect: 'manual',
      headers: {
        ...own,
        authorization: signed('GET', ...Array(11).fill(''), ...ownLines, `/contoso${blob}`),
      },
    });
  });

  it('to write is signed with its length in bytes, its type and its condition', async () => {
    const { storage, sent } = plannedService([written]);
    await storage.write({ ana: { word: 'Grüße', eTag: '"7"' } });
    const lines = ['', '', '18', '', 'application/json', '', '', '"7"', '', '', ''];
    const all = ['PUT', ...lines, 'x-ms-blob-type:BlockBlob', ...ownLines, '/contoso/mailbot/ana'];
    expect(sent[0]?.init).toMatchObject({
      method: 'PUT',
      body: '{"word":"Grüße"}',
      headers: {
        ...own,
        'content-type': 'application/json',
        'if-match': '"7"',
        'x-ms-blob-type': 'BlockBlob',
        authorization: signed(...all),
      },
    });
  });

  it('to make the container is signed with its query', async () => {
    const { storage, sent } = plannedService([missingContainer, written, record]);
    await storage.read(['ana']);
    expect(sent[1]?.url).toBe('https://contoso.blob.core.windows.net/mailbot?restype=container');
    const lines = ['PUT', ...Array(11).fill(''), ...ownLines, '/contoso/mailbot', 'restype:container'];
    expect(sent[1]?.init.headers).toEqual({ ...own, authorization: signed(...lines) });
  });

  it('has the account twice in what is signed where its address has it', async () => {
    const { storage, sent } = plannedService(
      [record],
      connectedBy(`${byKey};BlobEndpoint=http://127.0.0.1:10000/contoso/`),
    );
    await storage.read(['ana']);
    const lines = ['GET', ...Array(11).fill(''), ...ownLines, '/contoso/contoso/mailbot/ana'];
    expect(sent[0]?.url).toBe('http://127.0.0.1:10000/contoso/mailbot/ana');
    expect(sent[0]?.init.headers).toMatchObject({ authorization: signed(...lines) });
  });
});

describe('an empty key', () => {
  it('asks for nothing, and deletes no container', async () => {
    const { storage, sent } = plannedService([]);
    await expect(storage.read([''])).rejects.toThrow(TypeError);
    await expect(storage.write({ '': {} })).rejects.toThrow(TypeError);
    await expect(storage.delete([''])).rejects.toThrow(TypeError);
    expect(sent).toEqual([]);
  });
});

describe('a request with a shared access signature', () => {
  const bySignature = 'BlobEndpoint=https://contoso.example;SharedAccessSignature=?sv=1&sig=a%2Fb%3D';

  it('has it in its address and nothing in its headers', async () => {
    const { storage, sent } = plannedService([missingContainer, written, record], connectedBy(bySignature));
    await storage.read(['ana']);
    expect(sent.map(({ url }) => url)).toEqual([
      'https://contoso.example/mailbot/ana?sv=1&sig=a%2Fb%3D',
      'https://contoso.example/mailbot?restype=container&sv=1&sig=a%2Fb%3D',
      'https://contoso.example/mailbot/ana?sv=1&sig=a%2Fb%3D',
    ]);
    expect(sent.map(({ init }) => init.headers)).toEqual([own, own, own]);
  });
});

describe('a request as the bot’s identity', () => {
  let azure: Running;
  let authentication: BotAuthentication;
  beforeAll(async () => {
    azure = await start((server, url) => {
      authentication = mountBotAuthentication(server, { appId, url });
    });
    const { IDENTITY_ENDPOINT, IDENTITY_HEADER } = authentication.settings();
    Object.assign(process.env, { IDENTITY_ENDPOINT, IDENTITY_HEADER });
  });
  afterAll(() => azure.close());

  it('has a token for storage, of the identity that the app id names', async () => {
    const blobs = { BLOB_STORAGE_URL: 'https://contoso.blob.core.windows.net/' };
    const { storage, sent } = plannedService([record, record], { ...authentication.settings(), ...blobs });
    await storage.read(['ana', 'bao']);
    const [one, other] = sent;
    expect(one?.url).toBe('https://contoso.blob.core.windows.net/mailbot/ana');
    const [, token] = /^Bearer (.+)$/.exec(one?.init.headers?.authorization ?? '') ?? [];
    expect(jwt.decode(token ?? '')).toMatchObject({ aud: 'https://storage.azure.com', appid: appId });
    expect(one?.init.headers).toEqual(other?.init.headers);
  });

  it('is not sent without a token', async () => {
    const clock = standingClock();
    const access: Access = byIdentity(() => Promise.reject(new IdentityUnavailable('no token')));
    const sendTwice = openSendTwice(request, clock, () => 0);
    const container = openContainer('https://contoso.example/mailbot', access, sendTwice, clock.now);
    const reading = container({ method: 'GET', name: 'ana', headers: {} });
    await expect(reading).rejects.toThrow(new StorageUnavailable('no token'));
    expect(clock.due()).toEqual([]);
  });
});
