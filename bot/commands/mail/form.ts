// The mail form: opened, and shown again with what was typed, why it was not taken and what there is to choose.
import { type Card, type Choice, renderCard } from '../../../cards/render';
import type { Account } from '../../graph/profile';
import type { BotWords } from '../../locales';
import { checkDraft, limits, type Problems, recipientsOf } from '../../mail/check';
import { markShown, openForm } from '../../mail/claim';
import { type Draft, emptyDraft, type RecipientField } from '../../mail/draft';
import { pickId, pickValue, type Question } from '../../mail/names';
import { showMailbox } from '../../mail/recipients';
import { formOf, type PendingCommand } from '../../people/record';
import { replace, show, type Turn } from '../../turn';
import { asSignedIn } from '../account/signedIn';
import { noticeCard } from '../notice';
import { showPrivatePlease } from '../place';
import type { Services } from '../services';

/** Opens a form, filled with what is known of the mail, once the person is signed in. */
export async function composeMail(turn: Turn, services: Services, draft: Draft = emptyDraft): Promise<void> {
  if (!turn.isPrivate) return showPrivatePlease(turn);
  const formId = services.ids.unique();
  const now = services.clock.now();
  const isWhole = isSendable(draft);
  // Written before the sign-in card is shown: what was typed in one line must survive the sign-in.
  await turn.person.change((record) => {
    const opened = openForm(record, formId, draft, now);
    return isWhole ? markShown(opened, formId, { seen: true }, now) : opened;
  });
  const isTyped = draft !== emptyDraft;
  if (isTyped) turn.keptForm = formId;
  await openPendingForm(turn, services, { name: 'compose', formId, ...(isTyped ? { typed: true } : {}) });
}

/** Whether the form shows all that there is to see before a mail goes, so that the word `send` is enough. */
function isSendable(draft: Draft): boolean {
  const checked = checkDraft(draft);
  return 'mail' in checked && recipientsOf(checked.mail).length <= limits.many;
}

/** Shows a form of the record again, with its text; used after a sign-in and after a mail that did not go. */
export async function reopenForm(turn: Turn, services: Services, formId?: string): Promise<void> {
  // From here on the text may be changed on the screen: the word `send` must not send what stood there before.
  const now = services.clock.now();
  if (formId) await turn.person.change((record) => markShown(record, formId, {}, now));
  await openPendingForm(turn, services, { name: 'compose', ...(formId ? { formId } : {}) });
}

/** Shows the form of a command, remembered over a sign-in if there must be one. */
export async function openPendingForm(
  turn: Turn,
  services: Services,
  command: Extract<PendingCommand, { name: 'compose' }>,
): Promise<void> {
  const { formId } = command;
  await asSignedIn(turn, services, command, async ({ account }) => {
    const from = await account();
    const form = formId ? formOf(await turn.person.record(), formId) : undefined;
    if (!formId || !form) return composeMail(turn, services);
    if (form.state === 'sending') return showStillSending(turn);
    // A form whose mail may have gone out is sent again only as a new one: the old claim stays.
    if (form.state === 'unknown') return composeMail(turn, services, form.draft);
    const card = formCard(turn, services, { id: formId, draft: form.draft, from });
    await show(turn, card, turn.words.t('cards.mailForm.summary', { from: showMailbox(from) }));
    turn.entry.outcome = 'form shown';
  });
}

/** A form as it is shown again. */
export interface ShownForm {
  id: string;
  draft: Draft;
  from: Account;
  problems?: Problems;
  questions?: Question[];
}

/** Puts the form back where it was, with a sentence on top, the reasons at the fields and what there is to choose. */
export async function returnForm(
  turn: Turn,
  services: Services,
  form: ShownForm,
  notice: string,
): Promise<void> {
  await replace(turn, formCard(turn, services, form, notice), notice);
}

export async function showStillSending(turn: Turn): Promise<void> {
  turn.entry.outcome = 'still sending';
  await show(turn, stillSendingCard(turn), turn.words.t('mail.sending.title'));
}

export function stillSendingCard(turn: Turn): Card {
  const { t } = turn.words;
  return noticeCard(turn, { title: t('mail.sending.title'), text: t('mail.sending.text') });
}

function formCard({ words }: Turn, { settings }: Services, form: ShownForm, notice = ''): Card {
  const { id: formId, draft, from, problems = {}, questions = [] } = form;
  const reason = (field: keyof Problems) => {
    const problem = problems[field];
    return problem ? words.t(`mail.problem.${problem.key}`, 'values' in problem ? problem.values : {}) : '';
  };
  const picks = (field: RecipientField) =>
    questions.flatMap((question, index) =>
      question.field === field ? [toChoice(words, question, index)] : [],
    );
  const { importance, format, cc, bcc } = draft;
  const data = {
    formId,
    notice,
    placeholder: words.t(
      settings.directoryConnectionName ? 'mail.placeholder.names' : 'mail.placeholder.addresses',
    ),
    draft,
    problems: {
      to: reason('to'),
      cc: reason('cc'),
      bcc: reason('bcc'),
      subject: reason('subject'),
      body: reason('body'),
    },
    picks: { to: picks('to'), cc: picks('cc'), bcc: picks('bcc') },
    more: Boolean(cc || bcc || problems.cc || problems.bcc || importance !== 'normal' || format !== 'text'),
  };
  return renderCard('mailForm', data, words.group('cards.mailForm', { from: showMailbox(from) }));
}

/** On the card they are a list that folds out: as buttons, their addresses would become links and their names Markdown. */
function toChoice({ t }: BotWords, { field, name, people, more }: Question, index: number): Choice {
  const label = t(more ? 'mail.choose.first' : 'mail.choose.which', { name, count: people.length });
  return {
    id: pickId(index),
    label,
    placeholder: t('mail.choose.placeholder'),
    choices: people.map((mailbox) => {
      const shown = showMailbox(mailbox);
      return { title: shown, value: pickValue({ field, name, take: shown }) };
    }),
  };
}
