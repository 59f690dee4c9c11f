// The outline of a body for the preview: every line with its style, links with their targets, and the rest counted.
import { type Block, outlineOf, shown } from '../../bot/mail/outline';

const space = '\u00A0';

/** A block in a line: its kind and depth, a `+` for the gap before it, its text; the look of a run that has one. */
function told({ kind, indent, spaced, runs }: Block): string {
  const texts = runs.map(({ text, ...look }) => {
    const names = Object.entries(look).flatMap(([name, isOn]) => (isOn ? [name] : []));
    return names.length > 0 ? `{${names.join(' ')}:${text}}` : text;
  });
  return `${spaced ? '+' : ''}${kind}${indent || ''} ${texts.join('')}`;
}
const text = (body: string) => outlineOf(body, 'text').blocks.map(told);
const markdown = (body: string) => outlineOf(body, 'markdown').blocks.map(told);

describe('plain text', () => {
  it('is one block for each line, of blank ones as many as there are', () => {
    const blank = `text ${space}`;
    expect(text('\na\r\nb\n \n\nc\n')).toEqual([blank, 'text a', 'text b', blank, blank, 'text c', blank]);
  });

  it('keeps its spaces and tabs visible', () => {
    expect(text('  a\n\tb   c d')).toEqual([
      `text ${space.repeat(2)}a`,
      `text ${space.repeat(4)}b${space.repeat(3)}c d`,
    ]);
  });

  it('shows what looks like Markdown or HTML as it is', () => {
    expect(text('**a** <b>b</b> &lt;')).toEqual(['text **a** <b>b</b> &lt;']);
  });

  it('that goes on with blank lines only is shown whole', () => {
    expect(outlineOf(`a${'\n'.repeat(100)}`, 'text').left).toBe(0);
  });
});

describe('Markdown', () => {
  it.each<[string, string, string[]]>([
    ['paragraphs', 'a\nb  \nc\n\nd', ['text a', 'text b', 'text c', '+text d']],
    ['a heading', '# *A* b\nc', ['heading {bold italic:A}{bold: b}', '+text c']],
    ['looks', '**a** *b* ~~c~~ `d`', ['text {bold:a} {italic:b} {strike:c} {code:d}']],
    [
      'bullets',
      'a\n- b\n- c\n  - d\n    e\n\nf',
      ['text a', '+text1 • b', 'text1 • c', 'text2 • d', 'text2 e', '+text f'],
    ],
    ['bullets with gaps', '- a\n\n- b', ['text1 • a', '+text1 • b']],
    ['numbers', '3. a\n7. b', ['text1 3. a', 'text1 4. b']],
    ['empty bullets', '-\n- a', ['text1 • ', 'text1 • a']],
    ['code in a bullet', '- ```\n  a\n  ```', ['code1 • {code:a}']],
    ['lists in lists, up to four', `${'- '.repeat(6)}a`, ['text4 • • • • • • a']],
    ['quotes', '> a\n> > b', ['quote a', '+quote1 b']],
    [
      'code',
      '```js\na\n\n  b\n```',
      ['code {code:a}', `code {code:${space}}`, `code {code:${space.repeat(2)}b}`],
    ],
    ['indented code', 'a\n\n    b', ['text a', '+code {code:b}']],
    ['rules', 'a\n\n---\n* ---\n\nb', ['text a', '+rule ──────────', '+rule1 • ──────────', '+text b']],
    ['tables', '|a|b|\n|-|-|\n|*c*|d|e|', ['text {bold:a | b}', 'text {italic:c} | d | e']],
    ['raw HTML', '<b>a</b> &lt;i&gt;', ['text <b>a</b> <i>']],
    ['a bare address', 'https://a.example/ä', ['text {underline:https://a.example/ä}']],
    ['a mail address', 'ana@contoso.com', ['text {underline:ana@contoso.com}']],
    ['a link', '[a **b**](https://a.example)', ['text {underline:a }{bold underline:b} (https://a.example)']],
    [
      'a link that claims another',
      '[https://b.example](https://a.example)',
      ['text {underline:https://b.example} (https://a.example)'],
    ],
    ['the title of a link', '[a](tel:1 "b")', ['text {underline:a} (tel:1 "b")']],
    ['an image', '![cat](https://a.example)', ['text {underline:cat} (https://a.example)']],
    ['a link that is none', '[a](javascript:b)', ['text [a](javascript:b)']],
    ['words behind a fence', '```a b', ['code {code:a b}']],
    ['blank lines at the end of code', '```\na\n\n```', ['code {code:a}', `code {code:${space}}`]],
    ['a line break that an entity stands for, as the space it is in the mail', 'a&#10;b', ['text a b']],
    ['the title of a link in a link', '[![a](tel:1 "b")](tel:2)', ['text {underline:a (tel:1 "b")} (tel:2)']],
    ['bold beside Japanese brackets', '**「重要」**です', ['text {bold:「重要」}です']],
  ])('shows %s', (_what, body, blocks) => {
    expect(markdown(body)).toEqual(blocks);
  });

  it.each(['- ', '> '])('shows the words however deep they are: %s', (prefix) => {
    expect(markdown(`${prefix.repeat(300)}words`).join()).toContain('words');
  });
});

describe('what is left over', () => {
  it.each(['text', 'markdown'] as const)('is nothing when all of the %s is shown', (format) => {
    expect(outlineOf('a'.repeat(4_000), format).left).toBe(0);
  });

  it.each(['text', 'markdown'] as const)('is counted in characters when a line of %s is cut', (format) => {
    const { blocks, left } = outlineOf(`${'a'.repeat(10)}\nbcd`, format, { ...shown, characters: 12 });
    expect([blocks.map(told), left]).toEqual([['text aaaaaaaaaa', 'text bc'], 1]);
  });

  it.each(['text', 'markdown'] as const)('includes all beyond 80 blocks of %s', (format) => {
    const { blocks, left } = outlineOf('ab\n'.repeat(82), format);
    expect([blocks.length, left]).toEqual([80, 5]);
  });

  it('is said even where only a link’s address is cut', () => {
    expect(outlineOf('[a](https://a.example)', 'markdown', { ...shown, characters: 5 }).left).toBeGreaterThan(
      0,
    );
  });

  it('begins at no half of a character', () => {
    const { blocks, left } = outlineOf('😀😀😀', 'text', { ...shown, characters: 5 });
    expect([blocks.map(told), left]).toEqual([['text 😀😀'], 2]);
  });

  it('is what many small runs would cost a card too much', () => {
    const { blocks, left } = outlineOf('*a* b '.repeat(1_000), 'markdown');
    expect([blocks[0]?.runs.length, left > 0]).toEqual([80, true]);
  });
});

describe('hostile bodies are outlined', () => {
  it.each([
    ['brackets', '['.repeat(10_000)],
    ['stars', '*'.repeat(20_000)],
    ['quotes', '>'.repeat(5_000)],
    ['cells', `${'a|'.repeat(4_000)}\n${'-|'.repeat(4_000)}\n${'a|\n'.repeat(1_300)}`],
    ['one long link a thousand times', `[a]: http://${'x'.repeat(10_000)}\n\n${'[a] '.repeat(2_400)}`],
    ['lines', '\na'.repeat(10_000)],
    ['spaces', `a${' '.repeat(19_998)}b`],
  ])('within the limits: %s', (_what, body) => {
    const { blocks } = outlineOf(body, 'markdown');
    const characters = blocks.flatMap(({ runs }) => runs.map(({ text }) => text)).join('').length;
    expect([blocks.length <= 80, characters <= 4_000]).toEqual([true, true]);
  });

  it.each(['# ', '|a|\n|-|\n||', '```\n```', '- \n\n  a', '> ', '[]()', '**'])(
    'without an empty run: %j',
    (body) => {
      const runs = outlineOf(body, 'markdown').blocks.map((block) => block.runs.map((run) => run.text));
      expect(runs.filter((texts) => texts.length === 0 || texts.includes(''))).toEqual([]);
    },
  );
});
