// POST /me/sendMail: reads the body as strictly as Graph does, and says what is wrong in Graph's words.
import * as v from 'valibot';
import { type Account, addressOf } from '../accounts';
import { parseJson } from '../http';
import type { GivenMail, Mailee } from '../mailbox';
import { type Refusal, refusal } from './answers';
import { Attachments, attachmentProblem, toFile } from './attachments';
import {
  anything,
  camelCased,
  entity,
  flag,
  oneOf,
  startArray,
  startObject,
  text,
  withoutNotes,
} from './odata';

/** Bytes that Graph takes in one request (Microsoft Graph documentation, "Attach large files": 4 MB). */
export const largestRequest = 4 * 1024 * 1024;
/** Exchange Online's default for one message. */
const mostRecipients = 500;

const Recipient = entity('microsoft.graph.recipient', {
  emailAddress: v.optional(entity('microsoft.graph.emailAddress', { name: text, address: text })),
});
const Recipients = v.optional(v.array(Recipient, startArray), []);

// The names are those of microsoft.graph.message in Graph's CSDL; what a sent mail does not use is let through.
const Message = entity('microsoft.graph.message', {
  subject: text,
  body: v.nullish(
    entity('microsoft.graph.itemBody', {
      content: text,
      contentType: oneOf(['text', 'html'], 'microsoft.graph.bodyType'),
    }),
  ),
  importance: oneOf(['low', 'normal', 'high'], 'microsoft.graph.importance'),
  toRecipients: Recipients,
  ccRecipients: Recipients,
  bccRecipients: Recipients,
  replyTo: Recipients,
  from: v.nullish(Recipient),
  sender: v.nullish(Recipient),
  ...{ isDeliveryReceiptRequested: flag, isReadReceiptRequested: flag, isRead: flag, isDraft: flag },
  attachments: Attachments,
  ...{ categories: anything, flag: anything, inferenceClassification: anything },
  ...{ internetMessageHeaders: anything, internetMessageId: anything, extensions: anything },
  ...{ singleValueExtendedProperties: anything, multiValueExtendedProperties: anything },
  ...{ id: anything, changeKey: anything, bodyPreview: anything, uniqueBody: anything, webLink: anything },
  ...{ conversationId: anything, conversationIndex: anything, parentFolderId: anything },
  ...{ createdDateTime: anything, lastModifiedDateTime: anything, hasAttachments: anything },
  ...{ receivedDateTime: anything, sentDateTime: anything },
});

const SendMail = v.strictObject(
  { '@odata.type': anything, message: Message, saveToSentItems: flag },
  (issue) => {
    const name = v.getDotPath(issue);
    if (name === null) return startObject(issue);
    return name === 'message'
      ? "The parameter 'Message' is required by the action 'sendMail'."
      : `The parameter '${name}' in the request payload is not a valid parameter for the operation 'sendMail'.`;
  },
);

/**
 * Reads a sendMail request.
 * @returns the mail as it would go out, or what Graph would answer instead. Codes and texts are those of Graph's OData
 *   reader (RequestBodyRead) and of Exchange (ErrorInvalidRecipients)
 */
export function readMail(body: Buffer, sender: Account): GivenMail | Refusal {
  const given = parseJson(body);
  if (given === undefined) return refusal(400, 'BadRequest', unreadable);
  const parsed = v.safeParse(SendMail, withoutNotes(camelCased(given)), { abortEarly: true });
  if (!parsed.success) return refusal(400, 'RequestBodyRead', parsed.issues[0].message);
  const { message } = parsed.output;
  const [to, cc, bcc] = [message.toRecipients, message.ccRecipients, message.bccRecipients].map(
    mailees,
  ) as Three;
  const problem =
    recipientProblem([...to, ...cc, ...bcc]) ??
    senderProblem(message.from, sender) ??
    attachmentProblem(message.attachments);
  if (problem) return problem;
  return {
    from: { name: sender.user.displayName, address: addressOf(sender) },
    ...{ to, cc, bcc },
    subject: message.subject ?? '',
    body: message.body?.content ?? '',
    contentType: message.body?.contentType ?? 'text',
    importance: message.importance ?? 'normal',
    ...(message.replyTo.length > 0 ? { replyTo: mailees(message.replyTo) } : {}),
    ...(message.isReadReceiptRequested ? { readReceipt: true as const } : {}),
    attachments: message.attachments.map(toFile),
  };
}

type Three = [Mailee[], Mailee[], Mailee[]];
type Recipient = v.InferOutput<typeof Recipient>;

const unreadable =
  'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.';

const mailees = (recipients: Recipient[]): Mailee[] =>
  recipients.map(({ emailAddress }) => ({
    ...(emailAddress?.name ? { name: emailAddress.name } : {}),
    address: emailAddress?.address ?? '',
  }));

function recipientProblem(all: Mailee[]): Refusal | undefined {
  const invalid = (why: string) =>
    refusal(400, 'ErrorInvalidRecipients', `At least one recipient isn't valid., ${why}`);
  if (all.length === 0) return invalid("A message can't be sent because it contains no recipients.");
  if (all.length > mostRecipients) return invalid(`The message has more than ${mostRecipients} recipients.`);
  const bad = all.find(({ address }) => !wellFormed.test(address))?.address;
  if (bad === undefined) return undefined;
  return invalid(
    `Recipient '${bad}' isn't resolved. All recipients must be resolved before a message can be submitted.`,
  );
}

/** One @, a domain with a dot, and nothing that separates or quotes. */
const wellFormed = /^[^\s@<>()[\],;:"\\]+@[^\s@<>()[\],;:"\\]+\.[^\s@<>()[\],;:"\\.]+$/;

function senderProblem(from: Recipient | null | undefined, sender: Account): Refusal | undefined {
  const address = from?.emailAddress?.address?.toLowerCase();
  if (!address || address === addressOf(sender).toLowerCase()) return undefined;
  return refusal(
    403,
    'ErrorSendAsDenied',
    'The user account which was used to submit this request does not have the right to send mail on behalf of the specified sending account.',
  );
}
