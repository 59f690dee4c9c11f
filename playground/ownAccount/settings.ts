// The settings of one's own Microsoft account: with CLIENT_ID the playground signs people in at Microsoft, and mail is real.
import * as v from 'valibot';

export interface OwnAccount {
  clientId: string;
  /** Without one the registration is a public client: "Mobile and desktop applications". */
  clientSecret?: string;
  /** `common`, `organizations`, `consumers`, a directory's id or one of its domains. */
  tenant: string;
}

/** A setting is wrong: the message says which, and what to put there. */
export class OwnAccountError extends Error {
  override name = 'OwnAccountError';
}

const id = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const domain = /^(?=.{4,253}$)[a-z0-9](?:[a-z0-9-]{0,62})(?:\.[a-z0-9][a-z0-9-]{0,62})+$/i;
const someTenants = ['common', 'organizations', 'consumers'];

const Settings = v.object({
  CLIENT_ID: v.pipe(
    v.string(),
    v.regex(
      id,
      'CLIENT_ID is the Application (client) ID of your app registration, such as 11111111-2222-4333-8444-555555555555.',
    ),
  ),
  CLIENT_SECRET: v.exactOptional(
    v.pipe(
      v.string(),
      v.check(
        (secret) => !id.test(secret),
        "CLIENT_SECRET is the secret's ID. Copy its Value instead: it is shown once, when the secret is made.",
      ),
      v.regex(/^[\x21-\x7e]+$/, 'CLIENT_SECRET has a blank or another sign in it that no secret has.'),
      v.maxLength(256, 'CLIENT_SECRET is too long to be a secret of an app registration.'),
    ),
  ),
  TENANT: v.pipe(
    v.string(),
    v.check(
      (tenant) => someTenants.includes(tenant) || id.test(tenant) || domain.test(tenant),
      "TENANT is common, organizations, consumers, a directory's id or one of its domains, such as contoso.com.",
    ),
  ),
});

/**
 * Reads them.
 * @param environment as a person set them; a value of blanks alone counts as none
 * @returns nothing without CLIENT_ID: the playground then signs in at its own stand-in
 * @throws OwnAccountError
 */
export function readOwnAccount(environment: Record<string, string | undefined>): OwnAccount | undefined {
  const settingOf = (name: string) => environment[name]?.trim() || undefined;
  const [clientId, clientSecret] = [settingOf('CLIENT_ID'), settingOf('CLIENT_SECRET')];
  const tenant = settingOf('TENANT')?.toLowerCase();
  // The other two may be there for another program.
  if (!clientId) return undefined;
  const given = {
    CLIENT_ID: clientId,
    ...(clientSecret ? { CLIENT_SECRET: clientSecret } : {}),
    TENANT: tenant ?? 'common',
  };
  const { success, output, issues } = v.safeParse(Settings, given);
  if (!success) throw new OwnAccountError(issues[0].message);
  const { CLIENT_ID, CLIENT_SECRET, TENANT } = output;
  return { clientId: CLIENT_ID, tenant: TENANT, ...(CLIENT_SECRET ? { clientSecret: CLIENT_SECRET } : {}) };
}
