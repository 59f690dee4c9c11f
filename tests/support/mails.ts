// Mails: what a person types into the form, and what arrived in the mailbox.
import { type Draft, emptyDraft } from '../../bot/mail/draft';
import type { SentMail } from '../../playground/mailbox';
import type { Person } from './person';
import type { World } from './world';

export interface Typed extends Record<string, string> {
  to: string;
  subject: string;
  body: string;
}

/** What a form's inputs hold with this typed into it. */
export const filledIn = (typed: Partial<Draft> = {}): Draft => ({ ...emptyDraft, ...typed });

let count = 0;

/** A mail with a unique subject, as tests share a mailbox. */
export function someMail(changed: Partial<Typed> = {}): Typed {
  count += 1;
  return { to: 'bao@contoso.com', subject: `Lunch no. ${count}`, body: 'See you at 12', ...changed };
}

/** A list of this many recipients. */
export const addresses = (count: number): string =>
  Array.from({ length: count }, (_, n) => `p${n}@contoso.com`).join(', ');

/** The mails that arrived with this mail's subject. */
export const arrived = (world: World, { subject }: Typed): SentMail[] =>
  world.standIns.mailbox.messages.filter((mail) => mail.subject === subject);

/** Somebody signed in, with an empty form in front of them. */
export async function withOpenForm(person: Person, account = 'ana'): Promise<Person> {
  await person.comesInAs(account);
  await person.says('send mail');
  return person;
}

interface Element {
  id?: string;
  type: string;
  inlines?: { text: string }[];
  items?: Element[];
}

/** The reason that stands right below an input, if any. */
export function reasonAt(person: Person, field: string): string | undefined {
  const body = (person.card().json.body as Element[]).flatMap((element) => element.items ?? [element]);
  const next = body[body.findIndex(({ id }) => id === field) + 1];
  const isReason = next?.id === `problem-${field}` || next?.id === `note-${field}`;
  return isReason ? next.inlines?.map(({ text }) => text).join('') : undefined;
}
