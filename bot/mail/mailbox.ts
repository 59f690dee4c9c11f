// A mailbox: an address and perhaps a name, when two are the same, and how they are written.
import { domainToASCII } from 'node:url';
import { copyMarkIn } from './copyMarks';
import { andBetween, hasOr, isHalf } from './joinWords';

export interface Mailbox {
  name?: string;
  address: string;
}

/** A recipient as typed: with an address, or a name whose address must be found. */
export type Entry = Mailbox | { name: string; address?: undefined };

/** Two names are the same if their keys are. */
export const nameKey = (name: string): string => name.normalize('NFC').toLowerCase();

/** Two recipients are the same if their keys are: if they have the same address, whatever the name beside it. */
export const recipientKey = (entry: Entry): string =>
  entry.address === undefined ? nameKey(entry.name) : addressKey(nameKey(entry.address));

/** `bücher.example` is the same domain as `xn--bcher-kva.example`. */
function addressKey(address: string): string {
  const at = address.lastIndexOf('@') + 1;
  return address.slice(0, at) + (domainToASCII(address.slice(at)) || address.slice(at));
}

/** Characters of a name. A longer text is not looked up, and the name beside an address is cut. */
export const longestName = 100;

/** Whether a name shows another address than its own: the person would believe that the mail goes there. */
export const showsAnother = (name: string, address: string): boolean =>
  name.split(/[\s()[\]<>"“”]+/).some((word) => /[^@]@[^@]+\.[^@]/.test(word) && !isOwn(word, address));

const isOwn = (name: string, address: string) =>
  name.replace(/^['"“‘]|['"”’]$/g, '').toLowerCase() === address.toLowerCase();

/** A mailbox with this name on one line, unless the name says nothing or shows another address. */
export function withName(name: string, address: string): Mailbox {
  const line = name.replace(/\s+/g, ' ').trim();
  const cut = [...line].slice(0, longestName).join('').trim();
  const isUseful = /[\p{L}\p{N}]/u.test(cut) && !isOwn(cut, address) && !showsAnother(line, address);
  return isUseful ? { name: cut, address } : { address };
}

/** Names that need no quotes. Any other could be read as two, as an address, or as a list's mark. */
const safeName = /^\p{L}[\p{L}\p{M}\p{N} .'’&/-]*$/u;
const isSafe = (name: string): boolean =>
  safeName.test(name) && !copyMarkIn(name) && !isHalf(name) && !hasOr(name) && !andBetween.test(name);

/** A name in quotes, which is read again as it is, whatever is in it. */
export const quoted = (name: string): string => `"${name.replace(/["\\]/g, '\\$&')}"`;

/** A mailbox, or only a name, as people write it. A name with a comma stands in quotes, or it would look like two. */
export function showMailbox({ name, address }: Entry): string {
  if (!name) return address ?? '';
  const shown = isSafe(name) ? name : quoted(name);
  return address ? `${shown} <${address}>` : shown;
}

const shownAddress = /^[^\s<>",;@]+@[^\s<>",;@]+$/;
const shownWithName = /^(?:"((?:[^"\\]|\\.)*)"|([^"<>]+)) <([^\s<>",;@]+@[^\s<>",;@]+)>$/;

/**
 * Reads a mailbox as `showMailbox` wrote it, which takes far less time than to read what people type.
 * @returns nothing for any other text
 */
export function readShown(shown: string): Mailbox | undefined {
  if (shownAddress.test(shown)) return { address: shown };
  const [, inQuotes, bare, address] = shownWithName.exec(shown) ?? [];
  const name = bare ?? inQuotes?.replace(/\\(.)/g, '$1');
  return address && name ? { name, address } : undefined;
}
