// A form comes back with "Send" or "Preview": decided on by the mail room, claimed by ETag, and handed on or answered.
import { closedForm, keepTyped, markTold, releaseClaim } from '../../mail/claim';
import { readDraft } from '../../mail/draft';
import { applyPicks, readPicks } from '../../mail/names';
import { type Decided, decideSubmit, draftOf, type Submit } from '../../mail/submit';
import { formOf, openForms, type PendingCommand, type PersonRecord } from '../../people/record';
import type { Turn } from '../../turn';
import { asSignedIn, type SignedIn } from '../account/signedIn';
import { button, showNotice } from '../notice';
import { keepWriting } from '../outage';
import type { Services } from '../services';
import { showTime } from '../time';
import { showFailedForm, showUnknown } from './answers';
import { deliver } from './delivery';
import { showEnded } from './ended';
import { reopenForm, returnForm, type ShownForm, showStillSending } from './form';
import { resolveRecipients } from './names';
import { showPreview } from './preview';

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
    typed: typed && applyPicks(typed, readPicks(value)),
    confirms: preview === undefined ? undefined : { preview },
  });
}

/** The word `send`: the form at hand goes if it is what the person saw last, else it is shown first. */
export async function sendAtHand(turn: Turn, services: Services): Promise<void> {
  const [form] = openForms(await turn.person.record());
  if (!form) return showNothingOpen(turn);
  await decide(turn, services, { ...newSubmit(turn, services, form.id, 'send'), confirms: 'lastSeen' });
}

/** The word `edit`: back to the form at hand. */
export async function editAtHand(turn: Turn, services: Services): Promise<void> {
  const [form] = openForms(await turn.person.record());
  await (form ? reopenForm(turn, services, form.id) : showNothingOpen(turn));
}

/** Shows the mail of a form as it will go, after a sign-in that was needed to find its recipients. */
export async function previewPending(
  turn: Turn,
  services: Services,
  { formId }: Extract<PendingCommand, { name: 'preview' }>,
): Promise<void> {
  const form = formOf(await turn.person.record(), formId);
  if (form?.state !== 'open') return reopenForm(turn, services, formId);
  await decide(turn, services, newSubmit(turn, services, formId, 'preview'));
}

async function showNothingOpen(turn: Turn): Promise<void> {
  const { t } = turn.words;
  turn.entry.outcome = 'no form open';
  const actions = [button(t('mail.newForm'), 'mail.compose')];
  await showNotice(turn, { title: t('mail.nothingOpen.title'), text: t('mail.nothingOpen.text'), actions });
}

function newSubmit(turn: Turn, { ids }: Services, id: string, wish: Submit['wish']): Submit {
  const freshId = ids.unique();
  return {
    id,
    wish,
    typed: undefined,
    confirms: undefined,
    taken: false,
    problems: {},
    // An activity without an id cannot be told from another delivery of itself: then each counts as new.
    by: { claim: ids.unique(), activity: turn.context.activity.id ?? freshId },
    freshId,
  };
}

async function decide(turn: Turn, services: Services, submit: Submit): Promise<void> {
  let handedOn = false;
  const send = async (me: SignedIn) => {
    const from = await me.account();
    const found = await withAddresses(turn, services, submit, from);
    if (!found) return;
    const now = services.clock.now();
    const decided = await turn.person.update((record) => decideSubmit(record, found.submit, now));
    handedOn = decided.kind === 'claimed';
    if (decided.kind !== 'claimed')
      return answerUnsent(turn, services, submit.id, decided, { ...found, from });
    const { draft, mail } = decided;
    await deliver(turn, services, me, { id: submit.id, claim: submit.by.claim, draft, from, mail });
  };
  try {
    await asSignedIn(turn, services, { name: 'compose', formId: submit.id }, send, (record) => {
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

/**
 * Finds addresses for the names among the recipients. Of a form that is under way or gone nobody is looked up.
 * @returns nothing when the person must sign in to the directory first; the form's text is kept, and goes on after it
 */
async function withAddresses(turn: Turn, services: Services, submit: Submit, from: ShownForm['from']) {
  const record = await turn.person.record();
  if (closedForm(record, submit.id, submit.by)) return { submit, questions: [] };
  const draft = draftOf(record, submit);
  const resolved = await resolveRecipients(turn, services, draft, from, (current) => {
    const kept = keep(current, submit, services);
    return { record: kept.record, pending: { name: 'preview', formId: kept.id } };
  });
  if (!resolved) return undefined;
  const { taken, problems, questions } = resolved;
  const typed = resolved.draft === draft ? submit.typed : resolved.draft;
  return { submit: { ...submit, typed, taken, problems }, questions };
}

async function answerUnsent(
  turn: Turn,
  services: Services,
  id: string,
  decided: Exclude<Decided, { kind: 'claimed' }>,
  { from, questions }: Pick<ShownForm, 'from' | 'questions'>,
): Promise<void> {
  const { t } = turn.words;
  turn.entry.outcome = decided.kind;
  switch (decided.kind) {
    case 'invalid':
      return returnForm(
        turn,
        services,
        { ...decided, from, ...(questions ? { questions } : {}) },
        t('mail.check'),
      );
    case 'preview':
      return showPreview(turn, { ...decided, from });
    case 'noForm':
      return returnForm(turn, services, { ...decided, from }, t('mail.noForm'));
    case 'limit':
      return returnForm(
        turn,
        services,
        { ...decided, from },
        t('mail.limit', { time: showTime(turn, decided.until) }),
      );
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
