// Sign-ins that wait: one a conversation, for fifteen minutes and three codes, and reported of once.
import { openForm } from '../../bot/mail/claim';
import { emptyDraft } from '../../bot/mail/draft';
import {
  dropExpired,
  emptyRecord,
  type PersonRecord,
  withAccount,
  withoutAccount,
} from '../../bot/people/record';
import {
  cancelSignIn,
  claimReport,
  countCode,
  dropSignIn,
  forgetForm,
  takeSignIn,
  uncountCode,
  waitForSignIn,
  waitingSignIn,
  wantsDirectory,
} from '../../bot/people/signIns';
import { hours, minutes } from '../support/clock';

const here = { conversation: 'a chat', now: 0 };
const at = (now: number) => ({ ...here, now });
const elsewhere = { ...here, conversation: 'another chat' };
const profile = { name: 'profile' } as const;
const asked = waitForSignIn(emptyRecord, here, profile);

/** The record after so many codes. */
const afterCodes = (count: number) =>
  Array.from({ length: count }).reduce<PersonRecord>(
    (record) => countCode(record, here).record ?? record,
    asked,
  );

describe('a sign-in that waits', () => {
  it('counts for fifteen minutes', () => {
    expect(waitingSignIn(asked, at(minutes(15) - 1))).toBeDefined();
    expect(waitingSignIn(asked, at(minutes(15)))).toBeUndefined();
  });

  it('waits in its conversation only', () => {
    expect(waitingSignIn(asked, elsewhere)).toBeUndefined();
    expect(takeSignIn(asked, elsewhere)).toEqual({ record: asked });
  });

  it.each(['constructor', '__proto__'])('does not wait in a conversation called %s', (conversation) => {
    expect(waitingSignIn(asked, { ...here, conversation })).toBeUndefined();
  });

  it('is taken once', () => {
    const { record, command } = takeSignIn(asked, here);
    expect([record, command, takeSignIn(record, here).command]).toEqual([emptyRecord, profile, undefined]);
  });

  it('keeps what it is for when "sign in" is said on top', () => {
    const again = waitForSignIn(asked, here, { name: 'home' });
    expect(takeSignIn(again, here).command).toEqual(profile);
  });

  it('is for the newest thing asked for', () => {
    const again = waitForSignIn(asked, here, { name: 'token' });
    expect(takeSignIn(again, here).command).toEqual({ name: 'token' });
  });

  it('leaves those of other conversations alone when it ends', () => {
    const both = waitForSignIn(asked, elsewhere, { name: 'token' });
    expect(dropSignIn(both, here)).toEqual(waitForSignIn(emptyRecord, elsewhere, { name: 'token' }));
  });

  it('is forgotten after a day', () => {
    expect(dropExpired(asked, hours(24) - 1).signIns).toBeDefined();
    expect(dropExpired(asked, hours(24))).toEqual(emptyRecord);
  });

  it('ends with signing out', () => {
    expect(withoutAccount(asked)).toEqual(emptyRecord);
  });

  it('takes the wish for another account with it when it is cancelled', () => {
    expect(cancelSignIn({ ...asked, anotherAccount: true }, here)).toEqual(emptyRecord);
  });

  it('leads home once its form is cancelled', () => {
    const forForm = waitForSignIn(emptyRecord, here, { name: 'compose', formId: 'f' });
    expect(takeSignIn(forgetForm(forForm, here, 'g'), here).command).toMatchObject({ formId: 'f' });
    expect(takeSignIn(forgetForm(forForm, here, 'f'), here).command).toEqual({ name: 'home' });
  });
});

describe('a sign-in that waits for the directory', () => {
  const forDirectory = (record: PersonRecord, plain = false) =>
    waitForSignIn(record, here, profile, { connection: 'directory', plain });
  const waiting = forDirectory(emptyRecord);

  it('is taken by a sign-in to the directory, and by none for mail', () => {
    expect(takeSignIn(waiting, here, 'mail')).toEqual({ record: waiting });
    expect(takeSignIn(waiting, here, 'directory')).toEqual({ record: emptyRecord, command: profile });
  });

  it('is not what one for mail is', () => {
    expect(takeSignIn(asked, here, 'directory')).toEqual({ record: asked });
  });

  it('is wanted as long as what it is for', () => {
    const later = [at(minutes(15) - 1), at(minutes(15))];
    expect(later.map((then) => wantsDirectory(waiting, then))).toEqual([true, false]);
    expect(wantsDirectory(asked, here)).toBe(false);
  });

  it('hands what it is for on to a sign-in for mail, when that is needed first', () => {
    const first = waitForSignIn(waiting, here, { name: 'home' });
    expect(takeSignIn(first, here, 'mail').command).toEqual(profile);
  });

  it('has a button only where one for the directory failed, not one for mail', () => {
    const failed = (record: PersonRecord) => claimReport(record, here, 'failed').record as PersonRecord;
    const plain = (record: PersonRecord) => waitingSignIn(forDirectory(record), here)?.plain === true;
    expect([plain(failed(waiting)), plain(failed(asked))]).toEqual([true, false]);
  });

  it('leaves the wish for another account for mail when it is cancelled', () => {
    expect(cancelSignIn({ ...waiting, anotherAccount: true }, here)).toEqual({
      ...emptyRecord,
      anotherAccount: true,
    });
  });
});

describe('codes', () => {
  it('are tried three times', () => {
    expect([0, 1, 2, 3].map((count) => countCode(afterCodes(count), here).result)).toEqual([
      'try',
      'try',
      'tryLast',
      'notWaiting',
    ]);
  });

  it('are counted anew with a new card', () => {
    expect(countCode(waitForSignIn(afterCodes(3), here, profile), here).result).toBe('try');
  });

  it('that could not be tried do not count', () => {
    expect(uncountCode(afterCodes(1), here)).toEqual(asked);
  });

  it('of a card that is too old are not tried', () => {
    expect(countCode(asked, at(minutes(15)))).toEqual({ result: 'expired' });
  });

  it('that nothing waits for are not tried', () => {
    expect(countCode(emptyRecord, here)).toEqual({ result: 'notWaiting' });
  });
});

describe('telling something of a sign-in', () => {
  it('is claimed by the first', () => {
    const first = claimReport(asked, here, 'closed');
    expect([first.result, claimReport(first.record as PersonRecord, here, 'closed').result]).toEqual([
      true,
      false,
    ]);
  });

  it('is no business of anybody when nothing waits', () => {
    expect(claimReport(emptyRecord, here, 'closed')).toEqual({ result: false });
  });

  it('of a failure makes the next card a plain one, and one after it too', () => {
    const { record } = claimReport(asked, here, 'failed');
    const next = waitForSignIn(record as PersonRecord, here, profile);
    expect(waitingSignIn(waitForSignIn(next, here, profile), here)?.plain).toBe(true);
  });

  it('is free again with a new card', () => {
    const { record } = claimReport(asked, here, 'closed');
    expect(claimReport(waitForSignIn(record as PersonRecord, here, profile), here, 'closed').result).toBe(
      true,
    );
  });
});

describe('a mail typed while nobody was signed in', () => {
  const command = { name: 'compose', formId: 'f', typed: true } as const;
  const [ana, linh] = ['ana', 'linh'].map((id) => ({ id, name: id, address: id })) as [
    NonNullable<PersonRecord['account']>,
    NonNullable<PersonRecord['account']>,
  ];
  const typed = waitForSignIn(openForm(emptyRecord, 'f', emptyDraft, 0), here, command);

  it('waits an hour', () => {
    expect(takeSignIn(typed, at(minutes(60) - 1)).command).toEqual(command);
    expect(takeSignIn(typed, at(minutes(60))).command).toEqual({ name: 'home' });
  });

  it('is nobody’s yet: it stays when another account comes in than before', () => {
    expect(Object.keys(withAccount({ ...typed, account: ana }, linh, 'mark', 'f').forms)).toEqual(['f']);
  });
});
