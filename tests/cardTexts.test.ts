// Text in cards: what is filled in is shown as it was typed, whatever a card's renderer would make of it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import en from '../bot/locales/en.json';
import { type CardData, type CardName, cardNames, renderCard } from '../cards/render';
import { elementsOf, viewCard } from './support/card';
import { showCard } from './support/shownCard';

const read = (path: string) => JSON.parse(readFileSync(join(__dirname, '../cards', path), 'utf8'));

/** What a text block shows besides `words`, which is Markdown there: sentences of the bot's own, with nobody's text in them. */
const ownSentences: Partial<Record<CardName, string[]>> = {
  drafts: ['ended'],
  help: ['does', 'say'],
  mailForm: ['filesHint', 'filesTitle', 'hint'],
  preview: ['label', 'left', 'text', 'title'],
  profile: ['label'],
  receipt: ['label'],
  text: ['title'],
  token: ['label', 'note'],
  welcome: ['icon', 'text'],
};

/** What the templates take as names, sizes and addresses; the card's client never shows it. */
const unseen =
  /^(id|formId|submitId|sendId|showId|sentItems|removeId|url|photo|type|size|weight|fontType|color|style|spacing|importance|format|verb|value|language)$/;

const typed =
  'x {{DATE(2026-11-27T10:00:00Z, SHORT)}} {{{TIME(2026-11-27T10:00:00+01:00)}}} **b** [a](tel:1) <i> &lt; $(y)';

describe.each(cardNames)('the card "%s"', (name) => {
  const inTextBlocks = elementsOf(viewCard(read(`${name}.json`)), 'TextBlock').map(({ text }) =>
    String(text),
  );

  it('has no text but the bot’s own where Markdown is read', () => {
    const fields = inTextBlocks.flatMap((text) =>
      [...text.matchAll(/\$\{([^}]*)\}/g)].map(([, field]) => field),
    );
    const others = fields.filter((field) => !field?.startsWith('words.'));
    expect([...new Set(others)].sort()).toEqual(ownSentences[name] ?? []);
    const ofCard: Record<string, unknown> = { ...(en.cards as Record<string, object>)[name] };
    const withValues = Object.keys(ofCard).filter((word) => String(ofCard[word]).includes('{{'));
    expect(withValues.filter((word) => fields.includes(`words.${word}`))).toEqual([]);
  });

  it('shows all else as it was typed', () => {
    let count = 0;
    const fill = (part: unknown, key = ''): unknown => {
      if (typeof part === 'string') {
        if (!part || unseen.test(key) || ownSentences[name]?.includes(key)) return part;
        count += 1;
        return `${typed} #${count};`;
      }
      if (Array.isArray(part)) return part.map((item) => fill(item, key));
      if (typeof part !== 'object' || part === null) return part;
      return Object.fromEntries(Object.entries(part).map(([field, value]) => [field, fill(value, field)]));
    };
    const { words, ...data } = read(`samples/${name}.json`);
    const card = renderCard(name, fill(data) as CardData[CardName], words);
    const { inputs } = viewCard(card);
    // The renderer hands these to the browser as they are, and not as text.
    const lists = elementsOf(viewCard(card), 'Input.ChoiceSet').map(({ choices }) => choices);
    const placeholders = ['Input.Text', 'Input.ChoiceSet']
      .flatMap((type) => elementsOf(viewCard(card), type))
      .map(({ placeholder }) => placeholder);
    const shown = [
      showCard(card).textContent,
      ...Object.values(inputs),
      JSON.stringify(lists),
      ...placeholders,
    ]
      .join('\n')
      .replaceAll('\u200B', '');
    const missing = Array.from({ length: count }, (_, at) => `${typed} #${at + 1};`).filter(
      (text) => !shown.includes(text),
    );
    expect(missing).toEqual([]);
  });
});

describe('a mark for a date', () => {
  const mark = '{{DATE(2026-11-27T10:00:00Z, SHORT)}}';
  const formWith = (changed: Partial<CardData['mailForm']['draft']>) => {
    const { words, ...data } = read('samples/mailForm.json') as CardData['mailForm'] & { words: object };
    return renderCard('mailForm', { ...data, draft: { ...data.draft, ...changed } }, words);
  };

  it('stays unchanged in a field, which comes back as it is', () => {
    expect(viewCard(formWith({ body: mark, to: mark })).inputs).toMatchObject({ body: mark, to: mark });
  });

  it('is shown without any sign that nobody typed', () => {
    const { words, ...data } = read('samples/receipt.json') as CardData['receipt'] & { words: object };
    const rows = [{ label: 'To', value: mark }];
    expect(showCard(renderCard('receipt', { ...data, rows }, words)).textContent).toContain(mark);
  });
});
