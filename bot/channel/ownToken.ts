// The bot's own token, by which the token service and the connector know it: by managed identity, or by its password.
import { ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import type { AppCredentials } from 'botframework-connector';
import type { Clock } from '../runtime/clock';
import { openIdentity } from '../runtime/identity';
import type { Settings } from '../settings';
import type { BotFrameworkCloud } from './cloud';
import { madeOnce } from './madeOnce';
import type { OwnToken } from './serviceCalls';

/**
 * Opens the way to the bot's tokens. Each is asked for when first needed and kept until five minutes before its end.
 * @returns gives the token for an audience, such as https://api.botframework.com
 */
export function openOwnTokens(
  { app }: Settings,
  cloud: BotFrameworkCloud,
  clock: Clock,
): (audience: string) => OwnToken {
  if (!app.id) return () => async () => undefined;
  if (app.type === 'UserAssignedMSI') {
    const identity = openIdentity(app.id, { clock });
    return (audience) => () => identity(audience);
  }
  const { loginUrl, validateAuthority } = cloud;
  const factory = new ConfigurationServiceClientCredentialFactory({
    MicrosoftAppId: app.id,
    MicrosoftAppType: app.type,
    MicrosoftAppPassword: app.password ?? '',
    MicrosoftAppTenantId: app.tenantId ?? '',
  });
  const credentials = madeOnce<AppCredentials>();
  const make = async (audience: string) =>
    // For a password these are always credentials that can be asked for the token itself.
    (await factory.createCredentials(app.id, audience, loginUrl, validateAuthority)) as AppCredentials;
  return (audience) => async () => (await credentials(audience, () => make(audience))).getToken();
}
