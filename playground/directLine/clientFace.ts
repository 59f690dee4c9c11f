// The side of Direct Line that clients call: /v3/directline, as the Direct Line 3.0 API description has it.
import type { Request, Server } from 'restify';
import { answering, header, isRecord, objectBody, Refusal } from './answers';
import {
  type Account,
  type Activity,
  type Conversation,
  type Conversations,
  saidSince,
} from './conversations';
import type { ToBot } from './toBot';
import { type Pass, type Tokens, tokenLifetime } from './tokens';

export interface ClientFace {
  conversations: Conversations;
  tokens: Tokens;
  toBot: ToBot;
  secret: string;
  ids(): string;
  url(): string;
}

const base = '/v3/directline';
/** What a client may say; a bot is told about members and installs by the channel alone. */
const clientTypes = ['message', 'event', 'typing', 'invoke'];

/** Mounts the client routes. */
export function mountClientFace(server: Server, face: ClientFace): void {
  allowOtherOrigins(server);
  server.get(`${base}/session/getsessionid`, ...answering(() => ok({ sessionId: face.ids() })));
  server.post(`${base}/tokens/generate`, ...answering((req) => generate(face, req)));
  server.post(`${base}/tokens/refresh`, ...answering((req) => refresh(face, req)));
  server.post(`${base}/conversations`, ...answering((req) => start(face, req)));
  server.get(`${base}/conversations/:id`, ...answering((req) => reconnect(face, req)));
  server.get(`${base}/conversations/:id/activities`, ...answering((req) => list(face, req)));
  server.post(`${base}/conversations/:id/activities`, ...answering((req) => post(face, req)));
}

/** The page may be open as localhost while the address given out says 127.0.0.1: to a browser, another origin. */
function allowOtherOrigins(server: Server): void {
  server.pre((req, res, next) => {
    if (req.url?.startsWith(base)) res.header('Access-Control-Allow-Origin', '*');
    return next();
  });
  server.opts(`${base}/*`, (_req, res, next) => {
    res.header('Access-Control-Allow-Methods', 'GET, POST, OPTIONS');
    res.header('Access-Control-Allow-Headers', 'Authorization, Content-Type, x-ms-bot-agent');
    res.send(204);
    return next();
  });
}

const ok = (body: unknown) => ({ status: 200, body });

function generate(face: ClientFace, req: Request) {
  if (bearer(req) !== face.secret) throw new Refusal(403, 'BadArgument', 'Invalid token or secret');
  const user = accountIn(objectBody(req));
  return ok(ticket(face, { conversationId: face.ids(), ...(user ? { user } : {}) }));
}

function refresh(face: ClientFace, req: Request) {
  return ok(ticket(face, face.tokens.read(bearer(req))));
}

function start(face: ClientFace, req: Request) {
  const body = objectBody(req);
  const pass = passOf(face, req);
  const user = pass?.user ?? accountIn(body);
  const conversationId = pass?.conversationId ?? face.ids();
  const full: Pass = { conversationId, ...(user ? { user } : {}) };
  const known = face.conversations.find(conversationId);
  const conversation = known ?? face.conversations.open(conversationId, user, text(body.locale));
  if (!known) void face.toBot.greet(conversation);
  return { status: known ? 200 : 201, body: withStream(face, full, '-') };
}

function reconnect(face: ClientFace, req: Request) {
  const { conversation, user } = joined(face, req);
  const pass: Pass = { conversationId: conversation.id, ...(user ? { user } : {}) };
  return ok(withStream(face, pass, watermarkOf(req)));
}

function list(face: ClientFace, req: Request) {
  const set = saidSince(joined(face, req).conversation, watermarkOf(req));
  if (!set) throw new Refusal(400, 'BadArgument', 'Invalid watermark');
  return ok(set);
}

async function post(face: ClientFace, req: Request) {
  const { conversation, user } = joined(face, req);
  const activity = activityIn(objectBody(req));
  // The token's user wins: a client cannot speak as somebody else.
  const from: Account = { ...activity.from, ...user };
  const said = face.conversations.hear(conversation, { ...activity, from });
  if (!(await face.toBot.deliver(conversation, said))) {
    face.conversations.drop(conversation, said);
    throw new Refusal(502, 'BotError', 'Failed to send activity: bot returned an error');
  }
  face.conversations.release(conversation);
  return ok({ id: said.id });
}

function activityIn(body: Record<string, unknown>): Activity & { from: Account } {
  const { type, from } = body;
  if (!clientTypes.includes(String(type))) throw new Refusal(400, 'BadArgument', 'Invalid activity type');
  if (!isRecord(from)) throw new Refusal(400, 'MissingProperty', 'Missing from');
  return { ...body, type: String(type), from: { ...from, id: String(from.id ?? '') } };
}

function ticket(face: ClientFace, pass: Pass) {
  return { conversationId: pass.conversationId, token: face.tokens.issue(pass), expires_in: tokenLifetime };
}

function withStream(face: ClientFace, pass: Pass, watermark: string) {
  const given = ticket(face, pass);
  const address = new URL(`${base}/conversations/${given.conversationId}/stream`, face.url());
  address.protocol = address.protocol.replace('http', 'ws');
  address.search = new URLSearchParams({ watermark, t: given.token }).toString();
  return { ...given, streamUrl: address.href };
}

/** The conversation of the address, if the caller's token (or the secret) opens it. */
function joined(face: ClientFace, req: Request): { conversation: Conversation; user?: Account } {
  const pass = passOf(face, req);
  const id = String(req.params.id);
  if (pass && pass.conversationId !== id) {
    throw new Refusal(403, 'BadArgument', 'The token is for another conversation');
  }
  const conversation = pass ? face.conversations.join(id, pass.user) : face.conversations.find(id);
  if (!conversation) throw new Refusal(404, 'BadArgument', 'Conversation not found');
  const user = pass?.user ?? conversation.user;
  return { conversation, ...(user ? { user } : {}) };
}

/** What the caller's token says; undefined for a caller with the secret, who may open any conversation. */
function passOf(face: ClientFace, req: Request): Pass | undefined {
  const given = bearer(req);
  return given === face.secret ? undefined : face.tokens.read(given);
}

function bearer(req: Request): string {
  const given = /^Bearer (\S+)$/.exec(header(req, 'authorization') ?? '')?.[1];
  if (!given) throw new Refusal(401, 'BadArgument', 'Missing token or secret');
  return given;
}

function accountIn(body: Record<string, unknown>): Account | undefined {
  const { user } = body;
  if (!isRecord(user) || !text(user.id)) return undefined;
  const name = text(user.name);
  return { id: String(user.id), ...(name ? { name } : {}) };
}

function watermarkOf(req: Request): string {
  return new URLSearchParams(req.getQuery()).get('watermark') ?? '';
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value ? value : undefined;
}
