// Helpers for stories of the directory's connection: somebody types a name and is asked to sign in to the directory.
import type { Person } from './person';
import { signInCards } from './signIn';

/** The setting of a bot with a directory. The stand-in knows the connection's name. */
export const directory = { DIRECTORY_CONNECTION_NAME: 'directory' };

/** The person whom the directory finds for the name below, as the preview shows them. */
export const foundInDirectory = 'Lê Chi <chi.le@contoso.com>';

/** Somebody signed in for mail opens the preview of a mail to a name. */
export async function namesSomebody(person: Person): Promise<void> {
  await person.says('send mail to Chi about Names: see you at 12');
  await person.clicks('Preview');
}

/** Somebody signed in as Ana who typed a name and is asked to sign in to the directory. */
export async function askedForDirectory(person: Person): Promise<Person> {
  await person.comesInAs('ana');
  await namesSomebody(person);
  return person;
}

/** Whether somebody signed in for mail must sign in to the directory before they can use it. */
export async function mustSignInToDirectory(person: Person): Promise<boolean> {
  const before = signInCards(person).length;
  await namesSomebody(person);
  return signInCards(person).length > before;
}
