// The keys that Bot Framework signs its tokens with, each made ready once: botbuilder would make a key anew for every turn.
import { createPublicKey, type KeyObject } from 'node:crypto';
import { JwtTokenExtractor } from 'botframework-connector/lib/auth/jwtTokenExtractor';
import type { IOpenIdMetadataKey, OpenIdMetadata } from 'botframework-connector/lib/auth/openIdMetadata';
import * as v from 'valibot';
import { type Fetch, within } from '../runtime/http';

const OpenIdConfiguration = v.object({ jwks_uri: v.string() });
const KeySet = v.object({ keys: v.array(v.unknown()) });
const RsaKey = v.object({
  kid: v.string(),
  kty: v.literal('RSA'),
  n: v.pipe(v.string(), v.nonEmpty()),
  e: v.pipe(v.string(), v.nonEmpty()),
  endorsements: v.nullish(v.array(v.string())),
});

/** Milliseconds; what Microsoft's page "Authenticate requests from the Bot Connector service" asks for. */
const keptFor = 24 * 3_600_000;
/** A key that nobody knows is looked for in newer ones, but a stranger must not make us ask all the time: milliseconds. */
const askedAgainAfter = 3_600_000;
const timeout = 6_000;

/** No keys could be had: not the caller's fault, and worth another try. */
export class KeysUnavailable extends Error {
  override name = 'KeysUnavailable';
}

interface Key {
  key: KeyObject;
  endorsements?: string[];
}

/** The keys that an OpenID configuration leads to; stands in for botbuilder's class OpenIdMetadata. */
export class SigningKeys implements Pick<OpenIdMetadata, 'getKey'> {
  private keys = new Map<string, Key>();
  private read = 0;
  private reading: Promise<void> | undefined;

  constructor(
    private readonly address: string,
    private readonly fetch: Fetch,
    private readonly now: () => number,
  ) {}

  /**
   * Finds a key.
   * @returns null when it is not among those Microsoft publishes now
   * @throws KeysUnavailable
   */
  async getKey(id: string): Promise<IOpenIdMetadataKey | null> {
    const age = this.now() - this.read;
    if (age > keptFor || (age > askedAgainAfter && !this.keys.has(id))) await this.refresh();
    const found = this.keys.get(id);
    // The SDK hands the key on to jsonwebtoken as it is, which takes a KeyObject where this type says PEM.
    return (found as unknown as IOpenIdMetadataKey | undefined) ?? null;
  }

  /** However many turns wait for it, the keys are asked for once. */
  private refresh(): Promise<void> {
    this.reading ??= this.readKeys().finally(() => {
      this.reading = undefined;
    });
    return this.reading;
  }

  private async readKeys(): Promise<void> {
    const { jwks_uri: address } = await this.get(this.address, OpenIdConfiguration);
    const { keys } = await this.get(address, KeySet);
    this.keys = new Map(keys.flatMap(usable));
    this.read = this.now();
  }

  private async get<T>(url: string, schema: v.GenericSchema<unknown, T>): Promise<T> {
    try {
      return await within(timeout, async (signal) => {
        const answer = await this.fetch(url, { redirect: 'manual', signal });
        if (answer.ok) return v.parse(schema, await answer.json());
        throw new Error(`Answered ${answer.status}`);
      });
    } catch (cause) {
      throw new KeysUnavailable('The keys to check tokens with could not be had', { cause });
    }
  }
}

/** @returns the key by its id; none if it is of another kind, or lacks a part */
function usable(published: unknown): [string, Key][] {
  if (!v.is(RsaKey, published)) return [];
  const { kid, endorsements, ...jwk } = published;
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  return [[kid, endorsements ? { key, endorsements } : { key }]];
}

/** Makes botbuilder look for keys here. It has one place for them, by address, and no setting for what is in it. */
export function useSigningKeys(addresses: string[], fetch: Fetch, now: () => number): void {
  const { openIdMetadataCache } = JwtTokenExtractor as unknown as {
    openIdMetadataCache: Map<string, Pick<OpenIdMetadata, 'getKey'>>;
  };
  for (const address of addresses) openIdMetadataCache.set(address, new SigningKeys(address, fetch, now));
}
