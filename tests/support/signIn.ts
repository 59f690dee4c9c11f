// Helpers for sign-in stories: the sign-in cards of a person, single sign-on by their Teams client, and wrong codes.
import type { Account } from '../../playground/accounts';
import { accounts } from '../../playground/accounts';
import type { Person, PersonOptions, Surroundings } from './person';
import type { World } from './world';

/** The token that a Teams client offers. The stand-in exchanges it after `withSingleSignOn`. */
export const teamsToken = 'a token of Teams';

export const accountOf = (key: string): Account => {
  const found = accounts.find((account) => account.key === key);
  if (!found) throw new Error(`Nobody here is called "${key}"`);
  return found;
};

/** From now on this person's Teams can sign them in silently, as this account. */
export function withSingleSignOn(world: Surroundings, person: Person, account = 'ana'): Person {
  world.standIns.tokenService.exchangeable(teamsToken, person.options.id, accountOf(account));
  return person;
}

/** A code of six digits that is not this one. */
export const otherThan = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

interface SignInCard {
  text: string;
  buttons: { title: string; value?: string }[];
  tokenExchangeResource?: { id: string };
}

/** The sign-in cards a person was shown, oldest first. */
export const signInCards = (person: Person): SignInCard[] =>
  person
    .heard()
    .flatMap(({ activity }) => activity.attachments ?? [])
    .filter(({ contentType }) => contentType === 'application/vnd.microsoft.card.oauth')
    .map(({ content }) => content);

/** Somebody new who has signed in. */
export async function signedIn(
  world: Pick<World, 'person'>,
  options?: Partial<PersonOptions>,
): Promise<Person> {
  const ana = world.person(options);
  await ana.comesInAs('ana');
  return ana;
}

/** Somebody who asked for their profile and is asked to sign in. */
export async function askingFor(world: { person(): Person }): Promise<Person> {
  const ana = world.person();
  await ana.says('profile');
  return ana;
}

/** Whether a person must sign in before they see their profile. */
export async function isSignedIn(person: Person): Promise<boolean> {
  const before = signInCards(person).length;
  await person.says('profile');
  return signInCards(person).length === before;
}

/** The summaries of the bot's messages, which a notification shows. */
export const summaries = (person: Person) => person.heard().map(({ activity }) => activity.summary ?? '');
