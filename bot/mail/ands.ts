// "Ana and Bao", "Ana <ana@contoso.com> and bao@contoso.com": entries that a word or a bracket parts, and no comma.
import { and, andBehind, andBetween, joint, jointOfAddresses } from './joinWords';
import { leadingQuote, mostPieces, type Piece, piecesOf } from './pieces';

/** The pieces of a field, cut at "and", too. A name in quotes stays whole, and so does "Ana and Bao <team@contoso.com>". */
export function piecesBetweenAnds(text: string): Piece[] {
  const pieces: Piece[] = [];
  for (const piece of piecesOf(text)) {
    const last = pieces.at(-1);
    const joined = and.exec(piece.plain)?.[0].length ?? 0;
    const isJoined = joined > 0 && joined < piece.raw.length;
    if (isJoined && last?.end === 'comma') last.end = 'and';
    const own = isJoined ? cut(piece, joined, piece.raw.length) : piece;
    pieces.push(...(pieces.length < mostPieces ? entriesIn(own) : [own]));
  }
  return pieces;
}

const cut = (piece: Piece, start: number, end: number): Piece => {
  const typed = piece.raw.slice(start, end);
  const from = start + typed.length - typed.trimStart().length;
  const raw = typed.trim();
  return { ...piece, raw, plain: piece.plain.slice(from, from + raw.length) };
};

/** `Ana <ana@contoso.com> Bao <bao@contoso.com>`: behind a bracket only a name can begin, perhaps with a list's mark or 和. */
const nextName =
  '(?<=>)\\s*(?:(?:[/|*•·–-]+|\\d{1,3}[.)])\\s+|[和与與及跟])?(?=[\\p{Lu}\\p{Lt}\\p{Lo}"][^<>]*<[^<>]*@)';
/** `ana@contoso.com和bao@contoso.com`, and `张三(san@contoso.com)和李四(si@contoso.com)` */
const betweenLetters =
  '(?<=[\\w>])(?:[和与與及跟と]|以及)(?=<?[\\w.+-]{1,64}@)|(?<=\\))(?:[和与與及跟と]|以及)(?=\\p{Lo}[^<>()@]{0,100}[<(][^<>()@]{1,64}@)';
const stops = new RegExp(`${joint}|${jointOfAddresses}|${nextName}|${betweenLetters}`, 'gu');
const addressFirst = /\s*(?:<\s*)?[^\s@]+@[^\s@]/y;

function entriesIn(piece: Piece): Piece[] {
  const hidden = hide(piece);
  const entries: Piece[] = [];
  let start = 0;
  let at = hidden.indexOf('@');
  const add = (end: number, by: Piece['end']) => {
    const { plain } = cut(piece, start, end);
    const joined = start > 0 ? (and.exec(plain)?.[0].length ?? 0) : 0;
    const from = start + (hidden.slice(start).length - hidden.slice(start).trimStart().length) + joined;
    const own = { ...cut(piece, from, end), end: by, isTight: piece.isTight && start === 0 };
    if (own.raw) entries.push(...namesIn(own, hidden.slice(from, end)));
  };
  for (const { 0: word, index } of at < 0 ? [] : hidden.matchAll(stops)) {
    const behind = index + word.length;
    addressFirst.lastIndex = behind;
    const hasAddress = at >= start && at < index;
    if (entries.length >= mostPieces || (!hasAddress && !addressFirst.test(hidden))) continue;
    // "Ana / ana@contoso.com" may be one person, as with a bar.
    add(index, word === '/' && !hasAddress ? 'bar' : 'and');
    start = behind;
    at = hidden.indexOf('@', start);
  }
  add(piece.raw.length, piece.end);
  return entries.length > 0 ? entries : [piece];
}

/** Names without an address. */
function namesIn(piece: Piece, hidden: string): Piece[] {
  if (piece.raw.length > longestNames || hidden.includes('@')) return [piece];
  const names: Piece[] = [];
  let start = 0;
  for (const { 0: word, index } of hidden.matchAll(new RegExp(andBetween, 'gu'))) {
    if (names.length >= mostPieces) break;
    names.push({ ...cut(piece, start, index), end: 'and' });
    start = index + word.length;
  }
  names.push(cut(piece, start, piece.raw.length));
  // "R & D" is one.
  const all = names.every(({ raw }) => /\p{L}.*\p{L}/su.test(raw)) ? names : [piece];
  const last = all.at(-1) as Piece;
  const joined = andBehind.exec(last.plain);
  return joined ? [...all.slice(0, -1), { ...cut(last, 0, joined.index), end: 'and' }] : all;
}

/** A longer text is no name, nor several that somebody typed without a comma. */
const longestNames = 1_000;

/** Quotes and brackets, in which nothing parts. Outlook puts single quotes round a name, and the apostrophe in "O'Neil" is none. */
const closed =
  /"[^"]*"|\([^()]*\)|\[[^[\]]*\]|<[^<>]*>|(?<![\p{L}\p{N}])'[^'<>@]*(?:(?<=\p{L})'(?=\p{L})[^'<>@]*)*'(?=\s{0,20}<)/gu;

/** The text with every blank in quotes and brackets blotted out. */
function hide(piece: Piece): string {
  const from = leadingQuote(piece)?.length ?? 0;
  const blot = (text: string) =>
    text.replace(/^["'].*/s, (all) => all.replace(/[<>]/g, '_')).replace(/\s/g, '_');
  return blot(piece.plain.slice(0, from)) + piece.plain.slice(from).replace(closed, blot);
}
