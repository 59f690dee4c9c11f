// The directory of the signed-in person's organisation: a few people by name, and whether there are more.
import type { Client } from '@microsoft/microsoft-graph-client';
import * as v from 'valibot';
import { cleanLine } from '../runtime/cleanText';
import type { Graph } from './client';

interface FoundPerson {
  name: string;
  address: string;
}

export interface Found {
  people: FoundPerson[];
  /** There are more than these. */
  more: boolean;
}

/** The most people in a choice. Somebody who needs more types a longer name. */
const mostPeople = 10;
/** Bytes of Graph's answer that are read: far over eleven people with the longest names a directory takes. */
const largestAnswer = 256 * 1024;

/** On one line, and without the signs that turn text around: beside a name its address must be read as it is. */
const line = v.pipe(v.string(), v.transform(cleanLine));
const text = v.optional(v.fallback(v.nullable(line), null), null);
const Person = v.object({ displayName: text, mail: text, userPrincipalName: text });
const Answer = v.object({
  value: v.array(v.fallback(v.nullable(Person), null)),
  '@odata.nextLink': v.optional(v.unknown()),
});

/**
 * Looks a name up in the signed-in person's organisation. Needs User.ReadBasic.All, which personal accounts cannot give
 * (Microsoft Graph, "List users").
 * @param name clean, as typed; words in any order, each may be the beginning of a word of the name
 * @returns at most ten people with an address, by name; for an empty name none, without a call
 * @throws GraphAnswered, GraphCallFailed
 */
export async function findPeople(graph: Graph, name: string): Promise<Found> {
  const sought = name.trim();
  if (!sought) return { people: [], more: false };
  // Parsed inside the call, so that an answer of another shape counts as a failed call.
  const answer = await graph.call(async (client) => v.parse(Answer, await ask(client, sought)));
  const people = unique(answer.value.flatMap(asFound)).sort(byName);
  const cut = people.length > mostPeople || answer['@odata.nextLink'] !== undefined;
  return { people: people.slice(0, mostPeople), more: cut };
}

/**
 * The one GET. `$search` needs no `$count` but the header (Microsoft Graph, "Advanced query capabilities on Microsoft
 * Entra ID objects"); without `legacySearch=false` v1.0 answers 400 to an encoded ampersand, as in "R&D" (Microsoft
 * Graph, "Known issues", 18185).
 */
const ask = (client: Client, name: string): Promise<unknown> =>
  client
    .api('/users')
    .option('maxBytes', largestAnswer)
    .header('ConsistencyLevel', 'eventual')
    .header('Prefer', 'legacySearch=false')
    // The library puts values into the address as they are.
    .search(encodeURIComponent(`"displayName:${escaped(name)}"`))
    .select(['id', 'displayName', 'mail', 'userPrincipalName'])
    .top(mostPeople + 1)
    .get();

/** Inside a clause's quotes, quotes and backslashes take a backslash (Microsoft Graph, "Use the $search query parameter"). */
const escaped = (name: string) => name.replace(/["\\]/g, '\\$&');

/** Leaves people without an address out. A guest's sign-in name is no address (`han_fabrikam.com#EXT#@contoso.onmicrosoft.com`). */
function asFound(person: v.InferOutput<typeof Person> | null): FoundPerson[] {
  const signInName = person?.userPrincipalName ?? '';
  const address = person?.mail || (/#EXT#/i.test(signInName) ? '' : signInName);
  return address ? [{ name: person?.displayName || address, address }] : [];
}

function unique(people: FoundPerson[]): FoundPerson[] {
  const byAddress = new Map<string, FoundPerson>();
  for (const person of people) {
    const key = person.address.toLowerCase();
    if (!byAddress.has(key)) byAddress.set(key, person);
  }
  return [...byAddress.values()];
}

// One language for all, so that a list has the same order on every machine.
const collator = new Intl.Collator('en');
const byName = (a: FoundPerson, b: FoundPerson) =>
  collator.compare(a.name, b.name) || collator.compare(a.address, b.address);
