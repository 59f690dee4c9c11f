// The outline of a mail's body: as much as a card can show before it is sent, as plain data for a card's template.
import type { Format } from './draft';
import { type Block, emptyLine, keepSpaces, type Piece, plainRun, type Run } from './outlineBlock';

export { type Block, emptyLine, plainRun, type Run } from './outlineBlock';

export interface Outline {
  blocks: Block[];
  /**
   * Characters of the body that are not shown; 0 when all is. Line breaks count, blank ends do not. In Markdown those are
   * counted that were typed, in whole lines of the source but for the block that is cut.
   */
  left: number;
}

/** How much is shown at most. Blocks and runs are limited as well, for each costs a card more than its text. */
export interface OutlineLimits {
  characters: number;
  blocks: number;
  runs: number;
}
export const shown: OutlineLimits = { characters: 4_000, blocks: 80, runs: 80 };
/** Of one page, such that its card is below Teams' 28 KB in UTF-16, too. */
const ofPage: OutlineLimits = { characters: 2_000, blocks: 50, runs: 50 };

/** Outlines a body. Raw HTML shows as text, and a link shows where it leads: what is seen is what is sent. */
export const outlineOf = (body: string, format: Format, limits = shown): Outline =>
  openOutline(body, format)(limits);

/** Makes outlines of one body with different limits. The body is read once. */
export function openOutline(body: string, format: Format): (limits?: OutlineLimits) => Outline {
  const source = body.replace(/\r\n?/g, '\n');
  const pieces = remembered(format === 'markdown' ? piecesOf(source) : textPieces(source));
  return (limits = shown) => outlineWithin(source, pieces(), limits);
}

function outlineWithin(source: string, pieces: Iterable<Piece>, limits: OutlineLimits): Outline {
  const written = source.trimEnd().length;
  // At least one: something was not shown, even if it has no source of its own, such as a link's address said again.
  const beyond = (from: number, position = from) => (from >= written ? 0 : Math.max(1, written - position));
  const blocks: Block[] = [];
  let { characters, runs } = limits;

  for (const { block, from, to } of pieces) {
    if (blocks.length === limits.blocks) return { blocks, left: beyond(from) };
    const cut = cutRuns(block.runs.slice(0, runs), characters);
    if (cut.length > 0) blocks.push({ ...block, spaced: block.spaced && blocks.length > 0, runs: cut });
    const missing = lengthOf(block.runs) - lengthOf(cut);
    if (missing > 0)
      return { blocks, left: beyond(from, cut.length > 0 ? Math.max(from, to - missing) : from) };
    characters -= lengthOf(cut);
    runs -= cut.length;
  }
  return { blocks, left: 0 };
}

/** All blocks of a body, whatever its length. */
export function blocksOf(body: string, format: Format): Block[] {
  const source = body.replace(/\r\n?/g, '\n').trimEnd();
  return [...(format === 'markdown' ? piecesOf(source) : textPieces(source))].map(({ block }) => block);
}

/** Cuts blocks into pages that fit a card each. A block that is longer than a page goes on in the next one. */
export function pagesOf(blocks: Block[]): Block[][] {
  const pages: Block[][] = [];
  let page: Block[] = [];
  let { characters, runs } = ofPage;
  const turnOver = () => {
    pages.push(page);
    page = [];
    ({ characters, runs } = ofPage);
  };
  for (const block of blocks) {
    const fitsOne = lengthOf(block.runs) <= ofPage.characters && block.runs.length <= ofPage.runs;
    const fitsHere = lengthOf(block.runs) <= characters && block.runs.length <= runs;
    if (page.length > 0 && fitsOne && !fitsHere) turnOver();
    let left = block.runs;
    while (left.length > 0) {
      if (page.length === ofPage.blocks || characters <= 1 || runs === 0) turnOver();
      const cut = cutRuns(left.slice(0, runs), characters);
      page.push({ ...block, spaced: block.spaced && page.length > 0, runs: cut });
      left = behind(left, cut);
      characters -= lengthOf(cut);
      runs -= cut.length;
    }
  }
  if (page.length > 0) turnOver();
  return pages;
}

/** What is left of runs behind those that were cut off them. */
function behind(runs: Run[], cut: Run[]): Run[] {
  const whole = Math.max(0, cut.length - 1);
  const [split, ...rest] = runs.slice(whole);
  const text = split?.text.slice(cut.at(-1)?.text.length ?? 0);
  return split && text ? [{ ...split, text }, ...rest] : rest;
}

/** What is made step by step, again from the beginning each time, and made once. */
function remembered<T>(source: Iterable<T>): () => Iterable<T> {
  const iterator = source[Symbol.iterator]();
  const made: T[] = [];
  return function* () {
    for (let at = 0; ; at++) {
      if (at === made.length) {
        const next = iterator.next();
        if (next.done) return;
        made.push(next.value);
      }
      yield made[at] as T;
    }
  };
}

/** Loads the parser with the first preview of Markdown. */
function piecesOf(markdown: string): Iterable<Piece> {
  const { markdownPieces } = require('./markdownOutline') as typeof import('./markdownOutline');
  return markdownPieces(markdown);
}

const lengthOf = (runs: Run[]) => runs.reduce((sum, { text }) => sum + text.length, 0);

function cutRuns(runs: Run[], limit: number): Run[] {
  let rest = limit;
  const cut = runs.map((run) => {
    const text = cutText(run.text, rest);
    rest = text.length < run.text.length ? 0 : rest - text.length;
    return { ...run, text };
  });
  return cut.filter(({ text }) => text);
}

/** Cuts a text, never in the middle of a character that takes two. */
function cutText(text: string, limit: number): string {
  const cut = text.slice(0, limit);
  return cut.length < text.length && /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}

function* textPieces(source: string): Generator<Piece> {
  let from = 0;
  for (const line of source.split('\n')) {
    const runs = [{ ...plainRun, text: keepSpaces(line) || emptyLine }];
    const to = from + line.length;
    yield { block: { kind: 'text', indent: 0, spaced: false, runs }, from, to };
    from = to + 1;
  }
}
