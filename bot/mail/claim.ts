// The life of a form in the person's record: open, claimed for sending, settled, told. Pure; the caller writes the record by ETag.
import type { Form, Outcome, PersonRecord } from '../people/record';
import type { Draft, Mail } from './draft';
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
  return withForm(record, { id, state: 'open', draft, since: now });
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
  const state = record.forms[id]?.state;
  if (state === 'open' || state === 'failed') return { record: openForm(record, id, draft, now), id };
  if (state || record.outcomes.some(({ formId }) => formId === id)) return { record, id };
  return { record: openForm(record, freshId, draft, now), id: freshId };
}

/** What a submit finds. Only `claimed` may send; its record must have been written by ETag first. */
export type Claim =
  | { kind: 'claimed'; record: PersonRecord }
  | { kind: 'sending' | 'noForm' }
  | { kind: 'failed' | 'unknown'; form: Form }
  | { kind: 'limit'; until: number }
  | { kind: 'sent'; outcome: Outcome };

/**
 * Claims a form for sending.
 * A form that is not in the record (too old, another person's, made up) is never claimed, and neither is one whose
 * mail may have gone out.
 * @param by who claims: `claim` is this attempt's own mark, by which a write whose answer was lost is known again;
 *   `activity` is the submit's, so that one delivered again after a failure does not count as a new try
 */
export function claimForm(
  record: PersonRecord,
  id: string,
  draft: Draft,
  by: { claim: string; activity: string },
  now: number,
): Claim {
  const form = record.forms[id];
  if (!form) {
    const outcome = record.outcomes.find(({ formId }) => formId === id);
    return outcome ? { kind: 'sent', outcome } : { kind: 'noForm' };
  }
  if (form.state === 'sending')
    return form.claim === by.claim ? { kind: 'claimed', record } : { kind: 'sending' };
  if (form.state === 'unknown') return { kind: 'unknown', form };
  // Until the failure is told nothing is sent anew: the receipt would come first, and "not sent" would be the last word.
  const told = form.untold === undefined && form.activity !== by.activity;
  if (form.state === 'failed' && !told) return { kind: 'failed', form };
  if (record.mails.length >= mailsAnHour) return { kind: 'limit', until: Math.min(...record.mails) + hour };
  const claimed = withForm(record, { id, state: 'sending', draft, since: now, ...by });
  return { kind: 'claimed', record: { ...claimed, mails: [...record.mails, now] } };
}

/** Gives a claim back whose mail was certainly not handed to Graph. */
export function releaseClaim(record: PersonRecord, id: string, claim: string, now: number): PersonRecord {
  const form = record.forms[id];
  if (form?.state !== 'sending' || form.claim !== claim) return record;
  return openForm(uncounted(record, form), id, form.draft, now);
}

/**
 * Writes down how a form's mail fared. A true answer overrides `unknown`, which a stale claim was settled as meanwhile.
 * @returns nothing when there is nothing to write or to tell: forgotten, or known already
 */
export function settleForm(
  record: PersonRecord,
  id: string,
  result: SendResult,
  mail: Mail,
  now: number,
): PersonRecord | undefined {
  const form = record.forms[id];
  if (form?.state !== 'sending' && form?.state !== 'unknown') return undefined;
  if (result.state === 'sent') {
    const outcome: Outcome = {
      formId: id,
      at: now,
      from: record.account?.address ?? '',
      recipients: mail.to.map(showMailbox),
      subject: mail.subject,
      untold: true,
    };
    return { ...withoutForm(record, id), outcomes: [outcome, ...record.outcomes] };
  }
  const settled = { id, draft: form.draft, since: now, untold: true } as const;
  if (result.state === 'failed') {
    const { activity = '' } = form;
    return withForm(uncounted(record, form), {
      ...settled,
      state: 'failed',
      failure: result.failure,
      activity,
    });
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
  const lost = stale.map(
    ({ id, draft }): Form => ({ id, draft, state: 'unknown', since: now, untold: true }),
  );
  const late = <T extends { untold?: true }>(thing: T, at: number) => thing.untold && now - at >= tellAfter;
  const untold = all.filter((form) => late(form, form.since));
  const outcomes = record.outcomes.filter((outcome) => late(outcome, outcome.at));
  return { record: lost.reduce(withForm, record), overdue: { forms: [...untold, ...lost], outcomes } };
}

/** Notes that the person knows. */
export function markTold(record: PersonRecord, ids: string[]): PersonRecord {
  const told = <T extends { untold?: true }>({ untold: _told, ...thing }: T) => thing;
  return {
    ...record,
    forms: Object.fromEntries(
      Object.entries(record.forms).map(([id, form]) => [id, ids.includes(id) ? told(form) : form]),
    ),
    outcomes: record.outcomes.map((outcome) => (ids.includes(outcome.formId) ? told(outcome) : outcome)),
  };
}

/** Drops a form, unless its mail is under way or may have gone. */
export function cancelForm(record: PersonRecord, id: string): PersonRecord {
  const state = record.forms[id]?.state;
  return state === 'open' || state === 'failed' ? withoutForm(record, id) : record;
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
  const { [id]: _dropped, ...forms } = record.forms;
  return { ...record, forms };
}
