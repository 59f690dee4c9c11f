// Direct Line tokens for the Web Chat page: the secret stays here, the browser gets a token for one conversation.
import * as v from 'valibot';
import type { Clock } from '../runtime/clock';
import type { Fetch, FetchResponse } from '../runtime/http';

/** What the page gets. */
export interface ChatTicket {
  token: string;
  conversationId: string;
  /** Where Web Chat finds Direct Line. */
  domain: string;
  userId: string;
  /** Seconds. */
  expiresIn: number;
}

/** Direct Line gave no token. Says why in words safe to log: the secret is in none of them. */
export class DirectLineDown extends Error {
  override name = 'DirectLineDown';
}

const Answer = v.object({ token: v.string(), conversationId: v.string(), expires_in: v.number() });
/** Milliseconds. */
const waitFor = 10_000;
/** Bytes of an answer that are read: a token takes some hundred. */
const largestAnswer = 16 * 1024;

/**
 * Asks Direct Line for a token (Direct Line 3.0, Tokens_GenerateTokenForNewConversation).
 * @param ask `userId` begins with `dl_`: Direct Line then lets nobody speak under it without this token.
 *   `trustedOrigins` are the pages the token may be used on, enforced with enhanced authentication
 * @throws DirectLineDown
 */
export async function fetchChatTicket(ask: {
  directLine: { secret: string; url: string };
  fetch: Fetch;
  userId: string;
  trustedOrigins: string[];
  clock: Clock;
}): Promise<ChatTicket> {
  const { directLine, userId, trustedOrigins } = ask;
  const base = `${directLine.url}/v3/directline`;
  let answer: FetchResponse;
  try {
    answer = await ask.fetch(`${base}/tokens/generate`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${directLine.secret}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ user: { id: userId }, trustedOrigins }),
      redirect: 'manual',
      signal: ask.clock.timeout(waitFor),
      maxBytes: largestAnswer,
    });
  } catch {
    throw new DirectLineDown('Direct Line could not be reached');
  }
  if (!answer.ok) throw new DirectLineDown(`Direct Line answered ${answer.status}`);
  const parsed = v.safeParse(Answer, await answer.json().catch(() => undefined));
  if (!parsed.success) throw new DirectLineDown('Direct Line answered something else than a token');
  const { token, conversationId, expires_in: expiresIn } = parsed.output;
  return { token, conversationId, domain: base, userId, expiresIn };
}
