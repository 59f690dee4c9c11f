// Recipients: from what a person types ("Ana <ana@contoso.com>; Lê Chi") to mailboxes, and to names without an address.
import parseAddresses from 'nodemailer/lib/addressparser';
import isEmail from 'validator/lib/isEmail';

export interface Mailbox {
  name?: string;
  address: string;
}

/** A recipient as typed: with an address, or a name whose address must be found. */
export type Entry = Mailbox | { name: string; address?: undefined };

export interface Recipients {
  /** In the order typed, each address and each name once. */
  entries: Entry[];
  /** The first entry that is neither address nor name. */
  unreadable?: string;
  /** An entry that seems to hold two addresses; guessing would drop one of them silently. */
  ambiguous?: string;
}

/** Characters of a name. A longer text is not looked up. */
const longestName = 100;

/** Characters of a name with an address. A longer piece is not parsed. */
const longestPiece = 1_000;

/** Pieces of a field, far over what a mail may have. The rest counts as one piece. */
const mostPieces = 200;

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
    if (piece.length > longestPiece) {
      result.unreadable ??= `${piece.slice(0, longestName)}…`;
      continue;
    }
    const parsed = parseAddresses(piece);
    const bare = nameIn(piece, parsed);
    if (bare !== undefined) {
      add({ name: bare });
      continue;
    }
    for (const entry of parsed) {
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

/**
 * Cuts recipients at their separators, which do not count in quotes and angle brackets. The parser is given the pieces one
 * by one: of `Ana, Chi <chi@contoso.com>` it would make one person called "Ana, Chi", and Ana would get nothing.
 */
export function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  // No quote before this position is closed. Without it, each quote within an open one would be searched for an end again.
  let openUntil = 0;
  for (let at = 0; at <= text.length; ) {
    const sign = text[at];
    if (sign === undefined || /[,;\r\n]/.test(sign)) {
      const isLast = pieces.length >= mostPieces;
      const piece = text.slice(start, isLast ? undefined : at).trim();
      if (piece) pieces.push(piece);
      if (isLast) break;
      at += 1;
      start = at;
    } else if (sign === '"' && at >= openUntil) {
      const end = endOf(quote, text, at);
      if (text[end] === '"') at = end + 1;
      else {
        openUntil = end;
        at += 1;
      }
    } else if (sign === '<') {
      const end = endOf(angle, text, at);
      at = text[end] === '>' ? end + 1 : at + 1;
    } else at += 1;
  }
  return pieces;
}

/** A quote and an angle bracket without the closing sign. A backslash escapes the next sign. */
const quote = /"(?:[^"\\\r\n]|\\.)*/y;
const angle = /<[^<>\r\n]*/y;

function endOf(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  pattern.test(text);
  return pattern.lastIndex;
}

/** The name that a piece is, if it has no address. */
export function bareName(piece: string): string | undefined {
  return piece.length > longestPiece ? undefined : nameIn(piece, parseAddresses(piece));
}

/** A bare name is kept whole. The parser would take "(Sales)" for a comment. */
function nameIn(piece: string, [entry, ...others]: ReturnType<typeof parseAddresses>): string | undefined {
  if (!entry || entry.group || entry.address || others.length > 0) return undefined;
  const name = /["<>]/.test(piece) ? entry.name : piece.replace(/\s+/g, ' ');
  return name.length <= longestName && /\p{L}/u.test(name) ? name : undefined;
}

/** `ana@contoso.com bao@contoso.com`, or half of one; but quoted a name may be "Zed @ Fabrikam". */
function hidesAddress(piece: string, name: string): boolean {
  return !piece.startsWith('"') && name.split(/\s+/).some((word) => word.length > 1 && word.includes('@'));
}

/** Two names are the same if their keys are. */
export const nameKey = (name: string): string => name.normalize('NFC').toLowerCase();

/** Two recipients are the same if their keys are: if they have the same address, whatever the name beside it. */
export const recipientKey = (entry: Entry): string =>
  entry.address === undefined ? nameKey(entry.name) : entry.address.toLowerCase();

/** A mailbox, or only a name, as people write it. A name with a comma stands in quotes, or it would look like two. */
export function showMailbox({ name, address }: Entry): string {
  if (!name) return address ?? '';
  const shown = /[,;:"<>()\\@]/.test(name) ? `"${name.replace(/["\\]/g, '\\$&')}"` : name;
  return address ? `${shown} <${address}>` : shown;
}
