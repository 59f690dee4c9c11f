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

  for (const piece of piecesOf(text)) {
    const bare = bareName(piece);
    if (bare !== undefined) {
      add({ name: bare });
      continue;
    }
    for (const entry of parseAddresses(piece)) {
      // "team: a@b.c;" is a group in RFC 5322; in a form it is a slip, such as "bcc: …" typed into To.
      if (entry.group) {
        result.unreadable ??= `${entry.name}:`;
        continue;
      }
      const { name, address } = entry;
      const isNamed = name && name.toLowerCase() !== address.toLowerCase();
      if (isNamed && hidesAddress(piece, name)) result.ambiguous ??= [address, name].join(' ');
      else if (!isEmail(address)) result.unreadable ??= address || name;
      else add(isNamed ? { name, address } : { address });
    }
  }
  return result;
}

/** What stands between separators, as typed. */
export function piecesOf(text: string): string[] {
  return (text.match(apart) ?? []).map((piece) => piece.trim()).filter(Boolean);
}

/** The name that a piece is, if it has no address. Of a bare one all is kept: to the parser "(Sales)" is a comment. */
export function bareName(piece: string): string | undefined {
  const [entry, ...others] = parseAddresses(piece);
  if (!entry || entry.group || entry.address || others.length > 0) return undefined;
  const name = /["<>]/.test(piece) ? entry.name : piece.replace(/\s+/g, ' ');
  return name.length <= longestName && /\p{L}/u.test(name) ? name : undefined;
}

/** `ana@contoso.com bao@contoso.com`, or half of one; but quoted a name may be "Zed @ Fabrikam". */
function hidesAddress(piece: string, name: string): boolean {
  return !piece.startsWith('"') && name.split(/\s+/).some((word) => word.length > 1 && word.includes('@'));
}

/** By what a name is told from another one. */
export const nameKey = (name: string): string => name.normalize('NFC').toLowerCase();

/** By what a recipient is told from another one: the address, whatever the name beside it. */
export const recipientKey = (entry: Entry): string =>
  entry.address === undefined ? nameKey(entry.name) : entry.address.toLowerCase();

/** A mailbox, or only a name, as people write it; a name with a comma in quotes, or it would look like two. */
export function showMailbox({ name, address }: Entry): string {
  if (!name) return address ?? '';
  const shown = /[,;:"<>()\\@]/.test(name) ? `"${name.replace(/["\\]/g, '\\$&')}"` : name;
  return address ? `${shown} <${address}>` : shown;
}
