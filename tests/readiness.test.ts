// Readiness: anybody may ask for it, so the storage is asked seldom, and a stop shows at once.

import { answer, startProxy } from './bench/faults/proxy';
import { startAzurite } from './support/azurite';
import { seconds, until } from './support/clock';
import { startWorld } from './support/world';

/** A bot on a storage that counts what it is asked, fails on demand, and can be made to wait. */
async function startReady() {
  const azurite = await startAzurite();
  const storage = { asked: 0, isDown: false, gate: Promise.resolve() };
  const proxy = await startProxy(azurite.blobUrl, async ({ res, forward }) => {
    storage.asked += 1;
    await storage.gate;
    answer(res, storage.isDown ? { status: 403, headers: {}, body: Buffer.alloc(0) } : await forward());
  });
  const connection = azurite.connectionStringAt(proxy.url);
  const world = await startWorld({ environment: { BLOB_STORAGE_CONNECTION_STRING: connection } });
  return {
    world,
    storage,
    ready: async () => (await fetch(`${world.url}/readyz`)).status,
    async close() {
      await world.close();
      proxy.close();
      await azurite.close();
    },
  };
}

let bot: Awaited<ReturnType<typeof startReady>>;
beforeAll(async () => {
  bot = await startReady();
  // The container is made.
  expect(await bot.ready()).toBe(200);
});
beforeEach(() => {
  bot.world.clock.pass(seconds(5));
  bot.storage.asked = 0;
});
afterAll(() => bot.close());

it('is asked of the storage once, however many ask at the same time and soon after', async () => {
  const many = await Promise.all(Array.from({ length: 50 }, bot.ready));
  expect(new Set([...many, await bot.ready()])).toEqual(new Set([200]));
  bot.world.clock.pass(seconds(5) - 1);
  expect(await bot.ready()).toBe(200);
  expect(bot.storage.asked).toBe(1);
});

it('is asked again after five seconds, and an outage and its end are seen then', async () => {
  expect(await bot.ready()).toBe(200);
  bot.storage.isDown = true;
  expect(await bot.ready()).toBe(200);
  bot.world.clock.pass(seconds(5));
  expect(await bot.ready()).toBe(503);
  bot.storage.isDown = false;
  bot.world.clock.pass(seconds(5));
  expect(await bot.ready()).toBe(200);
});

it('ends with a stop, also for whoever asked just before it', async () => {
  let open = () => {};
  bot.storage.gate = new Promise((resolve) => {
    open = resolve;
  });
  const asked = bot.ready();
  await until(() => bot.storage.asked === 1);
  const { app } = bot.world;
  // The stop itself waits until the server is closed, which this open request keeps from ending.
  const stopped = app.close();
  open();
  expect(await asked).toBe(503);
  // Connections that are kept open get a second.
  await until(() => bot.world.clock.due().includes(seconds(1)));
  bot.world.clock.pass(seconds(1));
  await stopped;
});
