// Reading a stored record: nobody is locked out by a damaged one, and two versions share one storage.
import { emptyDraft } from '../../bot/mail/draft';
import { emptyRecord } from '../../bot/people/record';
import { readRecord } from '../../bot/people/stored';

const draft = { ...emptyDraft, to: 'ana@contoso.com', subject: 'Lunch' };
const form = { id: 'f', state: 'open', draft, since: 1 };
const outcome = { formId: 'g', state: 'sent', at: 2, recipients: ['ana@contoso.com'], subject: 'Lunch' };

describe('a stored record', () => {
  it.each([
    undefined,
    null,
    5,
    'text',
    [],
    { forms: null },
    { outcomes: [null] },
    { signIns: 7 },
    {
      outcomes: [
        { ...outcome, at: -1e20 },
        { ...outcome, at: 1e20 },
      ],
    },
  ])('that is %j reads as an empty one, or as empty parts', (stored) => {
    expect(readRecord(stored)).toMatchObject(emptyRecord);
  });

  it('loses its damaged parts only', () => {
    const record = readRecord({
      account: { id: 5 },
      tokenHash: 'hash',
      forms: { f: form, bad: { id: 'bad', state: 'flying' }, worse: null },
      outcomes: [outcome, { formId: 'h' }],
      mails: [1, 'two'],
      currentForm: { formId: 5 },
    });
    expect(record).toEqual({ tokenHash: 'hash', forms: { f: form }, outcomes: [outcome] });
  });

  it('is understood under the names of earlier versions', () => {
    const record = readRecord({
      tokenHash: 'hash',
      chosen: true,
      pendingSignOuts: ['mail'],
      atHand: { formId: 'f', seen: 3 },
      signIns: { chat: { since: 1, command: { name: 'profile' }, codes: 0, told: ['failed'] } },
      forms: { f: { ...form, unreported: true } },
      outcomes: [{ ...outcome, unreported: true }],
      mails: [],
    });
    expect(record).toEqual({
      tokenHash: 'hash',
      anotherAccount: true,
      pendingSignOuts: ['mail'],
      currentForm: { formId: 'f', seen: 3 },
      signIns: { chat: { since: 1, command: { name: 'profile' }, codes: 0, reported: ['failed'] } },
      forms: { f: { ...form, unreported: true } },
      outcomes: [{ ...outcome, unreported: true }],
    });
  });

  it('of an earlier version, which stored texts as they came, is cleaned', () => {
    const record = readRecord({
      account: { id: 'a', name: 'A\u200bna\u202e', address: 'ana@contoso.com\u00a0' },
      forms: {
        f: { ...form, draft: { ...draft, to: 'ana@contoso.com\u200b', subject: 'Lu\u202en\u0007ch\t' } },
      },
      outcomes: [{ ...outcome, subject: 'Lunch\u2069', recipients: ['\ufeffana@contoso.com'] }],
    });
    expect(record).toEqual({
      account: { id: 'a', name: 'Ana', address: 'ana@contoso.com' },
      forms: { f: { ...form, draft: { ...draft, subject: 'Lunch ' } } },
      outcomes: [outcome],
    });
  });

  it('keeps what a later version has added', () => {
    const later = {
      signature: 'Best, Ana',
      forms: { f: { ...form, labels: ['a'] } },
      outcomes: [],
    };
    expect(readRecord(later)).toEqual(later);
  });

  it('gets the fields of a draft that an earlier version did not know', () => {
    const { to, subject, body } = draft;
    const record = readRecord({ forms: { f: { ...form, draft: { to, subject, body } } } });
    expect(record.forms.f?.draft).toEqual(draft);
  });
});
