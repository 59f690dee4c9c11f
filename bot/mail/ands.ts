// "Ana and Bao", "Ana, Bao and Chi": words that join the last entry of a list to the others.
import { and, andBetween } from './labels';
import { mostPieces, type Piece, piecesOf } from './pieces';

/** The pieces of a field, cut at "and" between names, too. A name in quotes and one beside an address stay whole. */
export function piecesBetweenAnds(text: string): Piece[] {
  const pieces: Piece[] = [];
  for (const piece of piecesOf(text)) {
    const last = pieces.at(-1);
    const joined = last ? (and.exec(piece.plain)?.[0].length ?? 0) : 0;
    if (last?.end === 'comma' && joined > 0 && joined < piece.raw.length) last.end = 'and';
    const rest = joined < piece.raw.length ? cut(piece, joined, piece.raw.length) : piece;
    pieces.push(...(pieces.length < mostPieces ? namesIn(rest) : [rest]));
  }
  return pieces;
}

const cut = (piece: Piece, start: number, end: number): Piece => ({
  ...piece,
  raw: piece.raw.slice(start, end),
  plain: piece.plain.slice(start, end),
});

function namesIn(piece: Piece): Piece[] {
  if (piece.raw.length > longestNames || /["'([<@]/.test(piece.plain)) return [piece];
  const names: Piece[] = [];
  let start = 0;
  for (const { 0: word, index } of piece.plain.matchAll(new RegExp(andBetween, 'gu'))) {
    if (names.length >= mostPieces) break;
    names.push({ ...cut(piece, start, index), end: 'and' });
    start = index + word.length;
  }
  names.push(cut(piece, start, piece.raw.length));
  // "R & D" is one.
  return names.every(({ raw }) => /\p{L}.*\p{L}/su.test(raw)) ? names : [piece];
}

/** A longer text is no name, nor several that somebody typed without a comma. */
const longestNames = 1_000;
