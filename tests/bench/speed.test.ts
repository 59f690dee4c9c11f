// What the bot is measured beside: a turn of the floor and of the baseline makes the same calls as one of the bot.
import { say } from './load';
import { launch, type Surroundings, startSurroundings } from './programs';
import { between } from './round';

let surroundings: Surroundings;

beforeAll(async () => {
  surroundings = await startSurroundings(['floor', 'baseline']);
}, 60_000);

afterAll(() => surroundings?.close());

it.each(['floor', 'baseline'] as const)(
  'a profile turn of the %s is one token, one person and one reply',
  async (name) => {
    const program = await launch(name, surroundings);
    try {
      await say(program, 'profile', 10, 5);
      const before = await surroundings.seen(name);
      await say(program, 'profile', 20, 5);
      expect(between(before, await surroundings.seen(name))).toEqual({ token: 20, me: 20, profile: 20 });
    } finally {
      await program.stop();
    }
  },
  60_000,
);
