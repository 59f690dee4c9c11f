// The second connection, from outside: somebody who needs the directory of their organisation, and is asked for it.
import { openPerson } from '../../bot/people/people';
import type { PendingCommand } from '../../bot/people/record';
import { waitForSignIn } from '../../bot/people/signIns';
import { readSettings } from '../../bot/settings';
import { openStorage, withHashedKeys } from '../../bot/storage';
import type { Person } from './person';
import { signInCards } from './signIn';
import type { World } from './world';

/** What a bot needs to have a directory; the stand-in knows the name. */
export const directory = { DIRECTORY_CONNECTION_NAME: 'directory' };

/** Notes that the person's conversation waits for the directory, as a command that needs it does. */
export async function needsDirectory(world: World, { options }: Person, command: PendingCommand) {
  const people = withHashedKeys(openStorage(readSettings(world.settings)), 'people');
  const key = { channelId: options.channel, userId: options.id };
  const here = { conversation: options.conversation, now: world.clock.now() };
  const record = openPerson(people, key, world.clock.now);
  await record.change((before) => waitForSignIn(before, here, command, { connection: 'directory' }));
}

/** The mail that is typed then, as its form shows it. */
export const theForm = { to: 'bao@contoso.com', subject: 'Names', body: 'see you at 12' };

/** Somebody signed in as Ana who typed a mail to somebody, and is asked for the directory to find whom they mean. */
export async function askedForDirectory(world: World, person: Person): Promise<Person> {
  await person.comesInAs('ana');
  await person.says(`send mail to ${theForm.to} about ${theForm.subject}: ${theForm.body}`);
  const formId = person.card().buttons.find(({ data }) => data.verb === 'mail.send')?.data.formId;
  await needsDirectory(world, person, { name: 'compose', formId: String(formId) });
  await person.says('sign in');
  return person;
}

/** Whether somebody signed in for mail must sign in to the directory before they can use it. */
export async function mustSignInToDirectory(world: World, person: Person): Promise<boolean> {
  await needsDirectory(world, person, { name: 'profile' });
  const before = signInCards(person).length;
  await person.says('sign in');
  return signInCards(person).length > before;
}
