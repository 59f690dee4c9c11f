// An activity's shape, read once when it arrives, so that no command meets a part of another type than the protocol's.
import type { Activity } from 'botbuilder';
import * as v from 'valibot';

/** Characters of a text, items of a list. Those of real channels have a few hundred at most. */
const longest = 1_024;

/** An id becomes a part of a URL: control characters and lone surrogates make none, and `..` would lead elsewhere. */
const Id = v.pipe(v.string(), v.maxLength(longest), v.regex(/^(?!\.{1,2}$)[^\p{Cc}\p{Cs}]+$/u));
const Short = v.pipe(v.string(), v.maxLength(longest));
/** The `urn:` of a streaming connection is left out, for the bot offers none. */
const ServiceUrl = v.pipe(v.string(), v.maxLength(2 * longest), v.regex(/^https?:\/\//i), v.url());

/** An object, and no list. */
const Plain = v.custom<object>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);

/** A part that may be missing. It counts as missing when it is of another type. */
const maybe = <Schema extends v.GenericSchema>(schema: Schema) => v.fallback(v.optional(schema), undefined);

/** A part that may be missing or null. One of another type is read as `odd`. */
const marked = <Schema extends v.GenericSchema>(
  schema: Schema,
  odd: v.Fallback<v.NullableSchema<Schema, undefined>>,
) => v.optional(v.fallback(v.nullable(schema), odd));

/** A list that may be missing, without those of its items that are of another type. */
const maybeList = <Schema extends v.GenericSchema>(item: Schema) =>
  maybe(
    v.pipe(
      v.custom<unknown[]>(Array.isArray),
      v.transform((items) => items.slice(0, longest).map((one) => v.safeParse(item, one))),
      v.transform((read) => read.flatMap(({ success, output }) => (success ? [output] : []))),
    ),
  );

/** Of a person or the bot. What else it holds is dropped: every reply repeats it, and so does the link of a sign-in card. */
const Account = v.pipe(
  Plain,
  v.object({ id: Id, name: maybe(Short), aadObjectId: maybe(Short), role: maybe(Short) }),
);

/** Odd marks of a conversation's kind stand for a group, for nobody may be shown as private what is not certainly so. */
const Conversation = v.pipe(
  Plain,
  v.object({
    id: Id,
    name: maybe(Short),
    tenantId: maybe(Short),
    conversationType: marked(Short, 'other'),
    isGroup: marked(v.boolean(), true),
    aadObjectId: maybe(Short),
    role: maybe(Short),
  }),
);

const Entity = v.pipe(Plain, v.looseObject({ type: Short, text: maybe(Short), mentioned: maybe(Account) }));

const Attachment = v.pipe(
  Plain,
  v.looseObject({
    contentType: Short,
    contentUrl: maybe(v.string()),
    name: maybe(Short),
    thumbnailUrl: maybe(v.string()),
  }),
);

/** What Teams says beside the protocol. A team or a meeting marks a conversation of many, also one of an odd type. */
const Place = marked(v.pipe(Plain, v.looseObject({ id: maybe(Short) })), {});
const ChannelData = v.pipe(
  Plain,
  v.looseObject({
    tenant: maybe(v.pipe(Plain, v.looseObject({ id: maybe(Short) }))),
    team: Place,
    meeting: Place,
  }),
);

const Reference = v.pipe(
  Plain,
  v.object({
    activityId: maybe(Id),
    user: maybe(Account),
    bot: maybe(Account),
    conversation: Conversation,
    channelId: Id,
    serviceUrl: ServiceUrl,
    locale: maybe(Short),
  }),
);

/** Activity of the Connector API's description, version 3. The first five are those a turn cannot do without. */
const Shape = v.pipe(
  Plain,
  v.looseObject({
    type: v.pipe(Short, v.nonEmpty()),
    channelId: Id,
    serviceUrl: ServiceUrl,
    conversation: Conversation,
    from: Account,

    recipient: v.fallback(Account, { id: '' }),
    id: maybe(Id),
    replyToId: maybe(Id),
    timestamp: maybe(Short),
    localTimestamp: maybe(Short),
    localTimezone: maybe(Short),
    expiration: maybe(Short),
    callerId: maybe(Short),
    locale: maybe(Short),
    text: maybe(v.string()),
    textFormat: maybe(Short),
    speak: maybe(v.string()),
    summary: maybe(v.string()),
    inputHint: maybe(Short),
    importance: maybe(Short),
    deliveryMode: maybe(Short),
    listenFor: maybeList(v.string()),
    attachments: maybeList(Attachment),
    attachmentLayout: maybe(Short),
    suggestedActions: maybe(Plain),
    entities: maybeList(Entity),
    textHighlights: maybeList(Plain),
    semanticAction: maybe(Plain),
    channelData: maybe(ChannelData),
    name: maybe(Short),
    label: maybe(Short),
    valueType: maybe(Short),
    value: maybe(Plain),
    code: maybe(Short),
    relatesTo: maybe(Reference),
    action: maybe(Short),
    membersAdded: maybeList(Account),
    membersRemoved: maybeList(Account),
    reactionsAdded: maybeList(Plain),
    reactionsRemoved: maybeList(Plain),
    topicName: maybe(Short),
    historyDisclosed: maybe(v.boolean()),
  }),
);

/**
 * Reads what a channel sent. Properties that the protocol does not know stay.
 * @returns nothing for what is no activity, or lacks a part that a turn cannot do without
 */
export function readActivity(body: unknown): Activity | undefined {
  const { success, output } = v.safeParse(Shape, body);
  // The SDK's type has parts as required that the protocol leaves optional, and dates where JSON has texts.
  return success ? (output as unknown as Activity) : undefined;
}
