// Bot Framework authentication: every request's JWT is checked, and whatever is wrong with one is a 401.

import { type Activity, ConfigurationBotFrameworkAuthentication, StatusCodes } from 'botbuilder';
import {
  type AuthenticateRequestResult,
  AuthenticationError,
  BotFrameworkAuthentication,
  type BotFrameworkClient,
  type ClaimsIdentity,
  type ConnectorFactory,
  type UserTokenClient,
} from 'botframework-connector';
import type { Clock } from '../runtime/clock';
import type { Fetch } from '../runtime/http';
import type { Settings } from '../settings';
import { cloudOf } from './cloud';
import { openConnector } from './connector';
import { openOwnTokens } from './ownToken';
import { callService, type OwnToken } from './serviceCalls';
import { KeysUnavailable, useSigningKeys } from './signingKeys';
import { TokenService } from './tokenService';

/** Who the bot is to the token service while authentication is off: it wants some name. */
const withoutAppId = 'no-app-id';

/** The SDK's check of tokens, and clients of our own: its own would be made, each with a credential, for every turn. */
export class ChannelAuthentication extends BotFrameworkAuthentication {
  private readonly sdk: BotFrameworkAuthentication;
  private readonly tokenService: UserTokenClient;
  private readonly ownToken: (audience: string) => OwnToken;
  private readonly audience: string;

  constructor(
    settings: Settings,
    private readonly fetch: Fetch,
    clock: Clock,
  ) {
    super();
    const { app, channelService, endpoints } = settings;
    this.sdk = new ConfigurationBotFrameworkAuthentication({
      MicrosoftAppId: app.id,
      MicrosoftAppType: app.type,
      ...(app.password ? { MicrosoftAppPassword: app.password } : {}),
      ...(app.tenantId ? { MicrosoftAppTenantId: app.tenantId } : {}),
      ...(channelService ? { ChannelService: channelService } : {}),
      ...endpoints,
    });
    const cloud = cloudOf(settings);
    useSigningKeys(cloud.keys, fetch, clock.now);
    this.audience = cloud.audience;
    this.ownToken = openOwnTokens(settings, cloud, clock);
    const call = callService('token service', { fetch, token: this.ownToken(cloud.audience) });
    this.tokenService = new TokenService(call, cloud.oAuthUrl, app.id || withoutAppId);
  }

  override async authenticateRequest(activity: Activity, header: string): Promise<AuthenticateRequestResult> {
    try {
      const result = await this.sdk.authenticateRequest(activity, header);
      return { ...result, connectorFactory: this.createConnectorFactory() };
    } catch (error) {
      throw error instanceof KeysUnavailable
        ? error
        : new AuthenticationError('Unauthorized', StatusCodes.UNAUTHORIZED);
    }
  }

  /** Whoever is spoken to, it is always this bot: its id is what a good token is for. */
  override async createUserTokenClient(): Promise<UserTokenClient> {
    return this.tokenService;
  }

  override createConnectorFactory(): ConnectorFactory {
    return {
      create: async (serviceUrl, audience) => {
        const token = this.ownToken(audience || this.audience);
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
