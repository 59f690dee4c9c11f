// Where Bot Framework is: Microsoft's public cloud, the US government's, or wherever the settings say.
import { CallerIdConstants } from 'botbuilder';
import {
  AuthenticationConstants,
  ToBotFromBotOrEmulatorTokenValidationParameters as emulatorTokens,
  GovernmentConstants,
} from 'botframework-connector';
import type { Settings } from '../settings';

export interface BotFrameworkCloud {
  /** Where the bot gets its own tokens by password. */
  loginUrl: string;
  /** Whether that is to be one Microsoft knows. */
  validateAuthority: boolean;
  /** What the bot's own tokens are for. */
  audience: string;
  /** The token service. */
  oAuthUrl: string;
  /** Who signs the channels' tokens. */
  channelIssuer: string;
  /** Where the keys of the channels' tokens are named. */
  channelKeysUrl: string;
  /** The same for the Emulator's tokens. */
  emulatorKeysUrl: string;
  /** Who the SDK says the caller is. */
  callerId?: string;
}

/**
 * Reads from the settings what botbuilder's BotFrameworkAuthenticationFactory reads from them.
 * @throws when ChannelService names a cloud that is not known, and no endpoints are given
 */
export function cloudOf({ endpoints, channelService }: Settings): BotFrameworkCloud {
  const isGovernment = channelService === GovernmentConstants.ChannelService;
  if (channelService && !isGovernment && !endpoints) throw new Error('ChannelService names no known cloud');
  const at = endpoints ?? (isGovernment ? GovernmentConstants : AuthenticationConstants);
  const callerId = isGovernment ? CallerIdConstants.USGovChannel : CallerIdConstants.PublicAzureChannel;
  return {
    loginUrl: at.ToChannelFromBotLoginUrl,
    validateAuthority: endpoints?.ValidateAuthority !== 'false',
    audience: at.ToChannelFromBotOAuthScope,
    oAuthUrl: at.OAuthUrl,
    channelIssuer: at.ToBotFromChannelTokenIssuer,
    channelKeysUrl: at.ToBotFromChannelOpenIdMetadataUrl,
    emulatorKeysUrl: at.ToBotFromEmulatorOpenIdMetadataUrl,
    ...(endpoints ? (endpoints.CallerId ? { callerId: endpoints.CallerId } : {}) : { callerId }),
  };
}

/** Who signs the Emulator's tokens: Microsoft's tenants for that, and the tenant of the bot's app. Nobody unless it is allowed. */
export function emulatorIssuersOf({ app: { tenantId }, allowEmulator }: Settings): string[] {
  if (!allowEmulator) return [];
  const own = tenantId
    ? [
        `${AuthenticationConstants.ValidTokenIssuerUrlTemplateV1}${tenantId}/`,
        `${AuthenticationConstants.ValidTokenIssuerUrlTemplateV2}${tenantId}/v2.0`,
        `${AuthenticationConstants.ValidGovernmentTokenIssuerUrlTemplateV1}${tenantId}/`,
        `${AuthenticationConstants.ValidGovernmentTokenIssuerUrlTemplateV2}${tenantId}/v2.0`,
      ]
    : [];
  return [emulatorTokens.issuer ?? [], own].flat(2);
}
