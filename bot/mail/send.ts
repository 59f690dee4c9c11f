// Sending: one POST to Graph's sendMail, and an honest verdict on what became of it.
import { ResponseType } from '@microsoft/microsoft-graph-client';
import { type Advice, adviceFor } from '../graph/advice';
import type { Graph } from '../graph/client';
import { GraphAnswered, GraphCallFailed } from '../graph/errors';
import type { Mail } from './draft';

export type SendResult =
  /** Graph took it (202): handed to Outlook, which is not yet delivered. */
  | { state: 'sent' }
  /** Graph took nothing because the token is no longer good; after a new sign-in the form can be sent again. */
  | { state: 'refused' }
  /** Graph took nothing, for this reason. */
  | { state: 'failed'; failure: Advice; retryAfter?: number }
  /** The mail may or may not have gone: sendMail knows no idempotency key, so asking again could send it twice. */
  | { state: 'unknown' };

/** Sends a mail as the signed-in person. Never throws for what Graph or the network does, and never sends twice. */
export async function sendMail(graph: Graph, mail: Mail): Promise<SendResult> {
  try {
    const answer: Response = await graph.call((client) =>
      client.api('/me/sendMail').responseType(ResponseType.RAW).post(toGraph(mail)),
    );
    await answer.body?.cancel();
    return { state: 'sent' };
  } catch (error) {
    if (error instanceof GraphAnswered || error instanceof GraphCallFailed) return verdict(error);
    throw error;
  }
}

function verdict(error: GraphAnswered | GraphCallFailed): SendResult {
  if (error instanceof GraphCallFailed) {
    return error.mayHaveArrived ? { state: 'unknown' } : { state: 'failed', failure: adviceFor(error) };
  }
  if (error.status === 401) return { state: 'refused' };
  // A 307 or 308 asks to be sent elsewhere, so nothing was taken here; a 303 may follow a request that was carried out.
  const nothingTaken =
    (error.status >= 400 && error.status < 500) || error.status === 307 || error.status === 308;
  if (!nothingTaken) return { state: 'unknown' };
  const { retryAfter } = error;
  return { state: 'failed', failure: adviceFor(error), ...(retryAfter === undefined ? {} : { retryAfter }) };
}

/** Plain text: what was typed is what arrives, and no markup of anybody's is carried along. */
function toGraph({ to, subject, body }: Mail) {
  return {
    message: {
      subject,
      body: { contentType: 'text', content: body },
      toRecipients: to.map((emailAddress) => ({ emailAddress })),
    },
    saveToSentItems: true,
  };
}
