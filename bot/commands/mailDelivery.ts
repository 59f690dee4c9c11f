// A claimed mail on its way: the receipt within the turn if Graph is quick, "still sending" and a word later if it is not.
import { waitAtMost } from '../clock';
import { markTold, settleForm } from '../mail/claim';
import { type SendResult, sendMail } from '../mail/send';
import { StorageConflict, StorageUnavailable } from '../people/people';
import { replace, type Turn } from '../turn';
import { answerSend, type SentMail } from './mailAnswers';
import { stillSendingCard } from './mailForm';
import type { Services } from './services';
import type { SignedIn } from './signedIn';

/** A channel waits ten to fifteen seconds for a turn; half of that, in milliseconds, is what Graph gets. */
const answerWithin = 5_000;
/** Between attempts to write down how a mail fared, in milliseconds. */
const settleAgainAfter = [1_000, 2_000, 4_000, 8_000, 15_000];

/** Sends a mail whose form was claimed, and tells the person what became of it. */
export async function deliver(
  turn: Turn,
  services: Services,
  me: SignedIn,
  mail: Omit<SentMail, 'at'>,
): Promise<void> {
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

async function conclude(
  turn: Turn,
  services: Services,
  mail: Omit<SentMail, 'at'>,
  result: SendResult,
): Promise<void> {
  const at = services.clock.now();
  turn.entry.outcome = result.state;
  const toTell = await settle(turn, services, mail, result, at);
  if (!toTell) return;
  await answerSend(turn, services, { ...mail, at }, result);
  // Should this write fail, the person is told once more at their next word: better than not at all.
  await turn.person.change((record) => markTold(record, [mail.id])).catch(ignoreOutage);
}

/**
 * Writes down how the mail fared.
 * @returns whether there is something to tell: not, when the claim was given up as unknown and the person told so
 */
async function settle(
  turn: Turn,
  services: Services,
  { id, mail }: Omit<SentMail, 'at'>,
  result: SendResult,
  at: number,
): Promise<boolean> {
  const write = () =>
    turn.person.update((record) => {
      const settled = settleForm(record, id, result, mail, at);
      const known = record.forms[id]?.state === 'unknown' && result.state === 'unknown';
      return settled ? { record: settled, result: !known } : { result: !known };
    });
  try {
    return await write();
  } catch (error) {
    ignoreOutage(error);
    // The answer does not wait for the storage. Without this write the claim would turn stale and be told as unknown.
    void services.underWay.add(settleLater(services, write));
    return true;
  }
}

async function settleLater({ clock, log }: Services, write: () => Promise<boolean>): Promise<void> {
  for (const wait of settleAgainAfter) {
    await clock.sleep(wait);
    try {
      await write();
      return;
    } catch (error) {
      ignoreOutage(error);
    }
  }
  log.error('how a mail fared could not be written down');
}

function ignoreOutage(error: unknown): void {
  if (!(error instanceof StorageUnavailable) && !(error instanceof StorageConflict)) throw error;
}
