// The life of a form: one submit claims it, Graph's answer settles it, and its text is kept no longer than needed.
import type { Mail } from '../../bot/mail/check';
import { cancelForm, claimForm, closedForm, openForm, releaseClaim, settleForm } from '../../bot/mail/claim';
import { type Draft, emptyDraft } from '../../bot/mail/draft';
import type { SendResult } from '../../bot/mail/send';
import { findUnreported, markReported, staleAfter } from '../../bot/mail/unreported';
import {
  dropExpired,
  emptyRecord,
  type PersonRecord,
  withAccount,
  withoutAccount,
} from '../../bot/people/record';

const draft: Draft = { ...emptyDraft, to: 'ana@contoso.com', subject: 'Lunch', body: 'At 12' };
const changed: Draft = { ...draft, body: 'At 1' };
const mail: Mail = {
  to: [{ address: 'ana@contoso.com' }],
  cc: [],
  bcc: [],
  subject: 'Lunch',
  body: 'At 12',
  importance: 'normal',
  format: 'text',
  replyTo: [],
  readReceipt: false,
  signature: '',
};
const ana = { id: 'ana', name: 'Ana', address: 'ana@contoso.com' };
const opened = openForm(emptyRecord, 'f', draft, 0);

const by = (claim: string, activity = `activity of ${claim}`) => ({ claim, activity });

/** The record once the form has been claimed. */
function claimed(record: PersonRecord = opened): PersonRecord {
  const claim = claimForm(record, 'f', { draft, mail }, by('first'), 1);
  if (claim.kind !== 'claimed') throw new Error(`The claim ended as ${claim.kind}`);
  return claim.record;
}
const settled = (result: SendResult) => settleForm(claimed(), 'f', 'first', result, 2) ?? emptyRecord;

/** What a submit of `changed` finds. */
function found(record: PersonRecord, who = by('second')): string {
  const closed = closedForm(record, 'f', who);
  return closed?.kind ?? claimForm(record, 'f', { draft: changed, mail }, who, 3).kind;
}

describe('a submit', () => {
  it('claims an open form with what was typed', () => {
    expect(claimed().forms.f).toEqual({
      id: 'f',
      state: 'sending',
      draft,
      recipients: ['ana@contoso.com'],
      copies: { cc: 0, bcc: 0 },
      since: 1,
      ...by('first'),
    });
  });

  it.each<[string, PersonRecord, string]>([
    ['is being sent', claimed(), 'sending'],
    ['may have been sent', settled({ state: 'unknown' }), 'unknown'],
    ['was sent', settled({ state: 'sent' }), 'ended'],
    ['is not in the record', emptyRecord, 'noForm'],
    ['was cancelled', cancelForm(opened, 'f'), 'noForm'],
  ])('does not claim a form that %s', (_what, record, kind) => {
    expect(found(record, by('second'))).toBe(kind);
  });

  it('claims a form again that failed', () => {
    const record = markReported(settled({ state: 'failed', failure: 'consent' }), ['f']);
    expect(found(record, by('second'))).toBe('claimed');
  });

  it('does not claim a failed form before the failure is reported: "not sent" must not follow the receipt', () => {
    const record = settled({ state: 'failed', failure: 'consent' });
    expect(found(record, by('second'))).toBe('failed');
  });

  it('that is delivered again after it failed claims nothing', () => {
    const record = markReported(settled({ state: 'failed', failure: 'busy' }), ['f']);
    const again = by('second', 'activity of first');
    expect(found(record, again)).toBe('failed');
  });

  it('recognises its own claim when the answer to the write was lost', () => {
    expect(found(claimed(), by('first'))).toBe('claimed');
  });

  it('releases its own claim when nothing was sent, and no other', () => {
    const record = claimed();
    expect(releaseClaim(record, 'f', 'another', 3)).toBe(record);
    expect(releaseClaim(record, 'f', 'first', 3).forms.f).toEqual({
      id: 'f',
      state: 'open',
      draft,
      since: 3,
    });
  });
});

describe('a settled form', () => {
  it('that was sent leaves an outcome without the text', () => {
    const record = settled({ state: 'sent' });
    expect(record.forms).toEqual({});
    expect(record.outcomes).toEqual([
      {
        formId: 'f',
        state: 'sent',
        at: 2,
        recipients: ['ana@contoso.com'],
        copies: { cc: 0, bcc: 0 },
        subject: 'Lunch',
        unreported: true,
      },
    ]);
    expect(JSON.stringify(record)).not.toContain('At 12');
  });

  it.each<SendResult>([{ state: 'failed', failure: 'quota' }, { state: 'unknown' }])(
    'after %j keeps its text',
    (result) => {
      expect(settled(result).forms.f).toMatchObject({ id: 'f', draft, since: 2, ...result });
    },
  );

  it('is not changed by an older attempt that ends late', () => {
    const failed = markReported(settled({ state: 'failed', failure: 'busy' }), ['f']);
    const again = claimForm(failed, 'f', { draft, mail }, by('second'), 3);
    const record = again.kind === 'claimed' ? again.record : emptyRecord;
    expect(settleForm(record, 'f', 'first', { state: 'failed', failure: 'busy' }, 4)).toBeUndefined();
  });

  it('leaves nothing behind when its person was forgotten meanwhile', () => {
    expect(settleForm(emptyRecord, 'f', 'first', { state: 'sent' }, 2)).toBeUndefined();
  });

  it.each<SendResult>([{ state: 'sent' }, { state: 'failed', failure: 'quota' }])(
    'that was given up as unknown takes a late result %j',
    (result) => {
      const lost = findUnreported(claimed(), 1 + staleAfter).record;
      const record = settleForm(lost, 'f', 'first', result, 1 + staleAfter) ?? lost;
      expect(found(record, by('second'))).not.toBe('unknown');
    },
  );
});

describe('an unreported outcome', () => {
  it('is a stale claim, settled as unknown', () => {
    const { record, unreported } = findUnreported(claimed(), 1 + staleAfter);
    expect(unreported.forms.map(({ id, state }) => [id, state])).toEqual([['f', 'unknown']]);
    expect(found(record, by('second'))).toBe('unknown');
  });

  it('is not a claim whose sender may still be working', () => {
    const record = claimed();
    expect(findUnreported(record, staleAfter)).toEqual({ record, unreported: { forms: [], outcomes: [] } });
  });

  it.each<SendResult>([{ state: 'sent' }, { state: 'failed', failure: 'quota' }, { state: 'unknown' }])(
    'is one that was not reported: %j',
    (result) => {
      const { unreported } = findUnreported(settled(result), 60_000);
      expect([...unreported.forms, ...unreported.outcomes]).toHaveLength(1);
    },
  );

  it('is not one that was reported', () => {
    const record = markReported(settled({ state: 'sent' }), ['f']);
    expect(findUnreported(record, 60_000).unreported.outcomes).toEqual([]);
  });
});

describe('an id without a form', () => {
  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])('is not found: %s', (id) => {
    expect(closedForm(emptyRecord, id, by('first'))).toBeUndefined();
    expect(claimForm(emptyRecord, id, { draft, mail }, by('first'), 1).kind).toBe('noForm');
  });
});

describe('an unknown outcome', () => {
  it.each<[string, (record: PersonRecord) => PersonRecord]>([
    ['a day later', (record) => dropExpired(record, 25 * 3_600_000)],
    ['after signing out', withoutAccount],
    [
      'after signing in with another account',
      (record) => withAccount({ ...record, account: ana }, { ...ana, id: 'another' }, 'mark'),
    ],
  ])('stays known %s, without the text of the mail', (_when, later) => {
    const record = later(markReported(settled({ state: 'unknown' }), ['f']));
    expect(found(record)).toBe('ended');
    expect(JSON.stringify(record)).not.toContain('At 12');
  });
});

describe('an outcome that was never reported', () => {
  it.each<[string, (record: PersonRecord) => PersonRecord]>([
    ['three days', (record) => dropExpired(record, 72 * 3_600_000)],
    ['signing out', withoutAccount],
  ])('is kept over %s', (_what, later) => {
    const record = later(settled({ state: 'failed', failure: 'quota' }));
    expect(findUnreported(record, 72 * 3_600_000).unreported.forms).toHaveLength(1);
  });
});
