// The life of a form in the person's record: open, claimed for sending, settled. Pure; the caller writes the record by ETag.
import type { Failure, Form, FormState, Outcome, PersonRecord } from '../people/record';
import type { Draft, Mail } from './draft';
import { showMailbox } from './recipients';
import type { SendResult } from './send';

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
  | { kind: 'sending' | 'unknown' | 'noForm' }
  | { kind: 'sent'; outcome: Outcome };

/**
 * Claims a form for sending.
 * A form that is not in the record (too old, another person's, made up) is never claimed, and neither is one whose
 * mail may have gone out.
 */
export function claimForm(record: PersonRecord, id: string, draft: Draft, now: number): Claim {
  const form = record.forms[id];
  if (!form) {
    const outcome = record.outcomes.find(({ formId }) => formId === id);
    return outcome ? { kind: 'sent', outcome } : { kind: 'noForm' };
  }
  if (form.state === 'sending' || form.state === 'unknown') return { kind: form.state };
  return { kind: 'claimed', record: withForm(record, { id, state: 'sending', draft, since: now }) };
}

/** Writes down how a claimed form's mail fared. */
export function settleForm(
  record: PersonRecord,
  id: string,
  result: SendResult,
  mail: Mail,
  now: number,
): PersonRecord {
  const form = record.forms[id];
  if (result.state === 'sent') {
    const outcome: Outcome = {
      formId: id,
      at: now,
      from: record.account?.address ?? '',
      recipients: mail.to.map(showMailbox),
      subject: mail.subject,
    };
    return { ...withoutForm(record, id), outcomes: [outcome, ...record.outcomes] };
  }
  // Forgotten in the meantime (`forget me`): nothing is brought back.
  if (!form) return record;
  const state: FormState = result.state === 'refused' ? 'open' : result.state;
  const failure: { failure?: Failure } = 'failure' in result ? { failure: result.failure } : {};
  return withForm(record, { id, state, draft: form.draft, since: now, ...failure });
}

/** Drops a form, unless its mail is under way or may have gone. */
export function cancelForm(record: PersonRecord, id: string): PersonRecord {
  const state = record.forms[id]?.state;
  return state === 'open' || state === 'failed' ? withoutForm(record, id) : record;
}

function withForm(record: PersonRecord, form: Form): PersonRecord {
  return { ...record, forms: { ...record.forms, [form.id]: form } };
}

function withoutForm(record: PersonRecord, id: string): PersonRecord {
  const { [id]: _dropped, ...forms } = record.forms;
  return { ...record, forms };
}
