// An activity's shape, read once when it arrives, so that no command meets a part of another type than the protocol's.
import type { Activity } from 'botbuilder';
import * as v from 'valibot';
import { cleanLine, cleanText } from '../runtime/cleanText';

/** Characters of a text, items of a list. Those of real channels have a few hundred at most. */
const longest = 1_024;

/** An id becomes a part of a URL: control characters and lone surrogates make none, and `..` would lead elsewhere. */
const Id = v.pipe(v.string(), v.maxLength(longest), v.regex(/^(?!\.{1,2}$)[^\p{Cc}\p{Cs}]+$/u));
const Short = v.pipe(v.string(), v.maxLength(longest));
const Name = v.pipe(Short, v.transform(cleanLine));
/** Characters of a message. A mail that was typed in one line has 20,000, and an overlong one is cut at 60,000 later on. */
const longestText = 64_000;
const Text = v.pipe(
  v.string(),
  v.transform((text) => cleanText(text.slice(0, longestText))),
);
/** The `urn:` of a streaming connection is left out, for the bot offers none. */
const ServiceUrl = v.pipe(v.string(), v.maxLength(2 * longest), v.regex(/^https?:\/\//i), v.url());

/** An object, and no list. */
const Plain = v.custom<object>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);

/** A part that may be missing. It counts as missing when it is of another type. */
const maybe = <Schema extends v.GenericSchema>(schema: Schema) => v.fallback(v.optional(schema), undefined);

/** A part that may be missing or null. One of another type is read as `odd`. */
const nullableOr = <Schema extends v.GenericSchema>(
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
  v.object({ id: Id, name: maybe(Name), aadObjectId: maybe(Short), role: maybe(Short) }),
);

/** Of an odd kind, a conversation counts as a group: nothing private is shown where others may read along. */
const Conversation = v.pipe(
  Plain,
  v.object({
    id: Id,
    name: maybe(Name),
    tenantId: maybe(Short),
    conversationType: nullableOr(Short, 'other'),
    isGroup: nullableOr(v.boolean(), true),
    aadObjectId: maybe(Short),
    role: maybe(Short),
  }),
);

/** Its text is cleaned as the message is, in which it must be found. */
const Entity = v.pipe(
  Plain,
  v.looseObject({
    type: Short,
    text: maybe(v.pipe(Short, v.transform(cleanText))),
    mentioned: maybe(Account),
  }),
);

/** An address, or with `data:` the file itself, which the limit of a request's body bounds. */
const ContentUrl = v.pipe(
  v.string(),
  v.check((url) => url.length <= 2 * longest || /^data:/i.test(url)),
);

/** A file, a picture or a card, or in Teams the message's own HTML. */
const Attachment = v.pipe(
  Plain,
  v.object({
    contentType: Short,
    name: maybe(Name),
    contentUrl: maybe(ContentUrl),
    content: maybe(v.union([v.string(), Plain])),
  }),
);

/** What Teams says beside the protocol. A team or a meeting marks a conversation of many, also one of an odd type. */
const TeamOrMeeting = nullableOr(v.pipe(Plain, v.looseObject({ id: maybe(Short) })), {});
const ChannelData = v.pipe(
  Plain,
  v.looseObject({
    tenant: maybe(v.pipe(Plain, v.looseObject({ id: maybe(Short) }))),
    team: TeamOrMeeting,
    meeting: TeamOrMeeting,
  }),
);

/** Parts of Activity in the Connector API's description, version 3: those that the bot and botbuilder read. */
const Shape = v.pipe(
  Plain,
  v.object({
    // What a turn cannot do without.
    type: v.pipe(Short, v.nonEmpty()),
    channelId: Id,
    serviceUrl: ServiceUrl,
    conversation: Conversation,
    from: Account,

    recipient: v.fallback(Account, { id: '' }),
    id: maybe(Id),
    replyToId: maybe(Id),
    timestamp: maybe(Short),
    locale: maybe(Short),
    localTimezone: maybe(Short),
    deliveryMode: maybe(Short),
    text: maybe(Text),
    entities: maybeList(Entity),
    attachments: maybeList(Attachment),
    channelData: maybe(ChannelData),
    name: maybe(Short),
    value: maybe(Plain),
    action: maybe(Short),
    membersAdded: maybeList(Account),
  }),
);

/**
 * Reads what a channel sent. Parts that nobody here reads are left out.
 * @returns nothing for what is no activity, or lacks a part that a turn cannot do without
 */
export function readActivity(body: unknown): Activity | undefined {
  const { success, output } = v.safeParse(Shape, body);
  // The SDK's type has parts as required that the protocol leaves optional, and dates where JSON has texts.
  return success ? (output as unknown as Activity) : undefined;
}
