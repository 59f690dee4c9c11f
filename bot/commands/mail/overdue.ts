// What a person should have been told and was not: said at their next word, on whatever instance hears it.
import { findOverdue, markTold, type Overdue } from '../../mail/claim';
import { isStorageFailure } from '../../turn/outage';
import type { Services } from '../../turn/services';
import type { Turn } from '../../turn/turn';
import { showFailedForm, showUnknown } from './answers';
import { showEnded } from './ended';

/** Teams takes seven messages a second in one conversation, and the answer is yet to come; the rest is told next time. */
const atOnce = 5;

/** Settles claims whose sender died, and tells every end that nobody told. */
export async function tellOverdue(turn: Turn, { clock }: Services): Promise<void> {
  if (!turn.isPrivate) return;
  const overdue = await turn.person
    .update<Overdue>((record) => {
      const found = findOverdue(record, clock.now());
      return { record: found.record, result: found.overdue };
    })
    .catch((error): Overdue => {
      // Without the storage "help" still works, and so should all else that does not need it.
      if (isStorageFailure(error)) return { forms: [], outcomes: [] };
      throw error;
    });

  // Beside what was clicked, not in its place: that is yet to be answered.
  const { clicked: _clicked, ...aside } = turn;
  const forms = overdue.forms.slice(0, atOnce);
  for (const form of forms) {
    turn.told.add(form.id);
    if (form.state === 'failed') await showFailedForm(aside, form);
    else await showUnknown(aside, form);
  }
  for (const outcome of overdue.outcomes.slice(0, atOnce - forms.length)) {
    turn.told.add(outcome.formId);
    await showEnded(aside, outcome, true);
  }
  if (turn.told.size === 0) return;
  try {
    await turn.person.change((record) => markTold(record, [...turn.told]));
  } catch (error) {
    // Told once more at the next word, then; what the person wants now goes on.
    if (!isStorageFailure(error)) throw error;
  }
}
