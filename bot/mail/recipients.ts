// Recipients: from what a person types ("Ana <ana@contoso.com>; Lê Chi") to mailboxes, and to names without an address.
import parseAddresses from 'nodemailer/lib/addressparser';
import isEmail from 'validator/lib/isEmail';

export interface Mailbox {
  name?: string;
  address: string;
}

/** A recipient as typed: with an address, or a name that somebody must be found for. */
export type Entry = Mailbox | { name: string; address?: undefined };

export interface Recipients {
  /** In the order typed, each address and each name once. */
  entries: Entry[];
  /** The first entry that is neither address nor name. */
  unreadable?: string;
  /** An entry that seems to hold two addresses; guessing would drop one of them silently. */
  ambiguous?: string;
}

/** Nobody's name is longer; and what is, is not looked up. */
const longestName = 100;

/**
 * What stands between separators, which do not count in quotes and angle brackets. The parser is given these one by one:
 * of `Ana, Chi <chi@contoso.com>` at once it makes one person called "Ana, Chi", and Ana would get nothing.
 */
const apart = /(?:"(?:[^"\\\r\n]|\\.)*"|<[^<>\r\n]*>|[^,;\r\n])+/g;

/** Reads recipients separated by `,` `;` or line breaks. */
export function readRecipients(text: string): Recipients {
  const result: Recipients = { entries: [] };
  const seen = new Set<string>();
  const add = (entry: Entry) => {
    const key = recipientKey(entry);
    if (!seen.has(key)) result.entries.push(entry);
    seen.add(key);
  };

  for (const entry of (text.match(apart) ?? []).flatMap((piece) => parseAddresses(piece))) {
    // "team: a@b.c;" is a group in RFC 5322; in a form it is a slip, such as "bcc: …" typed into To.
    if (entry.group) {
      result.unreadable ??= `${entry.name}:`;
      continue;
    }
    const { name, address } = entry;
    if (name.includes('@') && name !== address) result.ambiguous ??= [address, name].join(' ');
    else if (!address && isName(name)) add({ name });
    else if (!isEmail(address)) result.unreadable ??= address || name;
    else add(name && name !== address ? { name, address } : { address });
  }
  return result;
}

/** By what a name is told from another one. */
export const nameKey = (name: string): string => name.normalize('NFC').toLowerCase();

/** By what a recipient is told from another one: the address, whatever the name beside it. */
export const recipientKey = (entry: Entry): string =>
  entry.address === undefined ? nameKey(entry.name) : entry.address.toLowerCase();

const isName = (text: string) => text.length <= longestName && /\p{L}/u.test(text);

/** A mailbox, or only a name, as people write it; a name with a comma in quotes, or it would look like two. */
export function showMailbox({ name, address }: Entry): string {
  if (!name) return address ?? '';
  const shown = /[,;:"<>()\\]/.test(name) ? `"${name.replace(/["\\]/g, '\\$&')}"` : name;
  return address ? `${shown} <${address}>` : shown;
}
