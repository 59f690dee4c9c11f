// The photo on the profile: shown or left out, never a reason to fail, and asked for once an hour.
import { elementsOf } from '../support/card';
import { hours, minutes } from '../support/clock';
import type { Person } from '../support/person';
import { startWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
// A new hour: photos are asked for again.
afterEach(() => world.clock.pass(hours(1)));

async function signedIn(account: string): Promise<Person> {
  const somebody = world.person();
  await somebody.comesInAs(account);
  return somebody;
}

/** The beginning of a picture, and then an error. */
const brokenOff = () =>
  new ReadableStream({
    start(controller) {
      controller.enqueue(new Uint8Array([0xff, 0xd8, 0xff]));
      controller.error(new Error('reset'));
    },
  });

const imagesOf = (somebody: Person) => elementsOf(somebody.card(), 'Image').map(({ url }) => String(url));

describe('the photo', () => {
  it('is on the card', async () => {
    const ana = await signedIn('ana');
    await ana.says('profile');
    expect(imagesOf(ana)).toEqual([expect.stringMatching(/^data:image\/png;base64,iVBOR/)]);
  });

  it('is left out when there is none', async () => {
    const bao = await signedIn('bao');
    await bao.says('profile');
    expect([imagesOf(bao), bao.card().text]).toEqual([[], expect.stringContaining('Bảo_Tran *guest*')]);
  });

  it.each([204, 302, 401, 403, 404, 429, 500, 503])('is left out when Graph answers %i', async (status) => {
    const ana = await signedIn('ana');
    world.standIns.graph.answerNext({ on: 'photo', status });
    await ana.says('profile');
    expect([imagesOf(ana), ana.card().text]).toEqual([[], expect.stringContaining('Product Designer')]);
  });

  it('is left out when the connection breaks', async () => {
    const ana = await signedIn('ana');
    world.standIns.graph.answerNext({ on: 'photo', drop: true });
    await ana.says('profile');
    expect([imagesOf(ana), ana.card().text]).toEqual([[], expect.stringContaining('Product Designer')]);
  });

  it.each([
    ['breaks off', () => new Response(brokenOff())],
    ['has a body of no kind', () => new Response(null, { status: 202 })],
    ['is longer than is read', () => new Response(new Uint8Array(1_000_000))],
  ])('is left out when its answer %s', async (_what, answer) => {
    const ana = await signedIn('ana');
    world.calls.answerNext('photo', async () => answer());
    await ana.says('profile');
    expect([imagesOf(ana), ana.card().text]).toEqual([[], expect.stringContaining('Product Designer')]);
  });

  it('is left out when the call throws something nobody has met yet', async () => {
    const ana = await signedIn('ana');
    world.calls.answerNext('photo', () => Promise.reject(new RangeError('?')));
    await ana.says('profile');
    expect([imagesOf(ana), ana.card().text]).toEqual([[], expect.stringContaining('Product Designer')]);
  });

  it.each([
    ['not a picture', '<html>proxy</html>'],
    ['nothing', ''],
    ['too large for a card', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(15_000)])],
  ])('is left out when it is %s', async (_what, body) => {
    const ana = await signedIn('ana');
    world.calls.answerNext('photo', async () => new Response(body));
    await ana.says('profile');
    expect([imagesOf(ana), ana.card().text]).toEqual([[], expect.stringContaining('Product Designer')]);
  });
});

describe('a photo that was shown', () => {
  it.each(['sign out', 'forget me'])(
    'is in nobody’s memory after "%s": it is asked for again',
    async (said) => {
      const ana = await signedIn('ana');
      await ana.says('profile');
      await ana.says(said);
      await ana.comesInAs('ana');
      expect(await world.calls.during(() => ana.says('profile'))).toContain('photo');
    },
  );
});

describe('a profile costs', () => {
  it('GetToken, /me, the photo and the reply the first time', async () => {
    const ana = await signedIn('ana');
    expect(await world.calls.during(() => ana.says('profile'))).toEqual(['GetToken', 'me', 'photo', 'reply']);
  });

  it.each(['ana', 'bao'])('no photo call within the hour, whether there was one or not (%s)', async (key) => {
    const somebody = await signedIn(key);
    await somebody.says('profile');
    world.clock.pass(minutes(59));
    expect(await world.calls.during(() => somebody.says('profile'))).toEqual(['GetToken', 'me', 'reply']);
  });

  it('a photo call again after an hour', async () => {
    const ana = await signedIn('ana');
    await ana.says('profile');
    world.clock.pass(hours(1));
    expect(await world.calls.during(() => ana.says('profile'))).toContain('photo');
  });
});
