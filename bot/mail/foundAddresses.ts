// Where the addresses of a piece stand, and what each of them is.
import { type AddressProblem, readAddress } from './address';
import { recipientKey } from './mailbox';
import type { Piece } from './pieces';

/** An address in a piece, or what was meant for one, and where it stands. */
export interface Found {
  read: ReturnType<typeof readAddress>;
  address: string;
  typed: string;
  start: number;
  end: number;
  isBracketed: boolean;
  /** The sign right before it, without blanks. */
  before: string;
}

export function addressesIn({ raw, plain }: Piece, from: number): Found[] {
  const runs = plain.slice(from).matchAll(/(?:mailto|smtp|sip):[^\s"<>()[\]{}]*|[^\s"<>()[\]{}:]+/giu);
  return [...runs].flatMap(({ 0: run, index }) => {
    const start = from + index;
    const scheme = /^[a-z]+:/i.exec(run)?.[0].toLowerCase() ?? '';
    // A lone "@" is a word of a name, and so is "SMTP:".
    if (scheme !== 'mailto:' && (run === '@' || !run.includes('@'))) return [];
    const end = start + run.length;
    const before = plain.slice(from, start).trimEnd().at(-1) ?? '';
    const isBracketed = before === '<' && plain.slice(end).trimStart().startsWith('>');
    const read = scheme === 'mailto:' ? readLink(run) : readAddress(run.slice(scheme.length), isBracketed);
    const address = 'address' in read ? read.address : '';
    return [{ read, address, typed: raw.slice(start, end), start, end, isBracketed, before }];
  });
}

/** A link to an address. One that names further recipients is more than one address. */
function readLink(link: string): ReturnType<typeof readAddress> | AddressProblem {
  const [encoded = '', ...query] = link.slice('mailto:'.length).split('?');
  if (/@|%40/.test(query.join('?'))) return { key: 'notAnAddress' };
  try {
    return readAddress(decodeURIComponent(encoded).trim(), true);
  } catch {
    return { key: 'notAnAddress' };
  }
}

/** The text of a piece beside its addresses: before, between and behind them. */
export function besideAddresses(
  { plain }: Piece,
  found: Found[],
  from: number,
): { start: number; text: string }[] {
  const starts = [from, ...found.map(({ end }) => end)];
  const ends = [...found.map(({ start }) => start), plain.length];
  return starts.map((start, i) => ({ start, text: plain.slice(start, ends[i]) }));
}

/** Whether all addresses found are one and the same. */
export const areSame = (found: Found[]): boolean =>
  new Set(found.map(({ address }) => recipientKey({ address }))).size === 1;
