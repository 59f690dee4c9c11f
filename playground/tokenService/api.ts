// The token service's API, as the bot calls it: /api/usertoken/… and /api/botsignin/….
import type { Request, Response, Server } from 'restify';
import type { Faults } from '../faults';
import { type Answer, botError, empty, json, parseJson, queryOf, readBody, send } from '../http';
import type { Place, TokenResponse, TokenStatus } from './grants';
import { readState } from './state';

export type TokenCall =
  | 'GetToken'
  | 'GetTokenStatus'
  | 'SignOut'
  | 'exchange'
  | 'GetSignInResource'
  | 'GetSignInUrl';

/** Who is signed in, as far as the bot asks. */
export interface Kept {
  /** Takes a code: once, from the person it was made for. */
  redeem(place: Place, code: string): boolean;
  token(
    userId: string,
    connectionName: string,
  ): TokenResponse | undefined | Promise<TokenResponse | undefined>;
  statuses(userId: string): TokenStatus[];
  /** Without a connection: every one of the person's. */
  remove(userId: string, connectionName?: string): void;
}

export interface ApiParts {
  /** What every path begins with; nothing where it is left out. */
  base?: string;
  grants: Kept;
  faults: Faults<TokenCall>;
  /** Signs in by single sign-on's token. @returns false where it is not taken */
  exchange(place: Place, token: unknown): boolean;
  authorise(header: string | undefined): boolean;
  /** The address of the sign-in page. @param state as the bot gave it, base64 */
  linkOf(state: string): string;
  ids(): string;
  tokenExchangeUri?: string;
}

type Call = (query: URLSearchParams, parts: ApiParts, body: Buffer) => Answer | Promise<Answer>;

/** Adds the API's routes; paths, names and answers as in TokenAPI.json (microsoft/botbuilder-js, libraries/swagger). */
export function mountApi(server: Server, parts: ApiParts): void {
  const { base = '' } = parts;
  const route = (name: TokenCall, call: Call) => async (req: Request, res: Response) => {
    const body = await readBody(req);
    if (!parts.authorise(req.headers.authorization)) {
      return send(res, botError(401, 'Unauthorized', 'Authorization has been denied for this request.'));
    }
    const truth = () => call(queryOf(req), parts, body === 'too large' ? Buffer.alloc(0) : body);
    await parts.faults.answer(
      name,
      res,
      truth,
      ({ status, code = 'ServiceError', message = 'Planned fault' }) => botError(status, code, message),
    );
  };
  server.get(`${base}/api/usertoken/GetToken`, route('GetToken', getToken));
  server.get(`${base}/api/usertoken/GetTokenStatus`, route('GetTokenStatus', getTokenStatus));
  server.post(`${base}/api/usertoken/exchange`, route('exchange', exchange));
  server.del(`${base}/api/usertoken/SignOut`, route('SignOut', signOut));
  server.get(`${base}/api/botsignin/GetSignInResource`, route('GetSignInResource', getSignInResource));
  server.get(`${base}/api/botsignin/GetSignInUrl`, route('GetSignInUrl', getSignInUrl));
}

const badArgument = (name: string) => botError(400, 'BadArgument', `Missing or invalid parameter: ${name}`);

/** No token is a 404 with an EMPTY body: the SDK takes any JSON for a token response, with an undefined token. */
const getToken: Call = async (query, { grants }) => {
  const place = placeIn(query);
  if (!place) return badArgument('userId, connectionName');
  const code = query.get('code');
  if (code && !grants.redeem(place, code)) return empty(404);
  const found = await grants.token(place.userId, place.connectionName);
  return found ? json(200, found) : empty(404);
};

const getTokenStatus: Call = (query, { grants }) => {
  const userId = query.get('userId');
  if (!userId) return badArgument('userId');
  const include = query.get('include')?.split(',').filter(Boolean) ?? [];
  const wanted = (name: string) => include.length === 0 || include.includes(name);
  return json(
    200,
    grants.statuses(userId).filter(({ connectionName }) => wanted(connectionName)),
  );
};

const signOut: Call = (query, { grants }) => {
  const userId = query.get('userId');
  if (!userId) return badArgument('userId');
  grants.remove(userId, query.get('connectionName') || undefined);
  return empty(204);
};

const exchange: Call = async (query, parts, body) => {
  const place = placeIn(query);
  if (!place) return badArgument('userId, connectionName');
  const given = parseJson(body);
  const token = typeof given === 'object' && given && 'token' in given ? given.token : undefined;
  if (!parts.exchange(place, token)) return botError(400, 'BadRequest', 'Unable to exchange the token');
  return json(200, await parts.grants.token(place.userId, place.connectionName));
};

const getSignInResource: Call = (query, { linkOf, ids, tokenExchangeUri }) => {
  const signInLink = linkFor(query, linkOf);
  if (!signInLink) return badArgument('state');
  if (!tokenExchangeUri) return json(200, { signInLink });
  const tokenExchangeResource = { id: ids(), uri: tokenExchangeUri, providerId: 'stand-in' };
  return json(200, { signInLink, tokenExchangeResource });
};

const getSignInUrl: Call = (query, { linkOf }) => {
  const link = linkFor(query, linkOf);
  return link ? json(200, link) : badArgument('state');
};

function linkFor(query: URLSearchParams, linkOf: ApiParts['linkOf']): string | undefined {
  const state = query.get('state') ?? '';
  return readState(state) && linkOf(state.replaceAll(' ', '+'));
}

function placeIn(query: URLSearchParams): Place | undefined {
  const [userId, connectionName] = [query.get('userId'), query.get('connectionName')];
  if (!userId || !connectionName) return undefined;
  return { userId, connectionName, channelId: query.get('channelId') ?? '' };
}
