// A form comes back with "Send" or "Preview": decided on by the mail room, claimed by ETag, and handed on or answered.
import { closedForm } from '../../mail/claim';
import { readDraft } from '../../mail/draft';
import { applyPicks, type Question, readPicks } from '../../mail/names';
import { decideSubmit, draftOf, type Submit } from '../../mail/submit';
import { formOf } from '../../people/record';
import type { Services } from '../../turn/services';
import type { Turn } from '../../turn/turn';
import { asSignedIn, type SignedIn } from '../account/signedIn';
import { deliver } from './delivery';
import { returnForm, type ShownForm } from './form';
import { keepForm, keepSubmitted } from './keep';
import { resolveRecipients } from './resolveNames';
import { answerUnsent } from './unsent';

/** @param formId as the card has it: the form's id, and behind `~` the mark of the preview whose "Send" this is */
export async function submitMail(
  turn: Turn,
  services: Services,
  wish: Submit['wish'],
  value: unknown,
  formId: string,
): Promise<void> {
  const [id = '', preview] = formId.split('~');
  const typed = readDraft(value);
  await decide(turn, services, {
    ...newSubmit(turn, services, id, wish),
    ...(typed ? { typed: applyPicks(typed, readPicks(value)) } : {}),
    ...(preview === undefined ? {} : { confirms: { preview } }),
  });
}

export function newSubmit(turn: Turn, { ids }: Services, id: string, wish: Submit['wish']): Submit {
  const freshId = ids.unique();
  // An activity without an id cannot be told from another delivery of itself: then each counts as new.
  const by = { claim: ids.unique(), activity: turn.context.activity.id ?? freshId };
  return { id, wish, by, freshId };
}

/** Carries a submit out: sends the mail, shows it, or says why not. */
export async function decide(turn: Turn, services: Services, submit: Submit): Promise<void> {
  const began = services.clock.now();
  let handedOn = false;
  const use = async (me: SignedIn) => {
    const from = await me.account();
    const found = await withAddresses(turn, services, submit, from);
    if (!found) return;
    const decided = await turn.person.update((record) =>
      decideSubmit(record, found.submit, services.clock.now()),
    );
    if (decided.kind !== 'claimed') {
      return answerUnsent(turn, services, submit.id, decided, { from, questions: found.questions });
    }
    handedOn = true;
    const { draft, mail } = decided;
    await deliver(turn, services, me, { id: submit.id, claim: submit.by.claim, draft, from, mail });
  };
  try {
    await asSignedIn(turn, services, { name: 'compose', formId: submit.id }, use, (record) => {
      // The form on the screen may be gone by now: after the sign-in the one that holds the text is opened.
      const kept = keepSubmitted(record, submit, services.clock.now());
      return { record: kept.record, pending: { name: 'compose', formId: kept.id } };
    });
  } catch (error) {
    // Whatever failed before the mail was handed on, the text must outlive it; if the storage is what failed, the form
    // on the screen still has it.
    if (!handedOn) turn.keptForm = await keepForm(turn, services, submit, began);
    throw error;
  }
}

/**
 * Finds addresses for the names among the recipients. Of a form that is under way or gone nobody is looked up.
 * @returns nothing when the person must sign in to the directory first; the form's text is kept, and goes on after it
 */
async function withAddresses(
  turn: Turn,
  services: Services,
  submit: Submit,
  from: ShownForm['from'],
): Promise<{ submit: Submit; questions: Question[] } | undefined> {
  const record = await turn.person.record();
  const form = formOf(record, submit.id);
  const unchanged = { submit, questions: [] };
  if (closedForm(record, submit.id, submit.by)) return unchanged;
  const draft = draftOf(record, submit);
  let id = submit.id;
  const resolved = await resolveRecipients(turn, services, draft, from, (current) => {
    const kept = keepSubmitted(current, submit, services.clock.now());
    id = kept.id;
    return { record: kept.record, pending: { name: 'preview', formId: kept.id } };
  });
  if (!resolved) return unchanged;
  if (resolved === 'signIn') {
    // Where a card can be replaced it is drawn anew below another, and what was typed is gone from the screen.
    if (turn.clicked)
      await returnForm(turn, services, { id, draft, from }, turn.words.t('mail.directoryAsked'));
    return undefined;
  }
  const { questions, ...lookedUp } = resolved;
  return { submit: { ...submit, lookedUp: { form, ...lookedUp } }, questions };
}
