// The question before signing out or deleting one's data where drafts would be lost. Without drafts nothing is asked.
import { type Form, isBlankForm, type MailRecord } from '../../mail/mailRecord';
import { textMark } from '../../mail/textMark';
import { type LeavingQuestion, withoutLeaving } from '../../people/record';
import { firstOf } from '../../turn/listOf';
import { button, destructiveButton, type Notice, replaceWithNotice, showNotice } from '../../turn/notice';
import { isStorageFailure } from '../../turn/outage';
import type { Outcome } from '../../turn/outcome';
import { nameOf } from '../../turn/shorten';
import type { Turn } from '../../turn/turn';

type Leaving = LeavingQuestion['how'];

const mostNamed = 3;
/** What the button that keeps everything sends. */
const keep = 'keep';

/**
 * Asks, if there is something to lose. Only the question's own button says yes: the words typed once more may have been
 * typed for another reason, and a second press of the button that leads here may be a double click.
 * @param pressed what the button sent; nothing for typed words and for the buttons that lead here
 * @returns nothing when the person may leave
 */
export async function askFirst(turn: Turn, how: Leaving, pressed?: string): Promise<Outcome | undefined> {
  const drafts = draftsAtStake(await turn.person.record());
  const count = drafts.length;
  if (pressed === keep) return sayKept(turn, how, count);
  // What is written after the question was asked changes the mark, and is asked about again.
  const mark = textMark(drafts);
  if (count === 0 || pressed === mark) return undefined;
  const { t } = turn.words;
  const named = drafts.map(({ draft }) => t('mail.quoted', { text: nameOf(turn.words, draft.subject) }));
  const subjects = firstOf(turn.words, named, mostNamed, 'things');
  const notice: Notice = {
    title: t(`account.leave.${how}.title`, { count }),
    text: t(`account.leave.${how}.text`, { subjects, count }),
    actions: [
      destructiveButton(t(`account.leave.${how}.button`, { count }), `account.${how}`, mark),
      button(t(`account.leave.${how}.keep`), `account.${how}`, keep),
    ],
    about: { account: how, state: 'asked' },
  };
  const at = turn.services.clock.now();
  await turn.person.change((record) => ({ ...record, leaving: { how, at } }));
  return showNotice(turn, notice, 'asked');
}

/** Takes the word "no" for an answer to the question. @returns nothing where none was asked */
export async function keepAll(turn: Turn): Promise<Outcome | undefined> {
  if (!turn.isPrivate) return undefined;
  try {
    const record = await turn.person.record();
    if (!record.leaving) return undefined;
    return await sayKept(turn, record.leaving.how, draftsAtStake(record).length);
  } catch (error) {
    // Without the storage nothing can be deleted, and the words are answered like any others.
    if (isStorageFailure(error)) return undefined;
    throw error;
  }
}

/** The mails whose text is kept and would be deleted. One in flight stays. */
export const draftsAtStake = ({ forms }: MailRecord): Form[] =>
  Object.values(forms).filter((form) => form.state !== 'sending' && !isBlankForm(form));

/** The card that was pressed may be an old one, and the drafts gone since. */
async function sayKept(turn: Turn, how: Leaving, count: number): Promise<Outcome> {
  const { t } = turn.words;
  await turn.person.change(withoutLeaving);
  const notice: Notice = {
    title: t('account.leave.kept'),
    text: count > 0 ? t('account.leave.keptText', { count }) : t('account.leave.noDrafts'),
    actions: count > 0 ? [button(t('drafts.button'), 'mail.drafts')] : [],
    about: { account: how, state: 'kept' },
  };
  return replaceWithNotice(turn, notice, 'kept');
}
