// The bot's own token, by which the token service and the connector know it: by managed identity, or by its password.
import type { TokenCredential } from '@azure/identity';
import { ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import type { AppCredentials } from 'botframework-connector';
import { type Clock, waitAtMost } from '../runtime/clock';
import { tokensFor } from '../runtime/identity';
import type { Settings } from '../settings';
import type { BotFrameworkCloud } from './cloud';
import type { OwnToken } from './serviceCalls';

/** Milliseconds. The SDK itself waits for ever. */
const answerWithin = 4_000;

/** Opens the way to the bot's token: it is asked for when first needed, and kept until shortly before its end. */
export function openOwnToken(
  { app }: Settings,
  { audience, loginUrl, validateAuthority }: BotFrameworkCloud,
  identity: TokenCredential,
  clock: Clock,
): OwnToken {
  if (!app.id) return async () => undefined;
  if (app.type === 'UserAssignedMSI') return tokensFor(identity, audience);
  const factory = new ConfigurationServiceClientCredentialFactory({
    MicrosoftAppId: app.id,
    MicrosoftAppType: app.type,
    MicrosoftAppPassword: app.password ?? '',
    MicrosoftAppTenantId: app.tenantId ?? '',
  });
  // Made once for the process: botbuilder would make credentials for every turn.
  let credentials: ReturnType<typeof factory.createCredentials> | undefined;
  return async () => {
    credentials ??= factory.createCredentials(app.id, audience, loginUrl, validateAuthority);
    // For a password these are always credentials that can be asked for the token itself.
    const asked = credentials.then((made) => (made as AppCredentials).getToken());
    const token = await waitAtMost(clock, answerWithin, asked);
    if (token === 'late') throw new Error('The login service did not answer in time');
    return token;
  };
}
