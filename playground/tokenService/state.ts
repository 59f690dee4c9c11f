// The `state` of a sign-in: who signs in to what, and from which conversation.
import * as v from 'valibot';

// Only what is used is checked; the rest of the conversation reference is kept as it came, for the event to the bot.
const SignInState = v.looseObject({
  connectionName: v.pipe(v.string(), v.minLength(1)),
  conversation: v.looseObject({
    channelId: v.pipe(v.string(), v.minLength(1)),
    serviceUrl: v.optional(v.string()),
    user: v.looseObject({ id: v.pipe(v.string(), v.minLength(1)) }),
    bot: v.optional(v.looseObject({ id: v.optional(v.string()) })),
    conversation: v.looseObject({ id: v.pipe(v.string(), v.minLength(1)) }),
  }),
  relatesTo: v.nullish(v.unknown()),
  msAppId: v.optional(v.string()),
});

/** botbuilder's TokenExchangeState: `{ connectionName, conversation, relatesTo?, msAppId }`. */
export type SignInState = v.InferOutput<typeof SignInState>;
export type SignInConversation = SignInState['conversation'];

/**
 * Reads a state as a query carries it.
 * @param given base64 of the JSON (botframework-connector, userTokenClient.ts `createTokenExchangeState`). Web Chat
 *   appends `&code_challenge=…`, often url-encoded, to a sign-in link, so the last value may end in it: it is cut off
 * @returns undefined when it is not a whole state
 */
export function readState(given: string): SignInState | undefined {
  const base64 = given
    .replace(/(&|%26)code_challenge.*$/is, '')
    // A query turns an unescaped '+' into a space.
    .replaceAll(' ', '+');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return undefined;
  try {
    const parsed = v.safeParse(SignInState, JSON.parse(Buffer.from(base64, 'base64').toString('utf8')));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}
