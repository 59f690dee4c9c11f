// The full check of a request's token: signature and times by the SDK, and what its claims and its key must say.
import { Channels, StatusCodes } from 'botbuilder';
import {
  AuthenticationConstants,
  AuthenticationError,
  type ClaimsIdentity,
  EndorsementsValidator,
  JwtTokenValidation,
  SkillValidation,
} from 'botframework-connector';
import { JwtTokenExtractor } from 'botframework-connector/lib/auth/jwtTokenExtractor';
import type { OpenIdMetadata } from 'botframework-connector/lib/auth/openIdMetadata';
import type { Clock } from '../runtime/clock';
import type { Fetch } from '../runtime/http';
import type { BotFrameworkCloud } from './cloud';
import {
  algorithms,
  clockTolerance,
  readHeader,
  type TokenProblem,
  type TokenRules,
  type TokenSource,
} from './incomingToken';
import { mayBeCalled } from './serviceUrl';
import { KeysUnavailable, SigningKeys } from './signingKeys';

/** The token is not good. The reason is for the bot's own count, and no part of an answer. */
export class Refused extends AuthenticationError {
  constructor(readonly reason: TokenProblem) {
    super('Unauthorized', StatusCodes.UNAUTHORIZED);
  }
}

/** A token whose signature and times are good. `serviceurl` is among its claims unless the Emulator made it. */
export interface CheckedToken {
  from: TokenSource;
  identity: ClaimsIdentity;
  /** The channels that its key is endorsed for. */
  endorsements: string[];
}

/** The SDK's check of one token, with the bot's own keys and clock. */
class Extractor extends JwtTokenExtractor {
  constructor(
    issuers: readonly string[],
    now: number,
    override readonly openIdMetadata: OpenIdMetadata,
  ) {
    const clockTimestamp = Math.floor(now / 1000);
    // The SDK fetches no keys here, so it gets no address for them.
    super({ issuer: [...issuers], clockTimestamp, clockTolerance }, '', algorithms);
  }
}

/**
 * Checks tokens with the SDK's class for that. The SDK's way to it, which botbuilder takes, remembers every tenant that a
 * token names, forged ones too, and takes some tokens that vouch for no service: those of its channel AseChannel, those of
 * the Emulator, and any with an activity that has no serviceUrl.
 */
export class TokenCheck {
  private readonly keys: Record<TokenSource, SigningKeys>;

  constructor(
    private readonly rules: TokenRules,
    { channelKeysUrl, emulatorKeysUrl }: BotFrameworkCloud,
    fetch: Fetch,
    private readonly clock: Clock,
  ) {
    this.keys = {
      channel: new SigningKeys(channelKeysUrl, fetch, clock),
      emulator: new SigningKeys(emulatorKeysUrl, fetch, clock),
    };
  }

  /**
   * Checks a token by itself: signature, times, and who may have it.
   * @throws Refused, KeysUnavailable
   */
  async check(header: string): Promise<CheckedToken> {
    const now = this.clock.now();
    const read = readHeader(header, this.rules, now);
    if ('refused' in read) throw new Refused(read.refused);
    const { from, keyId } = read;
    const keys = this.keys[from];
    const issuers = from === 'channel' ? [this.rules.channelIssuer] : this.rules.emulatorIssuers;
    const identity = await new Extractor(issuers, now, keys)
      // Without a channel the SDK leaves the key's endorsements out; `checkOrigin` looks at them.
      .getIdentityFromAuthHeader(header, '')
      .catch((error) => {
        // The SDK throws errors of several kinds for one and the same: a token that is not good.
        throw error instanceof KeysUnavailable ? error : new Refused('signature');
      });
    if (!identity) throw new Refused('form');
    const { claims } = identity;
    // The caller of another bot, or of anything else that has a token for this bot, is no channel.
    const isOwn = JwtTokenValidation.getAppIdFromClaims(claims) === this.rules.appId;
    if (from === 'emulator' ? !isOwn : SkillValidation.isSkillClaim(claims)) throw new Refused('caller');
    return { from, identity, endorsements: (await keys.getKey(keyId))?.endorsements ?? [] };
  }
}

/**
 * Compares a good token with the activity that came with it.
 * @param channelId not blank
 * @throws Refused
 */
export function checkOrigin(
  { from, identity, endorsements }: CheckedToken,
  channelId: string,
  serviceUrl: string,
): void {
  // As in the SDK, a key without endorsements is good for every channel.
  if (endorsements.length > 0 && !EndorsementsValidator.validate(channelId, endorsements))
    throw new Refused('channel');
  if (from === 'emulator') {
    if (channelId !== Channels.Emulator) throw new Refused('channel');
    return;
  }
  const vouchedFor = identity.getClaimValue(AuthenticationConstants.ServiceUrlClaim);
  if (vouchedFor !== serviceUrl || !mayBeCalled(serviceUrl)) throw new Refused('service');
}
