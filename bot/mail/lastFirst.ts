// "Last, First <address>", the way many mail programs write a person: which comma is part of a name, and where nobody can tell.
import { type Mailbox, quoted, showMailbox, withName } from './mailbox';
import { type EntryProblem, type ReadPiece, readPiece } from './onePiece';
import { isParted, type Piece, piecesOf } from './pieces';
import { unwrap } from './signs';

/** What one or several pieces of a field stand for. */
export interface Item {
  /** As typed. */
  raw: string;
  read: ReadPiece | Readings;
}

/** Pieces that may be one person, or somebody else besides. Each reading is written so that it has no other. */
export interface Readings {
  kind: 'readings';
  one: string[];
  several: string;
}

/** A longer text is not asked about, since each choice on a card carries it. */
const longestQuestion = 400;

interface Part {
  piece: Piece;
  read: ReadPiece;
}
type NamePart = Part & { read: { kind: 'name'; name: string } };

const isBareName = (part: Part): part is NamePart => part.read.kind === 'name' && !part.read.isQuoted;

/** Reads a field. Where `;` parts its entries, the commas between names are parts of the names. */
export function readItems(text: string): Item[] {
  const parts = piecesOf(text).map((piece) => ({ piece, read: readPiece(piece) }));
  const hasSemicolons = isParted(parts.map(({ piece }) => piece));
  const items: Item[] = [];
  // Names that only commas part, until an address follows.
  let names: NamePart[] = [];
  const flush = () => {
    if (hasSemicolons && names.length > 1) items.push(oneName(names));
    else items.push(...names.map(toItem));
    names = [];
  };
  for (const part of parts) {
    if (isBareName(part)) names.push(part);
    else {
      if (names.length > 0 && hasOnePerson(part)) items.push(...join(names, part, hasSemicolons));
      else {
        flush();
        items.push(toItem(part));
      }
      names = [];
    }
    if (part.piece.end !== 'comma') flush();
  }
  flush();
  return items;
}

const toItem = ({ piece, read }: Part): Item => ({ raw: piece.raw, read });
const rawOf = (parts: Part[]) => parts.map(({ piece }) => piece.raw).join(', ');

function oneName(names: NamePart[]): Item {
  const name = names.map(({ read }) => read.name).join(', ');
  return { raw: rawOf(names), read: { kind: 'name', name, isQuoted: true } };
}

type AddressPart = Part & { read: { kind: 'addresses'; entries: Mailbox[]; isNamed: boolean } };

/** Names in quotes are whole. */
const hasOnePerson = (part: Part): part is AddressPart =>
  part.read.kind === 'addresses' &&
  part.read.entries.length === 1 &&
  (part.read.isNamed || part.read.entries[0]?.name === undefined);

/** Names and the one address behind them: one person, several, or a question. */
function join(names: NamePart[], part: AddressPart, hasSemicolons: boolean): Item[] {
  const [mailbox] = part.read.entries as [Mailbox];
  const { name: first = '', address } = mailbox;
  const fitting = countFitting(names, first, address);
  const isBare = first === '';
  // "Ana, bao@contoso.com" is how lists are typed. With Ana's own address it may be a row of a table.
  if (isBare && fitting === 0 && !hasSemicolons) return [...names, part].map(toItem);
  const isOne = fitting === names.length && !isBare;
  if (isOne || (hasSemicolons && (!isBare || fitting === names.length))) return [together(names, part)];

  const raw = rawOf([...names, part]);
  if (raw.length > longestQuestion) {
    const problem: EntryProblem = { key: 'unclear', entry: `${raw.slice(0, 100)}…` };
    return [{ raw, read: { kind: 'problem', problem } }];
  }
  const counts = [...new Set([names.length, Math.max(fitting, 1)])];
  const one = counts.map((count) => shownApart(names.slice(0, -count), joined(names.slice(-count), mailbox)));
  return [{ raw, read: { kind: 'readings', one, several: shownApart(names, mailbox) } }];
}

const joined = (names: NamePart[], { name, address }: Mailbox): Mailbox =>
  withName(unwrap([...names.map(({ read }) => read.name), ...(name ? [name] : [])].join(', ')), address);

function together(names: NamePart[], part: AddressPart): Item {
  const entries = part.read.entries.map((mailbox) => joined(names, mailbox));
  return { raw: rawOf([...names, part]), read: { kind: 'addresses', entries, isNamed: false } };
}

/** A name in quotes is never taken for the beginning of the next one. */
const shownApart = (names: NamePart[], mailbox: Mailbox): string =>
  [...names.map(({ read }) => quoted(read.name)), apart(mailbox)].join(', ');

const apart = ({ name, address }: Mailbox) =>
  name ? `${quoted(name)} <${address}>` : showMailbox({ address });

/** Titles and degrees: no person is called that alone. */
const title = /^(?:jr|sr|ii|iii|iv|ph\.?\s?d|m\.?\s?d|mba|msc|bsc|cpa|esq|dr|prof|dipl\.?-?\s?ing)\.?$/i;

/** How many of the names right before an address are seen in it: of "Nguyen" and "Ana" in `ana.nguyen@contoso.com` both. */
function countFitting(names: NamePart[], first: string, address: string): number {
  const local = address.slice(0, address.lastIndexOf('@'));
  const words = local.split(/[^\p{L}\p{M}]+/u).map(lettersOf);
  const firstWords = wordsOf(first);
  const joint = lettersOf(firstWords.join(''));
  let rest = lettersOf(local);
  for (const word of firstWords.flatMap(spellingsOf)) if (word.length > 1) rest = rest.replace(word, '');
  let count = 0;
  for (const { read } of [...names].reverse()) {
    const own = wordsOf(read.name);
    // Two letters are found by chance in many words: "Li" counts in `wei.li` and `weili`, and not in `elise`.
    const isWhole = (word: string) => [joint + word, word + joint].includes(lettersOf(local));
    const isSeen = own
      .flatMap(spellingsOf)
      .some((word) => (word.length > 2 ? rest.includes(word) : words.includes(word) || isWhole(word)));
    const initial = lettersOf(own[0] ?? '').charAt(0);
    const isInitial = count === 0 && lettersOf(local) === joint + initial;
    if (!isSeen && !isInitial && !title.test(read.name.trim())) break;
    count += 1;
  }
  return count;
}

/** Without a department in brackets. */
const wordsOf = (name: string): string[] =>
  name
    .replace(/\([^()]*\)/g, '')
    .split(/[^\p{L}\p{M}'’]+/u)
    .filter((word) => lettersOf(word) !== '');

/** Letters that have two spellings in addresses: "Müller" is `mueller` and `muller`. */
const twoLetters: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe', æ: 'ae' };
const oneLetter: Record<string, string> = { đ: 'd', ø: 'o', ł: 'l', ß: 'ss', æ: 'ae', œ: 'oe', ı: 'i' };

const spellingsOf = (word: string): string[] => {
  const long = word
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöüåøæ]/g, (letter) => twoLetters[letter] ?? letter);
  return [...new Set([lettersOf(word), lettersOf(long)])];
};

/** In small letters without accents. */
const lettersOf = (text: string): string =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[đøłßæœı]/g, (letter) => oneLetter[letter] ?? letter)
    .replace(/[^\p{L}]/gu, '');
