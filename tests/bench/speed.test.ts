// What the bot is measured beside: a turn of the floor and of the baseline makes the same calls as one of the bot.
import { say } from './load';
import { launch } from './programs';
import { between, type Surroundings, startSurroundings } from './surroundings';

let surroundings: Surroundings;

beforeAll(async () => {
  surroundings = await startSurroundings(['floor', 'baseline']);
}, 60_000);

afterAll(() => surroundings?.close());

it.each(['floor', 'baseline'] as const)(
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
