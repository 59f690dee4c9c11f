// The parts of a line: words, quotes, addresses.
import { type Item, readItems } from '../../mail/items';

/** A word of a line, with the colon right behind it. */
export interface Word {
  text: string;
  start: number;
  end: number;
  /** A space, a comma or nothing is before it. In `re:cc` the cc is no word of its own. */
  apart: boolean;
  /** Nothing but blanks is between it and the word before it. */
  joined: boolean;
  /** It ends with a colon and a space, or with a wide colon. The colon in 12:30 ends nothing. */
  endsHead: boolean;
}

/** The words of a line, in its order, without commas. */
export function wordsOf(line: string): Word[] {
  let last = 0;
  return [...line.matchAll(/[^\s:：,;，；、]+[:：]?|[:：]/g)].map(({ 0: text, index: start }) => {
    const end = start + text.length;
    const joined = line.slice(last, start).trim() === '';
    last = end;
    const isSpace = (at: number) => /^\s?$/.test(line.charAt(at));
    const isTime = /\d：$/.test(text) && /\d/.test(line.charAt(end));
    const endsHead = text.endsWith(':') ? isSpace(end) : text.endsWith('：') && !isTime;
    return { text, start, end, apart: /^[\s,;，；、]?$/.test(line.charAt(start - 1)), joined, endsHead };
  });
}

/** The line with everything in quotes and angle brackets blotted out, so that no word in there counts; as long as before. */
export function hideQuoted(line: string): string {
  // A quote that opens stands before a word, or 5" and 7" would hide what is between them.
  const quoted =
    /(?<![^\s,;:(])"[^"]*"(?![\p{L}\d])|[“„][^“”„]*[“”]|«[^«»]*»|»[^«»]*«|「[^「」]*」|『[^『』]*』|《[^《》]*》|<[^<>\s]*>/gu;
  return line.replace(quoted, (found) => `${found[0]}${'_'.repeat(found.length - 2)}${found.at(-1)}`);
}

/** Whether it is `ana@contoso.com` or `Ana <ana@contoso.com>` or several of them, and not a word besides. */
export function areAddresses(text: string): boolean {
  const items = readItems(text);
  return items.length > 0 && items.every(isAddress);
}

/** Words before an address without brackets may be anybody's: "me at ana@contoso.com". */
function isAddress({ raw, read }: Item): boolean {
  if (read.kind === 'readings') return raw.endsWith('>');
  if (read.kind !== 'addresses') return false;
  return raw.endsWith('>') || raw.split(/\s+/).length === read.entries.length;
}

/** Whether its first entry is an address, or at least its first word. */
export function beginsWithAddress(recipients: string): boolean {
  const [first] = readItems(recipients);
  const [word = ''] = recipients.split(/\s/, 1);
  return (first !== undefined && isAddress(first)) || areAddresses(word);
}
