// The keys that incoming tokens are signed with: fetched once for all requests, and with a pause after a failure.
import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { type IOpenIdMetadataKey, OpenIdMetadata } from 'botframework-connector/lib/auth/openIdMetadata';
import * as v from 'valibot';
import type { Clock } from '../runtime/clock';
import type { Fetch } from '../runtime/http';
import { mayBeCalled } from './serviceUrl';

/** The keys to check a token with could not be had. */
export class KeysUnavailable extends Error {
  override name = 'KeysUnavailable';
}

/** Milliseconds for both answers. The channel waits meanwhile, and gives up on a turn after ten to fifteen seconds. */
const answersWithin = 4_000;
/** Bytes. Each key comes with its certificate and the names of the channels it is for: a few thousand. */
const largestAnswer = 1024 * 1024;
/** Milliseconds in which the service is left alone after a failure. */
const pause = 10_000;
const hour = 60 * 60_000;
/** As in the SDK: keys are fetched anew after a day, and after an hour for the sake of one that is not among them. */
const freshFor = 24 * hour;
const unknownKeyAfter = hour;
/** While the service is down, the keys it named last count for so long. Microsoft's own SDK for .NET keeps keys for five days. */
const usableFor = 5 * 24 * hour;

const Metadata = v.object({ jwks_uri: v.pipe(v.string(), v.check(mayBeCalled)) });
const KeySet = v.object({ keys: v.pipe(v.array(v.unknown()), v.maxLength(1_000)) });
const Key = v.looseObject({
  kty: v.literal('RSA'),
  kid: v.string(),
  n: v.pipe(v.string(), v.nonEmpty()),
  e: v.pipe(v.string(), v.nonEmpty()),
  endorsements: v.nullish(v.array(v.string())),
});

/**
 * Takes the place of the SDK's class, which fetches anew for every request while the service is down or hangs, waits for
 * ever, and reads an answer of any length.
 */
export class SigningKeys extends OpenIdMetadata {
  private named = new Map<string, IOpenIdMetadataKey>();
  private namedAt = Number.NEGATIVE_INFINITY;
  private pausedUntil = Number.NEGATIVE_INFINITY;
  private fetching: Promise<void> | undefined;

  constructor(
    private readonly metadataUrl: string,
    private readonly fetch: Fetch,
    private readonly clock: Clock,
  ) {
    super(metadataUrl);
  }

  /**
   * @returns nothing for an id that the service does not name
   * @throws KeysUnavailable when the service did not say, and the id is not known from before
   */
  override async getKey(id: string): Promise<IOpenIdMetadataKey | null> {
    const age = this.clock.now() - this.namedAt;
    const known = age < usableFor ? this.named.get(id) : undefined;
    if (known ? age < freshFor : age < unknownKeyAfter) return known ?? null;
    try {
      await this.refresh();
    } catch {
      if (known) return known;
      throw new KeysUnavailable('The keys of tokens could not be had');
    }
    return this.named.get(id) ?? null;
  }

  private refresh(): Promise<void> {
    if (this.clock.now() < this.pausedUntil)
      return Promise.reject(new KeysUnavailable('The service failed just now'));
    this.fetching ??= this.fetchKeys()
      .catch((error) => {
        this.pausedUntil = this.clock.now() + pause;
        throw error;
      })
      .finally(() => {
        this.fetching = undefined;
      });
    return this.fetching;
  }

  private async fetchKeys(): Promise<void> {
    const signal = this.clock.timeout(answersWithin);
    const answerOf = async (url: string) => {
      const response = await this.fetch(url, { redirect: 'manual', signal, maxBytes: largestAnswer });
      if (!response.ok) throw new KeysUnavailable(`The service of keys answered ${response.status}`);
      return response.json();
    };
    const { jwks_uri } = v.parse(Metadata, await answerOf(this.metadataUrl));
    const { keys } = v.parse(KeySet, await answerOf(jwks_uri));
    const named = new Map(keys.flatMap(keyOf));
    if (named.size === 0) throw new KeysUnavailable('The service named no keys');
    this.named = named;
    this.namedAt = this.clock.now();
  }
}

/** One key by its id; nothing for a key that is damaged or of another kind. */
function keyOf(key: unknown): [string, IOpenIdMetadataKey][] {
  if (!v.is(Key, key)) return [];
  const { kid, kty, n, e, endorsements } = key;
  const jwk: JsonWebKey = { kty, n, e };
  try {
    const pem = createPublicKey({ key: jwk, format: 'jwk' })
      .export({ type: 'spki', format: 'pem' })
      .toString();
    return [[kid, { key: pem, ...(endorsements ? { endorsements } : {}) }]];
  } catch {
    return [];
  }
}
