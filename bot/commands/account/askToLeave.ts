// The question before signing out or deleting one's data where drafts would be lost. Without drafts nothing is asked.
import { askToLeave, type Leaving, stay } from '../../people/leaving';
import { button, destructiveButton, type Notice, replaceWithNotice, showNotice } from '../../turn/notice';
import type { Outcome } from '../../turn/outcome';
import type { Turn } from '../../turn/turn';
import { hereIn } from '../session/session';

const mostNamed = 3;
/** What the button that keeps everything sends. */
const keep = 'keep';

/**
 * Asks, if there is something to lose and the answer is not in this very request.
 * @param pressed what the button sent; nothing for typed words and for the buttons that lead here
 * @returns nothing when the person may leave
 */
export async function askFirst(turn: Turn, how: Leaving, pressed?: string): Promise<Outcome | undefined> {
  if (pressed === keep) return sayKept(turn, how);
  const activity = turn.activity.id ?? turn.services.ids.unique();
  const { drafts, mark } = await turn.person.update((record) =>
    askToLeave(record, hereIn(turn), { how, activity, pressed }),
  );
  const count = drafts.length;
  if (count === 0) return undefined;
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

async function sayKept(turn: Turn, how: Leaving): Promise<Outcome> {
  await turn.person.change(stay);
  const { t } = turn.words;
  const notice: Notice = {
    title: t(`account.leave.${how}.kept`),
    text: t('account.leave.keptText'),
    actions: [button(t('drafts.button'), 'mail.drafts')],
    about: { account: how, state: 'kept' },
  };
  return replaceWithNotice(turn, notice, 'kept');
}
