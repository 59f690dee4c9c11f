// What the build leaves in dist/: small enough, with the notices of its packages, with the cards of the source, and not to be
// stopped or slowed by what strangers send.
// No other test may build dist/ or look at it: two builds at once would delete each other's files.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type * as start from '../../bot/start';
import { type CardData, type CardName, cardNames, renderCard } from '../../cards/render';
import { type FuzzedBot, startBot } from '../bench/fuzz/bot';
import { runFuzz } from '../bench/fuzz/run';
import ensureBuilt from '../support/freshBuild';

const root = join(__dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const json = (path: string) => JSON.parse(read(path));

beforeAll(ensureBuilt, 120_000);

it('takes at most 14 MB', () => {
  const files = readdirSync(join(root, 'dist'), { recursive: true, withFileTypes: true });
  const sizes = files.map((file) => (file.isFile() ? statSync(join(file.parentPath, file.name)).size : 0));
  expect(sizes.reduce((sum, size) => sum + size) / 1024 ** 2).toBeLessThan(14);
});

describe('the notices', () => {
  /** The first line of each. */
  const headings = () =>
    read('dist/THIRD-PARTY-NOTICES.txt')
      .split(/^-+\n\n/m)
      .map((notice) => notice.split(/ \(|\n/)[0]);

  it('have every package that the bundle names', () => {
    // A CommonJS module keeps its path in the bundle; those of ECMAScript modules do not.
    const paths = read('dist/start.js').matchAll(/"(node_modules\/[^"\n]+)"\(/g);
    const folder = /^.*node_modules\/(@[^/]+\/)?[^/]+/;
    const folders = new Set(Array.from(paths, ([, path = '']) => folder.exec(path)?.[0]));
    const packages = Array.from(folders, (path) => json(`${path}/package.json`));
    expect(packages.length).toBeGreaterThan(50);
    expect(headings()).toEqual(
      expect.arrayContaining(packages.map(({ name, version }) => `${name} ${version}`)),
    );
  });

  it('have every dependency of package.json', () => {
    const { dependencies } = json('package.json');
    const named = Object.entries(dependencies).map(([name, version]) => `${name} ${version}`);
    expect(headings()).toEqual(expect.arrayContaining(named));
  });
});

it.each(cardNames)('shows the card "%s" as the source does', (name) => {
  const { words, ...data } = json(`cards/samples/${name}.json`);
  const built: typeof start = require('../../dist/start.js');
  const card = (render: typeof renderCard) => render(name as CardName, data as CardData[CardName], words);
  expect(card(built.renderCard)).toEqual(card(renderCard));
});

it('stands whatever a seed makes of requests and activities', async () => {
  expect(await runFuzz({ seed: 16, cases: 40 })).toEqual([]);
}, 120_000);

describe('a message that was made to be slow to read', () => {
  let bot: FuzzedBot;
  beforeAll(async () => {
    bot = await startBot();
  }, 60_000);
  afterAll(() => bot.close());

  const table = `|${'a|'.repeat(3_000)}\n|${'-|'.repeat(3_000)}\n${'|\n'.repeat(1_000)}`;
  const definitions = Array.from({ length: 1_250 }, (_, i) => `[a${i}]: b:c`).join('\n');
  it.each<[string, Record<string, string>]>([
    ['quotation marks', { to: '\\"'.repeat(8_000), cc: '\\"'.repeat(8_000) }],
    ['a table', { body: table.slice(0, 14_000), format: 'markdown' }],
    ['definitions', { body: definitions, format: 'markdown' }],
  ])('keeps nobody waiting as a form: %s', async (_what, typed) => {
    const ana = bot.microsoft.person();
    await ana.comesInAs('ana');
    await ana.says('send mail');
    const mail = { to: 'bao@contoso.com', subject: 'Slow', body: 'Hello' };
    expect(await bot.waitBeside(ana.clicks('Preview', { ...mail, ...typed }))).toBeLessThan(500);
  });

  it.each(['\\"', '"\\', '\u0301\u0316', 'cc a@b.example '])('keeps nobody waiting: %j', async (piece) => {
    const text = `send mail ${piece.repeat(124_000 / piece.length)}`;
    expect(await bot.waitBeside(bot.microsoft.person().says(text))).toBeLessThan(500);
  });
});
