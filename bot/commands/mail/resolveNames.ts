// Recipients by name: looked up in the person's organisation when a form comes back with names in it.
import type { Graph } from '../../graph/client';
import { findPeople } from '../../graph/directory';
import { GraphAnswered, GraphCallFailed } from '../../graph/errors';
import { type Account, isPersonal } from '../../graph/profile';
import { hasSlips, limits, type NameProblem } from '../../mail/check';
import type { Draft } from '../../mail/draft';
import { type Match, namesIn, type Resolved, refuseNames, resolveNames } from '../../mail/names';
import { nameKey } from '../../mail/recipients';
import type { PendingCommand, PersonRecord } from '../../people/record';
import type { Services } from '../../turn/services';
import type { Turn } from '../../turn/turn';
import { findDirectory, inDirectory } from '../account/withDirectory';

/** So many names are looked up at the same time. */
const atOnce = 5;

/**
 * Finds addresses for the names in a draft.
 * @param keep what to note, and what to go on with, when the person must sign in to the directory first
 * @returns `signIn` in that case, when its card was shown; nothing where nobody is to be looked up
 */
export async function resolveRecipients(
  turn: Turn,
  services: Services,
  draft: Draft,
  from: Account,
  keep: (record: PersonRecord) => { record: PersonRecord; pending: PendingCommand },
): Promise<Resolved | 'signIn' | undefined> {
  const names = namesIn(draft);
  // Too many are refused as what they are, too many recipients.
  if (names.length === 0 || names.length > limits.recipients) return undefined;
  if (isPersonal(from)) return refuseNames(draft, 'addressNeededPersonal');
  if (!services.settings.directoryConnectionName) return refuseNames(draft, 'addressNeeded');
  // Nobody is asked for a permission for the sake of a form that comes back in any case.
  if (hasSlips(draft) && !(await findDirectory(turn, services))) return undefined;
  let resolved: Resolved | undefined;
  await inDirectory(
    turn,
    services,
    async (graph) => {
      resolved = await lookUp(graph, draft, names);
    },
    keep,
  );
  return resolved ?? 'signIn';
}

async function lookUp(graph: Graph, draft: Draft, names: string[]): Promise<Resolved> {
  const matches = new Map<string, Match>();
  try {
    for (let from = 0; from < names.length; from += atOnce) {
      const some = names.slice(from, from + atOnce);
      const found = await Promise.all(some.map((name) => findPeople(graph, name)));
      found.forEach((match, index) => void matches.set(nameKey(some[index] ?? ''), match));
    }
  } catch (error) {
    const problem = lookUpProblem(error);
    if (problem) return refuseNames(draft, problem);
    throw error;
  }
  return resolveNames(draft, matches);
}

/** Without the directory a mail can still be sent, with addresses. A 401 is for signing in again to mend. */
function lookUpProblem(error: unknown): NameProblem | undefined {
  if (error instanceof GraphCallFailed) return 'directoryDown';
  if (!(error instanceof GraphAnswered) || error.status === 401) return undefined;
  return error.status === 403 ? 'directoryRefused' : 'directoryDown';
}
