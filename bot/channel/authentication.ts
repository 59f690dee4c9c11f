// Bot Framework authentication: every request's JWT is checked, and whatever is wrong with one is a 401.
import type { TokenCredential } from '@azure/identity';
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
import { type Clock, waitAtMost } from '../runtime/clock';
import type { Fetch } from '../runtime/http';
import type { Settings } from '../settings';
import { cloudOf } from './cloud';
import { openConnector } from './connector';
import { openOwnToken } from './ownToken';
import { callService, type OwnToken } from './serviceCalls';
import { TokenService } from './tokenService';

/** Who the bot is to the token service while authentication is off: it wants some name. */
const withoutAppId = 'no-app-id';

/** Milliseconds for a check. The SDK waits for ever for the keys that tokens are signed with. */
const keysWithin = 6_000;

class KeysUnavailable extends Error {}

/** The SDK's check of tokens, and clients of our own: its own would be made, each with a credential, for every turn. */
export class ChannelAuthentication extends BotFrameworkAuthentication {
  private readonly sdk: BotFrameworkAuthentication;
  private readonly tokenService: UserTokenClient;
  private readonly ownToken: OwnToken;

  constructor(
    settings: Settings,
    private readonly fetch: Fetch,
    identity: TokenCredential,
    private readonly clock: Clock,
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
    this.ownToken = openOwnToken(settings, cloud, identity, clock);
    const call = callService('token service', { fetch, token: this.ownToken });
    this.tokenService = new TokenService(call, cloud.oAuthUrl, app.id || withoutAppId);
  }

  override async authenticateRequest(activity: Activity, header: string): Promise<AuthenticateRequestResult> {
    try {
      const checked = this.sdk.authenticateRequest(activity, header);
      const result = await waitAtMost(this.clock, keysWithin, checked);
      if (result === 'late') throw new KeysUnavailable('The keys of tokens could not be had in time');
      return { ...result, connectorFactory: this.createConnectorFactory() };
    } catch (error) {
      // A bad signature, or HS256, is no AuthenticationError to the SDK.
      throw isOutage(error) ? error : new AuthenticationError('Unauthorized', StatusCodes.UNAUTHORIZED);
    }
  }

  /** The client is the same for every turn: a good token is always for this bot's id. */
  override async createUserTokenClient(): Promise<UserTokenClient> {
    return this.tokenService;
  }

  /** The bot's token is for Bot Framework alone: one for the audience that a caller names is of use to skills only. */
  override createConnectorFactory(): ConnectorFactory {
    const call = callService('connector', { fetch: this.fetch, token: this.ownToken });
    return { create: async (serviceUrl) => openConnector(call, serviceUrl) };
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

/**
 * Whether the keys to check a token with could not be had: node-fetch failed, or an address of theirs answered with an error,
 * for which the SDK throws an AuthenticationError of its own status.
 */
function isOutage(error: unknown): boolean {
  if (error instanceof KeysUnavailable) return true;
  if (error instanceof AuthenticationError) return error.statusCode === StatusCodes.INTERNAL_SERVER_ERROR;
  return error instanceof Error && error.name === 'FetchError';
}
