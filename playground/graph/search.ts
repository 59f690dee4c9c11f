// $search as Graph has it for directory objects: its syntax, and which person a clause finds.
import type { GraphUser } from '../accounts';
import { type Refusal, refusal } from './answers';

type Matches = (user: GraphUser) => boolean;

const searchable = ['displayName', 'givenName', 'mail', 'surname', 'userPrincipalName'] as const;
type Searchable = (typeof searchable)[number];

/** `"property:text"`, with backslashes before quotes and backslashes, or what stands between two of them. */
const part = /\s*(?:"((?:[^"\\]|\\["\\])*)"|(AND|OR)(?=\s|"|$))/y;

/**
 * Reads the value of `$search` (Microsoft Graph, "Use the $search query parameter"): clauses in double quotes, joined by
 * AND and OR in capitals, AND before OR. Parentheses, which Graph takes too, are refused here: nobody uses them.
 * @returns which users it finds, or a refusal. The page gives no error texts: the words are those of OData's own reader
 */
export function readSearch(search: string): Matches | Refusal {
  const any: Matches[][] = [[]];
  let expected: 'clause' | 'join' = 'clause';
  for (part.lastIndex = 0; part.lastIndex < search.trimEnd().length; ) {
    const at = part.lastIndex;
    const [, clause, join] = part.exec(search) ?? [];
    if (expected === 'join' ? join === undefined : clause === undefined) return unexpected(search, at);
    if (join === 'OR') any.push([]);
    if (clause !== undefined) {
      const matches = readClause(clause.replace(/\\(.)/g, '$1'));
      if ('code' in matches) return matches;
      any.at(-1)?.push(matches);
    }
    expected = join === undefined ? 'join' : 'clause';
  }
  if (expected === 'clause') return unexpected(search, search.length);
  return (user) => any.some((all) => all.every((matches) => matches(user)));
}

const unexpected = (search: string, at: number) =>
  refusal(
    400,
    'BadRequest',
    `Syntax error: character '${search[at] ?? ''}' is not valid at position ${at} in '${search}'.`,
  );

function readClause(clause: string): Matches | Refusal {
  const [, name = '', text = ''] = clause.match(/^\s*(\w+)\s*:(.*)$/s) ?? [];
  if (!text.trim()) return refusal(400, 'Request_BadRequest', `Invalid search clause: '${clause}'.`);
  if (!isSearchable(name)) {
    const what = `Unsupported or invalid search clause specified for property '${name}' of resource 'User'.`;
    return refusal(400, 'Request_UnsupportedQuery', what);
  }
  if (name === 'displayName') return wordsIn(text);
  return (user) => user[name]?.toLowerCase().startsWith(text.trim().toLowerCase()) ?? false;
}

const isSearchable = (name: string): name is Searchable => searchable.some((known) => known === name);

/**
 * Each word of the text must begin a word of the name, in any order, whatever the case (the page's example "Guthr" finds
 * a longer name; it has no "contains"). Accents count and composed and decomposed letters differ: the page promises
 * neither otherwise, so a bot that relies on it is found out here.
 */
function wordsIn(text: string): Matches {
  const sought = tokensOf(text);
  return ({ displayName }) => {
    const tokens = [...tokensOf(displayName), ...joinedBySymbols(displayName)];
    return sought.every((word) => tokens.some((token) => token.startsWith(word)));
  };
}

/** Words end at spaces, at symbols, at numbers and where lower case turns to upper; a symbol is a word of its own. */
const tokensOf = (text: string): string[] =>
  (text.match(/\p{Lu}+[\p{Ll}\p{Lo}\p{M}]*|[\p{Ll}\p{Lo}\p{M}]+|\p{N}+|\S/gu) ?? []).map((token) =>
    token.toLowerCase(),
  );

/** `hello-world` is found as `helloworld` too. */
const joinedBySymbols = (text: string): string[] =>
  text.split(/\s+/).map((word) => word.replace(/[^\p{L}\p{M}\p{N}]/gu, '').toLowerCase());
