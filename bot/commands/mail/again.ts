// A new email to the people of one that was sent.
import { draftToSame } from '../../mail/mailed';
import { showPrivateOnly } from '../../turn/groups';
import type { Outcome } from '../../turn/outcome';
import type { Turn } from '../../turn/turn';
import { composeMail } from './form';
import { showGone } from './outcomes';

/** @param formId of the email that was sent */
export async function composeAgain(turn: Turn, formId: string): Promise<Outcome> {
  if (!turn.isPrivate) return showPrivateOnly(turn);
  const { outcomes } = await turn.person.record();
  const sent = outcomes.find((outcome) => outcome.formId === formId);
  return sent ? composeMail(turn, draftToSame(sent)) : showGone(turn, formId);
}
