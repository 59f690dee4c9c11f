// Recipients by name: looked up in the person's organisation when a form opens or comes back with names in it.
import type { Graph } from '../../graph/client';
import { findPeople } from '../../graph/directory';
import { GraphAnswered, GraphCallFailed } from '../../graph/errors';
import { type Account, isPersonal } from '../../graph/profile';
import { hasSlips, limits, type NameProblem } from '../../mail/check';
import type { Draft } from '../../mail/draft';
import { mailedBy, mailedPeople } from '../../mail/mailed';
import { type Match, namesIn, type Resolved, refuseNames, resolveNames } from '../../mail/names';
import { nameKey, recipientKey } from '../../mail/recipients';
import { waitAtMost } from '../../runtime/clock';
import { isTokenServiceFailure } from '../../turn/failure';
import { isStorageFailure } from '../../turn/outage';
import type { Outcome } from '../../turn/outcome';
import { isLastingRefusal } from '../../turn/refusal';
import type { Turn } from '../../turn/turn';
import { findDirectory, inDirectory } from '../session/directorySession';
import type { NoteSignIn } from '../session/session';

/** How many names are looked up at the same time. */
const atOnce = 5;
/** How long a form waits for them before it opens without, in milliseconds. */
const openWithin = 2_000;

/**
 * Finds addresses for the names in a draft.
 * @param options.note what to note when the person must sign in to the directory first
 * @param options.hasFiles whether files go along
 * @returns the turn's outcome in that case, after the sign-in card was shown; nothing where nobody is to be looked up
 */
export async function resolveRecipients(
  turn: Turn,
  draft: Draft,
  from: Account,
  { note, hasFiles }: { note: NoteSignIn; hasFiles: boolean },
): Promise<Resolved | { outcome: Outcome } | undefined> {
  const start = await withoutDirectory(turn, draft, from);
  if ('answer' in start) return start.answer;
  const { known, rest, names } = start;
  // The directory permission is not asked for when the form goes back with problems in any case.
  if (hasSlips(rest, hasFiles) && !(await findDirectory(turn))) return known;
  let resolved: Resolved | undefined;
  const outcome = await inDirectory(
    turn,
    async (graph) => {
      const isSpent = await takeLookUps(turn, from, names);
      const found = isSpent ? refuseNames(rest, 'lookUpsSpent') : await lookUp(turn, graph, rest, names);
      resolved = withKnown(known, found);
      return 'done';
    },
    note,
  );
  return resolved ?? { outcome };
}

/**
 * Finds addresses for the names in a draft whose form is about to be opened. Nobody is asked for a permission, and nothing
 * that goes wrong keeps the form from opening: the names are then looked up when it comes back.
 * @returns 'later' in that case; nothing for a draft without names
 */
export async function resolveAtOpening(
  turn: Turn,
  draft: Draft,
  from: Account,
): Promise<Resolved | 'later' | undefined> {
  const start = await withoutDirectory(turn, draft, from);
  if ('answer' in start) return start.answer;
  const { known, rest, names } = start;
  const { clock, inFlight } = turn.services;
  const found = await waitAtMost(clock, openWithin, inFlight.add(lookUpIfAllowed(turn, rest, from, names)));
  if (found === 'late' || found === 'later') return known ?? 'later';
  return withKnown(known, found);
}

async function lookUpIfAllowed(
  turn: Turn,
  draft: Draft,
  from: Account,
  names: string[],
): Promise<Resolved | 'later'> {
  try {
    const directory = await findDirectory(turn);
    if (!directory || (await takeLookUps(turn, from, names))) return 'later';
    return resolveNames(draft, await findAll(directory.graph, names));
  } catch (error) {
    const isKnown =
      error instanceof GraphAnswered ||
      error instanceof GraphCallFailed ||
      isTokenServiceFailure(error) ||
      isStorageFailure(error);
    if (!isKnown) throw error;
    return 'later';
  }
}

/**
 * Finds what is known without asking the directory.
 * @returns the answer where there is nothing left to ask it, or else the draft with the names to look up
 */
async function withoutDirectory(
  turn: Turn,
  draft: Draft,
  from: Account,
): Promise<{ answer: Resolved | undefined } | { known: Resolved | undefined; rest: Draft; names: string[] }> {
  const known = await findMailed(turn, draft);
  const rest = known?.draft ?? draft;
  const names = namesToFind(rest).filter((name) => !isAsked(known, name));
  if (names.length === 0) return { answer: known };
  const refused = refuseWithoutDirectory(turn, rest, from);
  return refused ? { answer: withKnown(known, refused) } : { known, rest, names };
}

/** Finds names among the people whom this person has mailed. @returns nothing where none of them is there */
async function findMailed({ person }: Turn, draft: Draft): Promise<Resolved | undefined> {
  const names = namesToFind(draft);
  if (names.length === 0) return undefined;
  const people = mailedPeople(await person.record());
  const matches = names.flatMap((name): [string, Match][] => {
    const whole = mailedBy(name, people);
    const found = whole.length > 0 ? whole : mailedBy(withoutTitle(name), people);
    return found.length > 0 ? [[nameKey(name), { people: found, more: false }]] : [];
  });
  return matches.length > 0 ? resolveNames(draft, new Map(matches)) : undefined;
}

/** Whether it is asked already which of several people a name means. */
const isAsked = (known: Resolved | undefined, name: string): boolean =>
  known?.questions.some((question) => nameKey(question.name) === nameKey(name)) ?? false;

/** What was found among the people mailed before, and then for the other names. */
const withKnown = (known: Resolved | undefined, found: Resolved): Resolved =>
  known
    ? {
        ...found,
        hasNewAddresses: known.hasNewAddresses || found.hasNewAddresses,
        questions: [...known.questions, ...found.questions],
        problems: { ...known.problems, ...found.problems },
      }
    : found;

/** The names to look up. Too many are refused by the check, as too many recipients. */
function namesToFind(draft: Draft): string[] {
  const names = namesIn(draft);
  return names.length > limits.recipients ? [] : names;
}

/** Without an organisation's directory every name is refused. @returns nothing where there is one */
function refuseWithoutDirectory({ services }: Turn, draft: Draft, from: Account): Resolved | undefined {
  if (isPersonal(from)) return refuseNames(draft, 'addressNeededPersonal');
  return services.settings.directoryConnectionName ? undefined : refuseNames(draft, 'addressNeeded');
}

/** Counts look-ups before they are made. @returns whether those of the hour are spent */
async function takeLookUps({ services }: Turn, from: Account, names: string[]): Promise<boolean> {
  return (await services.limits.lookUps.take(from.id, countLookUps(names))) !== undefined;
}

const countLookUps = (names: string[]): number =>
  names.length + names.filter((name) => withoutTitle(name) !== name).length;

async function lookUp(turn: Turn, graph: Graph, draft: Draft, names: string[]): Promise<Resolved> {
  try {
    return resolveNames(draft, await findAll(graph, names));
  } catch (error) {
    const problem = await lookUpProblem(turn, error);
    if (problem) return refuseNames(draft, problem);
    throw error;
  }
}

/** @returns who was found, by `nameKey` */
async function findAll(graph: Graph, names: string[]): Promise<Map<string, Match>> {
  const matches = new Map<string, Match>();
  for (let from = 0; from < names.length; from += atOnce) {
    const some = names.slice(from, from + atOnce);
    const found = await Promise.all(some.map((name) => find(graph, name)));
    found.forEach((match, index) => void matches.set(nameKey(some[index] ?? ''), match));
  }
  return matches;
}

/** What Vietnamese and others say before a name, with accents or without, in small letters: "chị Chi". "Anh" and "Chi" are names. */
const title =
  /^(?:anh|a|chị|chi|em|e|cô|co|chú|chu|bác|bac|thầy|thay|sếp|sep|ông|ong|bà|ba|bạn|ban|Chị|CHỊ|Sếp|SẾP|[Mm][Rr][Ss]?\.?|[Mm][Ss]\.?|[Dd][Rr]\.?)\s+(?=\S)/u;
const withoutTitle = (name: string): string => name.replace(title, '');

/** Finds people by a name as it was typed, and without the title before it: "anh Tuấn" may be Tuấn Anh, and any other Tuấn. */
async function find(graph: Graph, name: string): Promise<Match> {
  const bare = withoutTitle(name);
  if (bare === name) return findPeople(graph, name);
  const [whole, others] = await Promise.all([findPeople(graph, name), findPeople(graph, bare)]);
  const known = new Set(whole.people.map(recipientKey));
  const more = others.people.filter((one) => !known.has(recipientKey(one)));
  return { people: [...whole.people, ...more], more: whole.more || others.more };
}

/** Without the directory a mail can still be sent, with addresses. After a 401 the person signs in again. */
async function lookUpProblem(turn: Turn, error: unknown): Promise<NameProblem | undefined> {
  if (error instanceof GraphCallFailed) return 'directoryDown';
  // A policy would refuse the next sign-in too.
  if (error instanceof GraphAnswered && (error.isChallenge || error.status === 401)) {
    const isLasting = await isLastingRefusal(turn, 'directory', turn.directory?.tokenHash);
    if (isLasting) return 'directoryRefused';
  }
  if (!(error instanceof GraphAnswered) || error.status === 401) return undefined;
  return error.status === 403 ? 'directoryRefused' : 'directoryDown';
}
