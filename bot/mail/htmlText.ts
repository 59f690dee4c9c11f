// A Teams message's HTML as plain text, to be quoted in a mail.
import { compile, type FormatCallback } from 'html-to-text';

/**
 * Characters of HTML that are read, more than Teams lets a message have (28 KB), and how deep tags are followed. Every level of a
 * list or a quotation writes each of its lines again.
 */
const limits = { html: 40_000, depth: 16 };
const ellipsis = '…';

/**
 * An emoji is a word, which stands in `alt`: Teams writes it as `<emoji>`, or as a picture that `itemtype` tells from
 * others. Of those nothing is said. Whatever an unclosed tag has swallowed is read on.
 */
const emoji: FormatCallback = ({ name, attribs, children }, walk, builder) => {
  const isEmoji = name !== 'img' || /\/emoji$/i.test(attribs.itemtype ?? '');
  if (isEmoji) builder.addInline(attribs.alt ?? '', { noWordTransform: true });
  walk(children, builder);
};

/** Stand around each struck-out word while a message is read. No text has them: to Unicode they are no characters. */
const struck = { open: '\uFDD0', close: '\uFDD1' };

/** Words that somebody has struck out. Unmarked they would read as valid. */
const strike: FormatCallback = ({ children }, walk, builder) => {
  builder.pushWordTransform((word) =>
    word && !word.startsWith(struck.open) ? struck.open + word + struck.close : word,
  );
  walk(children, builder);
  builder.popWordTransform();
};

/** A paragraph or a line of which every word is struck out. */
const struckBlock: FormatCallback = (elem, walk, builder, options) => {
  builder.openBlock({ leadingLineBreaks: 1 });
  strike(elem, walk, builder, options);
  builder.closeBlock({ trailingLineBreaks: 1 });
};

/** Without a sign `10<sup>6</sup>` would be 106. */
const raised: FormatCallback = ({ children }, walk, builder) => {
  if (/^\s*[-+−]?\d/.test(children[0]?.data ?? '')) builder.addInline('^', { noWordTransform: true });
  walk(children, builder);
};

/** Marks struck-out words as Markdown and chats do, in every line anew: `~~at three~~`. */
const markStruck = (text: string) =>
  text.replace(/\uFDD1([^\S\n]*)\uFDD0/g, '$1').replace(/[\uFDD0\uFDD1]/g, '~~');

/** A list; the library's own fails at hostile numberings, such as Roman ones from 10,000. */
const list: FormatCallback = ({ name, attribs, children, parent }, walk, builder) => {
  const breaks = parent?.name === 'li' ? 1 : 2;
  const items = children.filter(isWritten);
  let number = /^\d{1,6}$/.test(attribs.start ?? '') ? Number(attribs.start) : 1;
  builder.openList({ leadingLineBreaks: breaks });
  for (const item of items) {
    builder.openListItem({ prefix: item.name !== 'li' ? '' : name === 'ol' ? `${number++}. ` : '• ' });
    walk([item], builder);
    builder.closeListItem();
  }
  builder.closeList({ trailingLineBreaks: breaks });
};

/** A table, a line for each row. The library's own pads to columns, which grows beyond measure with what it is given. */
const table: FormatCallback = ({ children }, walk, builder) => {
  const rows = children.flatMap((node) =>
    /^(thead|tbody|tfoot)$/.test(node.name ?? '') ? node.children : node,
  );
  builder.openTable();
  for (const row of rows.filter(isWritten)) {
    builder.openTableRow();
    for (const cell of row.name === 'tr' ? row.children.filter(isWritten) : [row]) {
      builder.openTableCell();
      walk([cell], builder);
      builder.closeTableCell();
    }
    builder.closeTableRow();
  }
  builder.closeTable({
    tableToString: (read) =>
      read.map((cells) => cells.map(({ text }) => inOneLine(text)).join(' | ')).join('\n'),
  });
};

type Node = Parameters<FormatCallback>[0];
const isWritten = ({ type, data }: Node) => type === 'tag' || (type === 'text' && !!data?.trim());

const inOneLine = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .join(' ');

/** The address of a link, if it says anything outside of its page. The library has taken `mailto:` off. */
const address = (href: string) => (/^(https?:\/\/|tel:|[^:/]+@)/i.test(href) ? href : '');

const lineBreaks = (count: number) => ({ leadingLineBreaks: count, trailingLineBreaks: count });
const headings = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];

/** A style may strike out any text; of tags that make no text of their own these are in use. */
const struckStyle = '[style*="line-through" i]';
const inlineTags = ['span', 'strong', 'b', 'em', 'i', 'u', 'font', 'code', 'mark'];
const struckTags = ['s', 'del', 'strike', ...inlineTags.map((tag) => `${tag}${struckStyle}`)];

const convert = compile({
  wordwrap: false,
  // The library's own has the zero-width space among them, which would become a gap in a word.
  whitespaceCharacters: ' \t\r\n\f',
  // The library would look for <body> elements anywhere; a message is a fragment.
  baseElements: { selectors: [] },
  limits: { maxDepth: limits.depth, ellipsis },
  formatters: { emoji, list, raised, strike, struckBlock, table },
  selectors: [
    {
      selector: 'a',
      options: { linkBrackets: ['(', ')'], hideLinkHrefIfSameAsText: true, pathRewrite: address },
    },
    // In Teams every line is a paragraph, and a blank line is one with a no-break space.
    { selector: 'p', options: lineBreaks(1) },
    ...headings.map((selector) => ({ selector, options: { ...lineBreaks(2), uppercase: false } })),
    { selector: 'hr', options: { ...lineBreaks(1), length: 3 } },
    { selector: 'codeblock', format: 'pre', options: lineBreaks(1) },
    ...struckTags.map((selector) => ({ selector, format: 'strike' })),
    ...['p', 'div'].map((tag) => ({ selector: `${tag}${struckStyle}`, format: 'struckBlock' })),
    { selector: 'sup', format: 'raised' },
    ...['ul', 'ol'].map((selector) => ({ selector, format: 'list' })),
    { selector: 'table', format: 'table' },
    ...['img', 'emoji', 'customemoji'].map((selector) => ({ selector, format: 'emoji' })),
  ],
});

/**
 * Reads a message's HTML as text, lines unwrapped and never more than one of them blank in a row. A mention keeps its
 * name and an emoji its character; what is struck out is marked; of an attachment or a system event nothing is said. What
 * Graph lets a message be: https://learn.microsoft.com/en-us/graph/api/resources/chatmessage
 */
export function htmlToText(html: string): string {
  const read = html.slice(0, limits.html).replace(/[\uFDD0\uFDD1]/g, '');
  const text = convert(read) + (html.length > limits.html ? ellipsis : '');
  return markStruck(text)
    .replace(/\u00A0/g, ' ')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
