// A blob service on a bad day: how long it is waited for and how often it is asked.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StorageConflict, StorageUnavailable } from '../../bot/people/people';
import { request } from '../../bot/runtime/http';
import { openSendTwice } from '../../bot/runtime/retry';
import { standingClock, until } from '../support/clock';
import { missingContainer, type Planned, plannedService, record, written } from './service';

const found = { ana: { word: 'hello', eTag: '"1"' } };
const status = (code: number, headers = {}): Planned => ({ status: code, headers });
const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });

describe('a call that brings nothing', () => {
  it.each<[string, Planned]>([
    ['a broken connection', reset],
    ...[408, 429, 500, 502, 503, 504].map((code): [string, Planned] => [`a ${code}`, status(code)]),
  ])('but %s is made again after a short wait', async (_what, trouble) => {
    const { storage, clock, sent } = plannedService([trouble, record]);
    const reading = storage.read(['ana']);
    await until(() => clock.due().includes(300));
    expect(sent).toHaveLength(1);
    clock.pass(300);
    expect(await reading).toEqual(found);
  });

  it('within two seconds is given up, and made again', async () => {
    const { storage, clock, sent } = plannedService(['silence', record]);
    const reading = storage.read(['ana']);
    await until(() => sent.length === 1);
    clock.pass(1_999);
    expect(sent[0]?.init.signal?.aborted).toBe(false);
    clock.pass(1);
    await until(() => clock.due().includes(300));
    clock.pass(300);
    expect(await reading).toEqual(found);
  });

  it('is made twice and no more', async () => {
    const { storage, clock, sent } = plannedService(['silence', 'silence', record]);
    const reading = expect(storage.read(['ana'])).rejects.toThrow(StorageUnavailable);
    await until(() => sent.length === 1);
    clock.pass(2_000);
    await until(() => clock.due().includes(300));
    clock.pass(300);
    await until(() => sent.length === 2);
    clock.pass(2_000);
    await reading;
    expect(sent).toHaveLength(2);
  });

  it.each([
    ['0', 0],
    ['1', 400],
    ['60', 400],
    ['soon', 300],
  ])('with Retry-After %s waits for %i ms', async (retryAfter, wait) => {
    const { storage, clock } = plannedService([status(503, { 'retry-after': retryAfter }), record]);
    const before = clock.now();
    const reading = storage.read(['ana']);
    await until(() => wait === 0 || clock.due().includes(wait));
    clock.pass(wait);
    expect(await reading).toEqual(found);
    expect(clock.now() - before).toBe(wait);
  });

  it.each([301, 307, 400, 401, 403, 409])('but a %i is not made again', async (code) => {
    const { storage, sent } = plannedService([status(code), record]);
    await expect(storage.read(['ana'])).rejects.toThrow(StorageUnavailable);
    expect(sent).toHaveLength(1);
  });

  it('is over for good with the next one: nothing of an outage lasts', async () => {
    const denied = status(403);
    const { storage } = plannedService([denied, missingContainer, denied, missingContainer, written, record]);
    await expect(storage.read(['ana'])).rejects.toThrow(StorageUnavailable);
    await expect(storage.read(['ana'])).rejects.toThrow(StorageUnavailable);
    expect(await storage.read(['ana'])).toEqual(found);
  });
});

describe('a write whose answer is lost', () => {
  it('is made again; if it came through, that is a conflict, and reading tells', async () => {
    const { storage, clock, sent } = plannedService([reset, status(412)]);
    const writing = expect(storage.write({ ana: { eTag: '"1"' } })).rejects.toThrow(StorageConflict);
    await until(() => clock.due().includes(300));
    clock.pass(300);
    await writing;
    expect(sent.map(({ init }) => [init.method, init.headers?.['if-match']])).toEqual([
      ['PUT', '"1"'],
      ['PUT', '"1"'],
    ]);
  });
});

describe('a container', () => {
  const code = (name: string) => status(409, { 'x-ms-error-code': name });

  it('that somebody else made meanwhile is as good', async () => {
    const { storage } = plannedService([missingContainer, code('ContainerAlreadyExists'), written]);
    await expect(storage.write({ ana: {} })).resolves.toEqual({});
  });

  it('that is being deleted cannot be had, for the time being', async () => {
    const gone = [missingContainer, code('ContainerBeingDeleted')];
    const { storage } = plannedService([...gone, missingContainer, written, written]);
    await expect(storage.write({ ana: {} })).rejects.toThrow(StorageUnavailable);
    await expect(storage.write({ ana: {} })).resolves.toEqual({});
  });

  it('that stays missing is not made over and over', async () => {
    const { storage, sent } = plannedService([missingContainer, written, missingContainer]);
    await expect(storage.write({ ana: {} })).rejects.toThrow(StorageUnavailable);
    expect(sent).toHaveLength(3);
  });

  it('is made once for all who find it missing', async () => {
    const absent = status(404, { 'x-ms-error-code': 'BlobNotFound' });
    const missing = [missingContainer, missingContainer];
    const { storage, sent } = plannedService([...missing, written, absent, absent]);
    expect(await storage.read(['ana', 'bao'])).toEqual({});
    expect(sent.filter(({ init }) => init.method === 'PUT')).toHaveLength(1);
  });
});

describe('an answer over a real connection', () => {
  let handle: (res: ServerResponse) => void = () => {};
  const server = createServer((_req, res) => handle(res));
  let url = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  const half = (res: ServerResponse) => {
    res.writeHead(200, { 'content-length': 100 });
    res.write('{"word":');
  };
  const send = (clock = standingClock()) => {
    const answer = openSendTwice(request, clock, () => 0.5)(url, { method: 'GET' });
    return { clock, answer };
  };

  it('that stops half-way is given up in time, and asked for again', async () => {
    let stopped = false;
    handle = (res) => {
      half(res);
      stopped = true;
      handle = (again) => again.end('whole');
    };
    const { clock, answer } = send();
    await until(() => stopped);
    clock.pass(2_000);
    await until(() => clock.due().includes(300));
    clock.pass(300);
    expect((await answer).text).toBe('whole');
  });

  it('that breaks off half-way is asked for again', async () => {
    handle = (res) => {
      half(res);
      setImmediate(() => res.destroy());
      handle = (again) => again.end('whole');
    };
    const { clock, answer } = send();
    await until(() => clock.due().includes(300));
    clock.pass(300);
    expect((await answer).text).toBe('whole');
  });
});
