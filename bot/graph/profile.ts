// The signed-in person, as Graph's /me tells: eleven attributes and the account they make up.
import * as v from 'valibot';
import { cleanLine } from '../runtime/cleanText';
import type { Graph } from './client';

/** The eleven attributes. A personal account leaves most of them null. */
export const profileFields = [
  'displayName',
  'givenName',
  'surname',
  'jobTitle',
  'mail',
  'userPrincipalName',
  'businessPhones',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'id',
] as const;

const line = v.pipe(v.string(), v.transform(cleanLine));
const text = v.optional(v.fallback(v.nullable(line), null), null);
const Profile = v.object({
  displayName: text,
  givenName: text,
  surname: text,
  jobTitle: text,
  mail: text,
  userPrincipalName: text,
  businessPhones: v.optional(v.fallback(v.nullable(v.array(line)), null), null),
  mobilePhone: text,
  officeLocation: text,
  preferredLanguage: text,
  id: v.string(),
});
export type Profile = v.InferOutput<typeof Profile>;

/** The mail account a person signed in with, as Graph names it. */
export interface Account {
  id: string;
  name: string;
  address: string;
}

/** Asks Graph who is signed in. */
export async function getProfile(graph: Graph): Promise<Profile> {
  // Parsed inside the call, so that an answer of another shape counts as a failed call.
  return graph.call(async (client) =>
    v.parse(
      Profile,
      await client
        .api('/me')
        .select([...profileFields])
        .get(),
    ),
  );
}

/** The account behind a profile. A work account without a mailbox has no `mail`, so the sign-in name stands in. */
export function accountOf({ id, displayName, mail, userPrincipalName }: Profile): Account {
  const address = mail || userPrincipalName || '';
  return { id, name: displayName || address, address };
}

const entraId = /^(?!00000000-0000-0000-)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Whether it is a personal account, which belongs to no organisation. Told by its id: Graph gives a personal account's as
 * sixteen hex digits, with zeros before them where a GUID is wanted, and a work account's as the GUID of its Entra object.
 */
export const isPersonal = ({ id }: Account): boolean => !entraId.test(id);

export type AccountKind = 'work' | 'personal';

/** @returns nothing while it is not known who is signed in */
export function kindOf(account: Account | undefined): AccountKind | undefined {
  return account && (isPersonal(account) ? 'personal' : 'work');
}
