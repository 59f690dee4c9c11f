// Sending: one POST to Graph's sendMail that counts, and an honest verdict on what became of it.
import { ResponseType } from '@microsoft/microsoft-graph-client';
import { type Advice, adviceForMail, isUnsureThrottle } from '../graph/advice';
import type { Graph } from '../graph/client';
import { GraphAnswered, GraphCallFailed } from '../graph/errors';
import type { Clock } from '../runtime/clock';
import type { Mail } from './check';
import type { Mailbox } from './recipients';
import { withPlainSignature } from './signature';

/** For the log: why, and Graph's request id. */
interface Traced {
  cause?: string;
  requestId?: string;
}

export type SendResult = Traced & SendState;

type SendState =
  /** Graph took it (202): handed to Outlook, which is not yet delivered. */
  | { state: 'sent' }
  /** Graph took nothing, for this reason. `isChallenge`: as in GraphAnswered. */
  | { state: 'failed'; failure: Advice; retryAfter?: number; isChallenge?: true }
  /** The mail may or may not have gone: sendMail knows no idempotency key, so asking again could send it twice. */
  | { state: 'unknown' };

/** A file that goes along with a mail. */
export interface Attachment {
  name: string;
  /** A media type, such as `application/pdf`. */
  type: string;
  bytes: Buffer;
}

/**
 * Graph answers a longer request with 413 (pnp/cli-microsoft365 #3832 measured 4,194,304 characters). These are bytes, of which
 * a text never has fewer than characters.
 */
export const longestRequest = 4 * 1024 * 1024;

/** Milliseconds after which a send is given up, with an unknown outcome. */
export const sendTimeout = 60_000;
/** Milliseconds that a send may wait because Graph asked to. */
const patience = 4_000;

/**
 * Sends a mail as the signed-in person. Never throws for what Graph or the network does. Sends again only after a 429
 * that says how long to wait, and only if that is short. Makes no request that is longer than Graph takes.
 */
export async function sendMail(
  graph: Graph,
  mail: Mail,
  clock: Clock,
  attachments: readonly Attachment[] = [],
): Promise<SendResult> {
  // Bytes and no text: a text with a letter beyond Latin-1 takes twice its size, and undici would copy it once more.
  const request = Buffer.from(JSON.stringify(toGraph(mail, attachments)));
  if (request.length > longestRequest)
    return { state: 'failed', failure: 'tooLarge', cause: 'request too large' };
  const signal = clock.timeout(sendTimeout);
  const began = clock.now();
  for (;;) {
    try {
      const answer: Response = await graph.call((client) =>
        client.api('/me/sendMail').option('signal', signal).responseType(ResponseType.RAW).post(request),
      );
      // The status has decided; what becomes of the rest of the answer must not undo it.
      answer.body?.cancel().catch(() => undefined);
      const requestId = requestIdOf(answer.headers.get('request-id'));
      // Graph answers 202 and nothing else. Another 2xx is of something in between, such as the page of a proxy.
      if (answer.status !== 202) return { state: 'unknown', cause: String(answer.status), ...requestId };
      return { state: 'sent', ...requestId };
    } catch (error) {
      const wait = waitFor(error);
      if (wait === undefined || clock.now() - began + wait > patience) return verdict(error);
      await clock.sleep(wait);
    }
  }
}

/** Milliseconds that Graph asks to wait before the same request. Nothing if it may not be sent again. */
function waitFor(error: unknown): number | undefined {
  if (!(error instanceof GraphAnswered) || error.status !== 429 || error.retryAfter === undefined)
    return undefined;
  return isUnsureThrottle(error) ? undefined : Math.max(error.retryAfter, 1) * 1000;
}

function verdict(error: unknown): SendResult {
  if (error instanceof GraphCallFailed) {
    const cause = error.code;
    return error.mayHaveArrived
      ? { state: 'unknown', cause }
      : { state: 'failed', failure: adviceForMail(error), cause };
  }
  if (!(error instanceof GraphAnswered)) throw error;
  const { status, code, retryAfter, summary, isChallenge } = error;
  const traced = { cause: summary, ...requestIdOf(error.requestId) };
  // A 307 or 308 asks to be sent elsewhere, so nothing was taken here; a 303 may follow a request that was carried out.
  // Exchange's own timeouts leave it open what it did by then.
  const isTimeout = /^Error(TimeoutExpired|MessageTimeout)$/i.test(code);
  const isRefused = (status >= 400 && status < 500) || status === 307 || status === 308;
  const nothingTaken = isRefused && !isTimeout;
  if (!nothingTaken) return { state: 'unknown', ...traced };
  const wait = retryAfter === undefined ? {} : { retryAfter };
  const challenge = isChallenge ? ({ isChallenge } as const) : {};
  return { state: 'failed', failure: adviceForMail(error), ...wait, ...challenge, ...traced };
}

const requestIdOf = (requestId: string | null) => (requestId ? { requestId } : {});

/** The Markdown libraries are loaded by the first mail that needs them, because they would slow every start down. */
function htmlOf(body: string, signature: string): string {
  const { markdownToHtml } = require('./markdown') as typeof import('./markdown');
  return markdownToHtml(body, signature);
}

/** The body of the request: plain text as it was typed, or Markdown as clean HTML. Empty parts are left out. */
function toGraph(
  { to, cc, bcc, subject, body, importance, format, replyTo, readReceipt, signature }: Mail,
  attachments: readonly Attachment[],
) {
  const isHtml = format === 'markdown';
  return {
    message: {
      subject,
      body: isHtml
        ? { contentType: 'html', content: htmlOf(body, signature) }
        : { contentType: 'text', content: withPlainSignature(body, signature) },
      toRecipients: to.map(toRecipient),
      ...(cc.length > 0 ? { ccRecipients: cc.map(toRecipient) } : {}),
      ...(bcc.length > 0 ? { bccRecipients: bcc.map(toRecipient) } : {}),
      ...(importance === 'normal' ? {} : { importance }),
      ...(replyTo.length > 0 ? { replyTo: replyTo.map(toRecipient) } : {}),
      ...(readReceipt ? { isReadReceiptRequested: true } : {}),
      ...(attachments.length > 0 ? { attachments: attachments.map(toFileAttachment) } : {}),
    },
    saveToSentItems: true,
  };
}

const toRecipient = (emailAddress: Mailbox) => ({ emailAddress });

const toFileAttachment = ({ name, type, bytes }: Attachment) => ({
  '@odata.type': '#microsoft.graph.fileAttachment',
  // Graph refuses a whole mail for one file without a name (demisto/content #14915).
  name: name || 'file',
  contentType: type,
  contentBytes: bytes.toString('base64'),
});
