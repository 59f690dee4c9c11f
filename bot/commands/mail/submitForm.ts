// A form comes back with "Send" or "Preview": decided on the newest record, claimed by ETag, and delivered or answered.
import type { Account } from '../../graph/profile';
import { closedForm, keepDraft, releaseClaim, setFiles } from '../../mail/claim';
import { type Draft, readDraft } from '../../mail/draft';
import type { FormFile } from '../../mail/files';
import { unfold } from '../../mail/folded';
import { type Form, formOf, idNow } from '../../mail/mailRecord';
import { applyPicks, type Question, questionsAtOnce, readingQuestions, readPicks } from '../../mail/names';
import { decideSubmit, draftOf, type Submit } from '../../mail/submit';
import type { PersonRecord } from '../../people/record';
import { listOf } from '../../turn/listOf';
import { writeWithRetry } from '../../turn/outage';
import type { Outcome } from '../../turn/outcome';
import { showTime } from '../../turn/time';
import { personOf, type Session, type Turn } from '../../turn/turn';
import { asSignedIn } from '../session/session';
import { answerSubmit } from './answerSubmit';
import { deliver } from './deliver';
import { returnForm } from './form';
import type { ShownForm } from './formCard';
import { showGone } from './outcomes';
import { resolveRecipients } from './resolveNames';
import { readFiles } from './takeFiles';

/**
 * Submits a card.
 * @param value everything the card sent, its inputs among it
 * @param formId as the card has it: the form's id, and behind `~` the name of the preview or question whose button this is,
 *   and the marks of what is folded, of the files and of the signature it shows
 */
export async function submitForm(
  turn: Turn,
  action: Submit['action'],
  value: unknown,
  formId: string,
): Promise<Outcome> {
  const [called = '', card, mark = '', files = '', signature = ''] = formId.split('~');
  const id = idNow(await turn.person.record(), called);
  const isMoved = id !== called;
  const brought = readDraft(value);
  if (!brought && isGone(await turn.person.record(), id)) return showGone(turn, id);
  const typed = brought && (await withFolded(turn, brought, id, mark));
  return submit(turn, {
    // What was folded has changed since, or the card names the account before: the mail is shown before it goes.
    ...newSubmit(turn, id, isMoved || typed?.isSame === false ? 'preview' : action),
    ...(typed ? { typed: applyPicks(typed.draft, readPicks(value)) } : {}),
    ...(card && !isMoved ? { confirms: { card } } : {}),
    files,
    signature,
  });
}

/** A card without fields has no text of its own. To sign in first would lead to an empty form. */
const isGone = (record: PersonRecord, id: string) =>
  !formOf(record, id) && !record.outcomes.some(({ formId }) => formId === id);

/** A form that is gone has nothing folded any more. It comes back with what the card brought. */
export async function withFolded(turn: Turn, draft: Draft, id: string, mark: string) {
  const form = mark === '' ? undefined : formOf(await turn.person.record(), id);
  return form ? unfold(draft, mark, form.draft) : { draft, isSame: true };
}

export function newSubmit(turn: Turn, id: string, action: Submit['action']): Submit {
  const { ids } = turn.services;
  const freshId = ids.unique();
  // Deliveries of an activity without an id cannot be told apart from new activities.
  const by = { claim: ids.unique(), activity: turn.activity.id ?? freshId };
  return { id, action, by, freshId, language: turn.words.language };
}

/** Carries a submit out: sends the mail, shows it, or says why not. */
export async function submit(turn: Turn, submitted: Submit): Promise<Outcome> {
  const { clock } = turn.services;
  const began = clock.now();
  let isClaimed = false;
  const use = async (session: Session): Promise<Outcome> => {
    const from = await session.account();
    // The recipients are read before anything is decided, and may be long.
    await turn.services.share(personOf(turn));
    const found = await withAddresses(turn, submitted, from);
    if ('outcome' in found) return found.outcome;
    const { submit, questions } = found;
    const decided = await turn.person.update((record) => decideSubmit(record, submit, clock.now()));
    if (decided.kind !== 'claimed')
      return answerSubmit(turn, submit.id, decided, { from, questions, files: submit.files });
    const until = await turn.services.limits.sends.take(from.id);
    if (until !== undefined) return refuseSend(turn, submit, { ...decided, from }, until);
    const read = await readFiles(turn, decided.files);
    if ('lost' in read) return returnWithout(turn, submit, { ...decided, from }, read.lost);
    isClaimed = true;
    const { draft, mail, files } = decided;
    const { tokenHash } = session;
    const claimed = { id: submit.id, claim: submit.by.claim, draft, from, mail, files, tokenHash };
    return deliver(turn, session, claimed, read.attachments);
  };
  try {
    return await asSignedIn(turn, { name: 'compose', formId: submitted.id }, use, (record) => {
      // The form on the screen may be gone by now. After the sign-in the form that holds the text is opened.
      const kept = keepSubmitted(record, submitted, clock.now());
      return { record: kept.record, pending: { name: 'compose', formId: kept.id } };
    });
  } catch (error) {
    // The text outlives any failure before the delivery. If the storage failed, the form on the screen still has it.
    if (!isClaimed) turn.keptForm = await keepForm(turn, submitted, began);
    throw error;
  }
}

/** The account's tries of the hour are spent: the claim is released, and the form comes back with its text. */
async function refuseSend(
  turn: Turn,
  { by: { claim } }: Submit,
  form: ShownForm,
  until: number,
): Promise<Outcome> {
  const { clock } = turn.services;
  await turn.person.change((record) => releaseClaim(record, form.id, claim, clock.now()));
  await returnForm(turn, form, { notice: turn.words.t('mail.limit', { time: showTime(turn, until) }) });
  return 'limit';
}

/** Files that are no longer there leave the form, which comes back and says so: no mail goes without a file that it showed. */
async function returnWithout(
  turn: Turn,
  { id, by: { claim } }: Submit,
  form: ShownForm & { files: FormFile[] },
  lost: FormFile[],
): Promise<Outcome> {
  const { clock } = turn.services;
  const left = form.files.filter((file) => !lost.includes(file));
  await turn.person.change((record) =>
    setFiles(releaseClaim(record, id, claim, clock.now()), id, left, clock.now()),
  );
  const names = listOf(
    turn.words,
    lost.map(({ name }) => name),
  );
  await returnForm(turn, form, { notice: turn.words.t('files.lost', { names }) });
  return 'invalid';
}

/**
 * Finds addresses for the names among the recipients. For a form in flight or sent nobody is looked up.
 * @returns the outcome of the turn when the person must sign in to the directory first. The form's text is kept
 */
async function withAddresses(
  turn: Turn,
  submit: Submit,
  from: Account,
): Promise<{ submit: Submit; questions: Question[] } | { outcome: Outcome }> {
  const record = await turn.person.record();
  const form = formOf(record, submit.id);
  if (closedForm(record, submit.id, submit.by)) return { submit, questions: [] };
  const draft = draftOf(record, submit);
  let { id } = submit;
  const note = (current: PersonRecord) => {
    const kept = keepSubmitted(current, submit, turn.services.clock.now());
    id = kept.id;
    return { record: kept.record, pending: { name: 'preview', formId: kept.id } as const };
  };
  const hasFiles = form?.files !== undefined;
  const resolved = await resolveRecipients(turn, draft, from, { note, hasFiles });
  if (!resolved) return { submit, questions: readingQuestions(draft).slice(0, questionsAtOnce) };
  if ('outcome' in resolved) {
    // Teams draws the form's card again. Without this update the typed text would be gone from the screen.
    if (turn.clicked)
      await returnForm(turn, { id, draft, from }, { notice: turn.words.t('mail.directoryAsked') });
    return resolved;
  }
  const { questions, ...lookedUp } = resolved;
  const all = [...readingQuestions(lookedUp.draft), ...questions].slice(0, questionsAtOnce);
  return { submit: { ...submit, lookedUp: { form, ...lookedUp } }, questions: all };
}

/** Keeps a submit's text. A card without inputs has no text of its own, and nothing to keep once its form is gone. */
function keepSubmitted(
  record: PersonRecord,
  submit: Submit,
  now: number,
): { record: PersonRecord; id: string } {
  if (!submit.typed && !formOf(record, submit.id)) return { record, id: submit.id };
  return keepDraft(record, submit.id, draftOf(record, submit), submit.freshId, now);
}

/**
 * Keeps the text after a failure, and releases a claim whose write only seemed to fail.
 * @param began when the turn began, in milliseconds since 1970
 * @returns the id of the form that has the text; nothing while the storage is down, which is then tried again
 */
async function keepForm({ person, services }: Turn, submit: Submit, began: number) {
  const keep = (record: PersonRecord) => {
    const now = services.clock.now();
    const kept = keepSubmitted(releaseClaim(record, submit.id, submit.by.claim, now), submit, now);
    return { record: kept.record, result: formOf(kept.record, kept.id)?.id };
  };
  // Seconds later the person may have changed, sent or dropped the form. What they did then stands.
  const isUnchanged = (form: Form | undefined) =>
    form !== undefined && (form.since < began || form.claim === submit.by.claim);
  const keepLater = () =>
    person.update((record) =>
      isUnchanged(formOf(record, submit.id)) ? keep(record) : { result: undefined },
    );
  return writeWithRetry(services, () => person.update(keep), keepLater);
}
