// The bot's managed identity: access tokens from where Azure hands them out on its machines, kept while they are good.
import * as v from 'valibot';
import { type Clock, systemClock } from './clock';
import { request } from './http';
import { type Answer, openSendTwice, type SendTwice } from './retry';

/**
 * Gives a token for a resource, such as `https://storage.azure.com`: the one that is known, or a new one.
 * @throws (rejects with) IdentityUnavailable
 */
export type Identity = (resource: string) => Promise<string>;

/** There was no token to be had. */
export class IdentityUnavailable extends Error {
  override name = 'IdentityUnavailable';
}

export interface IdentityOptions {
  clock?: Clock;
  send?: SendTwice;
  /** Where App Service says where to ask. */
  environment?: Record<string, string | undefined>;
}

/** Before a token's end another one is asked for, so that none ends on its way: milliseconds. */
const renewBefore = 5 * 60_000;

const Given = v.object({
  access_token: v.pipe(v.string(), v.nonEmpty()),
  /** Seconds since 1970, as text; the two services agree on that. Without an end a token is used once. */
  expires_on: v.optional(v.pipe(v.union([v.string(), v.number()]), v.transform(Number)), 0),
});

/**
 * Opens the identity; nothing is asked for yet. A token is asked for once, however many wait for it, and kept until it
 * ends. From five minutes before that the next one is asked for, while the old one serves.
 *
 * Asked is App Service's endpoint (Container Apps and Functions have it too), and without one the service that every
 * virtual machine has (Microsoft's pages "How to use managed identities for App Service" and "... on an Azure VM to
 * acquire an access token"). msal-node would know a few places more; it keeps the first it finds for ever, and takes 600 KB.
 * @param clientId names a user-assigned identity; without it the machine's own is meant
 */
export function openIdentity(
  clientId: string | undefined,
  {
    clock = systemClock,
    send = openSendTwice(request, systemClock, Math.random),
    environment = process.env,
  }: IdentityOptions = {},
): Identity {
  const kept = new Map<string, { token: string; end: number }>();
  const asking = new Map<string, Promise<string>>();

  const ask = async (resource: string): Promise<string> => {
    const { url, headers } = placeOf(environment);
    const query = new URLSearchParams({ resource, ...(clientId ? { client_id: clientId } : {}) });
    const answer = await send(`${url}&${query}`, { headers }).catch(() => undefined);
    const given = answer && givenIn(answer);
    // What was answered stays behind, but for its status: it is no error's business.
    const why = answer ? `it answered ${answer.status}` : 'it did not answer';
    if (!given) throw new IdentityUnavailable(`The managed identity gave no token: ${why}`);
    kept.set(resource, { token: given.access_token, end: given.expires_on * 1_000 });
    return given.access_token;
  };

  const askOnce = (resource: string): Promise<string> => {
    const known = asking.get(resource);
    if (known) return known;
    const asked = ask(resource).finally(() => asking.delete(resource));
    asking.set(resource, asked);
    return asked;
  };

  return async (resource) => {
    const known = kept.get(resource);
    if (!known || clock.now() >= known.end) return askOnce(resource);
    // Nobody waits for the next one while this one is good, and an outage of a few minutes is nobody's business.
    if (clock.now() >= known.end - renewBefore) askOnce(resource).catch(() => undefined);
    return known.token;
  };
}

function placeOf({
  IDENTITY_ENDPOINT: endpoint,
  IDENTITY_HEADER: proof = '',
}: Record<string, string | undefined>) {
  return endpoint
    ? { url: `${endpoint}?api-version=2019-08-01`, headers: { 'X-IDENTITY-HEADER': proof } }
    : {
        url: 'http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01',
        headers: { Metadata: 'true' },
      };
}

function givenIn({ status, text }: Answer): v.InferOutput<typeof Given> | undefined {
  try {
    return status === 200 ? v.parse(Given, JSON.parse(text)) : undefined;
  } catch {
    return undefined;
  }
}
