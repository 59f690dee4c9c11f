// The people of the speed and growth runs: numbered from 0. Each has an id, a token and a profile, made from the number alone.
const tokenStart = `EwB${'a'.repeat(1_200)}`;

export const appId = '11111111-2222-4333-8444-555555555555';
export const idOf = (person: number): string => `29:person-${person}`;
export const objectIdOf = (person: number): string =>
  `8c5f6f0a-2b7e-4b57-9d40-${String(person).padStart(12, '0')}`;

/** Opaque, and as long as a real one. */
export const tokenOf = (person: number): string => `${tokenStart}-${person}`;

/** The number in an id or in an Authorization header. @returns undefined when it is nobody's */
export function numberIn(text: string | null | undefined, kind: 'id' | 'token'): number | undefined {
  const before = kind === 'id' ? '29:person-' : `Bearer ${tokenStart}-`;
  if (!text?.startsWith(before)) return undefined;
  const number = Number(text.slice(before.length));
  return Number.isInteger(number) ? number : undefined;
}

/** What a reply must contain to be this person's. */
export const nameOf = (person: number): string => `Person ${person}.`;

/** As Graph answers `GET /v1.0/me`. */
export const userOf = (person: number) => ({
  '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#users/$entity',
  businessPhones: ['+84 28 3823 4567'],
  displayName: nameOf(person),
  givenName: 'Person',
  id: objectIdOf(person),
  jobTitle: 'Product Designer',
  mail: `person-${person}@contoso.com`,
  mobilePhone: '+84 90 123 4567',
  officeLocation: 'Ho Chi Minh City, 4/217',
  preferredLanguage: 'en-US',
  surname: String(person),
  userPrincipalName: `person-${person}@contoso.com`,
});
