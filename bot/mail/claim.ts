// The life of a form in the person's record: open, claimed for sending, settled, reported. Pure. The caller writes the record by ETag.
import { type Mail, recipientsOf } from './check';
import { clearCurrent, makeCurrent } from './currentForm';
import { type Draft, isSameDraft } from './draft';
import type { FormFile } from './files';
import {
  copiesOf,
  dropForms,
  type Ended,
  type Form,
  formOf,
  isBlankForm,
  isSendable,
  type MailRecord,
  namesOf,
  type SlipQuestion,
  withForm,
} from './mailRecord';
import { showMailbox } from './recipients';
import type { SendResult } from './send';

/** Puts an open form with these values into the record. */
export function openForm<R extends MailRecord>(record: R, id: string, draft: Draft, now: number): R {
  return makeCurrent(withForm(record, { id, state: 'open', draft, since: now }), id);
}

/** Puts a form into the record that a mail typed in one line opened, or changed by an edit of that message. */
export function openTyped<R extends MailRecord>(
  record: R,
  form: Pick<Form, 'id' | 'draft'>,
  activity: string,
  now: number,
): R {
  const files = formOf(record, form.id)?.files;
  const opened: Form = {
    ...{ ...form, state: 'open', since: now, openedBy: activity, isAsTyped: true },
    ...(files ? { files } : {}),
  };
  return makeCurrent(withForm(record, opened), form.id);
}

/** Notes that a form is shown again, to be changed, if it can still be sent. */
export function resumeForm<R extends MailRecord>(record: R, id: string, now: number): R {
  const form = formOf(record, id);
  return isSendable(form) ? makeCurrent(withForm(record, { ...form, since: now }), id) : record;
}

/** Notes that a form is shown as this preview, if it can still be sent. */
export function notePreview<R extends MailRecord>(record: R, id: string, preview: string, now: number): R {
  const form = formOf(record, id);
  return isSendable(form) ? makeCurrent(withForm(record, { ...form, preview, since: now }), id) : record;
}

/**
 * Keeps a draft in a form that can still be sent. A form in flight or sent keeps what it has.
 * @param freshId the id of a new form, where the record has none of this `id`: too old, another person's, made up
 * @returns the record, and the id of the form that holds the draft now
 */
export function keepDraft<R extends MailRecord>(
  record: R,
  id: string,
  draft: Draft,
  freshId: string,
  now: number,
): { record: R; id: string } {
  const form = formOf(record, id);
  if (isSendable(form)) {
    // The Send button of an earlier preview no longer counts once the draft is another one.
    const preview = isSameDraft(form.draft, draft) && form.preview ? { preview: form.preview } : {};
    const found = form.hasNewAddresses ? { hasNewAddresses: true as const } : {};
    const kept = withForm(record, {
      id,
      state: 'open',
      draft,
      since: now,
      ...preview,
      ...lastingOf(form),
      ...found,
    });
    return { record: makeCurrent(kept, id), id };
  }
  if (formOf(record, id) || record.outcomes.some(({ formId }) => formId === id)) return { record, id };
  return { record: openForm(record, freshId, draft, now), id: freshId };
}

/** Puts what was found for its names into a form that nobody has changed meanwhile. */
export function fillInAddresses<R extends MailRecord>(record: R, id: string, before: Draft, draft: Draft): R {
  return change(record, id, (form) => (isSameDraft(form.draft, before) ? { ...form, draft } : form));
}

/** Gives a form that can still be sent a new id, so that no card shown before can send it. It is the current form, and not seen. */
export function moveForm<R extends MailRecord>(record: R, id: string, freshId: string): R {
  const form = formOf(record, id);
  if (!isSendable(form)) return record;
  const { draft, since } = form;
  const moved = { ...lastingOf(form), id: freshId, formerId: id, state: 'open', draft, since } as const;
  return makeCurrent(withForm(withoutForm(record, id), moved), freshId);
}

/** The state of a form that a submit must not send. */
export type Closed =
  | { kind: 'sending' }
  | { kind: 'failed' | 'unknown'; form: Form }
  | { kind: 'ended'; outcome: Ended };

/** Who submits. `claim` names this attempt. `activity` is the id of the activity, the same when it is delivered again. */
export interface Submitter {
  claim: string;
  activity: string;
}

/**
 * Finds out whether a form may be sent.
 * @returns why not; nothing when the form is open, or not in the record
 */
export function closedForm(record: MailRecord, id: string, by: Submitter): Closed | undefined {
  const form = formOf(record, id);
  if (!form) {
    const outcome = record.outcomes.find(({ formId }) => formId === id);
    return outcome && { kind: 'ended', outcome };
  }
  // A write whose answer was lost may have come through: this attempt's own claim is known by its name.
  if (form.state === 'sending') return form.claim === by.claim ? undefined : { kind: 'sending' };
  if (form.state === 'unknown') return { kind: 'unknown', form };
  // Nothing is sent again before a failure is reported: the receipt would come first, and "not sent" after it would be untrue.
  // The same activity delivered again after a failure is no new attempt.
  const isAnswered = form.unreported || form.activity === by.activity;
  return form.state === 'failed' && isAnswered ? { kind: 'failed', form } : undefined;
}

/** Twice as many as a mail may have recipients. */
const mostAgreed = 100;

/** What stays with the form, whatever becomes of it: its files, its former id, what was said yes to, the message that opened it. */
const lastingOf = ({ formerId, agreed, openedBy, files }: Form) => ({
  ...(formerId ? { formerId } : {}),
  ...(agreed ? { agreed } : {}),
  ...(openedBy ? { openedBy } : {}),
  ...(files ? { files } : {}),
});

/** Changes a form that can still be sent. */
function change<R extends MailRecord>(record: R, id: string, to: (form: Form) => Form): R {
  const form = formOf(record, id);
  return isSendable(form) ? withForm(record, to(form)) : record;
}

/** Notes that a form comes back with a question about addresses that look like slips. */
export const noteQuestion = <R extends MailRecord>(record: R, id: string, question: SlipQuestion): R =>
  change(record, id, (form) => ({ ...form, question }));

/** Notes that the question's card has arrived, unless another one is asked by now. */
export const noteAsked = <R extends MailRecord>(record: R, id: string, name: string): R =>
  change(record, id, ({ question, ...form }) =>
    question
      ? { ...form, question: question.name === name ? { ...question, arrived: true } : question }
      : form,
  );

/** Notes that the person has said yes to what they were asked. */
export const agree = <R extends MailRecord>(record: R, id: string): R =>
  change(record, id, ({ question, agreed = [], ...form }) => ({
    ...form,
    agreed: [...agreed, ...(question?.slips ?? [])].slice(-mostAgreed),
  }));

/** Notes that a draft holds addresses that the person has not seen in a preview yet. */
export const noteNewAddresses = <R extends MailRecord>(record: R, id: string): R =>
  change(record, id, (form) => ({ ...form, hasNewAddresses: true }));

/** What claiming an open form comes to. Only `claimed` may send, after its record has been written by ETag. */
export type Claim<R extends MailRecord> = { kind: 'claimed'; record: R } | { kind: 'noForm' };

/**
 * Claims a form for sending. A form that is not in the record (too old, another person's, made up) is never claimed.
 * The caller has asked `closedForm` before.
 */
export function claimForm<R extends MailRecord>(
  record: R,
  id: string,
  { draft, mail }: { draft: Draft; mail: Mail },
  by: Submitter,
  now: number,
): Claim<R> {
  const form = formOf(record, id);
  if (!form) return { kind: 'noForm' };
  if (form.state === 'sending') return { kind: 'claimed', record };
  const recipients = recipientsOf(mail).map(showMailbox);
  const copies = { cc: mail.cc.length, bcc: mail.bcc.length };
  const state = { state: 'sending', recipients, copies, ...by } as const;
  const claimed = withForm(record, { id, draft, since: now, ...state, ...lastingOf(form) });
  return { kind: 'claimed', record: clearCurrent(claimed, id) };
}

/** Opens a claimed form again. Its mail was certainly not handed to Graph. */
export function releaseClaim<R extends MailRecord>(record: R, id: string, claim: string, now: number): R {
  const form = formOf(record, id);
  if (form?.state !== 'sending' || form.claim !== claim) return record;
  const open = { id, state: 'open', draft: form.draft, since: now, ...lastingOf(form) } as const;
  return makeCurrent(withForm(record, open), id);
}

/**
 * Notes the outcome of an attempt. A true answer overrides the `unknown` that a stale claim was settled as meanwhile.
 * @returns nothing when there is nothing to write: the form is gone, settled already, or another attempt's
 */
export function settleForm<R extends MailRecord>(
  record: R,
  id: string,
  claim: string,
  result: SendResult,
  now: number,
): R | undefined {
  const form = formOf(record, id);
  if (form?.claim !== claim || (form.state !== 'sending' && form.state !== 'unknown')) return undefined;
  const { draft, recipients = [], activity = '' } = form;
  if (result.state === 'sent') {
    const outcome: Ended = {
      formId: id,
      state: 'sent',
      at: now,
      recipients,
      ...copiesOf(form),
      subject: draft.subject,
      ...namesOf(form.files),
      ...(form.openedBy ? { openedBy: form.openedBy } : {}),
      unreported: true,
    };
    return { ...withoutForm(record, id), outcomes: [outcome, ...record.outcomes] };
  }
  const attempt = { recipients, ...copiesOf(form), claim, activity, unreported: true } as const;
  const settled = { id, draft, since: now, ...attempt, ...lastingOf(form) };
  if (result.state === 'failed') {
    const { failure, retryAfter } = result;
    const wait = retryAfter === undefined ? {} : { retryAt: now + retryAfter * 1000 };
    const failed = { ...settled, state: 'failed', failure, ...wait } as const;
    return makeCurrent(withForm(record, failed), id);
  }
  return form.state === 'unknown' ? undefined : withForm(record, { ...settled, state: 'unknown' });
}

/** Drops a form, unless its mail is in flight or may have gone. */
export function cancelForm<R extends MailRecord>(record: R, id: string): R {
  const form = formOf(record, id);
  return isSendable(form) ? clearCurrent(dropForms(record, [form]), id) : record;
}

/**
 * Closes a form: a text stays as a draft, a blank form is dropped. No word means it any more, and the Send button of a preview
 * shows it before it goes.
 */
export function closeForm<R extends MailRecord>(record: R, id: string): R {
  const form = formOf(record, id);
  if (!isSendable(form)) return record;
  if (isBlankForm(form)) return cancelForm(record, id);
  return clearCurrent(withForm(record, unseen(form)), id);
}

/** An open form with what it has, whose last preview does not count any more. */
function unseen(form: Form): Form {
  const { id, draft, since, isAsTyped, hasNewAddresses } = form;
  return {
    ...{ id, state: 'open', draft, since, ...lastingOf(form) },
    ...(isAsTyped ? { isAsTyped } : {}),
    ...(hasNewAddresses ? { hasNewAddresses } : {}),
  };
}

/** Gives a form that can still be sent other files. It is the current form, and shown before its mail goes. */
export function setFiles<R extends MailRecord>(record: R, id: string, files: FormFile[], now: number): R {
  const form = formOf(record, id);
  if (!isSendable(form)) return record;
  const { files: _before, ...rest } = unseen(form);
  const changed = { ...rest, since: now, ...(files.length > 0 ? { files } : {}) };
  return makeCurrent(withForm(record, changed), id);
}

function withoutForm<R extends MailRecord>(record: R, id: string): R {
  const { [id]: _gone, ...forms } = record.forms;
  return { ...record, forms };
}
