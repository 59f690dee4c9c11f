// Answers without an end, from each service the bot asks: none is read to its end, and each is a failure with words.
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Fetch, request } from '../../bot/runtime/http';
import type { CallName } from '../support/calls';
import { elementsOf } from '../support/card';
import { until } from '../support/clock';
import { signedIn } from '../support/signIn';
import { startWorld, type World } from '../support/world';

/** Answers of this status without an end, of a type the bot reads, and what became of them. */
async function startEndless() {
  const seen = { status: 200, type: 'application/json', sent: 0, open: 0 };
  const chunk = Buffer.alloc(64 * 1024, ' ');
  const pour = (res: ServerResponse) => {
    seen.sent += chunk.length;
    // On Node 26 a write to a closed socket calls back with an error while `res.destroyed` is still false, and for ever.
    res.write(chunk, (error) => {
      if (!error) pour(res);
    });
  };
  const server: Server = createServer((_req, res) => {
    seen.open += 1;
    res.once('close', () => {
      seen.open -= 1;
    });
    res.writeHead(seen.status, { 'content-type': seen.type });
    pour(res);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answer: Fetch = (_url, init) => request(url, init);
  return { seen, answer, close: () => server.close() };
}

let world: World;
let endless: Awaited<ReturnType<typeof startEndless>>;
beforeAll(async () => {
  [world, endless] = await Promise.all([startWorld(), startEndless()]);
});
afterAll(async () => {
  await world.close();
  endless.close();
});
beforeEach(() => {
  endless.seen.sent = 0;
});
afterEach(async () => {
  await until(() => endless.seen.open === 0);
  // The systems' buffers in between come on top of what is read.
  expect(endless.seen.sent).toBeLessThan(10 * 1024 * 1024);
});

/** The next call of this name gets an answer without an end. */
const next = (name: CallName, status: number, type = 'application/json') => {
  Object.assign(endless.seen, { status, type });
  world.calls.answerNext(name, endless.answer);
};

it('a photo is left out of the profile, and not asked for again within the hour', async () => {
  const ana = await signedIn(world);
  next('photo', 200, 'image/jpeg');
  await ana.says('profile');
  expect([elementsOf(ana.card(), 'Image'), ana.card().text]).toEqual([
    [],
    expect.stringContaining('Product Designer'),
  ]);
  expect(await world.calls.during(() => ana.says('profile'))).not.toContain('photo');
});

it.each([200, 500])('a profile (%i) is a failure that is told', async (status) => {
  const ana = await signedIn(world);
  next('me', status);
  await ana.says('profile');
  expect(ana.card().text).toContain('didn’t work');
});

const mail = { to: 'bao@contoso.com', subject: 'Long', body: 'Answer' };
it.each([
  [202, '✓ Sent'],
  [200, 'may or may not have been sent'],
  [400, 'Not sent. Outlook refused'],
  [503, 'may or may not have been sent'],
])('a mail answered %i counts by that status', async (status, told) => {
  const ana = await signedIn(world);
  await ana.says('send mail');
  next('sendMail', status);
  await ana.clicks('Send', mail);
  expect(ana.card().text).toContain(told);
});

it.each([200, 401, 500])('the token service (%i) is an outage that is told', async (status) => {
  const ana = await signedIn(world);
  next('GetToken', status);
  await ana.says('profile');
  expect(ana.card().text).toContain('I can’t reach the sign-in service right now');
});

it.each([201, 403])('the connector (%i) holds nobody up: the next message is answered', async (status) => {
  const ana = await signedIn(world);
  next('reply', status);
  await ana.says('help');
  await ana.says('profile');
  expect(ana.card().text).toContain('Product Designer');
});
