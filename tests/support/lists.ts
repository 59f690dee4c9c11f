// Helpers for the lists of drafts and sent mails: their rows as a person reads them, and how a mail gets into them.
import type { Fault } from '../../playground/faults';
import type { GraphCall } from '../../playground/graph';
import { elementsOf } from './card';
import { seconds } from './clock';
import { someMail, type Typed } from './mails';
import type { Person } from './person';
import { signedIn } from './signIn';
import type { World } from './world';

interface Item {
  inlines?: { text: string }[];
  actions?: { title: string }[];
}

/** What stands in each row of the newest card, from top to bottom: its texts, then its buttons. */
export const rowsOf = (person: Person): string[][] =>
  elementsOf(person.card(), 'Container').map((row) =>
    (row.items as Item[]).flatMap(({ inlines = [], actions = [] }) => [
      ...inlines.map(({ text }) => text),
      ...actions.map(({ title }) => title),
    ]),
  );

export const subjectsOf = (person: Person) => rowsOf(person).map(([subject]) => subject);

/** Each mail's subject and state. */
export const statesOf = (person: Person) => rowsOf(person).map(([subject, state]) => [subject, state]);

/** Begins a mail that cannot be sent yet: the form comes back, and what was typed is kept. */
export async function begins(world: World, person: Person, typed: Record<string, string>) {
  await person.says('send mail');
  await person.clicks('Send', { to: '', subject: '', body: '', ...typed });
  world.clock.pass(seconds(1));
}

/** Somebody signed in who has begun these mails. */
export async function withDrafts(world: World, ...drafts: Record<string, string>[]): Promise<Person> {
  const ana = await signedIn(world);
  for (const typed of drafts) await begins(world, ana, typed);
  return ana;
}

/** What Graph answers in place of taking a mail. */
export type Answer = Omit<Fault<GraphCall>, 'on'>;

/** Sends a mail, which Graph takes unless it is told what to answer. */
export async function sends(
  world: World,
  person: Person,
  changed: Partial<Typed> = {},
  answer?: Answer,
): Promise<Typed> {
  await person.says('send mail');
  if (answer) world.standIns.graph.answerNext({ on: 'sendMail', ...answer });
  const mail = someMail(changed);
  await person.clicks('Send', mail);
  world.clock.pass(seconds(1));
  return mail;
}
