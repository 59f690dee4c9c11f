// GET /users: the organisation's people, listed or searched, as strictly as Graph does it.
import type { IncomingHttpHeaders } from 'node:http';
import type { GraphUser } from '../accounts';
import { directory } from '../directory';
import { type Answer, json } from '../http';
import type { TokenOwner } from '../tokens';
import { type Refusal, refusal } from './answers';
import { readSearch } from './search';
import { propertyOf, readSelect } from './select';

export interface UsersRequest {
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
}

/** The scopes that are enough (Microsoft Graph, "List users"). */
export const usersScopes = ['User.ReadBasic.All', 'User.Read.All'];

/** What a caller without such a scope is told. */
export const insufficient: Refusal = refusal(
  403,
  'Authorization_RequestDenied',
  'Insufficient privileges to complete the operation.',
);

// What User.ReadBasic.All may read of others (Microsoft Graph permissions reference); the rest comes back null.
const basic = ['displayName', 'givenName', 'id', 'mail', 'surname', 'userPrincipalName'];
const options = ['$count', '$search', '$select', '$skiptoken', '$top'];
const usualPage = 100;
const largestPage = 999;

/**
 * `GET /users` for the owner of a token: with User.ReadBasic.All alone, only the basic properties are told.
 * @returns a page of people in the directory's order, with `@odata.nextLink` when there are more
 */
export function users({ account, scopes }: TokenOwner, { query, headers }: UsersRequest): Answer | Refusal {
  // "Delegated (personal Microsoft account): Not supported" (List users). No page says in which words.
  if (account.kind === 'personal') return insufficient;
  const strange = [...query.keys()].find((name) => name.startsWith('$') && !options.includes(name));
  if (strange) return refusal(400, 'BadRequest', `The query parameter '${strange}' is not supported.`);
  const names = readSelect(query.get('$select') || Object.keys(account.user).join(), account.user);
  if ('code' in names) return names;
  const top = readTop(query.get('$top'));
  if (typeof top !== 'number') return top;
  const found = search(query.get('$search'), headers);
  if ('code' in found) return found;
  const from = Number(query.get('$skiptoken') ?? 0);
  if (!Number.isInteger(from)) return refusal(400, 'Request_BadRequest', 'Page token is not valid.');
  const told = (user: GraphUser) => tell(user, names, scopes.includes('User.Read.All'));
  return json(200, {
    '@odata.context': contextOf(query),
    ...(query.get('$count') === 'true' && isEventual(headers) ? { '@odata.count': found.length } : {}),
    ...(found.length > from + top ? { '@odata.nextLink': nextLink(query, headers, from + top) } : {}),
    value: found.slice(from, from + top).map(told),
  });
}

function readTop(given: string | null): number | Refusal {
  if (given === null) return usualPage;
  if (!/^\d+$/.test(given)) {
    const what = `Invalid value '${given}' for $top query option found.`;
    return refusal(400, 'BadRequest', `${what} The $top query option requires a non-negative integer value.`);
  }
  const top = Number(given);
  if (top >= 1 && top <= largestPage) return top;
  const what = `Invalid page size specified: '${given}'. Must be between 1 and ${largestPage} inclusive.`;
  return refusal(400, 'Request_BadRequest', what);
}

/** The header's refusal is as people met it (microsoft-graph-docs issue 12799), the ampersand's as "Known issues", 18185. */
function search(given: string | null, headers: IncomingHttpHeaders): readonly GraphUser[] | Refusal {
  if (given === null) return directory;
  if (!isEventual(headers)) {
    const what =
      'Request with $search query parameter only works through MSGraph with a special request header';
    return refusal(400, 'Request_UnsupportedQuery', `${what}: 'ConsistencyLevel: eventual'`);
  }
  if (given.includes('&') && !/\blegacySearch=false\b/i.test(`${headers.prefer}`)) {
    return refusal(400, 'Request_BadRequest', "Unrecognized query argument specified: ''.");
  }
  const matches = readSearch(given);
  return 'code' in matches ? matches : directory.filter(matches);
}

const isEventual = (headers: IncomingHttpHeaders) =>
  String(headers.consistencylevel).toLowerCase() === 'eventual';

/** One user, as far as the permission reaches. */
const tell = (user: GraphUser, names: string[], everything: boolean): Record<string, unknown> =>
  Object.fromEntries(
    names.map((name) => [name, everything || basic.includes(name) ? propertyOf(user, name) : hidden(name)]),
  );

/** A collection is never null. */
const hidden = (name: string) => (name === 'businessPhones' ? [] : null);

const contextOf = (query: URLSearchParams) => {
  const select = query.get('$select');
  return `https://graph.microsoft.com/v1.0/$metadata#users${select ? `(${select})` : ''}`;
};

function nextLink(query: URLSearchParams, { host }: IncomingHttpHeaders, from: number): string {
  const next = new URLSearchParams(query);
  next.set('$skiptoken', String(from));
  return `http://${host}/v1.0/users?${next}`;
}
