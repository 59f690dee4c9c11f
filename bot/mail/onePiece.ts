// One piece of a field: a name, an address with or without a name, or several addresses parted by blanks.
import type { AddressProblem } from './address';
import { copyMarkIn } from './copyMarks';
import type { RecipientField } from './draft';
import { addressesIn, areSame, besideAddresses, type Found } from './foundAddresses';
import { hasOr, isHalf } from './joinWords';
import { notRecipient, otherLabel, subjectInside, withoutMarks } from './labels';
import { longestName, type Mailbox, recipientKey, showsAnother } from './mailbox';
import { isTitle, withoutStop } from './nameFit';
import { hasWord, type ReadPiece, readOne, refuse, unclear, withoutOpenQuote } from './oneMailbox';
import { leadingQuote, type Piece } from './pieces';
import { unwrap } from './signs';

export type { EntryProblem, ReadPiece } from './oneMailbox';

/** Characters of a name with an address. A longer piece is not read. */
const longestPiece = 1_000;

export function readPiece(piece: Piece, field: RecipientField): ReadPiece {
  const { raw } = piece;
  if (raw.length > longestPiece) return refuse({ key: 'notAnAddress' }, `${raw.slice(0, longestName)}…`);
  const own = withoutMarks(piece, field);
  const other = otherLabel.exec(own.plain)?.[0];
  if (other) return refuse({ key: 'notAnAddress' }, own.raw.slice(0, other.length));

  const elsewhere = notRecipient.exec(own.plain)?.[0];
  if (elsewhere && !/@/.test(own.plain))
    return refuse({ key: 'subjectMark' }, own.raw.slice(0, elsewhere.length));

  const quote = leadingQuote(own);
  // In quotes a name may hold signs, and even an address, which is then refused below.
  const from = quote && hasWord(own.raw.slice(quote.length)) ? quote.length : 0;
  const found = addressesIn(own, from);
  const isQuoted = quote !== undefined && quote.length === own.raw.length;
  const copies = isQuoted && found.length === 0 ? undefined : refuseCopies(own, found, from, field);
  if (copies) return copies;
  // "Everyone except Bao <bao@contoso.com>"
  if (!isQuoted && besideAddresses(own, found, from).some(({ text }) => hasOr(text))) return unclear(own);
  if (found.length === 0) return readName(own, isQuoted ? quote.name : undefined);
  const [first] = found as [Found];
  const refused = found.find(({ read }) => 'key' in read);
  if (refused) {
    const { key, ...values } = refused.read as AddressProblem;
    if (found.length > 1 && key === 'notAnAddress') return unclear(own);
    const isCut = key === 'notAnAddress' && /^@|@$/.test(refused.typed);
    return refuse({ key, ...values } as AddressProblem, isCut ? own.raw : refused.typed);
  }
  if (!areSame(found)) return readSeveral(own, found, from);
  const gaps = besideAddresses(own, found, from).slice(1, -1);
  if (gaps.some(({ text }) => hasWord(text.replace(/mailto:/gi, '')))) return unclear(own);
  const last = found.at(-1) ?? first;
  return readOne(own, { ...first, address: last.address, end: last.end }, quote, from);
}

/** A mark of copies that is not taken off here would go out as a name, and a blind copy would be seen. */
function refuseCopies(
  own: Piece,
  found: Found[],
  from: number,
  field: RecipientField,
): ReadPiece | undefined {
  for (const { start, text } of besideAddresses(own, found, from)) {
    const mark = copyMarkIn(text);
    if (mark === undefined) continue;
    const key = mark.field === field ? 'unclear' : mark.field === 'cc' ? 'ccMark' : 'bccMark';
    return refuse({ key }, own.raw.slice(start + mark.start, start + mark.end));
  }
  return undefined;
}

/** Several addresses are a list if they all stand alike, with nothing but signs between them. Else one may be a name's. */
function readSeveral(own: Piece, found: Found[], from: number): ReadPiece {
  const rest = besideAddresses(own, found, 0)
    .map(({ text }) => text)
    .join('');
  const [first, ...others] = found as [Found, ...Found[]];
  const isMixed = others.some(
    ({ before, isBracketed }) => isBracketed !== first.isBracketed || /[([{]/.test(before),
  );
  if (from > 0 || isMixed || hasWord(rest)) return unclear(own);
  return { kind: 'addresses', entries: unique(found.map(({ address }) => ({ address }))), isNamed: false };
}

/** Each address once, with the name that stands first. */
function unique(entries: Mailbox[]): Mailbox[] {
  const byKey = new Map<string, Mailbox>();
  for (const entry of entries) {
    const key = recipientKey(entry);
    if (!byKey.has(key)) byKey.set(key, entry);
  }
  return [...byKey.values()];
}

/** A piece without an address. A bare name is kept whole: "(Sales)" is part of it. */
function readName(own: Piece, quotedName: string | undefined): ReadPiece {
  const isQuoted = quotedName !== undefined;
  const inBrackets = /<([^<>]*)>?|>/.exec(own.plain);
  if (!isQuoted && inBrackets) return refuse({ key: 'notAnAddress' }, inBrackets[1]?.trim() || own.raw);
  const stripped = quotedName ?? withoutStop(withoutOpenQuote(unwrap(own.raw)));
  const name = stripped.replace(/\s+/g, ' ').trim();
  const isName = name.length <= longestName && /\p{L}/u.test(name) && (isQuoted || !isFragment(own));
  const inside = isQuoted ? undefined : subjectInside.exec(name)?.[0];
  if (inside) return refuse({ key: 'subjectMark' }, inside.trim());
  if (showsAnother(name, '') || (!isQuoted && isHalf(name))) return unclear(own);
  return isName ? { kind: 'name', name, isQuoted } : refuse({ key: 'notAnAddress' }, own.raw);
}

/** A part of an address that a program wrapped: `ana.` before a new line, or `.vn` behind one. */
const isFragment = ({ plain, end }: Piece): boolean =>
  /^[.+_-]\p{L}\S*$/u.test(plain) || (end === 'line' && /^\p{Ll}\S*[.+_-]$/u.test(plain) && !isTitle(plain));
