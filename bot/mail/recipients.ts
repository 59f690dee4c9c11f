// Recipients: from what a person types ("Ana <ana@contoso.com>; bao@contoso.com") to mailboxes.
import parseAddresses from 'nodemailer/lib/addressparser';
import isEmail from 'validator/lib/isEmail';

export interface Mailbox {
  name?: string;
  address: string;
}

export interface Recipients {
  /** Each address once, in the order typed. */
  recipients: Mailbox[];
  /** The first entry that is no address. */
  unreadable?: string;
  /** An entry that seems to hold two addresses; guessing would drop one of them silently. */
  ambiguous?: string;
}

/** Reads recipients separated by `,` `;` or line breaks. */
export function readRecipients(text: string): Recipients {
  const result: Recipients = { recipients: [] };
  const seen = new Set<string>();

  for (const entry of parseAddresses(text.replace(/[\r\n]+/g, ','))) {
    // "team: a@b.c;" is a group in RFC 5322; in a form it is a slip, such as "bcc: …" typed into To.
    if (entry.group) {
      result.unreadable ??= `${entry.name}:`;
      continue;
    }
    const { name, address } = entry;
    if (name.includes('@') && name !== address) result.ambiguous ??= [address, name].join(' ');
    else if (!isEmail(address)) result.unreadable ??= address || name;
    else if (!seen.has(address.toLowerCase())) {
      seen.add(address.toLowerCase());
      result.recipients.push(name && name !== address ? { name, address } : { address });
    }
  }
  return result;
}

/** A mailbox as people write it; a name with a comma in quotes, or it would look like two. */
export function showMailbox({ name, address }: Mailbox): string {
  if (!name) return address;
  const shown = /[,;"<>]/.test(name) ? `"${name.replace(/["\\]/g, '\\$&')}"` : name;
  return `${shown} <${address}>`;
}
