// What the build leaves in dist/: small enough, with the notices of its packages, and with the cards of the source.
// No other test may build dist/ or look at it: two builds at once would delete each other's files.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type * as start from '../../bot/start';
import { type CardData, type CardName, cardNames, renderCard } from '../../cards/render';
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
