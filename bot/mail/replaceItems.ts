// Putting something else in the place of a field's entry, so that every other entry is read as it was before.
import { type Draft, longestTexts, type RecipientField } from './draft';
import { type Item, readItems, separators } from './items';
import { isParted, piecesOf } from './pieces';
import { entriesOf, quoted, showMailbox } from './recipients';

/** The name of an entry without an address. */
export const nameOf = ({ read }: Item): string | undefined => (read.kind === 'name' ? read.name : undefined);

/**
 * Puts other texts in the places of some items. Everything else stays as it was typed.
 * An item that is refused, such as a quote without its end, could take in a part of the text behind it: then nothing is put in,
 * and neither where the text would become too long.
 */
export function replaceItems(
  draft: Draft,
  field: RecipientField,
  find: (item: Item) => string | undefined,
): string {
  const text = draft[field];
  const items = readItems(text, field);
  const found = items.map(find);
  if (found.every((one) => one === undefined)) return text;
  /** Before a mailbox a name would look like the beginning of that one's, and before another name where "and" was. */
  const isBeforeMailbox = (i: number) => {
    const kind = items[i + 1]?.read.kind;
    return found[i + 1] !== undefined || kind === 'addresses' || kind === 'readings';
  };
  const kept = items.map((item, i) => {
    const name = nameOf(item);
    if (name !== undefined && (isBeforeMailbox(i) || item.end === 'and')) return quoted(name);
    return /[,;]/.test(item.raw) && item.read.kind !== 'readings'
      ? entriesOf(item).map(showMailbox).join(', ') || item.raw
      : item.raw;
  });
  const joined = items.map(
    (item, i) => (found[i] ?? kept[i]) + separatorBehind(item, i === items.length - 1),
  );
  const line = joined.join('').trim();
  if (line.length >= longestTexts.recipients) return text;
  // A `;` that stood in a question says how commas are meant elsewhere.
  const put = hasSemicolon(text) && !hasSemicolon(line) ? `${line};` : line;
  const meant = items.flatMap((item, i) => (found[i] === undefined ? item : readItems(found[i], field)));
  return mailboxesIn(readItems(put, field)) === mailboxesIn(meant) ? put : text;
}

const hasSemicolon = (text: string) => isParted(piecesOf(text));

/** What parts an item from the next one. A question stays as it was typed, so that an "and" behind it must stay one. */
function separatorBehind({ end, read }: Item, isLast: boolean): string {
  if (isLast) return end === 'semicolon' ? ';' : '';
  return end === 'and' && read.kind === 'readings' ? ', & ' : separators[end];
}

const mailboxesIn = (items: readonly Item[]): string =>
  items
    .flatMap(entriesOf)
    .filter(({ address }) => address)
    .map(showMailbox)
    .join();
