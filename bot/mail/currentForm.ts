// The current form: the one that the words "send", "edit" and "cancel" mean, and whether it stands as the person saw it.
import { isSameDraft } from './draft';
import { filesMark } from './files';
import { type Form, formOf, isSendable, type MailRecord, withForm } from './mailRecord';
import { signatureMark } from './signature';

/** For so many milliseconds after a card arrived, "send" means what that card shows. */
const seenFor = 15 * 60_000;

/** Makes a form the current one, when it is shown or changed. It counts as seen once its card has arrived. */
export function makeCurrent<R extends MailRecord>(record: R, formId: string): R {
  return { ...record, currentForm: { formId } };
}

/** A form was sent or dropped. No other one becomes current until it is shown again. */
export function clearCurrent<R extends MailRecord>(record: R, formId: string): R {
  return record.currentForm?.formId === formId ? { ...record, currentForm: undefined } : record;
}

/** What a card shows of a form. `signature`: the text of the one that goes along. */
export type Seen = Pick<Form, 'draft' | 'files'> & { signature: string };

/** Notes that a card with this draft and these files has arrived. It does not count if the form has others by now. */
export function noteSeen<R extends MailRecord>(record: R, formId: string, shown: Seen, now: number): R {
  const form = currentFormOf(record);
  if (form?.id !== formId || !isSameDraft(form.draft, shown.draft)) return record;
  if (filesMark(form.files) !== filesMark(shown.files)) return record;
  const { hasNewAddresses: _seen, ...seen } = form;
  const mark = signatureMark(shown.signature);
  const given = mark ? { signature: mark } : {};
  return { ...withForm(record, seen), currentForm: { formId, seen: now, ...given } };
}

/** The current form, if it can still be sent. */
export function currentFormOf(record: MailRecord): Form | undefined {
  const form = record.currentForm && formOf(record, record.currentForm.formId);
  return isSendable(form) ? form : undefined;
}

/** Whether a form is the current one, and its draft and the signature that goes along are what the person saw last. */
export function isSeen({ currentForm }: MailRecord, formId: string, signature: string, now: number): boolean {
  const { seen, signature: mark = '' } = currentForm?.formId === formId ? currentForm : {};
  return seen !== undefined && now - seen < seenFor && mark === signatureMark(signature);
}
