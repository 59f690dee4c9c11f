// People who were mailed before, by the outcomes in the record: found by name, and known by address. Pure.
import type { MailRecord } from './mailRecord';
import { type Mailbox, nameKey, readRecipients, recipientKey } from './recipients';

/** Everybody who was mailed, the newest first, each address once and with the name that it had last. */
export function mailedPeople({ outcomes }: Pick<MailRecord, 'outcomes'>): Mailbox[] {
  const people = new Map<string, Mailbox>();
  for (const { recipients } of outcomes) {
    for (const entry of recipients.flatMap((shown) => readRecipients(shown).entries)) {
      if (entry.address === undefined) continue;
      const known = people.get(recipientKey(entry));
      if (!known) people.set(recipientKey(entry), entry);
      else if (!known.name && entry.name) people.set(recipientKey(entry), entry);
    }
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
  nameKey(text)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/g, 'd')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1);
