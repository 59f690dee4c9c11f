// Sending a form: checked, claimed by ETag, sent once, settled, answered.
import { renderCard } from '../../cards/render';
import type { Advice } from '../graph/advice';
import { type Claim, claimForm, keepTyped, settleForm } from '../mail/claim';
import { checkDraft, type Draft, type Mail, readDraft } from '../mail/draft';
import { showMailbox } from '../mail/recipients';
import { type SendResult, sendMail } from '../mail/send';
import { type Account, type Outcome, type PersonRecord, remember } from '../people/record';
import { replace, type Turn } from '../turn';
import { adviceText } from './failure';
import { reopenForm, returnForm, showStillSending } from './mailForm';
import { button, noticeCard, primaryButton } from './notice';
import type { Services } from './services';
import { asSignedIn, type SignedIn } from './signedIn';
import { showTime } from './time';

/** A form came back with "Send". */
export async function submitMail(
  turn: Turn,
  services: Services,
  value: unknown,
  formId: string,
): Promise<void> {
  const draft = readDraft(value);
  const freshId = services.ids.unique();
  const now = services.clock.now();
  const keep = (record: PersonRecord) => keepTyped(record, formId, draft, freshId, now);
  try {
    await asSignedIn(
      turn,
      services,
      { name: 'compose', formId },
      (me) => trySend(turn, services, me, { id: formId, draft, keep }),
      (record) => {
        // The form on the screen may be gone by now: after the sign-in the one that holds the text is opened.
        const kept = keep(record);
        return remember(kept.record, { name: 'compose', formId: kept.id }, now);
      },
    );
  } catch (error) {
    // Whatever failed before the mail was claimed, the text must outlive it; if the storage is what failed, the form
    // on the screen still has it.
    turn.keptForm = await turn.person
      .update((before) => {
        const { record, id } = keep(before);
        return { record, result: record.forms[id]?.id };
      })
      .catch(() => undefined);
    throw error;
  }
}

interface Submitted {
  id: string;
  draft: Draft;
  keep: (record: PersonRecord) => { record: PersonRecord; id: string };
}

async function trySend(
  turn: Turn,
  services: Services,
  me: SignedIn,
  { id, draft, keep }: Submitted,
): Promise<void> {
  const from = await me.account();
  const { t } = turn.words;
  const checked = checkDraft(draft);
  if ('problems' in checked) {
    const kept = await turn.person.update((record) => ({
      record: keep(record).record,
      result: keep(record).id,
    }));
    turn.entry.outcome = 'invalid';
    return returnForm(turn, { id: kept, draft, from }, t('mail.check'), checked.problems);
  }

  const claim = await turn.person.update<Claim & { keptId?: string }>((record) => {
    const result = claimForm(record, id, draft, services.clock.now());
    if (result.kind === 'claimed') return { record: result.record, result };
    if (result.kind !== 'noForm') return { result };
    // Never mailed: what was typed comes back in a new form.
    const kept = keep(record);
    return { record: kept.record, result: { ...result, keptId: kept.id } };
  });
  switch (claim.kind) {
    case 'sending':
      return showStillSending(turn);
    case 'unknown':
      return showUnknown(turn, id);
    case 'sent':
      return showAlreadySent(turn, claim.outcome);
    case 'noForm':
      turn.entry.outcome = 'no such form';
      return returnForm(turn, { id: claim.keptId ?? id, draft, from }, t('mail.noForm'));
  }

  const result = await sendMail(me.graph, checked.mail);
  const settled = services.clock.now();
  await turn.person.update((record) => ({
    record: settleForm(record, id, result, checked.mail, settled),
    result: undefined,
  }));
  await answer(turn, services, { id, draft, from, mail: checked.mail, at: settled }, result);
}

interface Sent {
  id: string;
  draft: Draft;
  from: Account;
  mail: Mail;
  at: number;
}

async function answer(turn: Turn, services: Services, sent: Sent, result: SendResult): Promise<void> {
  turn.entry.outcome = result.state;
  switch (result.state) {
    case 'sent':
      return showReceipt(turn, sent);
    case 'unknown':
      return showUnknown(turn, sent.id);
    case 'failed':
      return showFailed(turn, sent, result.failure, result.retryAfter);
    case 'refused':
      return askSignInAgain(turn, services, sent.id);
  }
}

async function showReceipt(turn: Turn, { from, mail, at }: Sent): Promise<void> {
  const { t, group } = turn.words;
  const rows = [
    { label: t('mail.from'), value: showMailbox(from) },
    { label: t('mail.to'), value: mail.to.map(showMailbox).join(', ') },
    { label: t('mail.subject'), value: mail.subject },
    { label: t('mail.time'), value: showTime(turn, at) },
  ];
  await replace(turn, renderCard('receipt', { rows }, group('cards.receipt')), t('cards.receipt.summary'));
}

/** The form comes back filled in, with the reason and the reference. */
async function showFailed(turn: Turn, sent: Sent, failure: Advice, retryAfter?: number): Promise<void> {
  const { t } = turn.words;
  const reason = adviceText(turn.words, failure, retryAfter);
  turn.entry.reference = turn.reference;
  await returnForm(
    turn,
    sent,
    `${t('mail.failed.title')}: ${reason} ${t('failure.reference', { reference: turn.reference })}`,
  );
}

async function showUnknown(turn: Turn, formId: string): Promise<void> {
  const { t } = turn.words;
  turn.entry.outcome = 'unknown';
  turn.entry.reference = turn.reference;
  const title = t('mail.unknown.title');
  const card = noticeCard(turn, {
    title,
    text: t('mail.unknown.text'),
    color: 'warning',
    withReference: true,
    actions: [button(t('mail.sendAgain'), 'mail.compose', formId)],
  });
  await replace(turn, card, title);
}

async function showAlreadySent(turn: Turn, { at }: Outcome): Promise<void> {
  const { t } = turn.words;
  turn.entry.outcome = 'already sent';
  const title = t('mail.alreadySent.title');
  const text = t('mail.alreadySent.text', { time: showTime(turn, at) });
  await replace(
    turn,
    noticeCard(turn, { title, text, actions: [button(t('mail.newForm'), 'mail.compose')] }),
    title,
  );
}

/** Graph no longer takes the token, and the token service cannot be made to fetch a fresh one but by signing out. */
async function askSignInAgain(turn: Turn, services: Services, formId: string): Promise<void> {
  const { t } = turn.words;
  await services.signIn.signOut(turn.context);
  delete turn.signedIn;
  const title = t('signIn.rejected.title');
  const card = noticeCard(turn, {
    title,
    text: `${t('signIn.rejected.text')} ${t('mail.kept')}`,
    actions: [primaryButton(t('mail.edit'), 'mail.compose', formId)],
  });
  await replace(turn, card, title);
  await reopenForm(turn, services, formId);
  turn.entry.outcome = 'sign-in refused';
}
