// Bot Framework authentication: every request's JWT is checked, and whatever is wrong with one is a 401.

import { type Activity, ConfigurationBotFrameworkAuthentication, StatusCodes } from 'botbuilder';
import {
  type AuthenticateRequestResult,
  AuthenticationConstants,
  AuthenticationError,
  BotFrameworkAuthentication,
  type BotFrameworkClient,
  ClaimsIdentity,
  type ConnectorClient,
  type ConnectorFactory,
  type UserTokenClient,
} from 'botframework-connector';
import type { Settings } from '../settings';
import { madeOnce } from './madeOnce';
import { callServices } from './serviceCalls';

/** Who the bot is to the token service while authentication is off: the SDK refuses an empty app id there. */
const withoutAppId = 'no-app-id';

export class ChannelAuthentication extends BotFrameworkAuthentication {
  private readonly sdk: BotFrameworkAuthentication;
  private readonly tokenClients = madeOnce<UserTokenClient>();
  private readonly connectors = madeOnce<ConnectorClient>();

  constructor(
    private readonly settings: Settings,
    fetch: typeof globalThis.fetch,
  ) {
    super();
    this.sdk = new ConfigurationBotFrameworkAuthentication(
      {
        MicrosoftAppId: settings.app.id,
        MicrosoftAppType: settings.app.type,
        ...(settings.app.password ? { MicrosoftAppPassword: settings.app.password } : {}),
        ...(settings.app.tenantId ? { MicrosoftAppTenantId: settings.app.tenantId } : {}),
        ...(settings.channelService ? { ChannelService: settings.channelService } : {}),
        ...settings.endpoints,
      },
      undefined,
      undefined,
      undefined,
      { httpClient: callServices(fetch) },
    );
  }

  override async authenticateRequest(activity: Activity, header: string): Promise<AuthenticateRequestResult> {
    try {
      const result = await this.sdk.authenticateRequest(activity, header);
      return { ...result, connectorFactory: this.createConnectorFactory(result.claimsIdentity) };
    } catch (error) {
      throw isOutage(error) ? error : new AuthenticationError('Unauthorized', StatusCodes.UNAUTHORIZED);
    }
  }

  override createUserTokenClient(identity: ClaimsIdentity): Promise<UserTokenClient> {
    const known = this.settings.app.id
      ? identity
      : new ClaimsIdentity([{ type: 'aud', value: withoutAppId }], true);
    return this.tokenClients(appIdOf(known), () => this.sdk.createUserTokenClient(known));
  }

  override createConnectorFactory(identity: ClaimsIdentity): ConnectorFactory {
    const factory = this.sdk.createConnectorFactory(identity);
    const create: ConnectorFactory['create'] = (serviceUrl, audience) =>
      this.connectors(JSON.stringify([appIdOf(identity), serviceUrl, audience]), () =>
        factory.create(serviceUrl, audience),
      );
    return { create };
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

/** Whom an identity speaks to, as botbuilder reads it: always this bot, once its token was checked. */
function appIdOf(identity: ClaimsIdentity): string {
  const { AudienceClaim, AppIdClaim } = AuthenticationConstants;
  return identity.getClaimValue(AudienceClaim) ?? identity.getClaimValue(AppIdClaim) ?? '';
}

/** The keys to check a token with could not be had: not the caller's fault, and worth another try. */
function isOutage(error: unknown): boolean {
  if (error instanceof AuthenticationError) return error.statusCode === StatusCodes.INTERNAL_SERVER_ERROR;
  return error instanceof Error && (error.name === 'FetchError' || 'errno' in error);
}
