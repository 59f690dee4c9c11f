// That a mail's card has arrived: only then does the word "send" send what it shows.
import { noteSeen } from '../../mail/currentForm';
import type { Draft } from '../../mail/draft';
import { isStorageFailure } from '../../turn/outage';
import type { Services } from '../../turn/services';
import type { Turn } from '../../turn/turn';

/** To be called when the channel has taken the card. Without the storage the word shows the mail once more, and that is all. */
export async function noteArrived(
  { person }: Turn,
  { clock }: Services,
  formId: string,
  draft: Draft,
): Promise<void> {
  try {
    await person.change((record) => noteSeen(record, formId, draft, clock.now()));
  } catch (error) {
    if (!isStorageFailure(error)) throw error;
  }
}
