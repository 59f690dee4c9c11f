// The side of Direct Line that clients call: /v3/directline, as the Direct Line 3.0 API description has it.
import type { Request, Server } from 'restify';
import { queryOf } from '../http';
import { answering, header, isRecord, objectBody, ok, Refusal, type Reply, text } from './answers';
import { bearer, type Doors, joined, passOf } from './caller';
import { type Account, isWatermark, saidSince } from './conversations';
import { activityOf, say } from './speaking';
import { type Pass, streamLifetime, tokenLifetime } from './tokens';
import { takeUpload, type Uploading } from './upload';

export interface ClientFace extends Doors, Uploading {
  ids(): string;
  url(): string;
}

const base = '/v3/directline';

/** Mounts the client routes. */
export function mountClientFace(server: Server, face: ClientFace): void {
  allowOtherOrigins(server);
  server.get(
    `${base}/session/getsessionid`,
    answering((req) => session(face, req)),
  );
  server.post(
    `${base}/tokens/generate`,
    answering((req) => generate(face, req)),
  );
  server.post(
    `${base}/tokens/refresh`,
    answering((req) => ok(ticket(face, face.tokens.read(bearer(req))))),
  );
  server.post(
    `${base}/conversations`,
    answering((req) => start(face, req)),
  );
  const one = `${base}/conversations/:id`;
  server.get(
    one,
    answering((req) => reconnect(face, req)),
  );
  server.get(
    `${one}/activities`,
    answering((req) => list(face, req)),
  );
  server.post(
    `${one}/activities`,
    answering((req) => post(face, req)),
  );
  server.post(
    `${one}/upload`,
    answering((req) => takeUpload(face, joined(face, req), req)),
  );
}

/** The last is Web Chat's own copy of the client's. */
const headersOfClients = 'Authorization, Content-Type, Content-Disposition, x-ms-bot-agent, X-Requested-With';

/** The page may be open as localhost while the address given out says 127.0.0.1: to a browser, another origin. */
function allowOtherOrigins(server: Server): void {
  // Not a route: one for every path would turn each 404 into a 405.
  server.pre((req, res, next) => {
    if (!req.url?.startsWith(base)) return next();
    // By name: the Direct Line client asks for its session "with credentials", to which a browser takes no '*'.
    res.header('Access-Control-Allow-Origin', header(req, 'origin') ?? '*');
    res.header('Access-Control-Allow-Credentials', 'true');
    res.header('Vary', 'Origin');
    if (req.method !== 'OPTIONS') return next();
    res.header('Access-Control-Allow-Methods', 'GET, POST, OPTIONS');
    res.header('Access-Control-Allow-Headers', headersOfClients);
    res.send(204);
    return next(false);
  });
}

async function generate(face: ClientFace, req: Request): Promise<Reply> {
  // A token is for one conversation and makes no others.
  if (bearer(req) !== face.secret) throw new Refusal(403, 'BadArgument', 'Invalid token or secret');
  const body = await objectBody(req);
  const user = accountIn(body);
  const trustedOrigins = originsIn(body);
  const pass = { ...(user ? { user } : {}), ...(trustedOrigins ? { trustedOrigins } : {}) };
  return ok(ticket(face, { conversationId: face.ids(), ...pass }));
}

/** Web Chat puts it into a sign-in link, so that the link is good in its own browser only. */
function session(face: ClientFace, req: Request): Reply {
  passOf(face, req);
  return ok({ sessionId: face.ids() });
}

async function start(face: ClientFace, req: Request): Promise<Reply> {
  const pass = passOf(face, req);
  const body = await objectBody(req);
  const user = pass?.user ?? accountIn(body);
  const conversationId = pass?.conversationId ?? face.ids();
  const full: Pass = { ...pass, conversationId, ...(user ? { user } : {}) };
  const known = face.conversations.find(conversationId);
  // Started before: the stream begins here, and what was said until now is to be had by GET.
  if (known) return ok(withStream(face, full, String(known.history.length)));
  const conversation = face.conversations.open(conversationId, user, text(body.locale));
  void face.toBot.greet(conversation);
  return { status: 201, body: withStream(face, full, '-') };
}

function reconnect(face: ClientFace, req: Request): Reply {
  const { conversation, pass } = joined(face, req);
  // Left out, it means from now on. The Direct Line client always sends one; an empty one is that of a client that
  // has seen nothing yet, and must miss nothing.
  const watermark = queryOf(req).get('watermark') ?? String(conversation.history.length);
  if (!isWatermark(watermark)) throw new Refusal(400, 'BadArgument', 'Invalid watermark');
  // The history was lost with a restart, and so was this client's, as when a page is reloaded: it begins anew.
  if (watermark === '' && conversation.history.length === 0) void face.toBot.greet(conversation);
  return ok(withStream(face, pass, watermark));
}

function list(face: ClientFace, req: Request): Reply {
  const { conversation } = joined(face, req);
  const watermark = queryOf(req).get('watermark') ?? '';
  if (!isWatermark(watermark)) throw new Refusal(400, 'BadArgument', 'Invalid watermark');
  return ok(saidSince(conversation, watermark));
}

async function post(face: ClientFace, req: Request): Promise<Reply> {
  const { conversation, pass } = joined(face, req);
  return say(face, conversation, activityOf(await objectBody(req), pass.user));
}

function ticket(face: ClientFace, pass: Pass) {
  return { conversationId: pass.conversationId, token: face.tokens.issue(pass), expires_in: tokenLifetime };
}

function withStream(face: ClientFace, pass: Pass, watermark: string) {
  const given = ticket(face, pass);
  const address = new URL(`${base}/conversations/${given.conversationId}/stream`, face.url());
  address.protocol = address.protocol.replace('http', 'ws');
  address.search = new URLSearchParams({ watermark, t: face.tokens.issue(pass, streamLifetime) }).toString();
  return { ...given, streamUrl: address.href };
}

/** The user a token is to be for. The Direct Line client sends an empty one when it knows none. */
function accountIn(body: Record<string, unknown>): Account | undefined {
  const { user } = body;
  if (!isRecord(user) || !text(user.id)) return undefined;
  const name = text(user.name);
  return { id: String(user.id), ...(name ? { name } : {}) };
}

/** The pages a token is to be for. An empty list is taken at its word: no page. @throws Refusal 400 */
function originsIn({ trustedOrigins }: Record<string, unknown>): string[] | undefined {
  if (trustedOrigins === undefined || trustedOrigins === null) return undefined;
  if (Array.isArray(trustedOrigins) && trustedOrigins.every((origin) => typeof origin === 'string')) {
    return trustedOrigins;
  }
  throw new Refusal(400, 'BadArgument', 'trustedOrigins must be a list of origins');
}
