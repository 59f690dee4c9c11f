// The question before signing out or deleting one's data where drafts would be lost. Without drafts nothing is asked.
import { isBlank } from '../../mail/draft';
import type { Form, MailRecord } from '../../mail/mailRecord';
import { textMark } from '../../mail/textMark';
import { button, destructiveButton, type Notice, replaceWithNotice, showNotice } from '../../turn/notice';
import type { Outcome } from '../../turn/outcome';
import type { Turn } from '../../turn/turn';

type Leaving = 'signOut' | 'forgetMe';

const mostNamed = 3;
/** What the button that keeps everything sends. */
const keep = 'keep';

/**
 * Asks, if there is something to lose. Only the question's own button answers it: the words typed once more may have been
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
  const { t, language } = turn.words;
  const named = drafts
    .slice(0, mostNamed)
    .map(({ draft }) => `"${draft.subject.trim() || t('mail.noSubject')}"`);
  const list = new Intl.ListFormat(language, { type: 'unit' }).format(named);
  const subjects = count > mostNamed ? t('sent.others', { names: list, count: count - mostNamed }) : list;
  const notice: Notice = {
    title: t(`account.leave.${how}.title`, { count }),
    text: t(`account.leave.${how}.text`, { subjects }),
    actions: [
      destructiveButton(t(`account.leave.${how}.button`, { count }), `account.${how}`, mark),
      button(t(`account.leave.${how}.keep`), `account.${how}`, keep),
    ],
    about: { account: how, state: 'asked' },
  };
  return showNotice(turn, notice, 'asked');
}

/** The mails whose text is kept and would be deleted. One in flight stays. */
const draftsAtStake = ({ forms }: MailRecord): Form[] =>
  Object.values(forms).filter(({ state, draft }) => state !== 'sending' && !isBlank(draft));

/** The card that was pressed may be an old one, and the drafts gone since. */
async function sayKept(turn: Turn, how: Leaving, count: number): Promise<Outcome> {
  const { t } = turn.words;
  const notice: Notice = {
    title: t('account.leave.kept'),
    text: t(count > 0 ? 'account.leave.keptText' : 'account.leave.noDrafts'),
    actions: count > 0 ? [button(t('drafts.button'), 'mail.drafts')] : [],
    about: { account: how, state: 'kept' },
  };
  return replaceWithNotice(turn, notice, 'kept');
}
