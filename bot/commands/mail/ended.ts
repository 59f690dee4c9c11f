// A form whose mail has gone, or may have: what any later click on it is answered with.
import type { Outcome } from '../../people/record';
import { button, noticeCard } from '../../turn/notice';
import { showTime } from '../../turn/time';
import { replace, type Turn } from '../../turn/turn';

/**
 * Tells of a mail that was sent, or may have been, whose text is no longer kept.
 * @param late said on our own account, and not in answer to a click
 */
export async function showEnded(turn: Turn, { state, at, subject }: Outcome, late = false): Promise<void> {
  const { t } = turn.words;
  const isSent = state === 'sent';
  const title = t(isSent ? 'mail.alreadySent.title' : 'mail.unknown.title', { subject });
  const time = showTime(turn, at);
  const sent = late ? t('mail.alreadySent.late', { time }) : t('mail.alreadySent.text', { time });
  const text = isSent ? sent : t('mail.unknown.text');
  const actions = [button(t('mail.newForm'), 'mail.compose')];
  const color = isSent ? 'default' : 'attention';
  await replace(turn, noticeCard(turn, { title, text, color, actions }), title);
}
