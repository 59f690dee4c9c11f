// Recipients: from what a person types ("Ana <ana@contoso.com>; Lê Chi") to mailboxes, and to names without an address.
import type { RecipientField } from './draft';
import { type Item, readItems } from './items';
import { type Entry, recipientKey } from './mailbox';
import type { EntryProblem } from './onePiece';

export { type Entry, type Mailbox, nameKey, quoted, recipientKey, showMailbox } from './mailbox';

/** Why a field is not understood. `twoReadings`: it may mean one person or several. */
export type RecipientProblem = EntryProblem | { key: 'twoReadings'; entry: string };

export interface Recipients {
  /** In the order typed, each address and each name once. */
  entries: Entry[];
  /** The first piece that nobody can be sure of. Guessing would drop somebody, or mail a stranger. */
  problem?: RecipientProblem;
  /** The other pieces of that kind, if there are any. */
  others?: RecipientProblem[];
}

/** Reads recipients separated by `,` `;`, line breaks or, between addresses, blanks. */
export function readRecipients(text: string, field: RecipientField = 'to'): Recipients {
  const result: Recipients = { entries: [] };
  const seen = new Set<string>();
  const problems = new Map<string, RecipientProblem>();
  for (const item of readItems(text, field)) {
    for (const entry of entriesOf(item)) {
      const key = recipientKey(entry);
      if (!seen.has(key)) result.entries.push(entry);
      seen.add(key);
    }
    const problem = problemOf(item);
    if (problem) problems.set(problem.entry, problem);
  }
  const [problem, ...others] = problems.values();
  if (problem) result.problem = problem;
  if (others.length > 0) result.others = others;
  return result;
}

/** The recipients of an item. One with two readings has none before one is chosen. */
export function entriesOf({ read }: Item): Entry[] {
  if (read.kind === 'name') return [{ name: read.name }];
  return read.kind === 'addresses' ? read.entries : [];
}

export function problemOf({ raw, read }: Item): RecipientProblem | undefined {
  if (read.kind === 'readings') return { key: 'twoReadings', entry: raw };
  return read.kind === 'problem' ? read.problem : undefined;
}
