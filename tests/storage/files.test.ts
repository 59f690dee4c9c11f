// Files in memory and on a real blob service, and on one with a bad day.
import { openStorage, withHashedFileKeys } from '../../bot/storage';
import { MemoryFiles } from '../../bot/storage/memory';
import { type FileStore, StorageUnavailable } from '../../bot/storage/port';
import { type Azurite, startAzurite } from '../support/azurite';
import { standingClock, until } from '../support/clock';
import {
  missingContainer,
  noBlob,
  type Planned,
  plannedService,
  refused,
  type Service,
  written,
} from './service';

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.close());

const clock = standingClock();
const nobody = { getToken: async () => null };
let containers = 0;
const blobs = () => {
  const { connectionString } = azurite;
  const container = `files${++containers}`;
  return openStorage({ kind: 'blob', container, connectionString }, nobody, clock);
};

const ways: [string, () => FileStore][] = [
  ['in memory', () => openStorage({ kind: 'memory' }, nobody, clock).files],
  ['in a blob', () => blobs().files],
];

/** Every byte there is, so that none is taken for text. */
const bytes = Buffer.from(Array.from({ length: 3_000_000 }, (_, at) => (at * 7) % 256));

describe.each(ways)('a file %s', (_way, open) => {
  it('is read byte for byte', async () => {
    const files = open();
    expect(await files.read('plan')).toBeUndefined();
    await files.write('plan', bytes);
    expect((await files.read('plan'))?.equals(bytes)).toBe(true);
  });

  it('may be empty', async () => {
    const files = open();
    await files.write('plan', Buffer.alloc(0));
    expect(await files.read('plan')).toEqual(Buffer.alloc(0));
  });

  it('stays as it was written first', async () => {
    const files = open();
    await files.write('plan', Buffer.from('first'));
    await files.write('plan', Buffer.from('second'));
    expect(await files.read('plan')).toEqual(Buffer.from('first'));
  });

  it('is its writer’s own: changing what was given or read changes nothing', async () => {
    const files = open();
    const given = Buffer.from('first');
    await files.write('plan', given);
    given.fill('x');
    (await files.read('plan'))?.fill('y');
    expect(await files.read('plan')).toEqual(Buffer.from('first'));
  });

  it('is deleted once and for all, and again without harm', async () => {
    const files = open();
    await files.write('plan', bytes);
    await files.delete('plan');
    await files.delete('plan');
    expect(await files.read('plan')).toBeUndefined();
  });
});

it('a file lies beside the records, in the same container', async () => {
  const { records, files } = blobs();
  await records.write('people/ana', { word: 'hello' });
  await files.write('files/plan', bytes);
  expect(await records.read('people/ana')).toMatchObject({ value: { word: 'hello' } });
  expect((await files.read('files/plan'))?.length).toBe(bytes.length);
});

it('the key of a file is hashed behind its prefix', async () => {
  const inner = new MemoryFiles();
  const few = Buffer.from('of a plan');
  const write = jest.spyOn(inner, 'write');
  await withHashedFileKeys(inner, 'files').write('msteams/ana@contoso.com/plan', few);
  expect(write).toHaveBeenCalledWith(expect.stringMatching(/^files\/[0-9a-f]{64}$/), few);
  expect(await withHashedFileKeys(inner, 'files').read('msteams/ana@contoso.com/plan')).toEqual(few);
});

describe('on a bad day', () => {
  let service: Service | undefined;
  const planned = async (answers: Planned[]) => {
    service = await plannedService(answers);
    return service;
  };
  afterEach(() => service?.close());

  it('a write whose answer is lost is made again, and done', async () => {
    const { files, sent } = await planned(['broken', refused(409, 'BlobAlreadyExists')]);
    await files.write('plan', bytes);
    expect(sent.map(({ method, headers }) => [method, headers['if-none-match']])).toEqual([
      ['PUT', '*'],
      ['PUT', '*'],
    ]);
  });

  it('a write makes the container that is missing', async () => {
    const { files, sent } = await planned([missingContainer, written, written]);
    await files.write('plan', bytes);
    expect(sent).toHaveLength(3);
  });

  it.each<[string, Planned]>([
    ['a refusal', refused(403, 'AuthorizationFailure')],
    ['a container that is being deleted', refused(409, 'ContainerBeingDeleted')],
  ])('a write fails at %s', async (_what, answer) => {
    const { files } = await planned([answer]);
    await expect(files.write('plan', bytes)).rejects.toThrow(StorageUnavailable);
  });

  it('a write, a read and a deletion are given up in their time', async () => {
    const { files, clock, sent } = await planned(['silence', 'silence', 'silence']);
    const failures = [files.write('plan', bytes), files.read('plan'), files.delete('plan')].map((call) =>
      call.catch((error: Error) => error),
    );
    await until(() => sent.length === 3);
    clock.pass(4_500);
    const unanswered = new StorageUnavailable('The storage did not answer');
    expect(await Promise.all(failures)).toEqual([unanswered, unanswered, unanswered]);
  });

  it('half a file is no file', async () => {
    const half = { status: 200, headers: { etag: '"1"', 'content-length': 100 }, body: 'half' };
    const { files, clock, sent } = await planned([half]);
    const reading = files.read('plan').catch((error: Error) => error);
    await until(() => sent.length === 1);
    clock.pass(4_500);
    expect(await reading).toBeInstanceOf(StorageUnavailable);
  });

  it('a thousand megabytes are not read to their end, and are no file', async () => {
    const { files, endless } = await planned(['endless']);
    expect(await files.read('plan')).toBeUndefined();
    await until(() => endless.isClosed);
    expect(endless.sent).toBeLessThan(10 * 1024 * 1024);
  });

  it('a file that is gone is no error', async () => {
    const { files } = await planned([noBlob, noBlob]);
    expect(await files.read('plan')).toBeUndefined();
    await files.delete('plan');
  });
});
