// What the pieces of a field stand for: the readings that are offered where nobody can tell.
import { pairBetween } from './joinWords';
import { type Mailbox, quoted, showMailbox, withName } from './mailbox';
import { countFitting, isComparable, isLike, saysNothing } from './nameFit';
import type { EntryProblem, ReadPiece } from './onePiece';
import type { Piece } from './pieces';
import { unwrap } from './signs';

/** What one or several pieces of a field stand for. */
export interface Item {
  /** As typed. */
  raw: string;
  read: ReadPiece | Readings;
  /** What stood behind it. */
  end: Piece['end'];
}

/** Pieces that may be one person, or somebody else besides. Each reading is written so that it has no other. */
export interface Readings {
  kind: 'readings';
  one: string[];
  several: string;
}

/** A longer text is not asked about, since each choice on a card carries it. */
const longestQuestion = 400;

export interface Part {
  piece: Piece;
  read: ReadPiece;
  /** `;` parts the entries beside it, so that a comma may be a part of a name. */
  isParted: boolean;
}
export type NamePart = Part & { read: { kind: 'name'; name: string; isQuoted: boolean } };
export type AddressPart = Part & { read: { kind: 'addresses'; entries: Mailbox[]; isNamed: boolean } };

export const isName = (part: Part): part is NamePart => part.read.kind === 'name';

/** One address, perhaps with a name that is not in quotes. A name in quotes is whole. */
export const hasOnePerson = (part: Part): part is AddressPart =>
  part.read.kind === 'addresses' &&
  part.read.entries.length === 1 &&
  (part.read.isNamed || part.read.entries[0]?.name === undefined);

/** "Ana and Bao <bao@contoso.com>" may be Ana, too. */
export function askOfPair(part: AddressPart): Item | undefined {
  const [mailbox] = part.read.entries as [Mailbox];
  const names = pairOf(part);
  const like = names.filter((name) => isLike(name, mailbox.address));
  const isOfOne = like.length > 0 && like.length < names.length;
  // Without brackets the address is as likely the last one's only, and so it is where the letters say nothing.
  const isUnsure =
    !part.piece.plain.includes('>') || !names.some((name) => isComparable(name, mailbox.address));
  if (!isOfOne && !(names.length > 1 && isUnsure)) return undefined;
  return question([part], [apart(mailbox)], eachApart(part));
}

/** A row of a table may have the address first: `ana.nguyen@contoso.com,Ana Nguyen`. */
export function askOfRow(before: Part, part: NamePart, next?: Part): Item | undefined {
  if (!hasOnePerson(before)) return undefined;
  const isRow = before.piece.end === 'bar' || (before.piece.end === 'comma' && part.piece.isTight);
  if (!isRow) return undefined;
  const [{ name, address }] = before.read.entries as [Mailbox];
  const own = part.read.name;
  if (name !== undefined || !(isLike(own, address) || saysNothing(own, address))) return undefined;
  // The name may be that of the next address.
  const [{ address: other = '' } = {}] = next && hasOnePerson(next) ? next.read.entries : [];
  if (next?.piece.plain.startsWith('<') || isLike(own, other)) return undefined;
  return question([before, part], [apart(withName(own, address))], `${address}, ${quoted(own)}`);
}

/** The names of "Ana and Bao", before one address. */
const pairOf = ({ read }: AddressPart): string[] => read.entries[0]?.name?.split(pairBetween) ?? [];

/** Each name of a pair in quotes, and the address with the one that it says, or else with the last one. */
function eachApart(part: AddressPart): string {
  const names = pairOf(part);
  if (names.length < 2) return apart(part.read.entries[0] as Mailbox);
  const mailbox = part.read.entries[0] as Mailbox;
  const like = names.findIndex((name) => isLike(name, mailbox.address));
  const own = like < 0 ? names.length - 1 : like;
  return names.map((name, i) => (i === own ? apart({ ...mailbox, name }) : quoted(name))).join(', ');
}

/** Separators as people write them. */
export const separators = {
  comma: ', ',
  bar: ' | ',
  list: '、',
  and: ', ',
  semicolon: '; ',
  line: '\n',
} as const;

/** Texts of parts, with what stood between them. */
export const strung = (texts: string[], parts: Part[]): string =>
  texts
    .map((text, i) => (i < texts.length - 1 ? text + separators[parts[i]?.piece.end ?? 'comma'] : text))
    .join('');
export const namesOf = (names: NamePart[]) => names.map(({ read }) => read.name);

/** Several parts as one item. In a row of a table, a blank behind the comma would have another meaning. */
export function itemOf(parts: Part[], read: Item['read']): Item {
  const raws = parts.map(({ piece }, i) => {
    const isTight = piece.end === 'comma' && parts[i + 1]?.piece.isTight;
    return piece.raw + (i === parts.length - 1 ? '' : isTight ? ',' : separators[piece.end]);
  });
  return { raw: raws.join(''), read, end: parts.at(-1)?.piece.end ?? 'line' };
}

function joined(names: NamePart[], { name, address }: Mailbox): Mailbox {
  const whole = strung([...namesOf(names), ...(name ? [name] : [])], names);
  // "Ana Nguyen:", and her address on the next line.
  return withName(unwrap(name ? whole : whole.replace(/ ?[:：–—-]$/, '')), address);
}

export function together(names: NamePart[], part: AddressPart): Item {
  const entries = part.read.entries.map((mailbox) => joined(names, mailbox));
  return itemOf([...names, part], { kind: 'addresses', entries, isNamed: false });
}

/** All the names may be the person's, or those that fit, or none but the one beside the address. */
export function ask(names: NamePart[], part: AddressPart): Item {
  const [mailbox] = part.read.entries as [Mailbox];
  const fitting = countFitting(namesOf(names), mailbox.name ?? '', mailbox.address);
  const counts = [...new Set([names.length, Math.max(fitting, 1)])];
  const one = counts.map((count) => shownApart(names.slice(0, -count), joined(names.slice(-count), mailbox)));
  const several = [...namesOf(names).map(quoted), eachApart(part)].join(', ');
  // "Ana, Bao and Chi <chi@contoso.com>"
  if (pairOf(part).length > 1) one.push(shownApart(names, mailbox));
  return question([...names, part], one, several);
}

export function question(parts: Part[], one: string[], several: string): Item {
  const item = itemOf(parts, { kind: 'readings', one, several });
  if (item.raw.length <= longestQuestion) return item;
  const problem: EntryProblem = { key: 'unclear', entry: `${item.raw.slice(0, 100)}…` };
  return { ...item, read: { kind: 'problem', problem } };
}

/** A name in quotes is never taken for the beginning of the next one. */
const shownApart = (names: NamePart[], mailbox: Mailbox): string =>
  [...namesOf(names).map(quoted), apart(mailbox)].join(', ');

const apart = ({ name, address }: Mailbox) =>
  name ? `${quoted(name)} <${address}>` : showMailbox({ address });
