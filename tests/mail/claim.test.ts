// The life of a form: claimed by one submit only, settled by what Graph said, and its text kept no longer than needed.
import { cancelForm, claimForm, keepTyped, openForm, settleForm } from '../../bot/mail/claim';
import type { Draft, Mail } from '../../bot/mail/draft';
import type { SendResult } from '../../bot/mail/send';
import { emptyRecord, type PersonRecord } from '../../bot/people/record';

const draft: Draft = { to: 'ana@contoso.com', subject: 'Lunch', body: 'At 12' };
const changed: Draft = { ...draft, body: 'At 1' };
const mail: Mail = { to: [{ address: 'ana@contoso.com' }], subject: 'Lunch', body: 'At 12' };
const opened = openForm(emptyRecord, 'f', draft, 0);

/** The record once the form has been claimed. */
function claimed(record: PersonRecord = opened): PersonRecord {
  const claim = claimForm(record, 'f', draft, 1);
  if (claim.kind !== 'claimed') throw new Error(`The claim ended as ${claim.kind}`);
  return claim.record;
}
const settled = (result: SendResult) => settleForm(claimed(), 'f', result, mail, 2);

describe('a submit', () => {
  it('claims an open form with what was typed', () => {
    expect(claimed().forms.f).toEqual({ id: 'f', state: 'sending', draft, since: 1 });
  });

  it.each<[string, PersonRecord, string]>([
    ['is being sent', claimed(), 'sending'],
    ['may have been sent', settled({ state: 'unknown' }), 'unknown'],
    ['was sent', settled({ state: 'sent' }), 'sent'],
    ['is not in the record', emptyRecord, 'noForm'],
    ['was cancelled', cancelForm(opened, 'f'), 'noForm'],
  ])('does not claim a form that %s', (_what, record, kind) => {
    expect(claimForm(record, 'f', changed, 3).kind).toBe(kind);
  });

  it.each<[string, SendResult]>([
    ['failed', { state: 'failed', failure: 'consent' }],
    ['was refused for the sign-in', { state: 'refused' }],
  ])('claims a form again that %s', (_what, result) => {
    expect(claimForm(settled(result), 'f', changed, 3).kind).toBe('claimed');
  });
});

describe('a settled form', () => {
  it('that was sent leaves an outcome without the text', () => {
    const record = settled({ state: 'sent' });
    expect(record.forms).toEqual({});
    expect(record.outcomes).toEqual([
      { formId: 'f', at: 2, from: '', recipients: ['ana@contoso.com'], subject: 'Lunch' },
    ]);
    expect(JSON.stringify(record)).not.toContain('At 12');
  });

  it.each<[SendResult, object]>([
    [
      { state: 'failed', failure: 'quota' },
      { state: 'failed', failure: 'quota' },
    ],
    [{ state: 'unknown' }, { state: 'unknown' }],
    [{ state: 'refused' }, { state: 'open' }],
  ])('after %j keeps its text', (result, expected) => {
    expect(settled(result).forms.f).toEqual({ id: 'f', draft, since: 2, ...expected });
  });

  it('is not brought back when it was forgotten meanwhile', () => {
    expect(settleForm(emptyRecord, 'f', { state: 'unknown' }, mail, 2)).toEqual(emptyRecord);
  });

  it('that was sent is noted even when it was forgotten meanwhile: it must not be sent again', () => {
    const record = settleForm(emptyRecord, 'f', { state: 'sent' }, mail, 2);
    expect(claimForm(record, 'f', draft, 3).kind).toBe('sent');
  });
});

describe('what was typed', () => {
  it.each<[string, PersonRecord]>([
    ['open', opened],
    ['failed', settled({ state: 'failed', failure: 'busy' })],
  ])('is kept in a form that is %s', (_state, record) => {
    const kept = keepTyped(record, 'f', changed, 'fresh', 3);
    expect([kept.id, kept.record.forms.f?.draft]).toEqual(['f', changed]);
  });

  it('is kept in a new form where there is none', () => {
    const kept = keepTyped(emptyRecord, 'f', changed, 'fresh', 3);
    expect([kept.id, Object.keys(kept.record.forms)]).toEqual(['fresh', ['fresh']]);
  });

  it.each<[string, PersonRecord]>([
    ['is being sent', claimed()],
    ['may have been sent', settled({ state: 'unknown' })],
    ['was sent', settled({ state: 'sent' })],
  ])('changes nothing in a form that %s', (_what, record) => {
    expect(keepTyped(record, 'f', changed, 'fresh', 3)).toEqual({ record, id: 'f' });
  });
});

describe('cancelling', () => {
  it.each<[string, PersonRecord]>([
    ['open', opened],
    ['failed', settled({ state: 'failed', failure: 'busy' })],
  ])('drops a form that is %s', (_state, record) => {
    expect(cancelForm(record, 'f').forms).toEqual({});
  });

  it.each<[string, PersonRecord]>([
    ['is being sent', claimed()],
    ['may have been sent', settled({ state: 'unknown' })],
    ['is not there', emptyRecord],
  ])('leaves a form alone that %s', (_what, record) => {
    expect(cancelForm(record, 'f')).toBe(record);
  });
});
