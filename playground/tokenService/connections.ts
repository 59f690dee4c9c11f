// What each connection asks for, and whose account can give it.
import type { Account } from '../accounts';

/** The connection of this name looks people up; every other one sends mail. */
export const directoryConnection = 'directory';

/** What a connection asks consent for, unless told otherwise. */
export const defaultScopes = (connectionName: string): string[] =>
  connectionName === directoryConnection ? ['User.ReadBasic.All'] : ['User.Read', 'Mail.Send'];

// A personal account is of no organisation (Microsoft Graph permissions reference: "Personal Microsoft account: No").
const ofOrganisations = ['User.ReadBasic.All', 'User.Read.All'];

/** Whether these permissions are about an organisation's people, which a personal account has none of. */
export const findsPeople = (scopes: string[]): boolean =>
  scopes.some((scope) => ofOrganisations.includes(scope));

/** Whether an account can consent to these permissions: Microsoft turns a personal one away from those of organisations. */
export const canConsent = ({ kind }: Account, scopes: string[]): boolean =>
  kind === 'work' || !findsPeople(scopes);
