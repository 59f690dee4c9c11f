// The catalogue of sign-in cases in docs/sign-in.md: every row names tests that exist, and its advice is what the bot says.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import en from '../bot/locales/en.json';
import { sourcesIn } from './support/sources';
import { testTitles } from './support/testTitles';

const document = readFileSync(join(__dirname, '../docs/sign-in.md'), 'utf8');

/** The tables, each a list of rows by the names of their columns. */
const tables = document.split(/\n(?!\|)/).flatMap((block) => {
  const [head, _line, ...rows] = block.split('\n').filter((line) => line.startsWith('|'));
  if (!head) return [];
  const columns = cells(head);
  return [rows.map((row) => Object.fromEntries(cells(row).map((cell, index) => [columns[index], cell])))];
});

function cells(row: string): string[] {
  return row
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim());
}

const cases = tables.filter(([row]) => row && 'Case' in row).flat();
const named = cases.flatMap(({ Case = '', Test = '' }) =>
  [...Test.matchAll(/`([^`]+)`/g)].map(([, title = '']) => ({ Case, title })),
);
const titles = sourcesIn('tests', '.test.ts').flatMap(testTitles);

describe('titles', () => {
  const titlesIn = (text: string) => testTitles({ path: 'a.test.ts', text }).map(({ title }) => title);

  it('are those of tests, with what they stand in', () => {
    expect(
      titlesIn(`describe('a', () => { describe('b', () => { it('c', () => {}); }); test('d', f); });`),
    ).toEqual(['a › b › c', 'a › d']);
  });

  it('of tests with a table are as they are written', () => {
    expect(titlesIn(`describe.each([1])('a %s', () => { it.each(rows)('b "%s"', (x) => {}); });`)).toEqual([
      'a %s › b "%s"',
    ]);
  });

  it('are found in tests of the browser, and not of tests that are skipped', () => {
    expect(titlesIn(`describeInBrowser('a', () => { it(\`b\`, f); it.skip('c', f); });`)).toEqual(['a › b']);
  });

  it('are not made of other calls', () => {
    expect(titlesIn(`describe('a', () => { beforeAll(() => say('b')); expect.each('c'); });`)).toEqual([]);
  });
});

describe('the catalogue of sign-in cases', () => {
  it.each(['Teams, 1:1 chat', 'Teams, group chat', 'Teams, channel', 'Web Chat', 'Emulator'])(
    'has a table of cases for: %s',
    (place) => {
      const [, section = ''] = document.split(`\n## ${place}\n`);
      expect(section.split('\n## ')[0]).toContain('| Case | What the person sees | Test |');
    },
  );

  it('has a test for every case', () => {
    expect(cases.length).toBeGreaterThan(70);
    const untested = cases.filter(({ Case = '' }) => !named.some((test) => test.Case === Case));
    expect(untested).toEqual([]);
  });

  it('says of every case what the person sees', () => {
    expect(cases.filter((row) => !row['What the person sees'])).toEqual([]);
  });

  it('names tests that exist, each by a title that only one has', () => {
    const wrong = named.filter(({ title }) => titles.filter((test) => test.title === title).length !== 1);
    expect(wrong).toEqual([]);
  });

  it('says of every code of signin/failure what the bot says', () => {
    const { failed, adminCan, permissions } = en.signIn;
    const { title: _title, forAdmin: _forAdmin, other, ...codes } = failed;
    const advice: Record<string, string> = adminCan;
    const said = Object.entries(codes).map(([code, person]) => [
      `\`${code}\``,
      person,
      advice[code]?.replace('{{permissions}}', permissions.mail) ?? '–',
    ]);
    const [table = []] = tables.filter(([row]) => row && 'Code' in row);
    const written = table.map((row) => Object.values(row));
    expect(written.sort()).toEqual([...said, ['any other', other, '–']].sort());
  });
});
