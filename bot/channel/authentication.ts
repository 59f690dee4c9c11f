// Bot Framework authentication: every request's JWT is checked, and whatever is wrong with one is a 401.
import type { TokenCredential } from '@azure/identity';
import { type Activity, StatusCodes } from 'botbuilder';
import {
  type AuthenticateRequestResult,
  AuthenticationConstants,
  AuthenticationError,
  BotFrameworkAuthentication,
  type BotFrameworkClient,
  ClaimsIdentity,
  type ConnectorFactory,
  type UserTokenClient,
} from 'botframework-connector';
import type { Clock } from '../runtime/clock';
import type { Fetch } from '../runtime/http';
import type { Settings } from '../settings';
import { type BotFrameworkCloud, cloudOf, emulatorIssuersOf } from './cloud';
import { openConnector } from './connector';
import { openOwnToken } from './ownToken';
import { callService, type OwnToken } from './serviceCalls';
import { type CheckedToken, checkOrigin, Refused, TokenCheck } from './tokenCheck';
import { TokenService } from './tokenService';

/** Who the bot is to the token service while authentication is off: it wants some name. */
const withoutAppId = 'no-app-id';

/** Who sent a request: by its token, or anybody while authentication is off. */
export type Caller = CheckedToken | 'anybody';

/** What an activity says of where it comes from. */
type Origin = Pick<Activity, 'channelId' | 'serviceUrl'>;

/** The check of tokens, and clients of our own: botbuilder would make them, each with a credential, for every turn. */
export class ChannelAuthentication extends BotFrameworkAuthentication {
  /** Nothing while authentication is off. */
  private readonly tokens: TokenCheck | undefined;
  private readonly cloud: BotFrameworkCloud;
  private readonly tokenService: UserTokenClient;
  /** The bot's token for Bot Framework's services. It is for the service that a caller's token vouches for, and no other. */
  readonly ownToken: OwnToken;

  constructor(
    settings: Settings,
    private readonly fetch: Fetch,
    identity: TokenCredential,
    clock: Clock,
  ) {
    super();
    const appId = settings.app.id;
    this.cloud = cloudOf(settings);
    const rules = {
      appId,
      channelIssuer: this.cloud.channelIssuer,
      emulatorIssuers: emulatorIssuersOf(settings),
    };
    this.tokens = appId ? new TokenCheck(rules, this.cloud, fetch, clock) : undefined;
    this.ownToken = openOwnToken(settings, this.cloud, identity, clock);
    const call = callService('token service', { fetch, token: this.ownToken });
    this.tokenService = new TokenService(call, this.cloud.oAuthUrl, appId || withoutAppId);
  }

  /**
   * Checks a request's token, before its body is read.
   * @throws Refused, KeysUnavailable
   */
  async authenticate(header: string): Promise<Caller> {
    return this.tokens ? this.tokens.check(header) : 'anybody';
  }

  /**
   * Compares the caller with the activity that came.
   * @throws Refused
   */
  admit(caller: Caller, { channelId, serviceUrl }: Origin): AuthenticateRequestResult {
    // A key's endorsements are compared with the channel, which the SDK leaves out for a blank one.
    if (!channelId.trim()) throw new Refused('channel');
    const { audience, callerId } = this.cloud;
    if (caller === 'anybody') {
      const claimsIdentity = new ClaimsIdentity([], AuthenticationConstants.AnonymousAuthType);
      const connectorFactory = this.createConnectorFactory(claimsIdentity);
      return { claimsIdentity, audience, connectorFactory };
    }
    checkOrigin(caller, channelId, serviceUrl);
    const claimsIdentity = caller.identity;
    const connectorFactory = this.createConnectorFactory(claimsIdentity);
    return { claimsIdentity, audience, connectorFactory, ...(callerId ? { callerId } : {}) };
  }

  /** @throws Refused, KeysUnavailable */
  override async authenticateRequest(origin: Origin, header: string): Promise<AuthenticateRequestResult> {
    return this.admit(await this.authenticate(header), origin);
  }

  /** The client is the same for every turn: a good token is always for this bot's id. */
  override async createUserTokenClient(): Promise<UserTokenClient> {
    return this.tokenService;
  }

  /**
   * The bot's token is for Bot Framework alone: one for the audience that a caller names is of use to skills only. It goes
   * to the service that the caller's own token names. The Emulator's tokens name none, and it asks for none.
   */
  override createConnectorFactory(identity: ClaimsIdentity): ConnectorFactory {
    const vouchedFor = identity.getClaimValue(AuthenticationConstants.ServiceUrlClaim);
    return {
      create: async (serviceUrl) => {
        const token: OwnToken = serviceUrl === vouchedFor ? this.ownToken : async () => undefined;
        return openConnector(callService('connector', { fetch: this.fetch, token }), serviceUrl);
      },
    };
  }

  // Skills and streaming connections, which this bot does not offer.

  override authenticateChannelRequest(): Promise<ClaimsIdentity> {
    return Promise.reject(new AuthenticationError('Unauthorized', StatusCodes.UNAUTHORIZED));
  }

  override authenticateStreamingRequest(): Promise<AuthenticateRequestResult> {
    return Promise.reject(new AuthenticationError('Unauthorized', StatusCodes.UNAUTHORIZED));
  }

  override createBotFrameworkClient(): BotFrameworkClient {
    throw new Error('This bot calls no skills');
  }
}
