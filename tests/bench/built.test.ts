// The built bot, held to what of its targets is the same on every machine: calls, size, heap, and nothing in it unused.
// No other file of tests may build dist/ or look at it: two at once would be in each other's way.
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ensureBuilt from '../support/freshBuild';
import { measureHeap } from './growth/heap';
import { type Load, say } from './load';
import { launch, type Started } from './programs';
import { artifactSize } from './speed/sizes';
import { targets } from './speed/targets';
import { between, type Surroundings, startSurroundings } from './surroundings';
import { packageOf, readUse, type Use } from './unused/coverage';
import { prepareTour } from './unused/tour';

// Building takes seconds, and the longest of these tests a quarter of a minute where nothing else runs.
jest.setTimeout(120_000);

let surroundings: Surroundings;
/** Where dist/ is once more, out of reach of node_modules. */
let folder: string;

beforeAll(async () => {
  ensureBuilt();
  folder = mkdtempSync(join(tmpdir(), 'built-'));
  cpSync(join(__dirname, '../../dist'), join(folder, 'dist'), { recursive: true });
  surroundings = await startSurroundings(['bot']);
});

afterAll(async () => {
  await surroundings?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the artifact', () => {
  it(`has ${targets.artifact} MB at most`, () => {
    expect(artifactSize()).toBeLessThanOrEqual(targets.artifact);
  });

  // Only what is imported by CommonJS has its name in the bundle; bot/ itself imports none of these.
  it.each([
    ['text recognisers', /^@microsoft\/recognizers-/],
    ['SDK of Azure’s', /^@azure\/(core-|storage-|identity)/],
    ['axios', /^axios$/],
    ['streaming over sockets', /^botframework-streaming$/],
  ])('has no %s in it', (_what, name) => {
    const bundle = readFileSync(join(folder, 'dist/bot.js'), 'latin1');
    const names = Array.from(bundle.matchAll(/"([^"\n]*node_modules\/[^"\n]+)"\(/g), ([, path = '']) =>
      packageOf(path),
    );
    expect(names).toContain('restify');
    expect(names.filter((found) => name.test(found?.replace(/.*node_modules\//, '') ?? ''))).toEqual([]);
  });
});

describe('the bot, out of reach of node_modules', () => {
  let bot: Started;
  beforeAll(async () => {
    bot = await launch('bot', surroundings, { folder });
  });
  afterAll(() => bot?.kill());

  /** What the bot calls while this is said by people who have said it before: what is asked for once, it has. */
  const callsOf = async (load: Load) => {
    await say(bot, load);
    await say(bot, load);
    const before = await surroundings.counts();
    await say(bot, load);
    const after = await surroundings.counts();
    return { ...between(before.bot, after.bot), ...between(before.storage, after.storage) };
  };

  it('has Web Chat', async () => {
    const answer = await fetch(`${bot.url}/webchat/webchat.js`);
    expect((await answer.text()).length).toBeGreaterThan(1_000_000);
  });

  it('shows a profile with one token, one person, one reply and one look into the storage', async () => {
    const calls = await callsOf({ text: 'profile', turns: 20, people: 20 });
    expect(calls).toEqual({ token: 20, me: 20, reply: 20, 'storage GET': 20 });
  });

  it('opens a mail form with one token, one reply, and a record read once and written once', async () => {
    const calls = await callsOf({ text: 'send mail', turns: 20, people: 20 });
    expect(calls).toEqual({ token: 20, reply: 20, 'storage GET': 20, 'storage PUT': 20 });
  });
});

// The bench takes 10,000 turns: this finds what grows by 1.7 KB a turn, and the bench a third of that.
it(`the heap grows by less than ${targets.heapGrowth} MB over 3,000 turns`, async () => {
  const { growth } = await measureHeap(surroundings, { folder, people: 100, turns: 3_000, warmUp: 800 });
  expect(growth).toBeLessThan(targets.heapGrowth);
});

// On Windows a SIGTERM ends a process at once, before its coverage is written.
const describeTour = process.platform === 'win32' ? describe.skip : describe;

describeTour('after a tour of all that the bot does, of the packages with more than 10 KB', () => {
  let uses: Use[];
  let sent: string[];
  const namesOf = (which: (use: Use) => boolean) =>
    uses
      .filter(which)
      .map(({ package: name }) => name)
      .sort();

  beforeAll(async () => {
    const tour = await prepareTour();
    try {
      const coverage = join(folder, 'coverage');
      const environment = { ...tour.settings, NODE_V8_COVERAGE: coverage };
      const bot = await launch('bot', surroundings, { folder, environment });
      sent = await tour.take(bot.url).finally(() => end(bot));
      uses = readUse(coverage).filter(({ bytes }) => bytes > 10 * 1024);
    } finally {
      await tour.close();
    }
  });

  // Why they stay: by the first a bot with a password gets its token, and this one, as most, has a managed identity;
  // the second restify asks about whatever is no JSON, which the bot answers nobody with so far.
  const uncalled = ['@azure/msal-node', 'negotiator'];
  const unrun = ['@azure/msal-node'];

  it('(the tour went to its end)', () => {
    expect(sent).toEqual(['Marked', 'Plain', 'Quoted', 'Named']);
  });

  it(`only ${uncalled.join(' and ')} are never called`, () => {
    expect(namesOf(({ called }) => !called)).toEqual(uncalled);
  });

  it(`only ${unrun.join(' and ')} has more than 10 KB that is never run`, () => {
    expect(namesOf(({ idle }) => idle > 10 * 1024)).toEqual(unrun);
  });
});

/** Lets it finish, as Azure does: V8 writes its coverage then. */
async function end({ child }: Started): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
