// GET /me and the photo, as Graph answers them for work and for personal accounts.
import type { Account, GraphUser } from '../accounts';
import { type Answer, json } from '../http';
import { type Refusal, refusal } from './answers';

// Properties of microsoft.graph.user beyond the default set that bots ask for; nobody here has one of them.
const others =
  'accountEnabled ageGroup city companyName country createdDateTime department employeeId employeeType faxNumber ' +
  'imAddresses mailNickname mySite otherMails postalCode preferredName proxyAddresses state streetAddress ' +
  'usageLocation userType';

/**
 * `GET /me`.
 * @param select the value of `$select`; without it the eleven default properties
 */
export function me({ user }: Account, select: string | null): Answer | Refusal {
  const context = 'https://graph.microsoft.com/v1.0/$metadata#users';
  if (!select) return json(200, { '@odata.context': `${context}/$entity`, ...user });
  const names = select.split(',').map((name) => name.trim());
  const strange = names.find((name) => !isProperty(user, name) && !others.split(' ').includes(name));
  if (strange !== undefined) {
    const what = `Could not find a property named '${strange}' on type 'microsoft.graph.user'.`;
    return refusal(400, 'BadRequest', `Parsing OData Select and Expand failed: ${what}`);
  }
  const selected = names.map((name) => [name, isProperty(user, name) ? user[name] : null]);
  return json(200, {
    '@odata.context': `${context}(${names.join(',')})/$entity`,
    ...Object.fromEntries(selected),
  });
}

const isProperty = (user: GraphUser, name: string): name is keyof GraphUser => Object.hasOwn(user, name);

/** `GET /me/photo/$value`: a picture, or the 404 that most people without one get, and every personal account. */
export function photo(account: Account): Answer | Refusal {
  if (account.photo) return { status: 200, headers: { 'content-type': 'image/png' }, body: account.photo };
  const exception = 'Microsoft.Fast.Profile.Core.Exception.ImageNotFoundException';
  return refusal(404, 'ImageNotFound', `Exception of type '${exception}' was thrown.`);
}
