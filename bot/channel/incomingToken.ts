// What an Authorization header says by itself. It is read without keys: only to refuse a request, never to accept one.
import { AuthenticationConstants } from 'botframework-connector';
import * as v from 'valibot';

/** Who signs tokens that may count, and for whom they must be. */
export interface TokenRules {
  appId: string;
  channelIssuer: string;
  /** Empty where tokens of the Emulator do not count. */
  emulatorIssuers: readonly string[];
}

export type TokenSource = 'channel' | 'emulator';
/** What is wrong with a token that is not good, in words for the log. */
export type TokenProblem =
  | 'form'
  | 'algorithm'
  | 'audience'
  | 'issuer'
  | 'time'
  | 'signature'
  | 'caller'
  | 'channel'
  | 'service';

/** Seconds by which the clocks of a channel and the bot may differ; the SDK allows the same. */
export const clockTolerance = 5 * 60;
export const algorithms = AuthenticationConstants.AllowedSigningAlgorithms;

/** Characters of a header. A channel's token has about 1,000, and Node takes 16 KB of headers. */
const longest = 8 * 1024;
const form = /^Bearer ([\w-]+)\.([\w-]+)\.[\w-]+$/;

const Header = v.looseObject({ alg: v.unknown(), kid: v.string() });
const Claims = v.looseObject({
  aud: v.unknown(),
  iss: v.unknown(),
  nbf: v.optional(v.number()),
  exp: v.optional(v.number()),
});

/**
 * Reads a header, such as `Bearer eyJ….eyJ….sig`. Every header that is refused here is refused by the full check too.
 * @param now milliseconds since 1970
 * @returns whose token it says it is and the id of its key, or why it cannot be good
 */
export function readHeader(
  header: string,
  { appId, channelIssuer, emulatorIssuers }: TokenRules,
  now: number,
): { from: TokenSource; keyId: string } | { refused: TokenProblem } {
  const [, first, second] = header.length > longest ? [] : (form.exec(header) ?? []);
  if (!first || !second) return { refused: 'form' };
  const says = jsonOf(first);
  const claims = jsonOf(second);
  if (!v.is(Header, says) || !v.is(Claims, claims)) return { refused: 'form' };
  if (!algorithms.some((known) => known === says.alg)) return { refused: 'algorithm' };
  if (claims.aud !== appId) return { refused: 'audience' };
  const { nbf = 0, exp = Number.POSITIVE_INFINITY } = claims;
  const seconds = Math.floor(now / 1000);
  if (nbf > seconds + clockTolerance || seconds >= exp + clockTolerance) return { refused: 'time' };
  const keyId = says.kid;
  if (claims.iss === channelIssuer) return { from: 'channel', keyId };
  const isEmulator = emulatorIssuers.some((known) => known === claims.iss);
  return isEmulator ? { from: 'emulator', keyId } : { refused: 'issuer' };
}

function jsonOf(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString());
  } catch {
    return undefined;
  }
}
