// A submitted form, decided on the newest record: answered as it stands, sent back, shown as a preview, or claimed. Pure.
import { mentionsFile } from './attachmentWords';
import { checkDraft, limits, type Mail, type Problems, recipientsOf } from './check';
import {
  agree,
  type Closed,
  claimForm,
  closedForm,
  keepDraft,
  noteNewAddresses,
  notePreview,
  noteQuestion,
  type Submitter,
} from './claim';
import { isSeen } from './currentForm';
import { type Draft, emptyDraft, isSameDraft, recipientFields } from './draft';
import { type FormFile, filesMark } from './files';
import { type Form, formOf, type MailRecord } from './mailRecord';
import { signatureFor, signatureMark } from './signature';
import { nearMisses } from './slips';
import { strayMarks } from './strayMarks';

/** A draft after its recipients' names were looked up. */
export interface LookedUp {
  /** The form as it was before the look-up. */
  form: Form | undefined;
  draft: Draft;
  /** The draft holds addresses now that the person has not seen yet. */
  hasNewAddresses: boolean;
  problems: Problems;
}

export interface Submit {
  id: string;
  action: 'preview' | 'send';
  /** What the card's inputs hold. A card without inputs stands for the draft in the record. */
  typed?: Draft;
  /** What the person saw and says yes to: the preview or question of this name, or with a word whatever they saw last. */
  confirms?: { card: string } | 'lastSeen';
  lookedUp?: LookedUp;
  /** The mark of the files that the card shows; nothing for a word, which means what was seen last. */
  files?: string;
  /** The mark of the signature that the card shows; nothing for a word. */
  signature?: string;
  /** Of the chat. The signature of this language goes along. */
  language: string;
  by: Submitter;
  /** The id of a new form, where the record has none of `id`. */
  freshId: string;
}

/** Why a mail is shown before it goes. */
export type PreviewReason = 'asked' | 'newAddresses' | 'many' | 'noSubject';

/** What a person says yes to who sends a mail without a subject, or without the file it speaks of, among the slips of `SlipQuestion`. */
const noSubject = 'no subject';
const noFile = 'no file';

export type Decided =
  | Closed
  /** There is neither form nor text: the form was cancelled, or is too old. */
  | { kind: 'gone' }
  /** The form was submitted again while names were looked up. The later submit is answered. */
  | { kind: 'overtaken' }
  /** `question`: the name of a question about slips, to be answered by this card's buttons. */
  | { kind: 'invalid'; id: string; draft: Draft; problems: Problems; question?: string }
  /** `isRepeated`: a preview of this form named the same recipients before. */
  | {
      kind: 'preview';
      id: string;
      draft: Draft;
      mail: Mail;
      preview: string;
      reason: PreviewReason;
      isRepeated: boolean;
    }
  | { kind: 'noForm'; id: string; draft: Draft; mail: Mail }
  | { kind: 'claimed'; id: string; draft: Draft; mail: Mail; files: FormFile[] };

/**
 * Decides on a submit. The form's state comes first: a form in flight or sent is never checked, shown or sent again.
 * After a conflict it is called again with the newer record.
 */
export function decideSubmit<R extends MailRecord>(
  current: R,
  submit: Submit,
  now: number,
): { record?: R; result: Decided } {
  const { id, by } = submit;
  const closed = closedForm(current, id, by);
  if (closed) return { result: closed };

  const { lookedUp } = submit;
  const form = formOf(current, id);
  if (lookedUp && !isUntouched(form, lookedUp.form)) return { result: { kind: 'overtaken' } };
  if (!submit.typed && !form) return { result: { kind: 'gone' } };

  const record = isAnswer(form, submit) ? agree(current, id) : current;
  const draft = lookedUp?.draft ?? draftOf(record, submit);
  const kept = keepDraft(record, id, draft, submit.freshId, now);
  // The form comes back with what was found for its names, among everything else that is in it.
  const back = lookedUp?.hasNewAddresses ? noteNewAddresses(kept.record, kept.id) : kept.record;
  const checked = checkDraft(draft, lookedUp?.problems, form?.files !== undefined);
  if ('problems' in checked) {
    const { problems } = checked;
    return { record: back, result: { kind: 'invalid', id: kept.id, draft, problems } };
  }
  const mail = { ...checked.mail, signature: signatureFor(record, submit.language) };
  const { problems, slips } = questionsAbout(mail, formOf(record, id));
  if (slips.length > 0 && form?.state !== 'sending') {
    const question = by.claim;
    const asked = noteQuestion(back, kept.id, { name: question, slips });
    return { record: asked, result: { kind: 'invalid', id: kept.id, draft, problems, question } };
  }
  const reason = whyPreview(record, submit, mail, now);
  if (reason) {
    const preview = by.claim;
    const shown = notePreview(back, kept.id, preview, now);
    // Every preview of such a mail says that it has no subject. To send it from there is the answer.
    const isAsked = mail.subject === '';
    // A write whose answer was lost may have noted this very preview.
    const wasShown = form?.preview !== undefined && form.preview !== preview;
    const isRepeated = wasShown && !isReaddressed(form, draft);
    return {
      record: isAsked ? noteQuestion(shown, kept.id, { name: preview, slips: [noSubject] }) : shown,
      result: { kind: 'preview', id: kept.id, draft, mail, preview, reason, isRepeated },
    };
  }
  const claim = claimForm(record, id, { draft, mail }, by, now);
  const next = claim.kind === 'claimed' ? claim.record : kept.record;
  const files = form?.files ?? [];
  return { record: next, result: { kind: claim.kind, id: kept.id, draft, mail, files } };
}

/**
 * What the person is asked about once: addresses that look like slips, copies in the subject of a mail typed in one line, and a
 * file that the text speaks of and that is not there.
 */
function questionsAbout(mail: Mail, form: Form | undefined): { problems: Problems; slips: string[] } {
  const agreed = form?.agreed ?? [];
  const { problems, slips } = nearMisses(mail, agreed);
  for (const { field, entry, slip } of form?.openedBy ? strayMarks(mail, agreed) : []) {
    problems[field] = { key: 'strayMark', values: { entry } };
    slips.push(slip);
  }
  if (mentionsFile(mail) && !form?.files && !agreed.includes(noFile)) {
    problems.body = { key: 'fileMissing' };
    slips.push(noFile);
  }
  return { problems, slips };
}

function isUntouched(form: Form | undefined, before: Form | undefined): boolean {
  if (!form || !before) return form === before;
  // A file that joined meanwhile is no other submit.
  const isSubmitted = form.since !== before.since && filesMark(form.files) === filesMark(before.files);
  return form.state === before.state && !isSubmitted && isSameDraft(form.draft, before.draft);
}

/** Whether a submit says yes to the question about slips that the form came back with. */
function isAnswer(form: Form | undefined, { confirms }: Submit): boolean {
  const question = form?.question;
  if (!question || !confirms) return false;
  return confirms === 'lastSeen' ? question.arrived === true : confirms.card === question.name;
}

/**
 * A mail goes to nobody whose address the person has not seen, to many people only after they saw how many, and without a
 * subject only after they saw that it has none.
 */
function whyPreview(record: MailRecord, submit: Submit, mail: Mail, now: number): PreviewReason | undefined {
  const { id, typed, lookedUp } = submit;
  const form = formOf(record, id);
  if (form?.state === 'sending') return undefined;
  // The card shows files, and they went with its form: the form comes back and says so, which a preview does not.
  if (!form && submit.files) return undefined;
  // The card shows other files than the form has by now, or another signature than goes along.
  const isOther = (shown: string | undefined, now: string) => shown !== undefined && shown !== now;
  const isOutdated =
    isOther(submit.files, filesMark(form?.files)) || isOther(submit.signature, signatureMark(mail.signature));
  const action = isOutdated ? 'preview' : submit.action;
  const lacksSubject = mail.subject === '' && !form?.agreed?.includes(noSubject);
  const isSent = action === 'send' && !typed && !lookedUp && isConfirmed(record, submit, mail, now);
  if (isSent && !lacksSubject) return undefined;
  if (recipientsOf(mail).length > limits.many) return 'many';
  if (lookedUp?.hasNewAddresses) return 'newAddresses';
  // The form came back with what was found. Whoever changed its recipients since has read them.
  if (form?.hasNewAddresses && !isReaddressed(form, typed)) return 'newAddresses';
  if (action === 'send' && lacksSubject) return 'noSubject';
  if (form?.hasNewAddresses) return 'asked';
  return action === 'preview' || !typed ? 'asked' : undefined;
}

const isReaddressed = (form: Form, typed: Draft | undefined) =>
  typed !== undefined && recipientFields.some((field) => typed[field].trim() !== form.draft[field].trim());

function isConfirmed(
  record: MailRecord,
  { id, confirms }: Submit,
  { signature }: Mail,
  now: number,
): boolean {
  if (!confirms) return false;
  if (confirms === 'lastSeen') return isSeen(record, id, signature, now);
  return formOf(record, id)?.preview === confirms.card;
}

/** The draft to keep or send: what was typed, or for a card without inputs the draft in the record. */
export function draftOf(record: MailRecord, { id, typed }: Pick<Submit, 'id' | 'typed'>): Draft {
  return typed ?? formOf(record, id)?.draft ?? emptyDraft;
}
