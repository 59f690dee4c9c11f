// The card templates: each has a sample, is a valid Adaptive Card 1.4 for the official parser, and stays small.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, commands } from '../bot/commands/table';
import type { Graph } from '../bot/graph/client';
import { openPhotos } from '../bot/graph/photo';
import { profileFields } from '../bot/graph/profile';
import { words } from '../bot/locales';
import { type CardData, type CardName, cardNames, renderCard } from '../cards/render';
import { elementsOf, viewCard } from './support/card';

// The package's main file is for bundlers; Node reads this one.
const official = jest.requireActual<typeof import('adaptivecards')>('adaptivecards/dist/adaptivecards.js');

const folder = join(__dirname, '../cards');
const templates = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replace('.json', ''));
const read = (path: string): Record<string, unknown> => JSON.parse(readFileSync(join(folder, path), 'utf8'));

/** The smallest limit that Teams has had for a message with pictures. */
const largestCard = 28 * 1024;
const sizeOf = (card: object) => Buffer.byteLength(JSON.stringify(card));

type Sample = CardData[CardName] & { words: Record<string, string> };
const sampleOf = (name: string) => read(`samples/${name}.json`) as unknown as Sample;
const render = (name: string, { words: ofCard, ...data }: Sample) =>
  renderCard(name as CardName, data as CardData[CardName], ofCard);

/** The official parser's objections to a card, at the version that every client understands. */
function objectionsTo(card: object): string[] {
  const context = new official.SerializationContext(official.Versions.v1_4);
  const parsed = new official.AdaptiveCard();
  parsed.parse(card, context);
  const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  return [...events, ...parsed.validateProperties().validationEvents.map(({ message }) => message)];
}

describe('the parser these tests rely on', () => {
  it('objects to an element of a later version', () => {
    const table = { type: 'Table', columns: [{ width: 1 }], rows: [] };
    expect(objectionsTo({ type: 'AdaptiveCard', version: '1.4', body: [table] })).not.toEqual([]);
  });
});

describe('the cards', () => {
  it('are all in the list of card names', () => {
    expect([...cardNames].sort()).toEqual([...templates].sort());
  });

  it('have a sample each, and no sample is left over', () => {
    const samples = readdirSync(join(folder, 'samples')).map((file) => file.replace('.json', ''));
    expect(samples.sort()).toEqual([...templates].sort());
  });
});

const verbs = new Set(Object.values<Command>(commands).map(({ verb }) => verb));

describe.each(templates)('the card "%s"', (name) => {
  it('has a sample with every word that the language file gives it', () => {
    const ofCard = name === 'notice' || name === 'text' ? {} : words('en').group(`cards.${name}`);
    expect(new Set(Object.keys(sampleOf(name).words))).toEqual(new Set(usedOf(name, ofCard)));
  });

  it('has every placeholder filled in', () => {
    expect(JSON.stringify(render(name, sampleOf(name)))).not.toContain('${');
  });

  it('is of version 1.4', () => {
    expect(render(name, sampleOf(name)).version).toBe('1.4');
  });

  it('meets no objection of the official parser', () => {
    expect(objectionsTo(render(name, sampleOf(name)))).toEqual([]);
  });

  it('is small enough for every channel', () => {
    expect(sizeOf(render(name, sampleOf(name)))).toBeLessThan(largestCard);
  });

  it('has only buttons that every client can press, with a verb the bot knows', () => {
    const card = viewCard(render(name, sampleOf(name)));
    const inRows = elementsOf(card, 'ActionSet').map(({ actions }) => actions);
    // A client folds and unfolds by itself and sends nothing to the bot.
    const folds = elementsOf(card, 'Action.ToggleVisibility').length;
    const buttons = card.buttons.length + card.links.length + folds;
    expect([card.json.actions ?? [], ...inRows].flat()).toHaveLength(buttons);
    expect(card.buttons.filter(({ data }) => !verbs.has(data.verb ?? ''))).toEqual([]);
    expect(card.links.filter(({ url }) => !url.startsWith('https://'))).toEqual([]);
  });

  it('has no Action.Execute and no Action.ShowCard, which not every client does something with', () => {
    expect(JSON.stringify(read(`${name}.json`))).not.toMatch(/Action\.(Execute|ShowCard)/);
  });

  it('has at most one button that stands out', () => {
    expect(JSON.stringify(render(name, sampleOf(name))).split('"positive"').length).toBeLessThanOrEqual(2);
  });

  it("has no text in the colours that cannot be read on Teams' white background (contrast 2.1:1 and 1.5:1)", () => {
    expect(JSON.stringify(render(name, sampleOf(name)))).not.toMatch(/"color":"(good|warning)"/i);
  });

  it('cannot be rendered when a part of its data is missing', () => {
    const sample = sampleOf(name);
    const rendered = Object.keys(sample).filter((field) => {
      const { [field as keyof Sample]: _missing, ...rest } = sample;
      return !throws(() => render(name, { words: {}, ...rest } as unknown as Sample));
    });
    expect(rendered.filter((field) => field !== 'words' || Object.keys(sample.words).length > 0)).toEqual([]);
  });

  it('cannot be rendered when one of its words is missing', () => {
    const sample = sampleOf(name);
    const rendered = Object.keys(sample.words).filter((word) => {
      const { [word]: _missing, ...rest } = sample.words;
      return !throws(() => render(name, { ...sample, words: rest }));
    });
    expect(rendered).toEqual([]);
  });
});

/** The words of a language file's group that the template itself names. */
const usedOf = (name: string, group: object): string[] => {
  const template = JSON.stringify(read(`${name}.json`));
  return Object.keys(group).filter((word) => template.includes(`\${words.${word}}`));
};

function throws(work: () => unknown): boolean {
  try {
    work();
    return false;
  } catch {
    return true;
  }
}

describe('the largest profile', () => {
  it('with the largest photo that is let through is small enough', async () => {
    const image = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(15_000 - 3)]);
    const graph: Graph = { call: async <T>() => image as unknown as T };
    const photo = await openPhotos(() => 0).of(graph, 'ana');
    expect(photo.length).toBeGreaterThan(20_000);
    const long = 'Ánh Nguyễn Thị Hương '.repeat(6);
    const rows = profileFields.map((field) => ({
      label: words('vi').t(`profile.field.${field}`),
      value: long,
    }));
    const data = { name: long, subtitle: long, photo, initials: '', rows, details: [] };
    expect(sizeOf(renderCard('profile', data, words('vi').group('cards.profile')))).toBeLessThan(largestCard);
  });
});

describe('the longest list', () => {
  const full = { drafts: 10, sent: 20 };

  it.each(Object.entries(full))('(%s) meets no objection of the official parser', (name, count) => {
    const sample = sampleOf(name) as Sample & { rows: object[] };
    const rows = Array.from({ length: count }, (_, n) => sample.rows[n % sample.rows.length]);
    expect(objectionsTo(render(name, { ...sample, rows } as Sample))).toEqual([]);
  });
});
