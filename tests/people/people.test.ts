// The person's record: changed by ETag, decided again after a conflict, and cleaned of what is too old.
import { openForm } from '../../bot/mail/claim';
import { emptyDraft } from '../../bot/mail/draft';
import type { Ended, Form } from '../../bot/mail/mailRecord';
import type { Person } from '../../bot/people/people';
import { dropExpired, emptyRecord, type PersonRecord } from '../../bot/people/record';
import { withHashedKeys } from '../../bot/storage';
import { MemoryStore } from '../../bot/storage/memory';
import { type RecordStore, StorageConflict, StorageUnavailable } from '../../bot/storage/port';
import { hours, minutes } from '../support/clock';
import { peopleIn } from '../support/peopleIn';

const key = { channelId: 'msteams', userId: 'ana' };
const store = () => withHashedKeys(new MemoryStore(), 'people');
const open = (of: RecordStore, now = 0): Person => peopleIn({ records: of, now: () => now })(key);
const adding =
  (id: string, at = 0) =>
  (record: PersonRecord) => ({ record: openForm(record, id, emptyDraft, at), result: undefined });
const formsOf = async (of: RecordStore, now = 0) => Object.keys((await open(of, now).record()).forms).sort();

describe('a person’s record', () => {
  it('is read once a turn', async () => {
    const inner = store();
    const read = jest.spyOn(inner, 'read');
    const ana = open(inner);
    await ana.record();
    await ana.record();
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('is not read again after a write, whose new ETag the store tells', async () => {
    const inner = store();
    const read = jest.spyOn(inner, 'read');
    const ana = open(inner);
    await ana.update(adding('first'));
    await ana.update(adding('second'));
    expect(Object.keys((await ana.record()).forms)).toEqual(['first', 'second']);
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('is written only when something changes', async () => {
    const inner = store();
    const write = jest.spyOn(inner, 'write');
    await open(inner).update(() => ({ result: 1 }));
    expect(write).not.toHaveBeenCalled();
  });

  it('is gone when it is forgotten', async () => {
    const inner = new MemoryStore();
    const ana = open(withHashedKeys(inner, 'people'));
    await ana.update(adding('f'));
    await ana.forget();
    expect(await open(withHashedKeys(inner, 'people')).record()).toEqual(emptyRecord);
  });
});

describe('two at once', () => {
  it('on one instance wait for each other, and neither decides twice', async () => {
    const inner = store();
    const openOne = peopleIn({ records: inner });
    const turns = Array.from({ length: 5 }, () => openOne(key));
    await Promise.all(turns.map((turn) => turn.record()));
    const write = jest.spyOn(inner, 'write');
    let decided = 0;
    const add = (n: number) => (record: PersonRecord) => {
      decided += 1;
      return adding(`form ${n}`)(record);
    };
    await Promise.all(turns.map((turn, n) => turn.update(add(n))));
    expect([decided, write.mock.calls.length]).toEqual([5, 5]);
    expect(await formsOf(inner)).toHaveLength(5);
  });

  it('keep the record within its limits, though none of them reads it anew', async () => {
    const openOne = peopleIn({ records: store() });
    const turns = Array.from({ length: 40 }, () => openOne(key));
    await Promise.all(turns.map((turn) => turn.record()));
    await Promise.all(turns.map((turn, n) => turn.update(adding(`form ${n}`))));
    // The last change comes on top of the twenty that are kept.
    expect(Object.keys((await turns.at(-1)?.record())?.forms ?? {}).length).toBeLessThanOrEqual(21);
  });

  it('do not keep each other from going on after an error', async () => {
    const openOne = peopleIn({ records: store() });
    const fails = openOne(key).update(() => {
      throw new Error('planned');
    });
    await expect(fails).rejects.toThrow('planned');
    await openOne(key).update(adding('f'));
    expect(Object.keys((await openOne(key).record()).forms)).toEqual(['f']);
  });

  it('lose nothing of each other: the second decides again, on the newer record', async () => {
    const inner = store();
    await open(inner).update(adding('before'));
    const [one, two] = [open(inner), open(inner)];
    await Promise.all([one.record(), two.record()]);
    await one.update(adding('one'));
    const decide = jest.fn(adding('two'));
    await two.update(decide);
    expect(decide.mock.calls.map(([record]) => Object.keys(record.forms))).toEqual([
      ['before'],
      ['before', 'one'],
    ]);
    expect(await formsOf(inner)).toEqual(['before', 'one', 'two']);
  });

  it('get an error when every write conflicts', async () => {
    const inner = store();
    await open(inner).update(adding('f'));
    const restless = { ...inner, write: () => Promise.reject(new StorageConflict('again')) };
    await expect(open(restless).update(adding('g'))).rejects.toThrow(StorageConflict);
  });
});

describe('a store that is down', () => {
  it('leads to an error at once, without a retry', async () => {
    const write = jest.fn(() => Promise.reject(new StorageUnavailable('down')));
    await expect(open({ ...store(), write }).update(adding('f'))).rejects.toThrow(StorageUnavailable);
    expect(write).toHaveBeenCalledTimes(1);
  });
});

describe('what is too old', () => {
  const day = hours(24);
  const outcome = (at: number): Ended => ({
    formId: `${at}`,
    state: 'sent',
    at,
    recipients: [],
    subject: '',
  });

  it('of a form is its text after a day', async () => {
    const inner = store();
    await open(inner).update(adding('f'));
    expect([await formsOf(inner, day - 1), await formsOf(inner, day)]).toEqual([['f'], []]);
  });

  it('is never a form that is being sent', () => {
    const form = { id: 'f', state: 'sending' as const, draft: emptyDraft, since: 0 };
    expect(dropExpired({ ...emptyRecord, forms: { f: form } }, 10 * day).forms).toEqual({ f: form });
  });

  it('is an outcome after thirty days', () => {
    const record = { ...emptyRecord, outcomes: [outcome(1), outcome(0)] };
    expect(dropExpired(record, 30 * day).outcomes).toEqual([outcome(1)]);
  });

  it('is what is more than the last twenty outcomes and forms', () => {
    const many = Array.from({ length: 25 }, (_, at) => at);
    const forms = many.reduce((record, at) => adding(`f${at}`, at)(record).record, emptyRecord).forms;
    const kept = dropExpired({ ...emptyRecord, forms, outcomes: many.map(outcome) }, 30);
    expect([kept.forms.f4, kept.forms.f5?.since, kept.outcomes.length]).toEqual([undefined, 5, 20]);
  });
});

describe('what is too much', () => {
  const form = (id: string, since: number, body: string): Form => {
    return { id, state: 'open', since, draft: { ...emptyDraft, body } };
  };
  const recordOf = (forms: Form[]): PersonRecord => {
    return { ...emptyRecord, forms: Object.fromEntries(forms.map((one) => [one.id, one])) };
  };

  it.each(['a', 'ế', '\u0001'])(
    'are the oldest of drafts full of %j that come to more than 400 KB',
    (sign) => {
      const drafts = Array.from({ length: 20 }, (_, at) => form(`f${at}`, at, sign.repeat(60_000)));
      const kept = dropExpired({ ...recordOf(drafts), currentForm: { formId: 'f0' } }, 30);
      expect(Buffer.byteLength(JSON.stringify(kept))).toBeLessThan(1_000_000);
      expect([kept.forms.f0?.id, kept.forms.f1]).toEqual(['f0', undefined]);
    },
  );

  it('are not twenty drafts of the longest mails', () => {
    const drafts = Array.from({ length: 20 }, (_, at) => form(`f${at}`, at, 'a'.repeat(19_000)));
    expect(Object.keys(dropExpired(recordOf(drafts), 30).forms)).toHaveLength(20);
  });

  it('are sign-ins that wait in more than ten conversations: the oldest go', () => {
    const waiting = (since: number) => ({ since, command: { name: 'home' as const }, codes: 0 });
    const signIns = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`chat${at}`, waiting(at)]));
    const kept = Object.keys(dropExpired({ ...emptyRecord, signIns }, 30).signIns ?? {});
    expect([kept.length, kept.includes('chat1'), kept.includes('chat2')]).toEqual([10, false, true]);
  });
});

describe('a form', () => {
  it('of an earlier version gets the fields that were added since', async () => {
    const inner = store();
    const draft = { to: 'ana@contoso.com', subject: 'Lunch', body: 'At 12' };
    const record = { forms: { f: { id: 'f', state: 'open', draft, since: 0 } } };
    await inner.write(`${key.channelId}/${key.userId}`, record);
    expect((await open(inner).record()).forms.f?.draft).toEqual({ ...emptyDraft, ...draft });
  });

  it('without text does not displace a draft', () => {
    const draft = openForm(emptyRecord, 'draft', { ...emptyDraft, subject: 'Lunch' }, 0);
    const opened = Array.from({ length: 25 }, (_, n) => n + 1);
    const full = opened.reduce((record, n) => openForm(record, `blank${n}`, emptyDraft, n), draft);
    expect(Object.keys(dropExpired(full, minutes(1)).forms)).toContain('draft');
  });
});
