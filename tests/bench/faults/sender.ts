// A person who sends mails on a bad day: clicks twice, is redelivered, tries again and waits as the bot says.
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Activity } from 'botbuilder';
import { type CardView, viewCard } from '../../support/card';
import type { Person } from '../../support/person';
import { chance } from './faults';
import { type FileHost, fileOf, type RunFile } from './files';

export type Told = 'sent' | 'failed' | 'unknown';

/** What became of one form, as its person was told; nothing when nobody told them. */
export interface Report {
  subject: string;
  told: Told | undefined;
  /** The file that the form had, as it was shown. */
  file: RunFile | undefined;
}

export interface SenderOptions {
  who: Person;
  /** The key of the account they sign in with. */
  account: string;
  seed: number;
  /** How many times faster than real the bots' clocks go. */
  speed: number;
  host: FileHost;
}

/** Signs somebody in. */
export async function startSender({ who, account, seed, speed, host }: SenderOptions) {
  await untilHeard(who, 'Hello', async () => {
    await who.says('sign in');
    if (!lastText(who).includes('Hello')) await who.signsIn(account);
  });

  const used = new Set<string>();
  /** Fills in one form and sends it, clicking again where told to try again, until its end is told. */
  return async (number: number): Promise<() => Report> => {
    const subject = `Form ${number}`;
    const attachment = host.attachmentOf(number);
    const form = await openForm(who, used, attachment ? { attachments: [attachment] } : {});
    const { formId } = form;
    const file = [fileOf(seed, number)].find((one) => one && form.text.includes(one.name));
    const from = who.heard().length;
    const told = () => toldOf(who, subject, from);
    for (let attempt = 1; attempt <= 15 && !told(); attempt++) {
      const value = { verb: 'mail.send', formId, to: 'bao@contoso.com', subject, body: 'Hello' };
      await submit(who, value, (what) => chance(seed, `${what}/${subject}/${attempt}`));
      await patiently(() => told() !== undefined || !isWaiting(who, from), 70_000 / speed);
      if (told() || !isWaiting(who, from)) continue;
      // Nobody answers any more: perhaps the instance died. After two minutes the next word brings the truth.
      await setTimeout(125_000 / speed);
      await quietly(() => who.says('help'));
    }
    // Asked at the very end: a word may still come, such as that of a second click.
    return () => ({ subject, told: told(), file });
  };
}

/** A button has more behind the form's id, which is another when the form comes back. */
const idIn = (formId: string) => formId.split('~')[0] ?? '';

/** A form as it was shown. */
interface OpenForm {
  formId: string;
  text: string;
}

/** Opens a form, again and again if the storage is down. A form of a mail before this one may be the last card that was heard. */
async function openForm(who: Person, used: Set<string>, brings: Partial<Activity>): Promise<OpenForm> {
  for (let attempt = 1; attempt <= 100; attempt++) {
    await quietly(() => who.says('send mail', brings));
    const forms = cards(who, 0).flatMap(({ text, buttons }) =>
      buttons.flatMap(({ data: { verb, formId = '' } }) => (verb === 'mail.send' ? [{ formId, text }] : [])),
    );
    const form = forms.findLast(({ formId }) => !used.has(idIn(formId)));
    if (form) {
      used.add(idIn(form.formId));
      return form;
    }
    await setTimeout(100);
  }
  throw new Error(`No form was opened, last: ${lastText(who)}`);
}

/** One click, often delivered more than once, sometimes clicked twice. */
async function submit(
  who: Person,
  value: Record<string, string>,
  luck: (what: string) => number,
): Promise<void> {
  const clicks = luck('double click') < 0.15 ? 2 : 1;
  const deliveries = luck('redelivery') < 0.2 ? 1 + Math.ceil(luck('how often') * 3) : 1;
  await Promise.all(
    Array.from({ length: clicks }, () => randomUUID()).flatMap((id) =>
      Array.from({ length: deliveries }, async (_, delivery) => {
        // Teams redelivers when a turn took too long; here sometimes at once, which is the harder case.
        await setTimeout(delivery * luck('how soon') * 200);
        await quietly(() => who.does({ id, type: 'message', value, channelData: { postBack: true } }));
      }),
    ),
  );
}

/** What the person was last told of this mail, read from the cards they were shown; each names the mail. */
function toldOf(who: Person, subject: string, from: number): Told | undefined {
  return cards(who, from)
    .map(({ text, inputs }): Told | undefined => {
      const lines = text.split('\n');
      const isReceipt = text.includes('✓ Sent') && lines.includes(subject);
      if (isReceipt || text.includes(`“${subject}” was sent`)) return 'sent';
      const isReturned = text.includes('Not sent:') && inputs.subject === subject;
      if (isReturned || text.includes(`“${subject}” was not sent`)) return 'failed';
      return text.includes(`“${subject}” may or may not`) ? 'unknown' : undefined;
    })
    .findLast((state) => state !== undefined);
}

/** Whether a send is said to be under way, or nothing was said at all. */
function isWaiting(who: Person, from: number): boolean {
  const heard = texts(who, from);
  return heard.length === 0 || heard.some((text) => text.includes('is being sent'));
}

function cards(who: Person, from: number): CardView[] {
  return who
    .heard()
    .slice(from)
    .map(({ activity }) => viewCard(activity.attachments?.[0]?.content));
}

const texts = (who: Person, from: number): string[] => cards(who, from).map(({ text }) => text);

const lastText = (who: Person) => texts(who, 0).at(-1) ?? '';

async function untilHeard(who: Person, words: string, act: () => Promise<void>): Promise<void> {
  for (let attempt = 1; attempt <= 100; attempt++) {
    await quietly(act);
    if (lastText(who).includes(words)) return;
    await setTimeout(100);
  }
  throw new Error(`Never heard "${words}", last: ${lastText(who)}`);
}

async function patiently(done: () => boolean, ms: number): Promise<void> {
  // Looking reads all that was said. Oftener than this, the run itself would slow the services that it hosts.
  for (const end = Date.now() + ms; !done() && Date.now() < end; ) await setTimeout(100);
}

/** A call that a killed instance leaves unanswered is what a channel sees as a failed delivery. */
async function quietly(act: () => Promise<unknown>): Promise<void> {
  await act().catch(() => undefined);
}
