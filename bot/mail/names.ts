// Names among a draft's recipients: which there are, and the draft with what was found or chosen for them.
import * as v from 'valibot';
import { cleanText } from '../runtime/cleanText';
import type { NameProblem, Problems } from './check';
import { type Draft, type RecipientField, recipientFields } from './draft';
import { type Item, readItems } from './items';
import { withName } from './mailbox';
import { type Mailbox, nameKey, readRecipients, showMailbox } from './recipients';
import { nameOf, replaceItems } from './replaceItems';

/** Who was found for a name. */
export interface Match {
  people: Mailbox[];
  /** There are more than these. */
  more: boolean;
}

/** What the person must say: which of the people with a name is meant, or how a text with two readings is. */
export type Question = { field: RecipientField; name: string } & (Match | { readings: Reading[] });

/** One reading of a text: one person, or several. `take` is the text that has this reading only. */
export interface Reading {
  isOne: boolean;
  take: string;
}

export interface Resolved {
  draft: Draft;
  /** The draft holds addresses now that the person has not seen yet. */
  hasNewAddresses: boolean;
  questions: Question[];
  problems: Problems;
}

/** A choice on the form: this mailbox, for this name in this field; or this reading, for this text. */
export interface Pick {
  field: RecipientField;
  name: string;
  take: string;
}

/** The most questions on one card. Each has its list, and a card must not grow too large. */
export const questionsAtOnce = 3;

/** The names to look up, each once. */
export function namesIn(draft: Draft): string[] {
  const names = new Map<string, string>();
  for (const name of recipientFields.flatMap((field) => namesOf(draft[field], field))) {
    if (!names.has(nameKey(name))) names.set(nameKey(name), name);
  }
  return [...names.values()];
}

const namesOf = (text: string, field: RecipientField): string[] =>
  readItems(text, field).flatMap((item) => nameOf(item) ?? []);

/** The texts that have more than one reading. Nothing is sent before one is chosen. */
export function readingQuestions(draft: Draft): Question[] {
  return recipientFields.flatMap((field) =>
    readItems(draft[field], field).flatMap((item) => {
      const readings = readingsOf(item);
      return readings.length > 0 ? [{ field, name: item.raw, readings }] : [];
    }),
  );
}

function readingsOf({ read }: Item): Reading[] {
  if (read.kind !== 'readings') return [];
  return [...read.one.map((take) => ({ isOne: true, take })), { isOne: false, take: read.several }];
}

/** Puts mailboxes in the places of names. */
const replaceNames = (
  draft: Draft,
  field: RecipientField,
  find: (name: string) => Mailbox | undefined,
): string =>
  replaceItems(draft, field, (item) => {
    const name = nameOf(item);
    const mailbox = name === undefined ? undefined : find(name);
    return mailbox && showMailbox(mailbox);
  });

/**
 * Puts the one mailbox found in each name's place, and asks about those with several.
 * @param found by `nameKey`; a name that was not looked up is not in it
 */
export function resolveNames(draft: Draft, found: ReadonlyMap<string, Match>): Resolved {
  const matches = new Map(
    [...found].map(([key, match]) => [key, { ...match, people: match.people.map(asShown) }]),
  );
  const resolved: Resolved = { draft: { ...draft }, hasNewAddresses: false, questions: [], problems: {} };
  for (const field of recipientFields) {
    const text = replaceNames(draft, field, (name) => onlyOneOf(matches.get(nameKey(name))));
    resolved.hasNewAddresses ||= text !== draft[field];
    resolved.draft[field] = text;
    const left = namesOf(text, field).flatMap((name) => {
      const match = matches.get(nameKey(name));
      return match ? [{ field, name, ...match }] : [];
    });
    const [nobody, several] = [
      left.filter(({ people }) => people.length === 0),
      left.filter(({ people }) => people.length > 0),
    ];
    if (nobody.length > 0) resolved.problems[field] = problemOf('nobody', nobody);
    else if (several.length > 0) resolved.problems[field] = problemOf('several', several);
    resolved.questions.push(...several.slice(0, questionsAtOnce - resolved.questions.length));
  }
  return resolved;
}

/** A directory's name may be too long, or show another address. */
const asShown = ({ name = '', address }: Mailbox): Mailbox => withName(name, address);

function onlyOneOf(match: Match | undefined): Mailbox | undefined {
  return match?.people.length === 1 && !match.more ? match.people[0] : undefined;
}

/** Refuses every name, with the reason why an address must be typed instead. */
export function refuseNames(draft: Draft, key: NameProblem): Resolved {
  const problems: Problems = {};
  for (const field of recipientFields) {
    const names = namesOf(draft[field], field).map((name) => ({ name }));
    if (names.length > 0) problems[field] = problemOf(key, names);
  }
  return { draft, hasNewAddresses: false, questions: [], problems };
}

const problemOf = (key: NameProblem, names: { name: string }[]) => {
  return { key, values: { names: names.map(showMailbox).join(', ') } };
};

/** Puts each chosen mailbox or reading in its place. A choice for what is gone is dropped. */
export function applyPicks(draft: Draft, picks: Pick[]): Draft {
  const picked = { ...draft };
  for (const { field, name, take } of picks) {
    picked[field] = replaceItems(picked, field, (item) =>
      item.raw === name && readingsOf(item).some((reading) => reading.take === take) ? take : undefined,
    );
    const [mailbox, ...others] = readRecipients(take).entries;
    if (mailbox?.address === undefined || others.length > 0) continue;
    picked[field] = replaceNames(picked, field, (typed) =>
      nameKey(typed) === nameKey(name) ? mailbox : undefined,
    );
  }
  return picked;
}

const text = v.pipe(v.string(), v.transform(cleanText));
const PickValue = v.pipe(
  v.string(),
  v.maxLength(2_000),
  v.parseJson(),
  v.object({ field: v.picklist(recipientFields), name: text, take: text }),
);

/** A choice as the card carries it. */
export const pickValue = (pick: Pick): string => JSON.stringify(pick);

/** The id of a choice's input on the card. */
export const pickId = (index: number): string => `pick${index}`;

/** Reads the choices from a card's `value`. It is untrusted: what is not a choice, or more than a card asks, is left out. */
export function readPicks(value: unknown): Pick[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value)
    .filter(([id]) => /^pick\d{1,2}$/.test(id))
    .slice(0, questionsAtOnce)
    .flatMap(([, chosen]) => {
      const parsed = v.safeParse(PickValue, chosen);
      return parsed.success ? [parsed.output] : [];
    });
}
