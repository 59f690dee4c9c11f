// People who were mailed before, by the outcomes in the record: found by name, known by address, and written to again. Pure.
import { withoutAccents } from '../runtime/accents';
import { type Draft, emptyDraft } from './draft';
import { type Mailbox, nameKey, readShown, recipientKey } from './mailbox';
import type { Ended, MailRecord } from './mailRecord';

/** Everybody who was mailed, the newest first, each address once and with the name that it had last. */
export function mailedPeople({ outcomes }: Pick<MailRecord, 'outcomes'>): Mailbox[] {
  const people = new Map<string, Mailbox>();
  for (const entry of outcomes.flatMap(({ recipients }) => recipients.map(readShown))) {
    if (!entry) continue;
    const known = people.get(recipientKey(entry));
    if (!known || (!known.name && entry.name)) people.set(recipientKey(entry), entry);
  }
  return [...people.values()];
}

/** The people a name may mean: every word of it is a word of theirs, whatever the order, the case and the accents. */
export function mailedBy(name: string, people: readonly Mailbox[]): Mailbox[] {
  const words = wordsOf(name);
  if (words.length === 0) return [];
  return people.filter(({ name: own = '', address }) => {
    const known = new Set([...wordsOf(own), ...wordsOf(address.slice(0, address.lastIndexOf('@')))]);
    return words.every((word) => known.has(word));
  });
}

const wordsOf = (text: string): string[] =>
  withoutAccents(nameKey(text))
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/**
 * An empty mail to the people of one that was sent, each in the field where they were. Earlier versions did not tell the fields
 * apart: then only the first one is certainly no blind copy.
 */
export function draftToSame({ recipients, copies }: Pick<Ended, 'recipients' | 'copies'>): Draft {
  const { cc, bcc } = copies ?? { cc: 0, bcc: Math.max(0, recipients.length - 1) };
  const ofBcc = recipients.length - bcc;
  const ofCc = ofBcc - cc;
  const text = (some: string[]) => some.join(', ');
  return {
    ...emptyDraft,
    to: text(recipients.slice(0, ofCc)),
    cc: text(recipients.slice(ofCc, ofBcc)),
    bcc: text(recipients.slice(ofBcc)),
  };
}
