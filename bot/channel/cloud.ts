// Where Bot Framework is: Microsoft's public cloud, the US government's, or wherever the settings say.
import { AuthenticationConstants, GovernmentConstants } from 'botframework-connector';
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
}

/** Reads from the settings what botbuilder's BotFrameworkAuthenticationFactory reads from them. */
export function cloudOf({ endpoints, channelService }: Settings): BotFrameworkCloud {
  const known =
    channelService === GovernmentConstants.ChannelService ? GovernmentConstants : AuthenticationConstants;
  const at = endpoints ?? known;
  return {
    loginUrl: at.ToChannelFromBotLoginUrl,
    validateAuthority: endpoints?.ValidateAuthority !== 'false',
    audience: at.ToChannelFromBotOAuthScope,
    oAuthUrl: at.OAuthUrl,
  };
}
