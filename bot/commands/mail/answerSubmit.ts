// A submit that sends nothing: what the person is told, and where they go on.
import type { Account } from '../../graph/profile';
import type { BotWords } from '../../locales';
import type { Problems } from '../../mail/check';
import type { Question } from '../../mail/names';
import type { Decided } from '../../mail/submit';
import { markReported } from '../../mail/unreported';
import type { Outcome } from '../../turn/outcome';
import { sentences } from '../../turn/said';
import type { Turn } from '../../turn/turn';
import { filesOf } from './besides';
import { noteQuestionArrived, returnForm } from './form';
import { notesOn } from './notes';
import { showEnded, showFailedForm, showGone, showStillSending, showUnknown } from './outcomes';
import { showPreview } from './preview';

/** @param files the mark of the files that the card shows */
export async function answerSubmit(
  turn: Turn,
  id: string,
  decided: Exclude<Decided, { kind: 'claimed' }>,
  { from, questions, files = '' }: { from: Account; questions: Question[]; files?: string | undefined },
): Promise<Outcome> {
  const { t } = turn.words;
  // The form in the record was another one, or none: what the card shows of files went with it.
  const filesNote = files && 'id' in decided && decided.id !== id ? t('files.gone') : '';
  switch (decided.kind) {
    case 'invalid':
      await returnForm(
        turn,
        { ...decided, from, questions },
        { notice: t('mail.check'), filesNote, speak: heardProblems(turn.words, decided.problems) },
      );
      if (decided.question) await noteQuestionArrived(turn, decided.id, decided.question);
      return 'invalid';
    case 'preview':
      return showPreview(turn, {
        ...{ ...decided, from },
        files: await filesOf(turn, decided.id),
        notes: await notesOn(turn, decided.mail, from),
      });
    case 'noForm':
      await returnForm(turn, { ...decided, from }, { notice: t('mail.noForm'), filesNote });
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

const fieldsInOrder = ['to', 'cc', 'bcc', 'subject', 'body', 'replyTo'] as const;

/** Names the fields in which there is something to mend or to choose. */
function heardProblems({ t, locale }: BotWords, problems: Problems): string {
  const fields = fieldsInOrder
    .filter((field) => problems[field])
    .map((field) => t(`cards.mailForm.${field}`));
  const named = new Intl.ListFormat(locale, { type: 'conjunction' }).format(fields);
  // This one is about no field, so that its name alone would tell nothing.
  const missing = problems.body?.key === 'fileMissing' ? t('mail.problem.fileMissing') : '';
  return sentences(t('heard.check', { fields: named }), missing);
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
