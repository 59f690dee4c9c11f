// The outline of a body typed as Markdown: its paragraphs, list items, rows and lines of code, one after another.
import type MarkdownIt from 'markdown-it';
import { parseMarkdown } from './markdownParser';
import { mergeRuns, runsOf } from './markdownRuns';
import { type Block, emptyLine, keepSpaces, type Piece, plainRun, type Run } from './outlineBlock';

type Token = MarkdownIt.Token;

/** A block to be, without its place. */
type Line = Pick<Block, 'kind' | 'runs'>;

/** Where the walk through the tokens is. */
interface Place {
  /** The number of the next item for each list around; nothing for a list with bullets. */
  lists: (number | undefined)[];
  quotes: number;
  /** An item's bullet or number, until its first block takes it. */
  prefix: string;
  /** Whether the next block begins after a gap. */
  spaced: boolean;
  isHeading: boolean;
  isHeader: boolean;
  /** The table row that is being read. */
  row: Run[] | undefined;
  /** The source lines of what is being read: the first, and the one after the last. */
  lines: [number, number];
}

/** Reads the blocks of a Markdown source, each with its place in there by lines. Lazily, for a preview stops early. */
export function* markdownPieces(source: string): Generator<Piece> {
  const starts = lineStarts(source);
  const place: Place = {
    lists: [],
    quotes: 0,
    prefix: '',
    spaced: false,
    isHeading: false,
    isHeader: false,
    row: undefined,
    lines: [0, 0],
  };
  for (const token of parseMarkdown(source)) {
    enter(place, token);
    const [first, end] = place.lines;
    for (const [index, line] of linesOf(place, token).entries()) {
      const block = blockOf(place, line);
      if (block.runs.length === 0) continue;
      const at = Math.min(first + index, end - 1);
      const to = (starts[at + 1] ?? source.length + 1) - 1;
      yield { block, from: starts[at] ?? source.length, to };
    }
    leave(place, token);
  }
}

/** Puts a line where it stands. Its item's prefix and the gap before it are used up by that. */
function blockOf(place: Place, { kind, runs }: Line): Block {
  const { lists, quotes, prefix, spaced } = place;
  const indent = Math.min(4, lists.length + Math.max(0, quotes - 1));
  if (!prefix && runs.length === 0) return { kind, indent, spaced, runs };
  place.prefix = '';
  place.spaced = false;
  return { kind, indent, spaced, runs: mergeRuns([{ ...plainRun, text: prefix }, ...runs]) };
}

function lineStarts(source: string): number[] {
  const starts = [0];
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function enter(place: Place, token: Token): void {
  // A fence's first line of code is the one below it.
  if (token.map) place.lines = [token.map[0] + (token.type === 'fence' ? 1 : 0), token.map[1]];
  switch (token.type) {
    case 'bullet_list_open':
    case 'ordered_list_open':
      if (place.lists.length === 0) place.spaced = true;
      place.lists.push(token.tag === 'ol' ? Number(token.attrGet('start') ?? 1) : undefined);
      break;
    case 'list_item_open':
      place.prefix += nextPrefix(place.lists);
      break;
    case 'blockquote_open':
      place.quotes += 1;
      place.spaced = true;
      break;
    case 'heading_open':
      place.isHeading = true;
      place.spaced = true;
      break;
    case 'paragraph_open':
      if (!token.hidden) place.spaced = true;
      break;
    case 'fence':
    case 'code_block':
    case 'table_open':
    case 'hr':
      place.spaced = true;
      break;
    case 'thead_open':
      place.isHeader = true;
      break;
    case 'tr_open':
      place.row = [];
      break;
  }
}

function leave(place: Place, { type, hidden }: Token): void {
  if (/^(heading|blockquote|table)_close$|^(fence|code_block|hr)$/.test(type)) place.spaced = true;
  if (type === 'paragraph_close' && !hidden) place.spaced = true;
  if (type === 'blockquote_close') place.quotes -= 1;
  if (type === 'heading_close') place.isHeading = false;
  if (type === 'thead_close') place.isHeader = false;
  if (type === 'tr_close') place.row = undefined;
  if (type === 'bullet_list_close' || type === 'ordered_list_close') {
    place.lists.pop();
    if (place.lists.length === 0) place.spaced = true;
  }
}

function nextPrefix(lists: (number | undefined)[]): string {
  const number = lists.at(-1);
  if (number === undefined) return '• ';
  lists[lists.length - 1] = number + 1;
  return `${number}. `;
}

/** The blocks that end with this token. */
function linesOf(place: Place, token: Token): Line[] {
  const kind = place.quotes > 0 ? 'quote' : place.isHeading ? 'heading' : 'text';
  switch (token.type) {
    case 'inline': {
      const lines = runsOf(token.children ?? [], place.isHeading || place.isHeader);
      if (!place.row) return lines.map((runs) => ({ kind, runs }));
      place.row.push({ ...plainRun, text: ' | ', bold: place.isHeader }, ...lines.flat());
      return [];
    }
    case 'tr_close':
      return [{ kind, runs: (place.row ?? []).slice(1) }];
    case 'fence':
    case 'code_block':
      return codeLines(token.content);
    case 'hr':
      return [{ kind: 'rule', runs: [{ ...plainRun, text: '──────────' }] }];
    case 'list_item_close':
      return place.prefix ? [{ kind, runs: [] }] : [];
    default:
      return [];
  }
}

function codeLines(content: string): Line[] {
  const lines = content.replace(/\n$/, '').split('\n');
  return lines.map((line) => ({
    kind: 'code',
    runs: [{ ...plainRun, text: keepSpaces(line) || emptyLine, code: true }],
  }));
}
