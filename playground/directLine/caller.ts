// Who is calling, and which conversation that opens: a token opens its own, the secret any.
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

/** What the caller's token says; undefined for a caller with the secret, who may open any conversation. */
export function passOf(doors: Doors, req: Request): Pass | undefined {
  const given = bearer(req);
  return given === doors.secret ? undefined : doors.tokens.read(given);
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
