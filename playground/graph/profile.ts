// GET /me and the photo, as Graph answers them for work and for personal accounts.
import type { Account } from '../accounts';
import { type Answer, json } from '../http';
import { type Refusal, refusal } from './answers';
import { propertyOf, readSelect } from './select';

/**
 * `GET /me`.
 * @param select the value of `$select`; without it the eleven default properties
 */
export function me({ user }: Account, select: string | null): Answer | Refusal {
  const context = 'https://graph.microsoft.com/v1.0/$metadata#users';
  if (!select) return json(200, { '@odata.context': `${context}/$entity`, ...user });
  const names = readSelect(select, user);
  if ('code' in names) return names;
  return json(200, {
    '@odata.context': `${context}(${names.join(',')})/$entity`,
    ...Object.fromEntries(names.map((name) => [name, propertyOf(user, name)])),
  });
}

/** `GET /me/photo/$value`: a picture, or the 404 that most people without one get, and every personal account. */
export function photo(account: Account): Answer | Refusal {
  if (account.photo) return { status: 200, headers: { 'content-type': 'image/png' }, body: account.photo };
  const exception = 'Microsoft.Fast.Profile.Core.Exception.ImageNotFoundException';
  return refusal(404, 'ImageNotFound', `Exception of type '${exception}' was thrown.`);
}
