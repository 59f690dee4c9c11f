// The full check of a request's token: signature, times and endorsement by the SDK, and what its claims must say.
import { Channels, StatusCodes } from 'botbuilder';
import {
  AuthenticationConstants,
  AuthenticationError,
  type ClaimsIdentity,
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
  type Refusal,
  readHeader,
  type TokenRules,
  type TokenSource,
} from './incomingToken';
import { KeysUnavailable, SigningKeys } from './signingKeys';

/** The token is not good. The reason is for the bot's own count, and no part of an answer. */
export class Refused extends AuthenticationError {
  constructor(readonly reason: Refusal) {
    super('Unauthorized', StatusCodes.UNAUTHORIZED);
  }
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

  /** @returns why the header by itself shows that the token cannot be good; nothing when that takes the full check */
  refusalOf(header: string): Refusal | undefined {
    const read = readHeader(header, this.rules, this.clock.now());
    return 'refused' in read ? read.refused : undefined;
  }

  /**
   * Checks a token by itself, as for a body that is no activity.
   * @throws Refused, KeysUnavailable
   */
  async check(header: string): Promise<void> {
    await this.identityOf(header, '');
  }

  /**
   * Checks the token that came with an activity.
   * @returns the token's claims; `serviceurl` is among them unless the Emulator made the token
   * @throws Refused, KeysUnavailable
   */
  async checkFor(header: string, channelId: string, serviceUrl: string): Promise<ClaimsIdentity> {
    const { from, identity } = await this.identityOf(header, channelId);
    if (from === 'emulator') {
      if (channelId !== Channels.Emulator) throw new Refused('channel');
      return identity;
    }
    const vouchedFor = identity.getClaimValue(AuthenticationConstants.ServiceUrlClaim);
    if (vouchedFor !== serviceUrl) throw new Refused('service');
    return identity;
  }

  /** @param channelId blank leaves out whether the key is endorsed for the channel */
  private async identityOf(
    header: string,
    channelId: string,
  ): Promise<{ from: TokenSource; identity: ClaimsIdentity }> {
    const now = this.clock.now();
    const read = readHeader(header, this.rules, now);
    if ('refused' in read) throw new Refused(read.refused);
    const { from } = read;
    const issuers = from === 'channel' ? [this.rules.channelIssuer] : this.rules.emulatorIssuers;
    const identity = await new Extractor(issuers, now, this.keys[from])
      .getIdentityFromAuthHeader(header, channelId)
      .catch((error) => {
        // The SDK throws errors of several kinds for one and the same: a token that is not good.
        throw error instanceof KeysUnavailable ? error : new Refused('signature');
      });
    if (!identity) throw new Refused('form');
    const { claims } = identity;
    // The caller of another bot, or of anything else that has a token for this bot, is no channel.
    const isOwn = JwtTokenValidation.getAppIdFromClaims(claims) === this.rules.appId;
    if (from === 'emulator' ? !isOwn : SkillValidation.isSkillClaim(claims)) throw new Refused('caller');
    return { from, identity };
  }
}
