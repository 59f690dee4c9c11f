// Reading Markdown: one parser for the mail and its preview. None of the writer's words can vanish in it.
import MarkdownIt from 'markdown-it';

type Token = MarkdownIt.Token;
type BlockRule = Parameters<MarkdownIt.MarkdownIt['block']['ruler']['before']>[2];
type BlockState = Parameters<BlockRule>[0];
type CoreRule = Parameters<MarkdownIt.MarkdownIt['core']['ruler']['push']>[1];

/** How deep quotes and lists may be nested. What lies deeper is read as plain paragraphs. */
const deepest = 24;
/** The links a mail may carry. Anything else is no link, and stays as typed: `javascript:`, `data:`, relative ones. */
const link = /^(https?:\/\/|mailto:|tel:)[^\s]/i;

/** Cells of all tables together, empty ones too. A table that goes beyond stays as it was typed. */
const mostCells = 5_000;

/** What the rules share while one source is read; markdown-it calls it the environment. */
type Environment = {
  cellsLeft: number;
  /** The line behind a table that stays as it was typed. */
  hugeUntil: number;
  labels?: Map<string, number>;
};

const parser = MarkdownIt({ html: false, breaks: true, linkify: true });
// "Best regards\n--\nAna" is a signature, not a heading and its underline.
parser.disable('lheading');
// Two-letter domains make a link of every "README.md"; an address of the web begins with its scheme.
parser.linkify.set({ fuzzyLink: false });
// A bare link is read up to this length. A text may have thousands of them, and each could run to the end of the text.
const longestLink = 2_000;
/** Longer ones of one source, each of which was read that far for nothing. After so many it has no bare links any more. */
const mostTooLong = 50;
let tooLong = 0;
const linkLength = parser.linkify.testSchemaAt.bind(parser.linkify);
parser.linkify.testSchemaAt = (text, schema, start) => {
  if (tooLong >= mostTooLong) return 0;
  const length = linkLength(text.slice(0, start + longestLink), schema, start);
  if (length < longestLink) return length;
  tooLong += 1;
  return 0;
};
// A line such as `[Ana]: yes` is a definition, which is not shown, only if a link is in it.
parser.validateLink = (url) => link.test(url);
// The text of a bare link stays as typed. By default it would be decoded, and `xn--` names would look like others.
parser.normalizeLinkText = (text) => text;

/**
 * Reads Markdown as CommonMark with tables and strikethrough from GitHub's. Raw HTML is text; a line break is meant.
 * There are no `image` tokens: an image is a link with its alt text. Links are never empty, and never within each other.
 */
export function parseMarkdown(markdown: string): Token[] {
  tooLong = 0;
  const environment: Environment = { cellsLeft: mostCells, hugeUntil: 0 };
  return parser.parse(markdown, environment);
}

/** The HTML of these tokens, as the parser writes it: escaped, and without any look. */
export function renderTokens(tokens: Token[]): string {
  return parser.renderer.render(tokens, parser.options, {});
}

/** Whether a link's text says already where it leads. */
export function saysWhere(text: string, href: string): boolean {
  const typed = text.trim();
  return [typed, parser.normalizeLink(typed), `mailto:${typed}`, `tel:${typed}`].includes(href);
}

// At its `maxNesting` markdown-it drops what is left of a quote or list; before that, its lines become paragraphs.
const readDeepLine: BlockRule = (state, line, _end, silent) => {
  if (silent || state.level < deepest) return false;
  return pushLine(state, line);
};

// "[Agenda]: https://…" defines a link for use elsewhere, and is not shown; used nowhere, it is a line like any other.
const readUnusedDefinition: BlockRule = (state, line, _end, silent) => {
  const [, label] = /^\[([^\]]+)\]:/.exec(lineOf(state, line)) ?? [];
  if (silent || !label) return false;
  const env = state.env as Environment;
  // Counted once for all definitions. A label with a bracket in it counts as used nowhere.
  env.labels ??= countLabels(state.src);
  return (env.labels.get(label.toLowerCase()) ?? 0) < 2 && pushLine(state, line);
};

/** Counts each label of a source in lower case, such as "agenda" of `[Agenda]`. */
function countLabels(source: string): Map<string, number> {
  const labels = new Map<string, number>();
  for (const [, label = ''] of source.toLowerCase().matchAll(/\[([^[\]]+)\]/g)) {
    labels.set(label, (labels.get(label) ?? 0) + 1);
  }
  return labels;
}

// markdown-it fills short rows up to the header's width: a few KB could make hundreds of thousands of cells, and take seconds.
const readHugeTable: BlockRule = (state, line, end, silent) => {
  if (silent || line + 1 >= end) return false;
  const env = state.env as Environment;
  // The rows of a table that goes beyond are not counted again from each of them.
  if (line < env.hugeUntil) return pushLine(state, line);
  const underline = lineOf(state, line + 1);
  if (!/^[|:-][|:\s-]*$/.test(underline) || !lineOf(state, line).includes('|')) return false;
  let row = line + 1;
  while (row < end && !state.isEmpty(row)) row += 1;
  const cells = underline.split('|').length * (row - line);
  if (cells > env.cellsLeft) {
    env.hugeUntil = row;
    return pushLine(state, line);
  }
  env.cellsLeft -= cells;
  return false;
};

const lineOf = (state: BlockState, line: number) =>
  state.getLines(line, line + 1, state.blkIndent, false).trim();

function pushLine(state: BlockState, line: number): true {
  state.push('paragraph_open', 'p', 1).map = [line, line + 1];
  const inline = state.push('inline', '', 0);
  inline.content = lineOf(state, line);
  inline.map = [line, line + 1];
  inline.children = [];
  state.push('paragraph_close', 'p', -1);
  state.line = line + 1;
  return true;
}

// "```js" names a language. More words than that, or no code below, are something the writer says.
const keepFenceWords: CoreRule = ({ tokens }) => {
  for (const token of tokens) {
    const words = token.info.trim();
    if (token.type !== 'fence' || !words || (token.content && !/\s/.test(words))) continue;
    token.content = `${words}\n${token.content}`;
    token.info = '';
  }
};

// GitHub's tables drop the cells beyond the header's; here they stay in the row's last cell.
const keepExtraCells: CoreRule = ({ tokens, src }) => {
  const lines = src.split('\n');
  let [columns, line] = [0, -1];
  tokens.forEach((token, index) => {
    if (token.type === 'thead_open') columns = 0;
    if (token.type === 'th_open') columns += 1;
    if (token.type === 'tr_open') line = token.map?.[0] ?? -1;
    const last = tokens[index - 2];
    if (token.type !== 'tr_close' || last?.type !== 'inline') return;
    const row = (lines[line] ?? '').replace(/^[\s>]*\|?/, '').replace(/(?<!\\)\|\s*$/, '');
    const extra = row.split(/(?<!\\)\|/).slice(columns);
    const words = extra.map((cell) => cell.trim()).filter(Boolean);
    last.content = [last.content, ...words].join(' \\| ');
  });
};

const rewriteLinks: CoreRule = (state) => {
  for (const token of state.tokens) {
    if (token.children) token.children = plainLinks(token.children.flatMap(imageAsLink), state.Token);
  }

  function imageAsLink(token: Token): Token[] {
    if (token.type !== 'image') return [token];
    const open = new state.Token('link_open', 'a', 1);
    open.attrs = (token.attrs ?? [])
      .filter(([name]) => name !== 'alt')
      .map(([name, value]) => [name === 'src' ? 'href' : name, value]);
    const close = new state.Token('link_close', 'a', -1);
    return [open, ...(token.children ?? []).flatMap(imageAsLink), close];
  }
};

/** Links as HTML has them: a link within another gives only its words, and its address in brackets. */
function plainLinks(
  tokens: Token[],
  TokenClass: new (type: string, tag: string, nesting: 0) => Token,
): Token[] {
  const result: Token[] = [];
  const open: { token: Token; at: number }[] = [];
  const say = (content: string) => result.push(Object.assign(new TokenClass('text', '', 0), { content }));

  for (const token of tokens) {
    if (token.type === 'link_open') {
      open.push({ token, at: result.length });
      if (open.length === 1 && token.attrGet('href')) result.push(token);
    } else if (token.type === 'link_close') {
      const closed = open.pop();
      const href = String(closed?.token.attrGet('href') ?? '');
      const text = textOf(result.slice(closed?.at));
      if (href && !text.trim()) say(href);
      else if (open.length > 0 && href && !saysWhere(text, href)) say(` (${href})`);
      if (open.length === 0 && href) result.push(token);
    } else result.push(token);
  }
  return result;
}

const textOf = (tokens: Token[]) => tokens.map(({ content }) => content).join('');

parser.block.ruler.before('table', 'deep_line', readDeepLine);
parser.block.ruler.before('table', 'huge_table', readHugeTable);
parser.block.ruler.before('reference', 'unused_definition', readUnusedDefinition);
parser.core.ruler.after('block', 'fence_words', keepFenceWords);
parser.core.ruler.after('block', 'extra_cells', keepExtraCells);
parser.core.ruler.push('plain_links', rewriteLinks);
