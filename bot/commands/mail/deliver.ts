// A claimed mail on its way: the receipt within the turn if Graph is quick, else "still sending" and a proactive message.
import { renderCard } from '../../../cards/render';
import { type Account, kindOf } from '../../graph/profile';
import type { Mail } from '../../mail/check';
import { settleForm } from '../../mail/claim';
import type { Draft } from '../../mail/draft';
import type { FormFile } from '../../mail/files';
import { formOf } from '../../mail/mailRecord';
import { type Attachment, type SendResult, sendMail } from '../../mail/send';
import { markReported } from '../../mail/unreported';
import { dropRefusal } from '../../people/record';
import { waitAtMost } from '../../runtime/clock';
import { adviceText } from '../../turn/failure';
import { primaryButton, replaceWithNotice } from '../../turn/notice';
import { isStorageFailure, writeWithRetry } from '../../turn/outage';
import type { Outcome } from '../../turn/outcome';
import { prepareLater } from '../../turn/proactive';
import { adviceAgain, isLastingRefusal } from '../../turn/refusal';
import { sentences } from '../../turn/said';
import { showTime } from '../../turn/time';
import { personOf, replace, type Session, type Turn } from '../../turn/turn';
import { keepingAnswer } from '../../turn/unsaid';
import { showFiles } from './fileTexts';
import { reopenForm, returnForm } from './form';
import { mailRows } from './mailRows';
import { failedText, sendingNotice, showUnknown } from './outcomes';
import { heardOf } from './preview';

/** A channel waits ten to fifteen seconds for a turn. Graph gets so many milliseconds of that. */
const answerWithin = 5_000;

export interface ClaimedMail {
  id: string;
  claim: string;
  draft: Draft;
  from: Account;
  mail: Mail;
  files: FormFile[];
  /** Of the token it is sent with. */
  tokenHash: string;
}

/** Sends a mail whose form was claimed, and reports its outcome. */
export async function deliver(
  turn: Turn,
  { graph }: Session,
  claimed: ClaimedMail,
  attachments: readonly Attachment[],
): Promise<Outcome> {
  const { clock, inFlight } = turn.services;
  const runLater = prepareLater(turn);
  // Markdown is made into HTML.
  await turn.services.share(personOf(turn));
  const sending = inFlight.add(sendMail(graph, claimed.mail, clock, attachments));
  const result = await waitAtMost(clock, answerWithin, sending);
  if (result !== 'late') return conclude(turn, claimed, result);

  const said = replaceWithNotice(turn, sendingNotice(turn.words, claimed.id), 'still sending');
  void inFlight.add(
    Promise.allSettled([said, sending]).then(async () => {
      const late = await sending;
      await runLater((later) => keepingAnswer(later, () => conclude(later, claimed, late)));
    }),
  );
  return said;
}

async function conclude(turn: Turn, claimed: ClaimedMail, answered: SendResult): Promise<Outcome> {
  const at = turn.services.clock.now();
  const result = await judgeRefusal(turn, claimed, answered);
  const { entry, person } = turn;
  // Set before the report, which may fail: the log must tell what became of the mail.
  entry.outcome = result.state;
  if (result.cause) entry.cause = result.cause;
  // The request id of an earlier call would mislead whoever reads the log.
  if (result.requestId) entry.graphRequestId = result.requestId;
  else delete entry.graphRequestId;
  if (!(await settle(turn, claimed, result, at))) return result.state;
  turn.reporting = claimed.id;
  const outcome = await report(turn, claimed, result, at);
  try {
    await person.change((record) => markReported(record, [claimed.id]));
  } catch (error) {
    // The outcome is then reported once more at the next word, which is better than not at all.
    if (!isStorageFailure(error)) throw error;
  }
  return outcome;
}

/** A sign-in that is refused again right after a new one: to sign in once more would lead here again. */
async function judgeRefusal(turn: Turn, { tokenHash }: ClaimedMail, result: SendResult): Promise<SendResult> {
  if (result.state !== 'failed' || result.failure !== 'signInAgain') return result;
  const isLasting = await isLastingRefusal(turn, 'mail', tokenHash);
  return isLasting ? { ...result, failure: adviceAgain(result) } : result;
}

/**
 * Writes down the outcome. The report does not wait for a storage that is down. Without this write the claim would become
 * stale, and "unknown" would override the truth.
 * @returns whether there is something to report: not when the claim was settled as unknown and the person told so
 */
async function settle(
  { person, services }: Turn,
  { id, claim }: ClaimedMail,
  result: SendResult,
  at: number,
): Promise<boolean> {
  const write = () =>
    person.update((record) => {
      const settled = settleForm(record, id, claim, result, at);
      const form = formOf(record, id);
      // A form settled at this very millisecond is this write, whose answer was lost.
      const wasKnown = result.state === 'unknown' && form?.state === 'unknown' && form.since !== at;
      if (!settled) return { result: !wasKnown };
      return { record: result.state === 'sent' ? dropRefusal(settled, 'mail') : settled, result: true };
    });
  const writeLater = () =>
    person.change((record) => markReported(settleForm(record, id, claim, result, at) ?? record, [id]));
  return (await writeWithRetry(services, write, writeLater)) ?? true;
}

async function report(turn: Turn, claimed: ClaimedMail, result: SendResult, at: number): Promise<Outcome> {
  switch (result.state) {
    case 'sent':
      await showReceipt(turn, claimed, at);
      return 'sent';
    case 'unknown':
      return showUnknown(turn, claimed);
    case 'failed': {
      if (result.failure === 'signInAgain') return askSignInAgain(turn, claimed.id);
      const { failure, retryAfter, requestId } = result;
      const facts = { kind: kindOf(claimed.from), retryAfter, requestId };
      const reason = adviceText(turn.words, failure, facts);
      await returnForm(turn, claimed, {
        notice: failedText(turn, reason),
        speak: sentences(turn.words.t('heard.failed', heardOf(turn.words, claimed.mail)), reason),
        state: 'failed',
      });
      return 'failed';
    }
  }
}

async function showReceipt(turn: Turn, { id, from, mail, files }: ClaimedMail, at: number): Promise<void> {
  const { t, group } = turn.words;
  const time = { label: t('mail.time'), value: showTime(turn, at) };
  const draw = (step: number) => {
    const { rows, ...folded } = mailRows(turn.words, { from, mail, files }, step);
    const data = { rows: [...rows, time], ...folded, formId: id, sentItems: sentItemsOf(from) };
    return renderCard('receipt', data, group('cards.receipt'));
  };
  await replace(turn, draw, {
    summary: t('cards.receipt.summary'),
    speak: sentences(
      t('heard.sent', heardOf(turn.words, mail)),
      files.length > 0
        ? t('list.labelled', { label: t('files.label'), value: showFiles(turn.words, files) })
        : '',
    ),
    about: { form: id, state: 'sent' },
  });
}

/** Sent Items in Outlook on the web. */
const sentItemsOf = (from: Account): string =>
  kindOf(from) === 'personal'
    ? 'https://outlook.live.com/mail/0/sentitems'
    : 'https://outlook.office.com/mail/sentitems';

/** Graph no longer takes the token, and the token service fetches a fresh one only after signing out. */
async function askSignInAgain(turn: Turn, formId: string): Promise<Outcome> {
  const { t } = turn.words;
  await turn.signIn.signOut('mail');
  delete turn.session;
  await replaceWithNotice(turn, {
    title: t('signIn.rejected.title'),
    text: sentences(t('signIn.rejected.text'), t('mail.kept')),
    actions: [primaryButton(t('mail.edit'), 'mail.compose', formId)],
    about: { form: formId, state: 'failed' },
  });
  await reopenForm(turn, formId);
  return 'sign-in refused';
}
