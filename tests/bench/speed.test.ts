// The bench's own parts: a few turns through the bot, the floor and the baseline, and the same calls of all three.
import { say } from './load';
import { ensureBuilt, launch, names } from './programs';
import { between, type Surroundings, startSurroundings } from './surroundings';

let surroundings: Surroundings;

beforeAll(async () => {
  ensureBuilt();
  surroundings = await startSurroundings([...names]);
}, 60_000);

afterAll(() => surroundings?.close());

it.each(names)(
  'a profile turn of the %s is one token, one person and one reply',
  async (name) => {
    const started = await launch(name, surroundings);
    try {
      // Twice each: what is asked for once, such as the keys and a photo, is had after that.
      await say(started, { text: 'profile', turns: 10, people: 5 });
      const { [name]: before } = await surroundings.counts();
      await say(started, { text: 'profile', turns: 20, people: 5 });
      const { [name]: after } = await surroundings.counts();
      expect(between(before, after)).toEqual({ token: 20, me: 20, reply: 20 });
    } finally {
      await started.kill();
    }
  },
  60_000,
);
