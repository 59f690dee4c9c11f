// A claimed mail on its way: the receipt within the turn if Graph is quick, "still sending" and a word later if it is not.

import { markTold, settleForm } from '../../mail/claim';
import { type SendResult, sendMail } from '../../mail/send';
import { formOf } from '../../people/record';
import { waitAtMost } from '../../runtime/clock';
import { isStorageFailure, keepWriting } from '../../turn/outage';
import type { Services } from '../../turn/services';
import { replace, type Turn } from '../../turn/turn';
import type { SignedIn } from '../account/signedIn';
import { answerSend, type SentMail } from './answers';
import { stillSendingCard } from './form';

/** A channel waits ten to fifteen seconds for a turn; half of that, in milliseconds, is what Graph gets. */
const answerWithin = 5_000;

export type Mailing = Omit<SentMail, 'at'> & { claim: string };

/** Sends a mail whose form was claimed, and tells the person what became of it. */
export async function deliver(turn: Turn, services: Services, me: SignedIn, mail: Mailing): Promise<void> {
  const { clock, underWay } = services;
  const comeBack = services.comeBack(turn);
  const sending = underWay.add(sendMail(me.graph, mail.mail, clock));
  const result = await waitAtMost(clock, answerWithin, sending);
  if (result !== 'late') return conclude(turn, services, mail, result);

  turn.entry.outcome = 'still sending';
  const said = replace(turn, stillSendingCard(turn), turn.words.t('mail.sending.title'));
  void underWay.add(
    Promise.allSettled([said, sending]).then(async () => {
      const late = await sending;
      await comeBack((later) => conclude(later, services, mail, late));
    }),
  );
  await said;
}

async function conclude(turn: Turn, services: Services, mail: Mailing, result: SendResult): Promise<void> {
  const at = services.clock.now();
  const { entry, person } = turn;
  entry.outcome = result.state;
  if (result.cause) entry.cause = result.cause;
  // The id of a call before it would lead astray.
  if (result.requestId) entry.graphRequestId = result.requestId;
  else delete entry.graphRequestId;
  if (!(await settle(turn, services, mail, result, at))) return;
  await answerSend(turn, services, { ...mail, at }, result);
  try {
    await person.change((record) => markTold(record, [mail.id]));
  } catch (error) {
    // The person is then told once more at their next word: better than not at all.
    if (!isStorageFailure(error)) throw error;
  }
}

/**
 * Writes down how the mail fared. The answer does not wait for a storage that is down; without this write the claim would
 * turn stale, and the truth be overridden by "unknown".
 * @returns whether there is something to tell: not, when the claim was given up as unknown and the person told so
 */
async function settle(
  { person }: Turn,
  services: Services,
  { id, claim }: Mailing,
  result: SendResult,
  at: number,
): Promise<boolean> {
  const write = () =>
    person.update((record) => {
      const settled = settleForm(record, id, claim, result, at);
      const form = formOf(record, id);
      // Written at this very moment, it is this write, whose answer was lost.
      const known = result.state === 'unknown' && form?.state === 'unknown' && form.since !== at;
      return settled ? { record: settled, result: true } : { result: !known };
    });
  const later = () =>
    person.change((record) => markTold(settleForm(record, id, claim, result, at) ?? record, [id]));
  return (await keepWriting(services, write, later)) ?? true;
}
