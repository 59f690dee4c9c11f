// The mail form: opened, and shown again when there is something to mend or to choose.
import { mentionsFile } from '../../mail/attachmentWords';
import { checkDraft, limits, recipientsOf } from '../../mail/check';
import { noteAsked, openForm, openTyped, resumeForm, setFiles } from '../../mail/claim';
import { noteSeen, type Seen } from '../../mail/currentForm';
import { type Draft, emptyDraft } from '../../mail/draft';
import { addFiles } from '../../mail/files';
import { formOf, idNow } from '../../mail/mailRecord';
import { showMailbox } from '../../mail/recipients';
import type { PendingCommand, PersonRecord } from '../../people/record';
import { showPrivateOnly } from '../../turn/groups';
import { replaceWithNotice, showNotice } from '../../turn/notice';
import { isStorageFailure } from '../../turn/outage';
import type { Outcome } from '../../turn/outcome';
import { type FormCard, sentences } from '../../turn/said';
import { type Put, replace, show, type Turn } from '../../turn/turn';
import { asSignedIn } from '../session/session';
import { type Besides, besidesOf } from './besides';
import { filesTitle, refusedNotice, refusedText } from './fileTexts';
import { formCard, type ShownForm } from './formCard';
import { withNamesFound } from './namesFound';
import { showEnded, showGone, showStillSending } from './outcomes';
import { noFiles, type Taken } from './takeFiles';

/** Opens a form, filled with what is known of the mail and with the files that came along, once the person is signed in. */
export async function composeMail(
  turn: Turn,
  draft: Draft = emptyDraft,
  taken: Taken = noFiles,
): Promise<Outcome> {
  if (!turn.isPrivate) return showPrivateOnly(turn);
  const { ids, clock } = turn.services;
  const id = ids.unique();
  const now = clock.now();
  const isTyped = draft !== emptyDraft;
  // A button brings texts that were not typed in one line, and its activity is no message that is edited.
  const activity = turn.activity.value === undefined ? turn.activity.id : undefined;
  let { refused } = taken;
  const fresh = (record: PersonRecord) => {
    const opened =
      isTyped && activity
        ? openTyped(record, { id, draft }, activity, now)
        : openForm(record, id, draft, now);
    const form = formOf(opened, id);
    if (!form || taken.files.length === 0) return opened;
    const added = addFiles(record, form, taken.files);
    refused = [...taken.refused, ...added.refused];
    return setFiles(opened, id, added.files, now);
  };
  const open = (record: PersonRecord) => (formOf(record, id) ? record : fresh(record));
  // The form is written before the sign-in card is shown: a mail typed in one line must survive the sign-in.
  await turn.person.change(open);
  const brings = isTyped || taken.files.length > 0;
  if (brings) turn.keptForm = id;
  const command = { name: 'compose', formId: id, ...(brings ? { typed: true as const } : {}) } as const;
  const outcome = await asSignedIn(turn, command, async ({ account }) => {
    const from = await account();
    // A changed account drops every open form, this one too.
    await turn.person.change(open);
    return showForm(turn, { id, draft, from }, { isTyped, notice: refusedText(turn.words, refused) });
  });
  // The form that follows a sign-in does not know what was refused before it.
  if (outcome === 'sign-in shown' && refused.length > 0)
    await showNotice(turn, refusedNotice(turn.words, refused));
  return outcome;
}

/** Shows a form of the record again, to be changed. */
export async function reopenForm(turn: Turn, called: string, put: Put = show): Promise<Outcome> {
  const now = turn.services.clock.now();
  const formId = idNow(await turn.person.record(), called);
  await turn.person.change((record) => resumeForm(record, formId, now));
  const { forms, outcomes } = await turn.person.record();
  const isKnown = Object.hasOwn(forms, formId) || outcomes.some((outcome) => outcome.formId === formId);
  if (turn.isPrivate && !isKnown)
    return showGone(turn, formId, put === show ? showNotice : replaceWithNotice);
  return openPendingForm(turn, { name: 'compose', formId }, put);
}

/** Shows the form of a command, which waits for a sign-in if there must be one. */
export async function openPendingForm(
  turn: Turn,
  command: Extract<PendingCommand, { name: 'compose' }>,
  put: Put = show,
): Promise<Outcome> {
  const { formId: id, typed: isTyped = false } = command;
  return asSignedIn(turn, command, async ({ account }) => {
    const from = await account();
    const record = await turn.person.record();
    const form = id ? formOf(record, id) : undefined;
    const ended = record.outcomes.find(({ formId }) => formId === id);
    if (ended) return showEnded(turn, ended);
    if (!id || !form) return composeMail(turn);
    if (form.state === 'sending') return showStillSending(turn, form.id);
    // A mail that may have gone is sent again only as a new form. The old claim stays.
    if (form.state === 'unknown')
      return composeMail(turn, form.draft, { files: form.files ?? [], refused: [] });
    return showForm(turn, { id, draft: form.draft, from }, { isTyped, put });
  });
}

/** @param isTyped the draft was typed in one line. If it is a complete mail, the word `send` sends it */
async function showForm(
  turn: Turn,
  opened: ShownForm,
  { isTyped, put = show, notice = '' }: { isTyped: boolean; put?: Put; notice?: string },
): Promise<Outcome> {
  const { t } = turn.words;
  const found = isTyped ? await withNamesFound(turn, opened) : opened;
  const form = { ...found, ...(await besidesOf(turn, found)) };
  const isWhole = isTyped && !notice && isWholeMail(form);
  const draw = (step: number) =>
    formCard(turn, form, { notice, hint: isWhole ? t('mail.sayable') : '', step });
  const from = showMailbox(form.from);
  const subject = form.draft.subject.trim();
  await put(turn, draw, {
    summary: t('cards.mailForm.summary', { from }),
    speak: sentences(
      subject ? t('heard.formOf', { from, subject }) : t('heard.form', { from }),
      filesTitle(turn.words, form.files),
      form.signature && t('signature.goes'),
      notice,
    ),
    about: { form: form.id, state: 'open' },
  });
  if (isWhole) await noteArrived(turn, form.id, form);
  return 'form shown';
}

/** Whether the form shows all there is to see of a mail before it goes, and nothing is asked about it. */
function isWholeMail({ draft, files }: ShownForm & Besides): boolean {
  const hasFiles = files.length > 0;
  const checked = checkDraft(draft, {}, hasFiles);
  if ('problems' in checked || (mentionsFile(draft) && !hasFiles)) return false;
  const { mail } = checked;
  return mail.subject !== '' && recipientsOf(mail).length <= limits.many;
}

/**
 * Notes that a mail's card has arrived, after which the word "send" sends what it shows. To be called when the channel has
 * taken the card. Without the storage "send" shows the mail once more.
 */
export const noteArrived = (turn: Turn, formId: string, shown: Seen): Promise<void> =>
  changeIfPossible(turn, (record) => noteSeen(record, formId, shown, turn.services.clock.now()));

/** Notes that a question has arrived, after which the words answer it. Without the storage it is asked again. */
export const noteQuestionArrived = (turn: Turn, formId: string, name: string): Promise<void> =>
  changeIfPossible(turn, (record) => noteAsked(record, formId, name));

async function changeIfPossible(
  { person }: Turn,
  change: (record: PersonRecord) => PersonRecord,
): Promise<void> {
  try {
    await person.change(change);
  } catch (error) {
    if (!isStorageFailure(error)) throw error;
  }
}

/** What a form that comes back says on top, or beside its files. `speak`: what is heard of it, where that is not the same. */
interface Back {
  notice?: string;
  filesNote?: string;
  speak?: string;
  state?: FormCard;
}

/** Puts the form back in its place, with a sentence on top, the problems at the fields and what there is to choose. */
export async function returnForm(
  turn: Turn,
  form: ShownForm,
  { notice = '', filesNote = '', speak = notice || filesNote, state = 'open' }: Back,
): Promise<void> {
  const about = { form: form.id, state };
  const besides = await besidesOf(turn, form);
  const draw = (step: number) => formCard(turn, { ...form, ...besides }, { notice, filesNote, step });
  await replace(turn, draw, { summary: notice || filesNote, speak, about });
}
