// Recipients by name: looked up in the person's organisation when a form comes back with names in it.
import type { Graph } from '../../graph/client';
import { findPeople } from '../../graph/directory';
import { GraphAnswered, GraphCallFailed } from '../../graph/errors';
import { type Account, isPersonal } from '../../graph/profile';
import { hasSlips, limits, type NameProblem } from '../../mail/check';
import type { Draft } from '../../mail/draft';
import { type Match, namesIn, type Resolved, refuseNames, resolveNames } from '../../mail/names';
import { nameKey, recipientKey } from '../../mail/recipients';
import type { Outcome } from '../../turn/outcome';
import { isLastingRefusal } from '../../turn/refusal';
import type { Turn } from '../../turn/turn';
import { findDirectory, inDirectory } from '../session/directorySession';
import type { NoteSignIn } from '../session/session';

/** How many names are looked up at the same time. */
const atOnce = 5;

/**
 * Finds addresses for the names in a draft.
 * @param note what to note when the person must sign in to the directory first
 * @returns the turn's outcome in that case, after the sign-in card was shown; nothing where nobody is to be looked up
 */
export async function resolveRecipients(
  turn: Turn,
  draft: Draft,
  from: Account,
  note: NoteSignIn,
): Promise<Resolved | { outcome: Outcome } | undefined> {
  const names = namesIn(draft);
  // Too many names are refused by the check, as too many recipients.
  if (names.length === 0 || names.length > limits.recipients) return undefined;
  if (isPersonal(from)) return refuseNames(draft, 'addressNeededPersonal');
  if (!turn.services.settings.directoryConnectionName) return refuseNames(draft, 'addressNeeded');
  // The directory permission is not asked for when the form goes back with problems in any case.
  if (hasSlips(draft) && !(await findDirectory(turn))) return undefined;
  let resolved: Resolved | undefined;
  const outcome = await inDirectory(
    turn,
    async (graph) => {
      const isSpent = (await turn.services.limits.lookUps.take(from.id, countLookUps(names))) !== undefined;
      resolved = isSpent ? refuseNames(draft, 'lookUpsSpent') : await lookUp(turn, graph, draft, names);
      return 'done';
    },
    note,
  );
  return resolved ?? { outcome };
}

const countLookUps = (names: string[]): number =>
  names.length + names.filter((name) => withoutTitle(name) !== name).length;

async function lookUp(turn: Turn, graph: Graph, draft: Draft, names: string[]): Promise<Resolved> {
  const matches = new Map<string, Match>();
  try {
    for (let from = 0; from < names.length; from += atOnce) {
      const some = names.slice(from, from + atOnce);
      const found = await Promise.all(some.map((name) => find(graph, name)));
      found.forEach((match, index) => void matches.set(nameKey(some[index] ?? ''), match));
    }
  } catch (error) {
    const problem = await lookUpProblem(turn, error);
    if (problem) return refuseNames(draft, problem);
    throw error;
  }
  return resolveNames(draft, matches);
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
