// Who is calling, from which page, and which conversation that opens: a token opens its own, the secret any.
import type { Request } from 'restify';
import { header, Refusal } from './answers';
import type { Conversation, Conversations } from './conversations';
import type { Pass, Tokens } from './tokens';

export interface Doors {
  conversations: Conversations;
  tokens: Tokens;
  secret: string;
}

/** What the Authorization header carries. @throws Refusal 401 when it is missing or malformed */
export function bearer(req: Request): string {
  const given = /^Bearer (\S+)$/.exec(header(req, 'authorization') ?? '')?.[1];
  if (!given) throw new Refusal(401, 'BadArgument', 'Missing token or secret');
  return given;
}

/**
 * What the caller's token says; undefined for a caller with the secret, who may open any conversation.
 * @throws Refusal 401 without a token, 403 for one that is not good, or not good on the caller's page
 */
export function passOf(doors: Doors, req: Request): Pass | undefined {
  const given = bearer(req);
  if (given === doors.secret) return undefined;
  const pass = doors.tokens.read(given);
  refuseStrangers(pass, req);
  return pass;
}

/**
 * Keeps a token to the pages it was made for. Of the real service people report this refusal, in much these words, for
 * getsessionid only (BotFramework-DirectLineJS issues 187 and 259); here it comes with the first request, so that a bot
 * that names the wrong origin is found out before somebody signs in.
 * @throws Refusal 403 for a page of another origin; who names none is no browser
 */
export function refuseStrangers({ trustedOrigins }: Pass, req: Parameters<typeof header>[0]): void {
  const origin = header(req, 'origin');
  if (!trustedOrigins || origin === undefined || trustedOrigins.includes(origin)) return;
  throw new Refusal(403, 'ServiceError', `${origin} is not in the list of trusted origins`);
}

export interface Joined {
  conversation: Conversation;
  pass: Pass;
}

/**
 * The conversation of the address, if the caller's token (or the secret) opens it.
 * @throws Refusal 403 for another conversation's token, 404 for a conversation that nobody started
 */
export function joined(doors: Doors, req: Request): Joined {
  const conversationId = String(req.params.id);
  const pass = passOf(doors, req);
  if (pass && pass.conversationId !== conversationId) {
    throw new Refusal(403, 'BadArgument', 'The token is for another conversation');
  }
  const { find, join } = doors.conversations;
  const conversation = pass ? join(conversationId, pass.user) : find(conversationId);
  if (!conversation) throw new Refusal(404, 'BadArgument', 'Conversation not found');
  // A token without a user, and the secret, may speak for anybody.
  return { conversation, pass: pass ?? { conversationId } };
}
