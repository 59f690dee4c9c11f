// The side of Direct Line that the bot calls, its serviceUrl: /v3/conversations, as the Connector API has it.
import type { Request, Server } from 'restify';
import { answering, header, objectBody, ok, Refusal, type Reply } from './answers';
import type { Account, Conversations } from './conversations';

export interface ConnectorFace {
  conversations: Conversations;
  bot: Account;
  /** Whether an Authorization header holds the bot's own app token; left out, the bot has no app id and none is asked for. */
  ownsAppToken?: ((header: string | undefined) => boolean) | undefined;
}

const activities = '/v3/conversations/:id/activities';

/** Mounts the bot's routes. */
export function mountConnectorFace(server: Server, face: ConnectorFace): void {
  server.post(
    activities,
    answering((req) => receive(face, req)),
  );
  server.post(
    `${activities}/:activityId`,
    answering((req) => receive(face, req)),
  );
  server.put(
    `${activities}/:activityId`,
    answering((req) => cannot(face, req)),
  );
  server.del(
    `${activities}/:activityId`,
    answering((req) => cannot(face, req)),
  );
}

async function receive(face: ConnectorFace, req: Request): Promise<Reply> {
  authorize(face, req);
  const conversation = face.conversations.find(String(req.params.id));
  if (!conversation) throw new Refusal(404, 'ConversationNotFound', 'Conversation not found');
  const { serviceUrl: _, type, ...rest } = await objectBody(req, 413);
  if (typeof type !== 'string') throw new Refusal(400, 'MissingProperty', 'Missing type');
  const replyToId = req.params.activityId ?? rest.replyToId;
  const said = face.conversations.say(conversation, {
    ...rest,
    type,
    from: { ...face.bot, ...(rest.from as Account | undefined), role: 'bot' },
    ...(replyToId ? { replyToId } : {}),
  });
  return ok({ id: said.id });
}

/**
 * Direct Line changes and deletes nothing that was said. The message is the real one (botframework-sdk issue 4734);
 * bots tell by the status, the code is not documented.
 */
function cannot(face: ConnectorFace, req: Request): never {
  authorize(face, req);
  throw new Refusal(405, 'MethodNotAllowed', 'This channel does not support this operation');
}

function authorize(face: ConnectorFace, req: Request): void {
  if (face.ownsAppToken && !face.ownsAppToken(header(req, 'authorization'))) {
    throw new Refusal(401, 'Unauthorized', 'Authorization has been denied for this request.');
  }
}
