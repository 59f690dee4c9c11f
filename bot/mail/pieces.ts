// Pieces: a field of recipients cut at its separators, which do not count in quotes and round brackets.
import { toPlain } from './signs';

export interface Piece {
  /** As typed, without blanks around it. */
  raw: string;
  /** With ASCII's signs, as long as `raw`. */
  plain: string;
  /** What stood behind it. A `;` or a new line parts more than a comma does, and `、` and "and" only stand in lists. */
  end: 'comma' | 'bar' | 'list' | 'and' | 'semicolon' | 'line';
  /** No blank is between it and the comma before it, as in a row of a table in text. */
  isTight: boolean;
}

/** Pieces of a field, far over what a mail may have. The rest counts as one piece. */
export const mostPieces = 200;

/** Whether `;` parts the entries, and not commas. */
export const isParted = (pieces: Piece[]): boolean => pieces.some(({ end }) => end === 'semicolon');

const ends = { ',': 'comma', '|': 'bar', ';': 'semicolon' } as const;
/** Commas of Chinese and Japanese lists. They never stand in a name. */
const listComma = /[、﹑､]/;

export function piecesOf(text: string): Piece[] {
  const plain = toPlain(text);
  const pieces: Piece[] = [];
  let start = 0;
  let hasAddress = false;
  let hasSign = false;
  // Whether the last piece is a link that goes on behind a comma: `mailto:ana@contoso.com,%20bao@contoso.com`.
  let isLink = false;
  // No quote before this position is closed. Without it, each quote within an open one would be searched for an end again.
  let openUntil = 0;

  const add = (stop: number, end: Piece['end']) => {
    const typed = text.slice(start, stop);
    const from = start + typed.length - typed.trimStart().length;
    const raw = typed.trim();
    const isTight = from === start;
    const own = plain.slice(from, from + raw.length);
    const linked = isLink && isTight && linkedAddress.test(own) ? 'mailto:' : '';
    if (raw) pieces.push({ raw: linked + raw, plain: linked + own, end, isTight });
    isLink = linked !== '' || openLink.test(own.slice(Math.max(own.toLowerCase().lastIndexOf('mailto:'), 0)));
    // `Nguyen, Ana <ana@contoso.com>;` ends with one, too, which says as much about its comma.
    const last = pieces.at(-1);
    if (!raw && last && end === 'semicolon') last.end = end;
  };
  /** A bar is a sign of some addresses, so it parts only behind an address or beside a blank. */
  const isBar = (at: number) =>
    hasAddress || /^\s?$/.test(plain[at - 1] ?? '') || /^\s?$/.test(plain[at + 1] ?? '');
  /** Chinese and Japanese lists are numbered `1、`. */
  const isNumber = (at: number) =>
    text[at] === '、' && at - start < 6 && /^\s*\d{1,3}$/.test(plain.slice(start, at));

  for (let at = 0; at <= text.length; ) {
    const sign = plain[at];
    const isLast = pieces.length >= mostPieces;
    if (sign === undefined || isLast) {
      add(text.length, 'line');
      break;
    }
    const parts = sign === ';' || (sign === ',' && !isNumber(at)) || (sign === '|' && isBar(at));
    if (parts || sign === '\n' || sign === '\r') {
      const isListed = listComma.test(text[at] ?? '');
      add(at, isListed ? 'list' : parts ? ends[sign as keyof typeof ends] : 'line');
      at += 1;
      start = at;
      hasAddress = false;
      hasSign = false;
      continue;
    }
    hasAddress ||= sign === '@';
    const had = hasSign;
    hasSign ||= sign.trim() !== '';
    if (sign === "'" && !had) {
      at = Math.max(endOf(singleQuote, plain, at).at, at + 1);
    } else if (sign === '"' && at >= openUntil && (!had || opensBehind(plain, at))) {
      const end = endOf(text[at] === '"' ? quote : otherQuote, text, at);
      const isWhole = end.isClosed && !had && isList(plain.slice(at + 1, end.at - 1)) && isEnd(plain, end.at);
      if (isWhole) at += 1;
      else if (end.isClosed) at = end.at;
      else {
        openUntil = text[at] === '"' ? end.at : at;
        at += 1;
      }
    } else if ((sign === '(' || sign === '[') && at > start) {
      at = endOf(brackets, plain, at).at;
    } else at += 1;
  }
  return pieces;
}

/** A quote, and its closing sign if there is one. A backslash escapes the next sign. */
const quote = /"(?:[^"\\\r\n]|\\.)*("?)/y;
/** Quotes of other kinds close each other, for they differ from country to country. */
const otherQuote = /[“”„‟″«»〝〞〟「」『』＂][^“”„‟″«»〝〞〟「」『』＂"\r\n]*([“”„‟″«»〝〞〟「」『』＂]?)/y;
/** Outlook's quotes round a name: `'Nguyen, Ana' <ana@contoso.com>`. */
const singleQuote = /'(?:[^'"<>@\r\n]|(?<=\p{L})'(?=\p{L})){1,200}'(?=\s{0,20}<)/uy;
/** Brackets round a department. Those round an address protect nothing. */
const brackets = /\([^()@\r\n]*\)|\[[^[\]@\r\n]*\]|./y;

/** A link that may go on, and how it does. */
const openLink = /^mailto:[^\s"<>()[\]{}?]*$/i;
const linkedAddress = /^(?!mailto:)[^\s"<>()[\]{}@]+@[^\s"<>()[\]{}@]+>?$/i;

/** Whether a quote opens in the middle of a piece: behind a blank or a bracket, and right before a word. 24" and יו"ר open none. */
const opensBehind = (plain: string, at: number): boolean =>
  /[\s([{<:'=]/.test(plain.charAt(at - 1)) && /\S/.test(plain.charAt(at + 1));

/** Whether a quoted text is a list of addresses, so that the quotes are round all of it. */
const isList = (inner: string): boolean => /<[^<>]*@[^<>]*>|@[^@,;]*[,;][^@]*@/.test(inner);

const entryEnd = /[^\S\r\n]*(?:[,;|\r\n]|$)/y;
function isEnd(plain: string, at: number): boolean {
  entryEnd.lastIndex = at;
  return entryEnd.test(plain);
}

function endOf(pattern: RegExp, text: string, start: number): { at: number; isClosed: boolean } {
  pattern.lastIndex = start;
  const [found = '', close] = pattern.exec(text) ?? [];
  return { at: start + found.length, isClosed: Boolean(close) };
}

/** The quote that a piece begins with, and its name as typed. */
export function leadingQuote({ raw }: Piece): { name: string; length: number } | undefined {
  const isAscii = raw.startsWith('"');
  if (!isAscii && toPlain(raw[0] ?? '') !== '"') return undefined;
  const { at, isClosed } = endOf(isAscii ? quote : otherQuote, raw, 0);
  if (!isClosed) return undefined;
  const inner = raw.slice(1, at - 1);
  return { name: isAscii ? inner.replace(/\\(.)/g, '$1') : inner, length: at };
}
