// What is shown is what is sent: the preview as the official renderer shows it, beside the mail, for thousands of bodies.
import fc, { type Arbitrary } from 'fast-check';
import { drawPreview } from '../../bot/commands/mail/preview';
import { words } from '../../bot/locales';
import { emptyDraft, type Format } from '../../bot/mail/draft';
import { markdownToHtml } from '../../bot/mail/markdown';
import { blocksOf } from '../support/shownCard';
import { collapsible, linesOf } from '../support/shownMail';

/** The same bodies in every run, because of the seed. On a busy machine fewer of them, so that nobody waits for long. */
const manyBodies = {
  numRuns: 800,
  seed: 17,
  interruptAfterTimeLimit: 5_000,
  markInterruptAsFailure: false,
};

/** What the preview shows of a body: the texts of its blocks, and whether it says that there is more. */
function previewOf(body: string, format: Format): { shown: string[]; isAll: boolean } {
  const draft = { ...emptyDraft, subject: 'Lunch', body, format };
  const card = drawPreview(words('en'), {
    id: 'form',
    draft,
    mail: {
      ...draft,
      to: [{ address: 'bao@contoso.com' }],
      cc: [],
      bcc: [],
      replyTo: [],
      readReceipt: false,
      signature: '',
    },
    from: { id: 'ana', address: 'ana@contoso.com', name: 'Ana' },
    files: [],
    preview: 'preview',
    reason: 'asked',
  })(0);
  const [text] = card.body.slice(-2, -1) as { items: { type: string }[] }[];
  // The button that shows the folded end is no part of the text.
  const items = text?.items.filter(({ type }) => type !== 'ActionSet');
  const shown = blocksOf({ ...card, body: [{ ...text, items }], actions: [] });
  const isAll = !/^… and [\d,]+ more characters?, which/.test(shown.at(-1) ?? '');
  return { shown: isAll ? shown : shown.slice(0, -1), isAll };
}

/** All that is sent is shown, or its beginning where the preview says that there is more. Blank ends do not count. */
function expectSame(shown: string[], sent: string[], isAll: boolean): void {
  const [beginning, whole] = [shown, sent].map((lines) => lines.join('\n').trimEnd());
  expect(beginning).toBe(isAll ? whole : whole?.slice(0, beginning?.length));
}

/** What cards, templates, HTML and Markdown make something of. */
const delicate = [
  '{{DATE(2026-11-27T10:00:00Z, SHORT)}}·{{DATE(2026-11-27T10:00:00+01:00)}}·{{TIME(2026-11-27T10:00:00Z)}}',
  '{{{TIME(2026-11-27T10:00:00Z)}}}·{{·}}·{·$·$t(mail.to)·&amp;·&lt;b&gt;·&nbsp;·&#10;·&#x1F600;·&copy·&none;·&',
  `$\{words.hint}·$\{if(true, 1, 2)}·<b>·</b>·<!-- c -->·<br>·*·**·_·__·~~·\`·\`\`·\\·\\*·\\\\·[·]·(·)·!·|·#·<·>·:·-·1.`,
  '「重要」·。·(急)·日本語·한국어·중요(급)·مرحبا·phở·👩‍👩‍👧·a·Dear Bao·at 12· · ·  ·   ·\t·\u00A0',
  'https://a.example/ä?b=c&d·https://日本.example/(a)·ana@contoso.com·<https://a.example>·tel:1·a.md',
].flatMap((line) => line.split('·'));
const odd = fc.oneof(
  { arbitrary: fc.constantFrom(...delicate), weight: 4 },
  { arbitrary: fc.string({ unit: 'grapheme', maxLength: 6 }), weight: 1 },
);
const joined = (parts: Arbitrary<string>, separator: Arbitrary<string>, maxLength: number) =>
  fc.array(fc.tuple(parts, separator), { maxLength }).map((pairs) => pairs.flat().join(''));

describe('the preview of plain text', () => {
  const breaks = fc.constantFrom('', '', ' ', '\n', '\r\n', '\r', '\n\n', '\n\n\n\n', ' \n', '\t\n\t');

  it('shows every sign and every blank line of the mail', () => {
    fc.assert(
      fc.property(joined(odd, breaks, 40), (body) => {
        const { shown, isAll } = previewOf(body, 'text');
        const lines = body
          .replace(/\t/g, '    ')
          .replace(/\u00A0/g, ' ')
          .split(/\r\n?|\n/);
        const told = shown.map((block, at) => (lines[at] === '' && block === '\u00A0' ? '' : block));
        expectSame(
          told.map((block) => block.replace(/\u00A0/g, ' ')),
          lines,
          isAll,
        );
      }),
      manyBodies,
    );
  });
});

/** Any run of spaces as one, for nobody sees how many there are in HTML, nor how far a line is indented. */
const inSpaces = (line: string) => line.replace(/[ \t\n\f\r\u00A0\u2003]+/g, ' ').trim();
/** Whether anything of a line is seen: a no-break space is, as a line of its own. */
const isSeen = (line: string) => line.replace(/^│ |^\u2003+/, '').replace(collapsible, '') !== '';

describe('the preview of Markdown', () => {
  const url = fc.constantFrom(
    'https://a.example',
    'https://b.example/ä',
    'mailto:ana@contoso.com',
    'tel:1',
    '<tel:1 2>',
    'x',
  );
  const title = fc.constantFrom(
    '',
    '',
    ' "T"',
    ' \'R&amp;D "q"\'',
    ' "two\nlines"',
    ' ({{TIME(2026-11-27T10:00:00Z)}})',
  );
  const marks = fc.constantFrom('*', '**', '_', '~~', '`', '``');
  /** Links, images and marks around some text, and the text itself. */
  const around = (text: Arbitrary<string>) =>
    fc.oneof(
      odd,
      fc
        .tuple(fc.constantFrom('', '!'), text, url, title)
        .map(([mark, words, address, rest]) => `${mark}[${words}](${address}${rest})`),
      fc.tuple(marks, text).map(([mark, words]) => mark + words + mark),
      text.map((words) => `[${words}][r]`),
    );
  const beside = (parts: Arbitrary<string>) => joined(parts, fc.constantFrom('', '', ' '), 4);
  const inline = beside(around(beside(around(beside(odd)))));
  const starts = [
    ' · · ·> ·> > ·- ·* ·  - ·1. ·7) ·# ·### ·    ·\t·- > ·* ---\n·---\n·```\n·~~~js x\n·|a|b|\n|-|-:|\n|·|',
    '[r]: https://r.example "T"\n·[q]: ·- [ ] ·<div>·> ```\n> ',
  ].flatMap((line) => line.split('·'));
  const line = fc.tuple(fc.constantFrom(...starts), inline).map((parts) => parts.join(''));
  const body = joined(line, fc.constantFrom('\n', '\n', '\n\n', '\r\n', '  \n', '\\\n', '\n\n\n\n'), 8);

  it('shows every word and every address of the mail, line by line', () => {
    fc.assert(
      fc.property(body, (markdown) => {
        const { shown, isAll } = previewOf(markdown, 'markdown');
        const sent = linesOf(markdownToHtml(markdown));
        expectSame(shown.filter(isSeen).map(inSpaces), sent.map(inSpaces), isAll);
      }),
      manyBodies,
    );
  });

  it.each([
    ['grows too large as HTML', `[a]: http://${'x'.repeat(9_000)}\n\n${'[a] '.repeat(1_000)}`],
    ['is a table of too many cells', `${'a|'.repeat(900)}\n${'-|'.repeat(900)}\n${'b|\n'.repeat(40)}`],
    ['is quoted too deep', `${'> '.repeat(40)}words`],
  ])('shows what is sent of a body that %s', (_what, markdown) => {
    const { shown, isAll } = previewOf(markdown, 'markdown');
    const sent = linesOf(markdownToHtml(markdown));
    expectSame(shown.filter(isSeen).map(inSpaces), sent.map(inSpaces), isAll);
  });
});
