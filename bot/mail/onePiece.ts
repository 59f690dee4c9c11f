// One piece of a field: a name, an address with or without a name, or several addresses parted by blanks.
import { type AddressProblem, readAddress } from './address';
import { copyLabel, trailingLabel, withoutMarks } from './labels';
import { longestName, type Mailbox, showsAnother, withName } from './mailbox';
import { leadingQuote, type Piece } from './pieces';
import { toPlain, unwrap } from './signs';

/** Why a piece cannot be used. `entry` is what it is about, as typed. */
export type EntryProblem = { entry: string } & (AddressProblem | { key: 'unclear' });

export type ReadPiece =
  | { kind: 'name'; name: string; isQuoted: boolean }
  /** `isNamed`: one address, with a name before it that has no quotes round it. */
  | { kind: 'addresses'; entries: Mailbox[]; isNamed: boolean }
  | { kind: 'problem'; problem: EntryProblem };

/** Characters of a name with an address. A longer piece is not read. */
const longestPiece = 1_000;

export function readPiece(piece: Piece): ReadPiece {
  const { raw } = piece;
  if (raw.length > longestPiece) return refuse({ key: 'notAnAddress' }, `${raw.slice(0, longestName)}…`);
  const own = withoutMarks(piece);
  const copy = copyLabel.exec(own.plain)?.[0];
  if (copy) return refuse({ key: 'notAnAddress' }, own.raw.slice(0, copy.length));

  const quote = leadingQuote(own);
  // In quotes a name may hold signs, and even an address, which is then refused below.
  const from = quote && hasWord(own.raw.slice(quote.length)) ? quote.length : 0;
  const found = addressesIn(own, from);
  if (found.length === 0) return readName(own, quote);
  const [first] = found as [Found];
  const refused = found.find(({ read }) => 'key' in read);
  if (refused) {
    const { key, ...values } = refused.read as AddressProblem;
    if (found.length > 1 && key === 'notAnAddress') return unclear(own);
    const isCut = key === 'notAnAddress' && /^@|@$/.test(refused.typed);
    return refuse({ key, ...values } as AddressProblem, isCut ? own.raw : refused.typed);
  }
  const keys = new Set(found.map(({ address }) => address.toLowerCase()));
  if (keys.size > 1) return readSeveral(own, found, from);
  const gaps = found.slice(1).map(({ start }, i) => own.plain.slice(found[i]?.end, start));
  if (gaps.some((gap) => hasWord(gap.replace(/mailto:/gi, '')))) return unclear(own);
  const last = found.at(-1) ?? first;
  return readOne(own, { ...first, address: last.address, end: last.end }, quote, from);
}

const refuse = (problem: AddressProblem | { key: 'unclear' }, entry: string): ReadPiece => {
  return { kind: 'problem', problem: { ...problem, entry: entry.slice(0, longestName + 1) } };
};
const unclear = ({ raw }: { raw: string }) => refuse({ key: 'unclear' }, raw);
const hasWord = (text: string) => /[\p{L}\p{N}]/u.test(text);

/** An address in a piece, or what was meant for one, and where it stands. */
interface Found {
  read: ReturnType<typeof readAddress>;
  address: string;
  typed: string;
  start: number;
  end: number;
  isBracketed: boolean;
  /** The sign right before it, without blanks. */
  before: string;
}

function addressesIn({ raw, plain }: Piece, from: number): Found[] {
  const runs = plain.slice(from).matchAll(/mailto:[^\s"<>()[\]{}]*|[^\s"<>()[\]{}:]+/giu);
  return [...runs].flatMap(({ 0: run, index }) => {
    const start = from + index;
    const isLink = /^mailto:/i.test(run);
    // A lone "@" is a word of a name.
    if (!isLink && (run === '@' || !run.includes('@'))) return [];
    const end = start + run.length;
    const before = plain.slice(from, start).trimEnd().at(-1) ?? '';
    const isBracketed = before === '<' && plain.slice(end).trimStart().startsWith('>');
    const read = isLink ? readLink(run) : readAddress(run, isBracketed);
    const address = 'address' in read ? read.address : '';
    return [{ read, address, typed: raw.slice(start, end), start, end, isBracketed, before }];
  });
}

/** A link to an address. One that names further recipients is more than one address. */
function readLink(link: string): ReturnType<typeof readAddress> {
  const [encoded = '', ...query] = link.slice('mailto:'.length).split('?');
  if (/@|%40/.test(query.join('?'))) return { key: 'notAnAddress' };
  try {
    return readAddress(decodeURIComponent(encoded), true);
  } catch {
    return { key: 'notAnAddress' };
  }
}

/** Several addresses are a list if they all stand alike, with nothing but signs between them. Else one may be a name's. */
function readSeveral(own: Piece, found: Found[], from: number): ReadPiece {
  if (found.every(({ isBracketed }) => isBracketed) && from === 0) return readBracketed(own, found);
  let at = 0;
  let rest = '';
  for (const { start, end } of found) {
    rest += own.plain.slice(at, start);
    at = end;
  }
  rest += own.plain.slice(at);
  const [first, ...others] = found as [Found, ...Found[]];
  const isMixed = others.some(
    ({ before, isBracketed }) => isBracketed !== first.isBracketed || /[([{]/.test(before),
  );
  if (from > 0 || isMixed || hasWord(rest)) return unclear(own);
  return { kind: 'addresses', entries: unique(found.map(({ address }) => ({ address }))), isNamed: false };
}

const and = /^\s*(?:and|und|et|y|và|&|\+|和|与|與)\s+/iu;

/** `Ana <ana@contoso.com> Bao <bao@contoso.com>`: each ends with its bracket. */
function readBracketed(own: Piece, found: Found[]): ReadPiece {
  const entries: Mailbox[] = [];
  let at = 0;
  for (const one of found) {
    at += and.exec(own.plain.slice(at))?.[0].length ?? 0;
    const read = readOne(own, { ...one, stop: own.plain.indexOf('>', one.end) + 1 }, undefined, at);
    if (read.kind !== 'addresses') return read;
    entries.push(...read.entries);
    at = own.plain.indexOf('>', one.end) + 1;
  }
  return hasWord(own.plain.slice(at))
    ? unclear(own)
    : { kind: 'addresses', entries: unique(entries), isNamed: false };
}

const unique = (entries: Mailbox[]) =>
  entries.filter(
    ({ address }, i) =>
      entries.findIndex((other) => other.address.toLowerCase() === address.toLowerCase()) === i,
  );

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
function readOne(
  own: Piece,
  { address, start, end, isBracketed, stop = own.raw.length }: Found & { stop?: number },
  quote: ReturnType<typeof leadingQuote>,
  from: number,
): ReadPiece {
  const plainBefore = own.plain.slice(from, start);
  const before = own.raw.slice(from, start).slice(0, openerStart(plainBefore));
  const plainOf = (text: string, at: number) => own.plain.slice(at, at + text.length);
  if (
    isGlued(own.plain, start, end) ||
    !isNameBefore(plainOf(before, from), isBracketed, own.plain[start] ?? '')
  )
    return unclear(own);

  const closer = /^[\s>)"'\]}.,;:!?]*/.exec(own.plain.slice(end, stop))?.[0].length ?? 0;
  const after = own.raw.slice(end + closer, stop).trim();
  const plainAfter = plainOf(after, own.raw.indexOf(after, end + closer));
  const isApart = /\s/.test(own.plain.slice(end, own.plain.indexOf(plainAfter, end)));
  const behind = /^[([{].*[)\]}]$/s.exec(plainAfter) ?? /^-+\s+(?=\S)/.exec(plainAfter);
  if (hasWord(after) && !(behind && (isApart || isBracketed))) return unclear(own);

  const words = tidyName(before, isBracketed);
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
  // "my mail is", "and", or the first half of an address.
  if (/^[^\p{Lu}\p{Lt}\p{Lo}]*[\p{L}\p{M}] *$/u.test(before)) return false;
  return /\p{L}/u.test(before) && /(?:[\p{L}\p{M}\p{N})\]"':]|\s[-=|/]+)\s*$/u.test(before);
}

function tidyName(typed: string, isBracketed: boolean): string {
  const trimmed = typed.replace(/^[\s<>|:]+/, '').trimEnd();
  const behind = isBracketed ? /[\s<>|]+$/ : /[\s<>|:=/-]+$/;
  const kept = trimmed.slice(0, toPlain(trimmed).replace(behind, '').length);
  return unwrap(isBracketed ? kept : kept.replace(trailingLabel, ''));
}

/** A piece without an address. A bare name is kept whole: "(Sales)" is part of it. */
function readName(own: Piece, quote: ReturnType<typeof leadingQuote>): ReadPiece {
  const isQuoted = quote !== undefined && quote.length === own.raw.length;
  const inBrackets = /<([^<>]*)>?|>/.exec(own.plain);
  if (!isQuoted && inBrackets) return refuse({ key: 'notAnAddress' }, inBrackets[1]?.trim() || own.raw);
  const stripped = isQuoted ? quote.name : withoutOpenQuote(unwrap(own.raw));
  const name = stripped.replace(/\s+/g, ' ').trim();
  const isName = name.length <= longestName && /\p{L}/u.test(name);
  if (showsAnother(name, '')) return unclear(own);
  return isName ? { kind: 'name', name, isQuoted } : refuse({ key: 'notAnAddress' }, own.raw);
}

/** A quote at one end that has no other belongs to nothing. */
function withoutOpenQuote(text: string): string {
  const quotes = [...toPlain(text)].filter((sign) => sign === '"').length;
  return quotes === 1 ? text.replace(/^["“„«]|["”»]$/, '') : text;
}
