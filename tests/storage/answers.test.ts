// What is made of a blob service's answers: a record or none, and errors that give nothing away.
import { inspect } from 'node:util';
import { StorageUnavailable } from '../../bot/people/people';
import { until } from '../support/clock';
import { byKey, connectedBy, type Planned, plannedService, secretKey } from './service';

const status = (code: number, headers = {}): Planned => ({ status: code, headers });

describe('an answer', () => {
  const headers = { etag: '"1"' };
  it.each<[string, Planned]>([
    ['no JSON', { status: 200, headers, body: '<html>' }],
    ['nothing', { status: 200, headers }],
    ['half a record', { status: 200, headers, body: '{"word":"hel' }],
    ['a list', { status: 200, headers, body: '[]' }],
    ['null', { status: 200, headers, body: 'null' }],
    ['a text', { status: 200, headers, body: '"word"' }],
    ['a record without an ETag', { status: 200, body: '{}' }],
    ['a part of a record', { status: 206, headers, body: '{}' }],
  ])('with %s in it is none', async (_what, answer) => {
    const { storage } = plannedService([answer]);
    await expect(storage.read(['ana'])).rejects.toThrow(StorageUnavailable);
  });

  it('that says it is written must say just that', async () => {
    const { storage } = plannedService([status(200)]);
    await expect(storage.write({ ana: {} })).rejects.toThrow(StorageUnavailable);
  });

  it('with a prototype in it changes no prototype', async () => {
    const body = '{"__proto__":{"admin":true}}';
    const { storage } = plannedService([{ status: 200, headers, body }]);
    const { ana } = (await storage.read(['ana'])) as { ana: { admin?: boolean } };
    expect(ana.admin).toBeUndefined();
  });
});

describe('an error', () => {
  it.each([
    ['AuthorizationFailure', 'The storage answered 403 AuthorizationFailure'],
    ['of ana@contoso.com', 'The storage answered 403'],
  ])('has the status, and the code if it is one (%s)', async (code, message) => {
    const { storage } = plannedService([status(403, { 'x-ms-error-code': code })]);
    await expect(storage.read(['ana'])).rejects.toThrow(new StorageUnavailable(message));
  });

  const sas = 'BlobEndpoint=https://contoso.example;SharedAccessSignature=sv=1&sig=hush';
  const telling = '<Message>the words of the service, with ana@contoso.com</Message>';
  const all: [string, Planned][] = [
    ['a refusal', { status: 403, body: telling }],
    ['a conflict', { status: 412, body: telling }],
    ['no record', { status: 200, headers: { etag: '"1"' }, body: telling }],
    ['a failure', new Error('Failed to parse URL from https://contoso.example/mailbot?sig=hush')],
  ];
  it.each(all)(
    'after %s gives away neither key, signature, address nor the service’s words',
    async (_what, planned) => {
      const again = planned instanceof Error ? planned : status(500);
      for (const connection of [byKey, sas]) {
        const { storage, clock } = plannedService([planned, again], connectedBy(connection));
        const writing = storage.write({ ana: { word: 'private' } }).catch((error: Error) => error);
        if (planned instanceof Error) await until(() => clock.due().includes(300));
        clock.pass(300);
        const error = await writing;
        expect(error).toBeInstanceOf(Error);
        const shown = inspect(error, { depth: 9 });
        for (const secret of [secretKey, 'hush', 'https:', 'contoso', 'the words', 'private'])
          expect(shown).not.toContain(secret);
      }
    },
  );
});
