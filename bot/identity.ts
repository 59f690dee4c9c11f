// The bot's managed identity: access tokens for Azure's services, through msal-node, kept while they are good.
import type { INetworkModule, ManagedIdentityApplication, NetworkRequestOptions } from '@azure/msal-node';
import { type Clock, systemClock } from './clock';
import { sendOnce } from './http';
import { openSendTwice } from './sendTwice';

export interface AccessToken {
  token: string;
  expiresOn: Date;
}

/**
 * Gives a token for a resource, such as `https://storage.azure.com`: the one that is known, or a new one.
 * @throws (rejects with) IdentityUnavailable
 */
export type Identity = (resource: string) => Promise<AccessToken>;

/** There was no token to be had. */
export class IdentityUnavailable extends Error {
  override name = 'IdentityUnavailable';
}

/** Before a token's end another one is asked for, so that none ends on its way. */
const renewBefore = 5 * 60_000;

/**
 * Opens the identity; nothing is asked for yet. A token is asked for once, however many wait for it, and kept until
 * five minutes before it ends. A failed ask is not kept.
 * @param clientId names a user-assigned identity; without it the machine's own is meant
 */
export function openIdentity(clientId?: string, clock: Clock = systemClock): Identity {
  const asked = new Map<string, { token: Promise<AccessToken>; until: number }>();
  let application: ManagedIdentityApplication | undefined;

  const ask = async (resource: string): Promise<AccessToken> => {
    application ??= openApplication(clientId);
    // Past msal's own memory: it goes by the machine's time, and renews half-way while somebody waits.
    const request = { resource, forceRefresh: true };
    const given = await application.acquireToken(request).catch(() => undefined);
    // The library's error stays behind: it repeats what was answered.
    if (!given?.accessToken || !given.expiresOn)
      throw new IdentityUnavailable('The managed identity gave no token');
    return { token: given.accessToken, expiresOn: given.expiresOn };
  };

  return (resource) => {
    const known = asked.get(resource);
    if (known && clock.now() < known.until) return known.token;
    const fresh = { token: ask(resource), until: Number.POSITIVE_INFINITY };
    asked.set(resource, fresh);
    fresh.token.then(
      ({ expiresOn }) => {
        fresh.until = expiresOn.getTime() - renewBefore;
      },
      () => asked.delete(resource),
    );
    return fresh.token;
  };
}

function openApplication(clientId: string | undefined): ManagedIdentityApplication {
  // Loaded only where used: it is a good part of a cold start.
  const msal = require('@azure/msal-node') as typeof import('@azure/msal-node');
  return new msal.ManagedIdentityApplication({
    ...(clientId ? { managedIdentityIdParams: { userAssignedClientId: clientId } } : {}),
    // msal's own tries wait for as long as Retry-After says, and have no limit of time.
    system: { networkClient: network, disableInternalRetries: true },
  });
}

const send = openSendTwice(sendOnce, systemClock, Math.random);

async function askFor<T>(method: string, url: string, { headers = {}, body }: NetworkRequestOptions = {}) {
  const answer = await send(url, { method, headers, ...(body ? { body } : {}) });
  // Of the headers msal reads this one, on a server of one's own that Azure Arc knows.
  const challenge = { 'www-authenticate': answer.headers.get('www-authenticate') ?? '' };
  return { status: answer.status, headers: challenge, body: JSON.parse(answer.text) as T };
}

/** One for the whole process: msal keeps the first it is given, and the endpoint it found in the environment, for ever. */
const network: INetworkModule = {
  sendGetRequestAsync: (url, options) => askFor('GET', url, options),
  sendPostRequestAsync: (url, options) => askFor('POST', url, options),
};
