// A submit that sends nothing: what the person is told of it, and where they go on.
import { markTold } from '../../mail/claim';
import type { Question } from '../../mail/names';
import type { Decided } from '../../mail/submit';
import { button, noticeCard } from '../../turn/notice';
import type { Services } from '../../turn/services';
import { showTime } from '../../turn/time';
import { replace, type Turn } from '../../turn/turn';
import { showFailedForm, showUnknown } from './answers';
import { showEnded } from './ended';
import { returnForm, type ShownForm, showStillSending } from './form';
import { showPreview } from './preview';

export async function answerUnsent(
  turn: Turn,
  services: Services,
  id: string,
  decided: Exclude<Decided, { kind: 'claimed' }>,
  { from, questions }: { from: ShownForm['from']; questions: Question[] },
): Promise<void> {
  const { t } = turn.words;
  turn.entry.outcome = decided.kind;
  switch (decided.kind) {
    case 'invalid':
      return returnForm(turn, services, { ...decided, from, questions }, t('mail.check'));
    case 'preview':
      return showPreview(turn, services, { ...decided, from });
    case 'noForm':
      return returnForm(turn, services, { ...decided, from }, t('mail.noForm'));
    case 'limit': {
      const time = showTime(turn, decided.until);
      return returnForm(turn, services, { ...decided, from }, t('mail.limit', { time }));
    }
    case 'sending':
      return showStillSending(turn);
    case 'gone':
      return showGone(turn);
    case 'overtaken':
      return;
  }
  // Told already as overdue, in this very turn.
  if (turn.told.has(id)) return;
  if (decided.kind === 'unknown') await showUnknown(turn, decided.form);
  if (decided.kind === 'failed') await showFailedForm(turn, decided.form);
  if (decided.kind === 'ended') await showEnded(turn, decided.outcome);
  await turn.person.change((record) => markTold(record, [id]));
}

async function showGone(turn: Turn): Promise<void> {
  const { t } = turn.words;
  const actions = [button(t('mail.newForm'), 'mail.compose'), button(t('drafts.button'), 'mail.drafts')];
  const title = t('mail.gone.title');
  await replace(turn, noticeCard(turn, { title, text: t('mail.gone.text'), actions }), title);
}
