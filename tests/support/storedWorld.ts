// A world whose bots share blob storage (Azurite), so that there may be two instances, with faults that a test can plan.
import { answer, type Passing, startProxy } from '../bench/faults/proxy';
import { startAzurite } from './azurite';
import { type Person, person } from './person';
import { startWorld, type World, type WorldOptions } from './world';

type Failing = 'all' | 'writes' | 'conversations' | 'files' | 'nothing';

export interface StoredWorld {
  world: World;
  /** The same person, whose turns another instance takes from here on. */
  elsewhere(of: Person): Promise<Person>;
  /** Which requests to the storage fail: all, writes only, those for what was done in conversations or for files, or none. */

  storageFails(what: Failing): void;
  /** So many files are not there when they are asked for next. */
  filesAreLost(count: number): void;
  /** How many deletions the storage has carried out. */
  deleted(): number;
  close(): Promise<void>;
}

const notThere = { status: 404, headers: { 'x-ms-error-code': 'BlobNotFound' }, body: Buffer.alloc(0) };
/** The blob client does not retry after a 502, so that no test waits for it. */
const down = { status: 502, headers: {}, body: Buffer.alloc(0) };

/** Keys are percent-encoded in the names of blobs. */
const isForFiles = (url = '') => /\/files%(?:25)?2F/i.test(url);

export async function startStoredWorld(options: WorldOptions = {}): Promise<StoredWorld> {
  const azurite = await startAzurite();
  let failing: Failing = 'nothing';
  const isDown = ({ req }: Passing) =>
    failing === 'all' ||
    (failing === 'writes' && req.method === 'PUT') ||
    (failing === 'conversations' && Boolean(req.url?.includes('/conversations'))) ||
    (failing === 'files' && isForFiles(req.url));
  let deleted = 0;
  let lost = 0;
  const storage = await startProxy(azurite.blobUrl, async (passing) => {
    const isLost = lost > 0 && passing.req.method === 'GET' && isForFiles(passing.req.url);
    if (isLost) lost -= 1;
    const answered = isLost ? notThere : isDown(passing) ? down : await passing.forward();
    if (passing.req.method === 'DELETE' && answered !== down) deleted += 1;
    answer(passing.res, answered);
  });
  const connection = azurite.connectionStringAt(storage.url);
  const world = await startWorld({
    ...options,
    environment: { ...options.environment, BLOB_STORAGE_CONNECTION_STRING: connection },
  });
  const another = world.anotherBot();
  return {
    world,
    elsewhere: async ({ options: who }) => person({ ...world, url: (await another).url }, who),
    storageFails(what) {
      failing = what;
    },
    filesAreLost(count) {
      lost = count;
    },
    deleted: () => deleted,
    async close() {
      await world.close();
      storage.close();
      await azurite.close();
    },
  };
}
