// A blob service on a bad day: how often it is asked, how long it is waited for, and errors that give nothing away.
import { inspect } from 'node:util';
import { openStorage } from '../../bot/storage';
import { StorageConflict, StorageUnavailable } from '../../bot/storage/port';
import { standingClock, until } from '../support/clock';
import { closedUrl } from '../support/world';
import {
  missingContainer,
  noBlob,
  type Planned,
  plannedService,
  record,
  refused,
  type Service,
  secretKey,
  written,
} from './service';

let service: Service | undefined;
async function planned(answers: Planned[]): Promise<Service> {
  service = await plannedService(answers);
  return service;
}
afterEach(() => service?.close());

const found = { value: { word: 'hello' }, eTag: '"1"' };
const headers = { etag: '"1"' };

describe('a call that brings nothing', () => {
  it.each<[string, Planned]>([
    ['a broken connection', 'broken'],
    ['a 500', refused(500, 'OperationTimedOut')],
    ['a 503', refused(503, 'ServerBusy')],
  ])('but %s is made again', async (_what, trouble) => {
    const { storage, sent } = await planned([trouble, record]);
    expect(await storage.read('ana')).toEqual(found);
    expect(sent).toHaveLength(2);
  });

  it('is made three times and no more', async () => {
    const { storage, sent } = await planned(['broken', 'broken', 'broken', record]);
    await expect(storage.read('ana')).rejects.toThrow(StorageUnavailable);
    expect(sent).toHaveLength(3);
  });

  it('in its time is given up', async () => {
    const { storage, clock, sent } = await planned(['silence']);
    const reading = storage.read('ana').catch((error: Error) => error);
    await until(() => sent.length === 1);
    clock.pass(4_500);
    expect(await reading).toEqual(new StorageUnavailable('The storage did not answer'));
  });

  it('because the answer stops half-way is given up in the same time', async () => {
    const half = { status: 200, headers: { ...headers, 'content-length': 100 }, body: '{"word":' };
    const { storage, clock, sent } = await planned([half]);
    const reading = storage.read('ana').catch((error: Error) => error);
    await until(() => sent.length === 1);
    clock.pass(4_500);
    expect(await reading).toBeInstanceOf(StorageUnavailable);
  });

  it.each([400, 401, 403, 409])('but a %i is not made again', async (status) => {
    const { storage, sent } = await planned([refused(status), record]);
    await expect(storage.read('ana')).rejects.toThrow(StorageUnavailable);
    expect(sent).toHaveLength(1);
  });

  it('is over for good with the next one: nothing of an outage lasts', async () => {
    const denied = refused(403);
    const { storage } = await planned([denied, missingContainer, denied, missingContainer, written, record]);
    await expect(storage.read('ana')).rejects.toThrow(StorageUnavailable);
    await expect(storage.read('ana')).rejects.toThrow(StorageUnavailable);
    expect(await storage.read('ana')).toEqual(found);
  });
});

describe('a write whose answer is lost', () => {
  it('is made again; if it came through, that is a conflict, and reading tells', async () => {
    const { storage, sent } = await planned(['broken', refused(412, 'ConditionNotMet')]);
    await expect(storage.write('ana', {}, '"1"')).rejects.toThrow(StorageConflict);
    expect(sent.map(({ method, headers }) => [method, headers['if-match']])).toEqual([
      ['PUT', '"1"'],
      ['PUT', '"1"'],
    ]);
  });
});

describe('a container', () => {
  it('that somebody else made meanwhile is as good', async () => {
    const { storage } = await planned([missingContainer, refused(409, 'ContainerAlreadyExists'), written]);
    expect(await storage.write('ana', {})).toBe('"2"');
  });

  it('that is being deleted cannot be had, for the time being', async () => {
    const gone = [missingContainer, refused(409, 'ContainerBeingDeleted')];
    const { storage } = await planned([...gone, missingContainer, written, written]);
    await expect(storage.write('ana', {})).rejects.toThrow(StorageUnavailable);
    expect(await storage.write('ana', {})).toBe('"2"');
  });

  it('that stays missing is not made over and over', async () => {
    const { storage, sent } = await planned([missingContainer, written, missingContainer]);
    await expect(storage.write('ana', {})).rejects.toThrow(StorageUnavailable);
    expect(sent).toHaveLength(3);
  });

  it('is made once for all who find it missing', async () => {
    const { storage, sent } = await planned([missingContainer, missingContainer, written, noBlob, noBlob]);
    expect(await Promise.all([storage.read('ana'), storage.read('bao')])).toEqual([undefined, undefined]);
    expect(sent.filter(({ method }) => method === 'PUT')).toHaveLength(1);
  });
});

describe('a blob', () => {
  it.each<[string, Planned]>([
    ['no JSON', { status: 200, headers, body: '<html>' }],
    ['nothing', { status: 200, headers }],
    ['half a record', { status: 200, headers, body: '{"word":"hel' }],
    ['a list', { status: 200, headers, body: '[]' }],
    ['null', { status: 200, headers, body: 'null' }],
    ['a text', { status: 200, headers, body: '"word"' }],
    ['more than any record', { status: 200, headers, body: `{"word":"${'x'.repeat(3 * 1024 * 1024)}"}` }],
  ])('with %s in it is an empty record, which the next write replaces', async (_what, answer) => {
    const { storage, sent } = await planned([answer, written]);
    const { value, eTag } = (await storage.read('ana')) ?? {};
    expect(value).toEqual({});
    await storage.write('ana', { word: 'new' }, eTag);
    expect(sent[1]?.headers['if-match']).toBe('"1"');
  });

  it('without an ETag is no record: nobody could replace it safely', async () => {
    const { storage } = await planned([{ status: 200, body: '{}' }]);
    await expect(storage.read('ana')).rejects.toThrow(StorageUnavailable);
  });

  it('of a thousand megabytes is not read to its end, and its connection is closed', async () => {
    const { storage, endless } = await planned(['endless']);
    expect(await storage.read('ana')).toEqual({ value: {}, eTag: '"1"' });
    await until(() => endless.isClosed);
    expect(endless.sent).toBeLessThan(8 * 1024 * 1024);
  });

  it('with a prototype in it changes no prototype', async () => {
    const { storage } = await planned([{ status: 200, headers, body: '{"__proto__":{"admin":true}}' }]);
    const { value } = (await storage.read('ana')) as { value: { admin?: boolean } };
    expect({ ...value }.admin).toBeUndefined();
  });
});

describe('an error', () => {
  it.each([
    ['AuthorizationFailure', 'The storage answered 403 AuthorizationFailure'],
    ['of ana@contoso.com', 'The storage answered 403'],
  ])('has the status, and the code if it is one (%s)', async (code, message) => {
    const { storage } = await planned([refused(403, code)]);
    await expect(storage.read('ana')).rejects.toThrow(new StorageUnavailable(message));
  });

  const telling = '<Message>the words of the service, with ana@contoso.com</Message>';
  it.each<[string, Planned]>([
    ['a refusal', { status: 403, body: telling }],
    ['a conflict', { status: 412, body: telling }],
    ['an outage', { status: 502, body: telling }],
  ])('after %s gives away neither key, address nor the service’s words', async (_what, answer) => {
    const { storage } = await planned([answer]);
    const error = await storage.write('ana', { word: 'private' }).catch((error: Error) => error);
    expect(error).toBeInstanceOf(Error);
    const shown = inspect(error, { depth: 9 });
    for (const secret of [secretKey, 'http:', 'contoso', 'the words', 'private'])
      expect(shown).not.toContain(secret);
  });
});

describe('as the bot’s identity', () => {
  it('the storage is asked with a token for it, and not at all without one', async () => {
    const scopes: unknown[] = [];
    const url = (await closedUrl()).replace('http:', 'https:');
    const { records } = openStorage(
      { kind: 'blob', container: 'mailbot', url },
      {
        async getToken(scope) {
          scopes.push(scope);
          throw new Error('No identity, says ana@contoso.com');
        },
      },
      standingClock(),
    );
    await expect(records.read('ana')).rejects.toThrow(new StorageUnavailable('The storage did not answer'));
    expect(scopes.flat()).toEqual(['https://storage.azure.com/.default']);
  });
});
