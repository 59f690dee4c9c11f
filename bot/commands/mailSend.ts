// A form comes back with "Send": decided on by the mail room, claimed by ETag, and handed on or answered.
import { keepTyped, markTold, releaseClaim } from '../mail/claim';
import { readDraft } from '../mail/draft';
import { type Decided, decideSubmit, draftOf, type Submit } from '../mail/submit';
import { formOf, type PersonRecord } from '../people/record';
import type { Turn } from '../turn';
import { showEnded } from './ended';
import { askAboutMany, showFailedForm, showUnknown } from './mailAnswers';
import { deliver } from './mailDelivery';
import { returnForm, showStillSending } from './mailForm';
import { keepWriting } from './outage';
import type { Services } from './services';
import { asSignedIn, type SignedIn } from './signedIn';
import { showTime } from './time';

/** @param formId as the card has it: the form's id, and behind `~` the number of the question it says yes to */
export async function submitMail(
  turn: Turn,
  services: Services,
  value: unknown,
  formId: string,
): Promise<void> {
  const submit = readSubmit(turn, services, value, formId);
  const { id } = submit;
  let handedOn = false;
  const send = async (me: SignedIn) => {
    const from = await me.account();
    const decided = await turn.person.update((record) => decideSubmit(record, submit, services.clock.now()));
    handedOn = decided.kind === 'claimed';
    if (decided.kind !== 'claimed') return answerUnsent(turn, id, decided, from);
    const { draft, mail } = decided;
    await deliver(turn, services, me, { id, claim: submit.by.claim, draft, from, mail });
  };
  try {
    await asSignedIn(turn, services, { name: 'compose', formId: id }, send, (record) => {
      // The form on the screen may be gone by now: after the sign-in the one that holds the text is opened.
      const kept = keep(record, submit, services);
      return { record: kept.record, pending: { name: 'compose', formId: kept.id } };
    });
  } catch (error) {
    // Whatever failed before the mail was handed on, the text must outlive it; if the storage is what failed, the form
    // on the screen still has it.
    if (!handedOn) turn.keptForm = await keepForm(turn, services, submit);
    throw error;
  }
}

function readSubmit(turn: Turn, { ids }: Services, value: unknown, formId: string): Submit {
  const [id = '', asked] = formId.split('~');
  const freshId = ids.unique();
  return {
    id,
    typed: readDraft(value),
    asked: asked === undefined ? undefined : Number(asked),
    // An activity without an id cannot be told from another delivery of itself: then each counts as new.
    by: { claim: ids.unique(), activity: turn.context.activity.id ?? freshId },
    freshId,
  };
}

async function answerUnsent(
  turn: Turn,
  id: string,
  decided: Exclude<Decided, { kind: 'claimed' }>,
  from: Parameters<typeof returnForm>[1]['from'],
): Promise<void> {
  const { t } = turn.words;
  turn.entry.outcome = decided.kind;
  switch (decided.kind) {
    case 'invalid':
      return returnForm(turn, { ...decided, from }, t('mail.check'), decided.problems);
    case 'ask':
      return askAboutMany(turn, { ...decided, from });
    case 'noForm':
      return returnForm(turn, { ...decided, from }, t('mail.noForm'));
    case 'limit':
      return returnForm(turn, { ...decided, from }, t('mail.limit', { time: showTime(turn, decided.until) }));
    case 'sending':
      return showStillSending(turn);
  }
  // Told already as overdue, in this very turn.
  if (turn.told.has(id)) return;
  if (decided.kind === 'unknown') await showUnknown(turn, decided.form);
  if (decided.kind === 'failed') await showFailedForm(turn, decided.form);
  if (decided.kind === 'ended') await showEnded(turn, decided.outcome);
  await turn.person.change((record) => markTold(record, [id]));
}

function keep(record: PersonRecord, submit: Submit, { clock }: Services) {
  return keepTyped(record, submit.id, draftOf(record, submit), submit.freshId, clock.now());
}

/**
 * Keeps the text, and gives back a claim whose writing only seemed to fail.
 * @returns the id of the form that has the text; nothing while the storage is down, which is then tried again for a while
 */
async function keepForm(turn: Turn, services: Services, submit: Submit): Promise<string | undefined> {
  const { person } = turn;
  const write = () =>
    person.update((record) => {
      const released = releaseClaim(record, submit.id, submit.by.claim, services.clock.now());
      const kept = keep(released, submit, services);
      return { record: kept.record, result: formOf(kept.record, kept.id)?.id };
    });
  return keepWriting(services, write);
}
