// An address and the name around it: before it, or behind it in brackets.
import type { AddressProblem } from './address';
import type { Found } from './foundAddresses';
import { isHalf } from './joinWords';
import { bracketedLabel, subjectWord, trailingLabel } from './labels';
import { longestName, type Mailbox, showsAnother, withName } from './mailbox';
import { isFullName, isLike, saysNothing } from './nameFit';
import type { leadingQuote, Piece } from './pieces';
import { toPlain, unwrap } from './signs';

type Reason = AddressProblem | { key: 'unclear' | 'ccMark' | 'bccMark' | 'subjectMark' };
/** Why a piece cannot be used. `entry` is what it is about, as typed. */
export type EntryProblem = { entry: string } & Reason;

export type ReadPiece =
  | { kind: 'name'; name: string; isQuoted: boolean }
  /** `isNamed`: one address, with a name before it that has no quotes round it. */
  | { kind: 'addresses'; entries: Mailbox[]; isNamed: boolean }
  | { kind: 'problem'; problem: EntryProblem };

export const refuse = (problem: Reason, entry: string): ReadPiece => {
  return { kind: 'problem', problem: { ...problem, entry: entry.slice(0, longestName + 1) } };
};
export const unclear = ({ raw }: { raw: string }): ReadPiece => refuse({ key: 'unclear' }, raw);
export const hasWord = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

/** Where the blanks, the bracket and the quotes before an address begin. A pattern would try every blank of a run anew. */
function openerStart(plain: string): number {
  let at = plain.length;
  const goBack = (signs: RegExp) => {
    while (at > 0 && signs.test(plain.charAt(at - 1))) at -= 1;
  };
  goBack(/["']/);
  goBack(/\s/);
  if (/[<([{]/.test(plain.charAt(at - 1))) {
    at -= 1;
    goBack(/\s/);
  }
  return at;
}

/** An address and the name around it: before it, or behind it in brackets. */
export function readOne(
  own: Piece,
  { address, start, end, isBracketed }: Found,
  quote: ReturnType<typeof leadingQuote>,
  from: number,
): ReadPiece {
  const typedBefore = own.plain.slice(from, start);
  const labelled = bracketedLabel.exec(typedBefore);
  const plainBefore = labelled ? typedBefore.slice(0, labelled.index + 1) : typedBefore;
  const before = own.raw.slice(from, start).slice(0, openerStart(plainBefore));
  // A bracket of another kind, or the next column of a table.
  const isInBrackets = /[([\t]\s{0,3}$/.test(own.plain.slice(0, start));
  const plainOf = (text: string, at: number) => own.plain.slice(at, at + text.length);
  if (
    isGlued(own.plain, start, end) ||
    !isNameBefore(plainOf(before, from), isBracketed || isInBrackets, own.plain[start] ?? '')
  )
    return unclear(own);

  const closer = /^[\s>)"'\]}.,;:!?]*/.exec(own.plain.slice(end))?.[0].length ?? 0;
  const after = own.raw.slice(end + closer).trim();
  const plainAfter = plainOf(after, own.raw.indexOf(after, end + closer));
  const isApart = /\s/.test(own.plain.slice(end, own.plain.indexOf(plainAfter, end)));
  const behind = /^[([{].*[)\]}]$/s.exec(plainAfter) ?? /^-+\s+(?=\S)/.exec(plainAfter);
  const subject = subjectWord.exec(plainAfter)?.[0];
  if (subject) return refuse({ key: 'subjectMark' }, subject);
  // `zhangsan@contoso.com（张三）`, and not `ana@contoso.co(m)`.
  const isNameInBrackets = /^\([\p{Lu}\p{Lt}\p{Lo}]/u.test(plainAfter);
  // The next column of a table. Before a comma it may be half of one: "Nguyen, Ana".
  const isHalfColumn = own.end === 'comma' && !isFullName(after);
  const isColumn =
    own.plain.slice(end, end + closer).includes('\t') &&
    (isLike(after, address) || saysNothing(after, address)) &&
    !isHalfColumn;
  if (hasWord(after) && !(behind && (isApart || isBracketed || isNameInBrackets)) && !isColumn)
    return unclear(own);

  const words = tidyName(before, isBracketed);
  if (isHalf(toPlain(words))) return unclear(own);
  const comment = hasWord(after) ? after.replace(/^[-–—]+\s+/, '') : '';
  const leading = from > 0 && quote ? quote.name : '';
  const name = [leading, words, leading || words ? comment : unwrap(comment)].filter(Boolean).join(' ');
  // A name that shows another address would have the person believe that the mail goes there.
  if (showsAnother(name, address)) return unclear(own);
  const isNamed = words !== '' && !leading;
  return { kind: 'addresses', entries: [withName(name, address)], isNamed };
}

/** Whether a bracket or a quote beside the address belongs to the address: `ana"bao@contoso.com`, `ana@contoso.co[m]`. */
function isGlued(plain: string, start: number, end: number): boolean {
  const sign = plain[start - 1] ?? '';
  if (/[)\]}>]/.test(sign)) return true;
  const opens = /["']$/.test(sign) && /[\p{L}\p{N}]/u.test(plain[start - 2] ?? '');
  return opens && plain[end] !== sign;
}

/**
 * Whether what stands before an address can be its name. Without brackets, "ana. nguyen@contoso.com" is an address with a
 * blank that a phone put in.
 */
function isNameBefore(before: string, isBracketed: boolean, first: string): boolean {
  if (isBracketed || !hasWord(before)) return true;
  if (/[-._+~*]/.test(first) || /[={}\\]/.test(before)) return false;
  // "my mail is", "Ana with", or the first half of an address.
  if (/(?:^|\s)\p{Ll}[\p{Ll}\p{M}]*$/u.test(before.replace(trailingLabel, ''))) return false;
  if (/^[^\p{Lu}\p{Lt}\p{Lo}]*[\p{L}\p{M}]$/u.test(before)) return false;
  return /\p{L}/u.test(before) && /(?:[\p{L}\p{M}\p{N})\]"':]|\s[-=|/]+)\s*$/u.test(before);
}

function tidyName(typed: string, isBracketed: boolean): string {
  const trimmed = typed.replace(/^[\s<>|:]+/, '').trimEnd();
  const behind = isBracketed ? /[\s<>|]+$/ : /[\s<>|:=/-]+$/;
  const kept = trimmed.slice(0, toPlain(trimmed).replace(behind, '').length);
  return withoutOpenQuote(unwrap(isBracketed ? kept : kept.replace(trailingLabel, '')));
}

/** A quote at one end that has no other belongs to nothing, unless it is an inch: 24". */
export function withoutOpenQuote(text: string): string {
  const quotes = [...toPlain(text)].filter((sign) => sign === '"').length;
  return quotes === 1 ? text.replace(/^["“„«]|(?<!\d ?)["”»]$/, '').trim() : text;
}
