// A new email to the people of one that was sent.
import { type Draft, emptyDraft } from '../../mail/draft';
import type { Ended } from '../../mail/mailRecord';
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
  return sent ? composeMail(turn, toSamePeople(sent)) : showGone(turn, formId);
}

/** Each in the field where they were: nobody learns of a blind copy. */
function toSamePeople({ recipients, copies = { cc: 0, bcc: 0 } }: Ended): Draft {
  const ofBcc = recipients.length - copies.bcc;
  const ofCc = ofBcc - copies.cc;
  const text = (some: string[]) => some.join(', ');
  return {
    ...emptyDraft,
    to: text(recipients.slice(0, ofCc)),
    cc: text(recipients.slice(ofCc, ofBcc)),
    bcc: text(recipients.slice(ofBcc)),
  };
}
