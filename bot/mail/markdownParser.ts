// Reading Markdown: one parser for the mail and its preview. None of the writer's words can vanish in it.
import MarkdownIt from 'markdown-it';
import cjkFriendly from 'markdown-it-cjk-friendly';
import { cleanText, looksEmpty } from '../runtime/cleanText';
import { type Definitions, showUnusedDefinitions, watchDefinitions } from './markdownDefinitions';

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
type Environment = Definitions & {
  cellsLeft: number;
  /** The line behind a table that stays as it was typed. */
  hugeUntil: number;
};

/** Characters of HTML. A longer text is an attack, such as a link that is defined once and used a thousand times. */
const longest = 400_000;
/** Characters of the look that each element gets in a mail, about. */
const look = 60;

const parser = MarkdownIt({ html: false, breaks: true, linkify: true });
// Stars beside the brackets and full stops of Chinese, Japanese and Korean would stay stars: those have no spaces around.
parser.use(cjkFriendly);
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
// A line such as `[Ana]: yes` is a definition only if a link is in it.
parser.validateLink = (url) => link.test(url);
// The text of a bare link stays as typed. By default it would be decoded, and `xn--` names would look like others.
parser.normalizeLinkText = (text) => text;

/** Reads lines and nothing else. */
const lineParser = MarkdownIt('zero', { breaks: true }).enable('newline');

/**
 * Reads Markdown as CommonMark with tables and strikethrough from GitHub's. Raw HTML is text; a line break is meant.
 * There are no `image` tokens: an image is a link with its alt text. Links are never empty, and never within each other.
 * What would grow too large is read as lines of plain text, for the mail and its preview alike: Graph would answer 413,
 * "The maximum request length supported is 4MB": https://github.com/O365/python-o365/issues/472
 */
export function parseMarkdown(markdown: string): Token[] {
  tooLong = 0;
  const environment: Environment = { cellsLeft: mostCells, hugeUntil: 0, used: new Set() };
  const tokens = parser.parse(markdown, environment);
  return lengthOf(tokens) > longest ? lineParser.parse(markdown, {}) : tokens;
}

/** How many characters these tokens take as HTML, about. */
function lengthOf(tokens: Token[]): number {
  let length = 0;
  for (const { tag, nesting, content, attrs, children } of tokens) {
    const addresses = (attrs ?? []).map(([, value]) => value).join('');
    length +=
      (tag ? tag.length + 3 : 0) +
      (nesting === 1 ? look : 0) +
      addresses.length +
      (children ? lengthOf(children) : content.length);
  }
  return length;
}

/** The HTML of these tokens, as the parser writes it: escaped, and without any look. */
export function renderTokens(tokens: Token[]): string {
  return parser.renderer.render(tokens, parser.options, {});
}

/** What is to be said behind a link's text: its address, if the text is another one, and its title. */
export function whereTo({ text, href, title }: { text: string; href: string; title: string }): string {
  const typed = text.trim();
  const saysWhere = [typed, parser.normalizeLink(typed), `mailto:${typed}`, `tel:${typed}`].includes(href);
  return [saysWhere ? '' : href, title && `"${title}"`].filter(Boolean).join(' ');
}

// At its `maxNesting` markdown-it drops what is left of a quote or list; before that, its lines become paragraphs.
const readDeepLine: BlockRule = (state, line, _end, silent) => {
  if (silent || state.level < deepest) return false;
  return pushLine(state, line);
};

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

// `&#x202e;` is visible where it is typed, and what it stands for is not.
const cleanReferences: CoreRule = ({ tokens }) => {
  for (const token of tokens.flatMap((one) => [one, ...(one.children ?? [])])) {
    token.content = cleanText(token.content);
    const title = token.attrGet('title');
    if (title) token.attrSet('title', cleanText(String(title)));
  }
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

/** Links as HTML has them: a link within another gives its words, with its address and title in brackets. */
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
      const [href = '', title = ''] = ['href', 'title'].map((name) =>
        String(closed?.token.attrGet(name) ?? ''),
      );
      const text = textOf(result.slice(closed?.at));
      const isEmpty = looksEmpty(cleanText(text));
      if (href && isEmpty) say(href);
      const where = open.length > 0 && href ? whereTo({ text: isEmpty ? href : text, href, title }) : '';
      if (where) say(` (${where})`);
      if (open.length === 0 && href) result.push(token);
    } else result.push(token);
  }
  return result;
}

const textOf = (tokens: Token[]) => tokens.map(({ content }) => content).join('');

parser.block.ruler.before('table', 'deep_line', readDeepLine);
parser.block.ruler.before('table', 'huge_table', readHugeTable);
// By default every definition would be taken out here.
parser.core.ruler.at('strip_references', watchDefinitions);
parser.core.ruler.after('inline', 'unused_definitions', showUnusedDefinitions);
parser.core.ruler.after('block', 'fence_words', keepFenceWords);
parser.core.ruler.after('block', 'extra_cells', keepExtraCells);
// Before the rule that makes one text of its parts, so that an image's words are among them.
parser.core.ruler.before('text_join', 'plain_links', rewriteLinks);
parser.core.ruler.after('text_join', 'clean_references', cleanReferences);
