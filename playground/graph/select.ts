// $select on users: the properties that microsoft.graph.user has, and the refusal of any other.
import type { GraphUser } from '../accounts';
import { type Refusal, refusal } from './answers';

// Properties beyond the default set that bots ask for; nobody here has one of them.
const others =
  'accountEnabled ageGroup city companyName country createdDateTime department employeeId employeeType faxNumber ' +
  'imAddresses mailNickname mySite otherMails postalCode preferredName proxyAddresses state streetAddress ' +
  'usageLocation userType';

/**
 * Reads the value of `$select`.
 * @param someone any user: all have the eleven default properties
 */
export function readSelect(select: string, someone: GraphUser): string[] | Refusal {
  const names = select.split(',').map((name) => name.trim());
  const strange = names.find((name) => !isProperty(someone, name) && !others.split(' ').includes(name));
  if (strange === undefined) return names;
  const what = `Could not find a property named '${strange}' on type 'microsoft.graph.user'.`;
  return refusal(400, 'BadRequest', `Parsing OData Select and Expand failed: ${what}`);
}

/** What a user has under a name that `readSelect` let through. */
export const propertyOf = (user: GraphUser, name: string): unknown =>
  isProperty(user, name) ? user[name] : null;

const isProperty = (user: GraphUser, name: string): name is keyof GraphUser => Object.hasOwn(user, name);
