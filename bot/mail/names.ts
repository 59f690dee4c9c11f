// Names among a draft's recipients: which there are, and the draft with the mailboxes that were found or chosen for them.
import * as v from 'valibot';
import type { NameProblem, Problems } from './check';
import { type Draft, type RecipientField, recipientFields } from './draft';
import { type Entry, type Mailbox, nameKey, readRecipients, showMailbox } from './recipients';

/** Who was found for a name. */
export interface Match {
  people: Mailbox[];
  /** There are more than these. */
  more: boolean;
}

/** Somebody must say who is meant. */
export interface Question extends Match {
  field: RecipientField;
  name: string;
}

export interface Resolved {
  draft: Draft;
  /** Names stand for addresses that the person has not seen yet. */
  taken: boolean;
  questions: Question[];
  problems: Problems;
}

/** What was chosen on the form: in this field, this mailbox for this name. */
export interface Pick {
  field: RecipientField;
  name: string;
  take: string;
}

/**
 * The names to look up, each once. A field with an entry that cannot be read is left alone until that is mended: written
 * anew it would lose it.
 */
export function namesIn(draft: Draft): string[] {
  const names = new Map<string, string>();
  for (const field of recipientFields) {
    for (const { name, address } of readableEntries(draft[field])) {
      if (address === undefined && !names.has(nameKey(name))) names.set(nameKey(name), name);
    }
  }
  return [...names.values()];
}

/**
 * Puts the one mailbox found in each name's place.
 * @param matches by `nameKey`; a name that was not looked up is not in it
 */
export function resolveNames(draft: Draft, matches: ReadonlyMap<string, Match>): Resolved {
  const resolved: Resolved = { draft: { ...draft }, taken: false, questions: [], problems: {} };
  for (const field of recipientFields) resolveField(resolved, field, matches);
  return resolved;
}

function resolveField(resolved: Resolved, field: RecipientField, matches: ReadonlyMap<string, Match>): void {
  const nobody: string[] = [];
  const several: string[] = [];
  const entries = readableEntries(resolved.draft[field]);
  const found = entries.map((entry): Entry => {
    const match = entry.address === undefined ? matches.get(nameKey(entry.name)) : undefined;
    if (!match) return entry;
    const [only, ...others] = match.people;
    if (only && others.length === 0 && !match.more) return only;
    const { name = '' } = entry;
    if (only) resolved.questions.push({ field, name, ...match });
    (only ? several : nobody).push(name);
    return entry;
  });
  if (found.some((entry, index) => entry !== entries[index])) {
    resolved.draft[field] = found.map(showMailbox).join(', ');
    resolved.taken = true;
  }
  if (nobody.length > 0) resolved.problems[field] = { key: 'nobody', values: { names: listed(nobody) } };
  else if (several.length > 0)
    resolved.problems[field] = { key: 'several', values: { names: listed(several) } };
}

/** Says of every name that it must be given as an address, and why. */
export function refuseNames(draft: Draft, key: NameProblem): Resolved {
  const problems: Problems = {};
  for (const field of recipientFields) {
    const names = namesIn({ ...draft, to: '', cc: '', bcc: '', [field]: draft[field] });
    if (names.length > 0) problems[field] = { key, values: { names: listed(names) } };
  }
  return { draft, taken: false, questions: [], problems };
}

/** Puts what was chosen in its name's place; a choice for a name that is not there any more is dropped. */
export function applyPicks(draft: Draft, picks: Pick[]): Draft {
  const picked = { ...draft };
  for (const { field, name, take } of picks) {
    const [mailbox, ...others] = readableEntries(take);
    if (mailbox?.address === undefined || others.length > 0) continue;
    const entries = readableEntries(picked[field]);
    const chosen = entries.map((entry) =>
      entry.address === undefined && nameKey(entry.name) === nameKey(name) ? mailbox : entry,
    );
    if (chosen.some((entry, index) => entry !== entries[index])) {
      picked[field] = chosen.map(showMailbox).join(', ');
    }
  }
  return picked;
}

const PickValue = v.pipe(
  v.string(),
  v.maxLength(2_000),
  v.parseJson(),
  v.object({ field: v.picklist(recipientFields), name: v.string(), take: v.string() }),
);

/** A choice as the card carries it. */
export const pickValue = (pick: Pick): string => JSON.stringify(pick);

/** The id of a choice's input on the card. */
export const pickId = (index: number): string => `pick${index}`;

/** Reads what was chosen from a card's `value`. Untrusted: whatever is no choice is none. */
export function readPicks(value: unknown): Pick[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value)
    .filter(([id]) => /^pick\d{1,2}$/.test(id))
    .flatMap(([, chosen]) => {
      const parsed = v.safeParse(PickValue, chosen);
      return parsed.success ? [parsed.output] : [];
    });
}

function readableEntries(text: string): Entry[] {
  const { entries, unreadable, ambiguous } = readRecipients(text);
  return unreadable === undefined && ambiguous === undefined ? entries : [];
}

const listed = (names: string[]) => names.map((name) => showMailbox({ name })).join(', ');
