// The life of a form in the person's record: open, claimed for sending, settled, told. Pure; the caller writes the record by ETag.
import { type Form, formOf, type Outcome, type PersonRecord, withoutForms } from '../people/record';
import { type Mail, recipientsOf } from './check';
import { putDown, takeUp } from './currentForm';
import { type Draft, isSameDraft } from './draft';
import { showMailbox } from './recipients';
import type { SendResult } from './send';

/** Mails one person may send in an hour. */
export const mailsAnHour = 30;
const hour = 3_600_000;
/** A send is given up after a minute; a claim this old, in milliseconds, has lost its sender. */
export const staleAfter = 120_000;
/** Whoever settled a form tells the person within seconds; after these, in milliseconds, somebody else does. */
const tellAfter = 30_000;

/** Puts an open form with these values into the record: a new one, or one that is filled in again. */
export function openForm(record: PersonRecord, id: string, draft: Draft, now: number): PersonRecord {
  return takeUp(withForm(record, { id, state: 'open', draft, since: now }), id);
}

/** A form that can still be sent is shown again, to be changed. */
export function goOnWith(record: PersonRecord, id: string, now: number): PersonRecord {
  const form = sendable(record, id);
  return form ? takeUp(withForm(record, { ...form, since: now }), id) : record;
}

/** A form that can still be sent is shown as a preview of this mark. */
export function markPreview(record: PersonRecord, id: string, mark: string, now: number): PersonRecord {
  const form = sendable(record, id);
  return form ? takeUp(withForm(record, { ...form, preview: mark, since: now }), id) : record;
}

function sendable(record: PersonRecord, id: string): Form | undefined {
  const form = formOf(record, id);
  return form?.state === 'open' || form?.state === 'failed' ? form : undefined;
}

/**
 * Keeps what was typed into a form that can still be sent.
 * @param freshId opens a form of this id where `id` is none of the record's: too old, another person's, made up
 * @returns the id of the form that now holds the draft; a form that is under way or gone keeps what it has
 */
export function keepTyped(
  record: PersonRecord,
  id: string,
  draft: Draft,
  freshId: string,
  now: number,
): { record: PersonRecord; id: string } {
  const form = sendable(record, id);
  if (form) {
    // Another draft than its preview shows: that preview's Send counts no more.
    const preview = isSameDraft(form.draft, draft) && form.preview ? { preview: form.preview } : {};
    const kept = withForm(record, { id, state: 'open', draft, since: now, ...preview });
    return { record: takeUp(kept, id), id };
  }
  if (formOf(record, id) || record.outcomes.some(({ formId }) => formId === id)) return { record, id };
  return { record: openForm(record, freshId, draft, now), id: freshId };
}

/** The state of a form that a submit must not send. */
export type Closed =
  | { kind: 'sending' }
  | { kind: 'failed' | 'unknown'; form: Form }
  | { kind: 'ended'; outcome: Outcome };

/** Who submits: `claim` marks this attempt; `activity` is the submit's, and the same when it is delivered again. */
export interface Submitter {
  claim: string;
  activity: string;
}

/**
 * Finds out whether a form may be sent.
 * @returns why not; nothing when it is open, or none of the record's
 */
export function closedForm(record: PersonRecord, id: string, by: Submitter): Closed | undefined {
  const form = formOf(record, id);
  if (!form) {
    const outcome = record.outcomes.find(({ formId }) => formId === id);
    return outcome && { kind: 'ended', outcome };
  }
  // A claim whose writing seemed to fail, and did not, is known again by its mark.
  if (form.state === 'sending') return form.claim === by.claim ? undefined : { kind: 'sending' };
  if (form.state === 'unknown') return { kind: 'unknown', form };
  // Until a failure is told nothing is sent anew: the receipt would come first, and "not sent" would be the last word.
  // And a submit delivered once more after it failed is no new try.
  const isAnswered = form.untold || form.activity === by.activity;
  return form.state === 'failed' && isAnswered ? { kind: 'failed', form } : undefined;
}

/** What claiming an open form comes to. Only `claimed` may send; its record must have been written by ETag first. */
export type Claim =
  | { kind: 'claimed'; record: PersonRecord }
  | { kind: 'noForm' }
  | { kind: 'limit'; until: number };

/**
 * Claims a form for sending. A form that is not in the record (too old, another person's, made up) is never claimed.
 * `closedForm` must have found nothing against it.
 */
export function claimForm(
  record: PersonRecord,
  id: string,
  { draft, mail }: { draft: Draft; mail: Mail },
  by: Submitter,
  now: number,
): Claim {
  const form = formOf(record, id);
  if (!form) return { kind: 'noForm' };
  if (form.state === 'sending') return { kind: 'claimed', record };
  if (record.mails.length >= mailsAnHour) return { kind: 'limit', until: Math.min(...record.mails) + hour };
  const recipients = recipientsOf(mail).map(showMailbox);
  const claimed = withForm(record, { id, state: 'sending', draft, recipients, since: now, ...by });
  return { kind: 'claimed', record: putDown({ ...claimed, mails: [...record.mails, now] }, id) };
}

/** Gives a claim back whose mail was certainly not handed to Graph. */
export function releaseClaim(record: PersonRecord, id: string, claim: string, now: number): PersonRecord {
  const form = formOf(record, id);
  if (form?.state !== 'sending' || form.claim !== claim) return record;
  return openForm(uncounted(record, form), id, form.draft, now);
}

/**
 * Writes down how an attempt's mail fared. A true answer overrides `unknown`, which a stale claim was settled as meanwhile.
 * @returns nothing when there is nothing to write: forgotten, known already, or the form is in another attempt's hands
 */
export function settleForm(
  record: PersonRecord,
  id: string,
  claim: string,
  result: SendResult,
  now: number,
): PersonRecord | undefined {
  const form = formOf(record, id);
  if (form?.claim !== claim || (form.state !== 'sending' && form.state !== 'unknown')) return undefined;
  const { draft, recipients = [], activity = '' } = form;
  if (result.state === 'sent') {
    const outcome: Outcome = {
      formId: id,
      state: 'sent',
      at: now,
      recipients,
      subject: draft.subject,
      untold: true,
    };
    return { ...withoutForm(record, id), outcomes: [outcome, ...record.outcomes] };
  }
  const settled = { id, draft, recipients, claim, activity, since: now, untold: true } as const;
  if (result.state === 'failed') {
    const failed = { ...settled, state: 'failed', failure: result.failure } as const;
    return takeUp(withForm(uncounted(record, form), failed), id);
  }
  return form.state === 'unknown' ? undefined : withForm(record, { ...settled, state: 'unknown' });
}

/** What a person should have been told by now and was not: claims without a sender, and ends nobody spoke of. */
export interface Overdue {
  forms: Form[];
  outcomes: Outcome[];
}

/** Finds what is overdue, and settles stale claims as unknown: nobody is left who could know. */
export function findOverdue(record: PersonRecord, now: number): { record: PersonRecord; overdue: Overdue } {
  const all = Object.values(record.forms);
  const stale = all.filter(({ state, since }) => state === 'sending' && now - since >= staleAfter);
  const lost = stale.map((form): Form => ({ ...form, state: 'unknown', since: now, untold: true }));
  const isLate = (untold: true | undefined, at: number) => untold === true && now - at >= tellAfter;
  const untold = all.filter((form) => isLate(form.untold, form.since));
  const outcomes = record.outcomes.filter((outcome) => isLate(outcome.untold, outcome.at));
  return { record: lost.reduce(withForm, record), overdue: { forms: [...untold, ...lost], outcomes } };
}

/** Notes that the person knows; the same record when that was known. */
export function markTold(record: PersonRecord, ids: string[]): PersonRecord {
  const isNews = ({ untold }: { untold?: true }, id: string) => untold === true && ids.includes(id);
  const forms = Object.values(record.forms).filter((form) => isNews(form, form.id));
  if (forms.length === 0 && !record.outcomes.some((outcome) => isNews(outcome, outcome.formId)))
    return record;
  return {
    ...forms.map(({ untold: _told, ...form }) => form).reduce(withForm, record),
    outcomes: record.outcomes.map((outcome) => {
      const { untold: _told, ...told } = outcome;
      return ids.includes(outcome.formId) ? told : outcome;
    }),
  };
}

/** Drops a form, unless its mail is under way or may have gone. */
export function cancelForm(record: PersonRecord, id: string): PersonRecord {
  const form = formOf(record, id);
  return form?.state === 'open' || form?.state === 'failed'
    ? putDown(withoutForms(record, [form]), id)
    : record;
}

/** A mail that did not go is not one of the hour's. */
function uncounted(record: PersonRecord, { state, since }: Form): PersonRecord {
  if (state !== 'sending') return record;
  const index = record.mails.indexOf(since);
  return index < 0 ? record : { ...record, mails: record.mails.toSpliced(index, 1) };
}

function withForm(record: PersonRecord, form: Form): PersonRecord {
  return { ...record, forms: { ...record.forms, [form.id]: form } };
}

function withoutForm(record: PersonRecord, id: string): PersonRecord {
  const { [id]: _gone, ...forms } = record.forms;
  return { ...record, forms };
}
