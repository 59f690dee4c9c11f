// Reading Markdown: one parser for the mail and its preview, in which none of the writer's words can vanish.
import MarkdownIt from 'markdown-it';

type Token = MarkdownIt.Token;
type BlockRule = Parameters<MarkdownIt.MarkdownIt['block']['ruler']['before']>[2];
type BlockState = Parameters<BlockRule>[0];
type CoreRule = Parameters<MarkdownIt.MarkdownIt['core']['ruler']['push']>[1];

/** Quotes and lists within each other, about; what lies deeper is read as plain paragraphs. */
const deepest = 24;
/** The links a mail may carry. Anything else is no link, and stays as typed: `javascript:`, `data:`, relative ones. */
const link = /^(https?:\/\/|mailto:|tel:)[^\s]/i;

const parser = MarkdownIt({ html: false, breaks: true, linkify: true });
// "Best regards\n--\nAna" is a signature, not a heading and its underline.
parser.disable('lheading');
// Two-letter domains make a link of every "README.md"; an address of the web begins with its scheme.
parser.linkify.set({ fuzzyLink: false });
// Also decides what `[Ana]: yes` is: a definition, which nobody sees, only with a link in it.
parser.validateLink = (url) => link.test(url);
// The text of a link typed bare stays as typed; by default it would be decoded, and `xn--` names look like others.
parser.normalizeLinkText = (text) => text;

/**
 * Reads Markdown as CommonMark with tables and strikethrough from GitHub's. Raw HTML is text; a line break is meant.
 * There are no `image` tokens: an image is a link with its alt text. Links are never empty, and never within each other.
 */
export function parseMarkdown(markdown: string): Token[] {
  return parser.parse(markdown, {});
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
  const label = /^\[[^\]]+\]:/.exec(lineOf(state, line))?.[0].slice(0, -1).toLowerCase();
  if (silent || !label) return false;
  const all = state.src.toLowerCase();
  return all.indexOf(label) === all.lastIndexOf(label) && pushLine(state, line);
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
parser.block.ruler.before('reference', 'unused_definition', readUnusedDefinition);
parser.core.ruler.after('block', 'fence_words', keepFenceWords);
parser.core.ruler.after('block', 'extra_cells', keepExtraCells);
parser.core.ruler.push('plain_links', rewriteLinks);
