// What is shown is what is sent: the preview as the official renderer shows it, beside the mail, for thousands of bodies.
import fc, { type Arbitrary } from 'fast-check';
import { parseHTML } from 'linkedom';
import { previewCard } from '../../bot/commands/mail/preview';
import { words } from '../../bot/locales';
import { emptyDraft, type Format } from '../../bot/mail/draft';
import { markdownToHtml } from '../../bot/mail/markdown';
import { whereTo } from '../../bot/mail/markdownParser';
import { blocksOf } from '../support/shownCard';

/** The same bodies in every run, because of the seed. */
const manyBodies = {
  numRuns: 1_500,
  seed: 17,
  interruptAfterTimeLimit: 12_000,
  markInterruptAsFailure: false,
};

/** What the preview shows of a body: the texts of its blocks, and whether it says that there is more. */
function previewOf(body: string, format: Format): { shown: string[]; isAll: boolean } {
  const draft = { ...emptyDraft, subject: 'Lunch', body, format };
  const card = previewCard(words('en'), {
    id: 'form',
    draft,
    mail: { ...draft, to: [{ address: 'bao@contoso.com' }], cc: [], bcc: [] },
    from: { id: 'ana', address: 'ana@contoso.com', name: 'Ana' },
    preview: 'preview',
    reason: 'asked',
  });
  const shown = blocksOf({ ...card, body: card.body.slice(-2, -1), actions: [] });
  const isAll = !/^… and \d+ more characters?, which/.test(shown.at(-1) ?? '');
  return { shown: isAll ? shown : shown.slice(0, -1), isAll };
}

/** All that is sent is shown, or its beginning where the preview says that there is more. Blank ends do not count. */
function expectSame(shown: string[], sent: string[], isAll: boolean): void {
  const [beginning, whole] = [shown, sent].map((lines) => lines.join('\n').trimEnd());
  expect(beginning).toBe(isAll ? whole : whole?.slice(0, beginning?.length));
}

/** What cards, templates, HTML and Markdown make something of. */
const delicate = [
  ...[
    '{{DATE(2026-11-27T10:00:00Z, SHORT)}}',
    '{{DATE(2026-11-27T10:00:00+01:00)}}',
    '{{TIME(2026-11-27T10:00:00Z)}}',
  ],
  ...[
    `$\{words.hint}`,
    `$\{if(true, 1, 2)}`,
    '${',
    '{{',
    '}}',
    '{',
    '{{{TIME(2026-11-27T10:00:00Z)}}}',
    '$t(mail.to)',
  ],
  ...[
    '&amp;',
    '&lt;b&gt;',
    '&nbsp;',
    '&#10;',
    '&#x1F600;',
    '&copy',
    '&none;',
    '&',
    '<b>',
    '</b>',
    '<!-- c -->',
    '<br>',
  ],
  ...[
    '*',
    '**',
    '_',
    '__',
    '~~',
    '`',
    '``',
    '\\',
    '\\*',
    '\\\\',
    '[',
    ']',
    '(',
    ')',
    '!',
    '|',
    '#',
    '<',
    '>',
    ':',
    '-',
  ],
  ...[
    '「重要」',
    '。',
    '(急)',
    '日本語',
    '한국어',
    '중요(급)',
    'مرحبا',
    'phở',
    '👩‍👩‍👧',
    'a',
    'Dear Bao',
    'at 12',
    '1.',
  ],
  ...[
    'https://a.example/ä?b=c&d',
    'https://日本.example/(a)',
    'ana@contoso.com',
    '<https://a.example>',
    'tel:1',
    'a.md',
  ],
  ...[' ', ' ', '  ', '   ', '\t', '\u00A0'],
];
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

/** The part of a DOM's node that is read here. */
interface Node {
  nodeName: string;
  textContent: string | null;
  childNodes: Iterable<Node>;
  getAttribute?(name: string): string | null;
}

const collapsible = /[ \t\n\f\r]+/g;
const attribute = (node: Node, name: string) => node.getAttribute?.(name) ?? '';

const isCell = ({ nodeName }: Node) => /^T[DH]$/.test(nodeName);

/** The lines that a mail program shows of HTML: with bullets, numbers and rules, and here with where each link leads. */
function linesOf(html: string): string[] {
  const { document } = parseHTML(`<!doctype html><html><body>${html}</body></html>`);
  const lines: string[] = [];
  let [line, prefix, quotes] = ['', '', 0];
  let link: string | undefined;

  const isWritten = () => line.replace(collapsible, '') !== '';
  const endLine = (isKept = isWritten(), lead = quotes > 0 ? '│ ' : '') => {
    if (isKept) {
      lines.push(lead + prefix + line);
      prefix = '';
    }
    line = '';
  };
  const say = (text: string) => {
    line += text.replace(collapsible, ' ');
    if (link !== undefined) link += text.replace(collapsible, ' ');
  };
  const visitAll = (node: Node) => {
    for (const child of node.childNodes) visit(child);
  };
  const visitLink = (node: Node) => {
    link = '';
    visitAll(node);
    const where = whereTo({ text: link, href: attribute(node, 'href'), title: attribute(node, 'title') });
    link = undefined;
    if (where) say(` (${where})`);
  };
  const visitCode = (node: Node) => {
    endLine();
    for (const code of (node.textContent ?? '').replace(/\n$/, '').split('\n')) {
      line = code;
      endLine(true, '');
    }
  };
  const visitRow = (node: Node) => {
    [...node.childNodes].filter(isCell).forEach((cell, at) => {
      if (at > 0) line += ' | ';
      visitAll(cell);
    });
    endLine();
  };
  const visitRule = () => {
    endLine();
    line = '──────────';
    endLine(true, '');
  };
  const visitBlock = (node: Node) => {
    endLine();
    if (node.nodeName === 'BLOCKQUOTE') quotes += 1;
    let number = Number(attribute(node, 'start') || 1);
    for (const child of node.childNodes) {
      if (child.nodeName === 'LI') prefix += node.nodeName === 'OL' ? `${number++}. ` : '• ';
      visit(child);
      if (child.nodeName === 'LI' && prefix) endLine(true);
    }
    endLine();
    if (node.nodeName === 'BLOCKQUOTE') quotes -= 1;
  };
  const visit = (node: Node) => {
    const { nodeName } = node;
    if (nodeName === '#text') say(node.textContent ?? '');
    else if (nodeName === 'BR') endLine(isWritten() || prefix !== '');
    else if (/^(STRONG|EM|S|CODE)$/.test(nodeName)) visitAll(node);
    else if (nodeName === 'A') visitLink(node);
    else if (nodeName === 'HR') visitRule();
    else if (nodeName === 'PRE') visitCode(node);
    else if (nodeName === 'TR') visitRow(node);
    else visitBlock(node);
  };
  visit(document.body);
  return lines;
}

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
    ...[
      '',
      '',
      '',
      '> ',
      '> > ',
      '- ',
      '* ',
      '  - ',
      '1. ',
      '7) ',
      '# ',
      '### ',
      '    ',
      '\t',
      '- > ',
      '* ***\n',
      '---\n',
      '```\n',
    ],
    ...[
      '~~~js x\n',
      '|a|b|\n|-|-:|\n|',
      '|',
      '[r]: https://r.example "T"\n',
      '[q]: ',
      '- [ ] ',
      '<div>',
      '> ```\n> ',
    ],
  ];
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
