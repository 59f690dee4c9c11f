// The mail at hand: the one that the words "send", "edit" and "cancel" are about, and whether it stands as the person saw it.
import { type Form, formOf, type PersonRecord } from '../people/record';
import { type Draft, isSameDraft } from './draft';

/** So long, in milliseconds, somebody knows what they saw when they say "send". */
const seenFor = 15 * 60_000;

/** A form is shown or changed: words are about it from now on. It counts as seen when its card has arrived. */
export function takeUp(record: PersonRecord, formId: string): PersonRecord {
  return { ...record, atHand: { formId } };
}

/** A form is sent or dropped: words are about no other one in its place, before that is shown again. */
export function putDown(record: PersonRecord, formId: string): PersonRecord {
  if (record.atHand?.formId !== formId) return record;
  const { atHand: _down, ...rest } = record;
  return rest;
}

/** Notes that a card with this very draft has arrived; not, if the draft is another one or another mail at hand by now. */
export function noteSeen(record: PersonRecord, formId: string, draft: Draft, now: number): PersonRecord {
  const form = formAtHand(record);
  const isShown = form?.id === formId && isSameDraft(form.draft, draft);
  return isShown ? { ...record, atHand: { formId, seen: now } } : record;
}

/** The form at hand, if it can still be sent. */
export function formAtHand(record: PersonRecord): Form | undefined {
  const form = record.atHand && formOf(record, record.atHand.formId);
  return form?.state === 'open' || form?.state === 'failed' ? form : undefined;
}

/** Whether a form is at hand, and its draft what the person saw last. */
export function isSeen({ atHand }: PersonRecord, formId: string, now: number): boolean {
  return atHand?.formId === formId && atHand.seen !== undefined && now - atHand.seen < seenFor;
}
