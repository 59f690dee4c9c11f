// Names among a draft's recipients: which there are, and the draft with the mailboxes that were found or chosen for them.
import * as v from 'valibot';
import { cleanText } from '../runtime/cleanText';
import type { NameProblem, Problems } from './check';
import { type Draft, type RecipientField, recipientFields } from './draft';
import { bareName, type Mailbox, nameKey, piecesOf, readRecipients, showMailbox } from './recipients';

/** Who was found for a name. */
export interface Match {
  people: Mailbox[];
  /** There are more than these. */
  more: boolean;
}

/** A name that several people have: the person says who is meant. */
export interface Question extends Match {
  field: RecipientField;
  name: string;
}

export interface Resolved {
  draft: Draft;
  /** The draft holds addresses now that the person has not seen yet. */
  hasNewAddresses: boolean;
  questions: Question[];
  problems: Problems;
}

/** A choice on the form: this mailbox, for this name in this field. */
export interface Pick {
  field: RecipientField;
  name: string;
  take: string;
}

/** The most questions on one card. Each has its list of people, and a card must not grow too large. */
const questionsAtOnce = 3;

/** The names to look up, each once. */
export function namesIn(draft: Draft): string[] {
  const names = new Map<string, string>();
  for (const name of recipientFields.flatMap((field) => namesOf(draft[field]))) {
    if (!names.has(nameKey(name))) names.set(nameKey(name), name);
  }
  return [...names.values()];
}

const namesOf = (text: string): string[] => piecesOf(text).flatMap((piece) => bareName(piece) ?? []);

/** Puts mailboxes in the places of names. Everything else stays as it was typed. */
function replaceNames(text: string, find: (name: string) => Mailbox | undefined): string {
  const pieces = piecesOf(text);
  const replaced = pieces.map((piece) => {
    const name = bareName(piece);
    const mailbox = name === undefined ? undefined : find(name);
    return mailbox ? showMailbox(mailbox) : piece;
  });
  return replaced.some((piece, index) => piece !== pieces[index]) ? replaced.join(', ') : text;
}

/**
 * Puts the one mailbox found in each name's place, and asks about those with several.
 * @param matches by `nameKey`; a name that was not looked up is not in it
 */
export function resolveNames(draft: Draft, matches: ReadonlyMap<string, Match>): Resolved {
  const resolved: Resolved = { draft: { ...draft }, hasNewAddresses: false, questions: [], problems: {} };
  for (const field of recipientFields) {
    const text = replaceNames(draft[field], (name) => onlyOneOf(matches.get(nameKey(name))));
    resolved.hasNewAddresses ||= text !== draft[field];
    resolved.draft[field] = text;
    const left = namesOf(text).flatMap((name) => {
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

function onlyOneOf(match: Match | undefined): Mailbox | undefined {
  return match?.people.length === 1 && !match.more ? match.people[0] : undefined;
}

/** Refuses every name, with the reason why an address must be typed instead. */
export function refuseNames(draft: Draft, key: NameProblem): Resolved {
  const problems: Problems = {};
  for (const field of recipientFields) {
    const names = namesOf(draft[field]).map((name) => ({ name }));
    if (names.length > 0) problems[field] = problemOf(key, names);
  }
  return { draft, hasNewAddresses: false, questions: [], problems };
}

const problemOf = (key: NameProblem, names: { name: string }[]) => {
  return { key, values: { names: names.map(showMailbox).join(', ') } };
};

/** Puts each chosen mailbox in its name's place. A choice for a name that is gone is dropped. */
export function applyPicks(draft: Draft, picks: Pick[]): Draft {
  const picked = { ...draft };
  for (const { field, name, take } of picks) {
    const [mailbox, ...others] = readRecipients(take).entries;
    if (mailbox?.address === undefined || others.length > 0) continue;
    picked[field] = replaceNames(picked[field], (typed) =>
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
