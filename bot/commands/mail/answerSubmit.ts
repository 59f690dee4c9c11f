// A submit that sends nothing: what the person is told, and where they go on.
import type { Account } from '../../graph/profile';
import type { BotWords } from '../../locales';
import type { Problems } from '../../mail/check';
import type { Question } from '../../mail/names';
import type { Decided } from '../../mail/submit';
import { markReported } from '../../mail/unreported';
import type { Outcome } from '../../turn/outcome';
import type { Turn } from '../../turn/turn';
import { filesOf, noteQuestionArrived, returnForm } from './form';
import { showEnded, showFailedForm, showGone, showStillSending, showUnknown } from './outcomes';
import { showPreview } from './preview';

export async function answerSubmit(
  turn: Turn,
  id: string,
  decided: Exclude<Decided, { kind: 'claimed' }>,
  { from, questions }: { from: Account; questions: Question[] },
): Promise<Outcome> {
  const { t } = turn.words;
  switch (decided.kind) {
    case 'invalid':
      await returnForm(
        turn,
        { ...decided, from, questions },
        { notice: t('mail.check'), speak: heardProblems(turn.words, decided.problems) },
      );
      if (decided.question) await noteQuestionArrived(turn, decided.id, decided.question);
      return 'invalid';
    case 'preview':
      return showPreview(turn, { ...decided, from, files: await filesOf(turn, decided.id) });
    case 'noForm':
      await returnForm(turn, { ...decided, from }, { notice: t('mail.noForm') });
      return 'noForm';
    case 'sending':
      return showStillSending(turn, id);
    case 'gone':
      return showGone(turn, id);
    case 'overtaken':
      return 'overtaken';
    default:
      return reportAgain(turn, id, decided);
  }
}

const fieldsInOrder = ['to', 'cc', 'bcc', 'subject', 'body'] as const;

/** Names the fields in which there is something to mend or to choose. */
function heardProblems({ t, locale }: BotWords, problems: Problems): string {
  const fields = fieldsInOrder
    .filter((field) => problems[field])
    .map((field) => t(`cards.mailForm.${field}`));
  const named = new Intl.ListFormat(locale, { type: 'conjunction' }).format(fields);
  return t('heard.check', { fields: named });
}

/** Reports the outcome of a mail, unless this very turn has reported it. */
async function reportAgain(
  turn: Turn,
  id: string,
  decided: Extract<Decided, { kind: 'unknown' | 'failed' | 'ended' }>,
): Promise<Outcome> {
  if (turn.reported.has(id)) return decided.kind;
  if (decided.kind === 'unknown') await showUnknown(turn, decided.form);
  if (decided.kind === 'failed') await showFailedForm(turn, decided.form);
  if (decided.kind === 'ended') await showEnded(turn, decided.outcome);
  await turn.person.change((record) => markReported(record, [id]));
  return decided.kind;
}
