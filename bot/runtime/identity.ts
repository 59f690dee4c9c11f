// The bot's managed identity, by Microsoft's own library, which is loaded when the first token is wanted.
import type { TokenCredential } from '@azure/identity';
import { type Clock, systemClock, waitAtMost } from './clock';

/** The managed identity gave no token, or not in time. What the library said stays behind: it may repeat an answer. */
export class IdentityUnavailable extends Error {
  override name = 'IdentityUnavailable';
  constructor() {
    super('The managed identity gave no token');
  }
}

/** Milliseconds. The library itself waits for ever. */
const answerWithin = 4_000;

/**
 * Opens the identity; nothing is asked for yet.
 * @param clientId names a user-assigned identity; without it the machine's own is meant
 */
export function openIdentity(clientId?: string, clock: Clock = systemClock): TokenCredential {
  const load = async () => {
    const { ManagedIdentityCredential } = await import('@azure/identity');
    return clientId ? new ManagedIdentityCredential({ clientId }) : new ManagedIdentityCredential();
  };
  let credential: ReturnType<typeof load> | undefined;
  return {
    async getToken(scopes, options) {
      credential ??= load();
      const asked = (await credential).getToken(scopes, options);
      const token = await waitAtMost(clock, answerWithin, asked).catch(() => undefined);
      if (!token || token === 'late') throw new IdentityUnavailable();
      return token;
    },
  };
}

/**
 * Gives tokens for one audience, such as https://api.botframework.com. The credential by itself may ask anew for every call: here a
 * token is asked for once, however many wait for it, kept, and renewed before it ends.
 */
export function tokensFor(identity: TokenCredential, audience: string): () => Promise<string> {
  const load = async () => {
    const { getBearerTokenProvider } = await import('@azure/identity');
    return getBearerTokenProvider(identity, `${audience}/.default`);
  };
  let provider: ReturnType<typeof load> | undefined;
  return async () => {
    provider ??= load();
    return (await provider)();
  };
}
