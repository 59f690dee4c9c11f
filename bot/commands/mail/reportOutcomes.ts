// Outcomes that a person should have heard of and did not: reported at their next word, on whatever instance hears it.
import { findUnreported, markReported, type Unreported } from '../../mail/unreported';
import { isStorageFailure } from '../../turn/outage';
import type { Turn } from '../../turn/turn';
import { showEnded, showFailedForm, showUnknown } from './outcomes';

/** Teams takes seven messages a second in one conversation, and the answer is yet to come. The rest waits for the next turn. */
const atOnce = 5;

/**
 * Settles claims whose sender died, and reports every outcome that nobody reported.
 * @param refused forms whose report the channel did not take: those are not waited for
 */
export async function reportOutcomes(turn: Turn, refused: string[]): Promise<void> {
  if (!turn.isPrivate) return;
  const { clock } = turn.services;
  const unreported = await turn.person
    .update<Unreported>((record) => {
      const found = findUnreported(record, clock.now(), refused);
      return { record: found.record, result: found.unreported };
    })
    .catch((error): Unreported => {
      // Commands that need no record work without the storage.
      if (isStorageFailure(error)) return { forms: [], outcomes: [] };
      throw error;
    });

  // The cards go below what was said: the card that was clicked is yet to be answered.
  const { clicked: _clicked, ...aside } = turn;
  const forms = unreported.forms.slice(0, atOnce);
  for (const form of forms) {
    turn.reported.add(form.id);
    if (form.state === 'failed') await showFailedForm(aside, form);
    else await showUnknown(aside, form);
  }
  for (const outcome of unreported.outcomes.slice(0, atOnce - forms.length)) {
    turn.reported.add(outcome.formId);
    await showEnded(aside, outcome, true);
  }
  if (turn.reported.size === 0) return;
  try {
    await turn.person.change((record) => markReported(record, [...turn.reported]));
  } catch (error) {
    // They are then reported once more at the next word. What the person wants now goes on.
    if (!isStorageFailure(error)) throw error;
  }
}
