// "Last, First <address>", the way many mail programs write a person: which comma is part of a name, and where nobody can tell.

import { piecesBetweenAnds } from './ands';
import type { RecipientField } from './draft';
import { andBetween } from './joinWords';
import { isHeading } from './labels';
import { type Mailbox, quoted } from './mailbox';
import {
  countFitting,
  isFullName,
  isLike,
  isOfBoth,
  isSuffix,
  isTitle,
  isWholeName,
  saysNothing,
} from './nameFit';
import { readPiece } from './onePiece';
import { isParted, type Piece } from './pieces';
import {
  type AddressPart,
  ask,
  askOfPair,
  askOfRow,
  hasOnePerson,
  type Item,
  isName,
  itemOf,
  type NamePart,
  namesOf,
  type Part,
  question,
  strung,
  together,
} from './readings';

/** Reads a field. Where `;` parts its entries, a comma between two short names is a part of one name. */
export function readField(text: string, field: RecipientField): Item[] {
  const parts = partsOf(text, field);
  const items: Item[] = [];
  // Names that wait for their address.
  let names: NamePart[] = [];
  let last: Part | undefined;
  for (const [i, part] of parts.entries()) {
    const row = last && isName(part) ? askOfRow(last, part, parts[i + 1]) : undefined;
    last = isName(part) ? undefined : part;
    if (row) {
      items.splice(-1, 1, row);
      continue;
    }
    if (isName(part) && isListed(names.at(-1), part)) {
      names.push(part);
      continue;
    }
    const joined = names.length > 0 && hasOnePerson(part) ? join(names, part) : undefined;
    items.push(...(joined ?? withoutAddress(names)));
    names = !joined && isName(part) ? [part] : [];
    if (!joined && !isName(part)) items.push(toItem(part));
  }
  return [...items, ...withoutAddress(names)];
}

/** A field's pieces, each with whether a comma may be a part of its name: not where another one parts entries before the next `;`. */
function partsOf(text: string, field: RecipientField): Part[] {
  const pieces = piecesBetweenAnds(text).filter(
    (piece, i, all) => !isHeading(piece, field, i < all.length - 1 && (all[i - 1]?.end ?? 'line') === 'line'),
  );
  const hasSemicolons = isParted(pieces);
  const parts: Part[] = [];
  let group: Part[] = [];
  for (const piece of pieces) {
    group.push({ piece, read: readPiece(piece, field), isParted: hasSemicolons });
    if (!isApart(piece) && piece !== pieces.at(-1)) continue;
    const isList = group.slice(0, -1).some(({ read }) => read.kind === 'addresses');
    parts.push(...group.map((part) => ({ ...part, isParted: hasSemicolons && !isList })));
    group = [];
  }
  return parts;
}

const isApart = ({ end }: Piece) => end === 'semicolon' || end === 'line';

/** Whether a name stands behind another one, with a comma between them that may be a part of one name. */
const isListed = (last: NamePart | undefined, { read }: NamePart): boolean =>
  last !== undefined && !last.read.isQuoted && !read.isQuoted && /comma|bar/.test(last.piece.end);

function toItem(part: Part): Item {
  const { piece, read } = part;
  return (hasOnePerson(part) && askOfPair(part)) || { raw: piece.raw, read, end: piece.end };
}

/** Names that no address follows. */
function withoutAddress(names: NamePart[]): Item[] {
  const all = namesOf(names);
  const isOneOrList = names.length < 2 || !names[0]?.isParted || (names.length > 2 && all.every(isFullName));
  if (isOneOrList) return names.map(toItem);
  const name = strung(all, names);
  if (isLastFirst(all)) return [itemOf(names, { kind: 'name', name, isQuoted: true })];
  return [question(names, [quoted(name)], all.map(quoted).join(', '))];
}

/** "Last, First", where the address says both. */
const isOnePerson = (last: string, first: string, address: string): boolean =>
  !isWholeName(first, address) &&
  (isOfBoth(last, first, address) || isWholeName(`${last} ${first}`, address));

/** "Nguyen, Ana", perhaps with a title: two names, and neither could stand for somebody alone. */
function isLastFirst(names: string[]): boolean {
  const [first = ''] = names;
  const own = names.filter((name) => !isTitle(name));
  return own.length === 2 && !isTitle(first) && !own.some(isFullName);
}

/** Names and the one address behind them: one person, several, or a question. Nothing where they are a plain list. */
function join(names: NamePart[], part: AddressPart): Item[] | undefined {
  const [mailbox] = part.read.entries as [Mailbox];
  const { name: first = '', address } = mailbox;
  const last = names.at(-1) as NamePart;
  const isBare = first === '';
  if (last.piece.end === 'list' || last.piece.end === 'and') return undefined;
  if (isApart(last.piece) || last.read.isQuoted) return isBare ? joinRow(names, part) : undefined;

  const whole = namesOf(names).join(' ');
  // "Ana, bao@contoso.com" is how lists are typed. With Ana's own address it may be a row of a table.
  const isTight = part.piece.isTight && saysNothing(last.read.name, address);
  // "Chi Le | Sales | chi.le@contoso.com"
  const isRow = names.every(({ piece }) => piece.end === 'bar');
  const own = isRow ? names : [last];
  const says = own.some(({ read }) => isLike(read.name, address));
  if (isBare && !part.isParted && !isTight && !says) return undefined;
  const isFirstOwn = isRow && isWholeName(names[0]?.read.name ?? '', address);
  const isOne = isBare
    ? ((part.isParted || last.piece.end === 'bar') && isWholeName(whole, address)) || isFirstOwn
    : countFitting(namesOf(names), first, address) === names.length ||
      // "Contoso, Inc. <info@contoso.com>"
      (names.length === 1 && isSuffix(first) && !isLike(first, address)) ||
      (part.isParted && isLastFirst([...namesOf(names), first])) ||
      (part.isParted && names.length === 1 && isOnePerson(names[0]?.read.name ?? '', first, address)) ||
      // "Ana Nguyen | IT | Contoso <ana.nguyen@contoso.com>"
      isFirstOwn;
  return [isOne && !andBetween.test(first) ? together(names, part) : ask(names, part)];
}

/**
 * A name and an address that a line, a `;` or the comma of a table parts: `"Nguyen, Ana",ana.nguyen@contoso.com`. A name in
 * quotes with a blank behind its comma is whole, as in every reading that is offered.
 */
function joinRow(names: NamePart[], part: AddressPart): Item[] | undefined {
  const [{ address }] = part.read.entries as [Mailbox];
  const { piece, read } = names.at(-1) as NamePart;
  if (read.isQuoted && piece.end !== 'line' && !(piece.end === 'comma' && part.piece.isTight))
    return undefined;
  const name = namesOf(names).join(' ');
  const isBracketed = part.piece.plain.startsWith('<');
  // A program has wrapped the line before the bracket.
  const isWrapped = isBracketed && piece.end === 'line' && names.length === 1;
  const isOwn = isWholeName(name, address) && (isBracketed || piece.end !== 'semicolon');
  const says = !saysNothing(name, address);
  // A cell of a table is in quotes where it has a comma, and the address is the next cell.
  const isCell = read.isQuoted && piece.end === 'comma' && !says;
  if (isWrapped || isOwn || isCell) return [together(names, part)];
  return isBracketed || !says || isLike(name, address) ? [ask(names, part)] : undefined;
}
