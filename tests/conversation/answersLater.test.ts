// Answers that the channel refuses for now: said by themselves when the wait is over, or told of at the next word, and once.
import { words } from '../../bot/locales';
import { minutes, seconds, until } from '../support/clock';
import type { Refusal } from '../support/connector';
import { arrived, someMail, withOpenForm } from '../support/mails';
import type { Person } from '../support/person';
import { signedIn } from '../support/signIn';
import { type StoredWorld, startStoredWorld } from '../support/storedWorld';
import type { World } from '../support/world';

const { t } = words('en');
const helpTitle = t('help.title');

let stored: StoredWorld;
let world: World;
beforeAll(async () => {
  stored = await startStoredWorld();
  ({ world } = stored);
});
afterAll(() => stored.close());
beforeEach(() => {
  stored.storageFails('nothing');
  // What waits from the test before has its end.
  world.clock.pass(minutes(16));
  world.log.length = 0;
});

/** A refusal that wants a wait of a minute, which with its jitter makes 66 seconds. */
const busy: Refusal = { status: 429, headers: { 'Retry-After': '60' } };
const aMinute = seconds(66);

const titles = (person: Person) => person.heard().map(({ activity }) => activity.summary ?? 'a card');
/** How many answers wait on the instance. */
const waiting = () => world.clock.due().filter((ms) => ms > seconds(10) && ms <= minutes(15)).length;
const waitIsSet = (count = 1) => until(() => waiting() >= count);

/** Somebody asks while the connector refuses everything for a minute. */
async function refused(person: Person, says = 'help', answers = 1) {
  world.connector.answerNext(...Array.from({ length: answers }, () => busy));
  await person.says(says);
  await waitIsSet();
}

async function waitIsOver(person: Person, answers = 1) {
  const before = person.heard().length;
  world.clock.pass(aMinute);
  await until(() => person.heard().length >= before + answers);
}

describe('an answer that the channel refuses for now', () => {
  it('comes by itself when the wait is over, once', async () => {
    const ana = world.person();
    await refused(ana);
    world.clock.pass(aMinute - 1);
    expect(ana.heard()).toEqual([]);
    await waitIsOver(ana);
    expect(titles(ana)).toEqual([helpTitle]);
    await ana.says('drafts');
    expect(titles(ana)).toHaveLength(2);
    const outcomes = world.log.filter(({ msg }) => msg === 'turn').map(({ outcome }) => outcome);
    expect(outcomes).toEqual(['answer refused', 'said later', 'done']);
  });

  it('comes before the answer to the next word, and not again', async () => {
    const ana = world.person();
    await refused(ana);
    await ana.says('drafts');
    expect(titles(ana)).toEqual([helpTitle, t('drafts.none.title')]);
    world.clock.pass(aMinute);
    await ana.says('help');
    expect(titles(ana)).toHaveLength(3);
  });

  it('is the sign-in card, which works', async () => {
    const ana = world.person();
    await refused(ana, 'profile');
    await waitIsOver(ana);
    await ana.signsIn('ana');
    expect(ana.card().text).toContain('Ana Nguyen');
  });

  it('is a receipt: it comes by itself, and the mail is sent once', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail();
    // The form cannot be replaced, nor the receipt said below it.
    world.connector.answerNext(busy, busy);
    await ana.clicks('Send', mail);
    await waitIsSet();
    await waitIsOver(ana);
    expect(ana.card().text).toContain(t('cards.receipt.title'));
    world.clock.pass(minutes(1));
    const before = titles(ana).length;
    await ana.says('help');
    expect(titles(ana).slice(before)).toEqual([helpTitle]);
    expect(arrived(world, mail)).toHaveLength(1);
  });

  it('comes after a receipt that waits beside it', async () => {
    const ana = await withOpenForm(world.person());
    world.connector.answerNext(busy, busy, busy);
    const before = titles(ana).length;
    await ana.says('help');
    await ana.clicks('Send', someMail());
    await waitIsSet();
    await ana.says('drafts');
    expect(titles(ana).slice(before)).toEqual([
      t('cards.receipt.summary'),
      helpTitle,
      t('drafts.none.title'),
    ]);
  });

  it('waits again where it is refused again, and is told of after the fourth time', async () => {
    const ana = world.person();
    world.connector.answerNext({ ...busy, headers: { 'Retry-After': '600' } });
    await ana.says('help');
    for (let time = 2; time <= 4; time++) {
      await waitIsSet();
      world.connector.answerNext({ ...busy, headers: { 'Retry-After': '600' } });
      world.clock.pass(minutes(11));
      await until(() => world.log.filter(({ outcome }) => outcome === 'said later').length === time - 1);
    }
    expect(waiting()).toBe(0);
    await ana.says('drafts');
    expect(titles(ana)).toEqual([expect.stringContaining(t('unsaid.title')), t('drafts.none.title')]);
  });

  it('is told of at the next word where the channel wants a wait of an hour', async () => {
    const ana = world.person();
    world.connector.answerNext({ status: 429, headers: { 'Retry-After': '3600' } });
    await ana.says('help');
    expect(waiting()).toBe(0);
    await ana.says('drafts');
    expect(titles(ana)).toEqual([expect.stringContaining(t('unsaid.title')), t('drafts.none.title')]);
    await ana.says('drafts');
    expect(titles(ana)).toHaveLength(3);
  });

  it.each(['all', 'nothing'] as const)(
    'comes also where the storage was down, and when it is over fails: %s',
    async (fails) => {
      const ana = world.person();
      stored.storageFails('all');
      await refused(ana);
      stored.storageFails(fails);
      await waitIsOver(ana);
      await ana.says('help');
      expect(titles(ana)).toEqual([helpTitle, helpTitle]);
    },
  );
});

describe('after signing out', () => {
  it.each(['sign out', 'forget me'])('nothing of before is said: "%s"', async (word) => {
    const ana = await signedIn(world);
    await refused(ana, 'profile');
    const before = titles(ana).length;
    await ana.says(word);
    world.clock.pass(aMinute);
    await ana.says('help');
    const after = titles(ana).slice(before);
    expect(after.at(-1)).toBe(helpTitle);
    expect(after.join()).not.toContain('Ana Nguyen');
    expect(after.join()).not.toContain(t('unsaid.title'));
  });
});

describe('many refused answers', () => {
  it('of one person leave room for others', async () => {
    const [ana, bao] = [world.person(), world.person()];
    world.connector.answerNext(...Array.from({ length: 30 }, () => busy));
    await Promise.all(Array.from({ length: 30 }, () => ana.says('help')));
    expect(waiting()).toBeLessThanOrEqual(10);
    await refused(bao);
    world.clock.pass(aMinute);
    await until(() => bao.heard().length > 0);
    expect(titles(bao)).toEqual([helpTitle]);
  });
});

describe('on another instance', () => {
  it('a refused receipt is reported at the next word at once, and not again by the first', async () => {
    const here = await withOpenForm(world.person());
    const mail = someMail();
    world.connector.answerNext(busy, busy);
    await here.clicks('Send', mail);
    await waitIsSet();
    const there = await stored.elsewhere(here);
    const before = titles(there).length;
    await there.says('help');
    expect(titles(there).slice(before)).toEqual([
      t('mail.alreadySent.title', { subject: mail.subject }),
      helpTitle,
    ]);
    world.clock.pass(aMinute);
    await there.says('help');
    expect(titles(there).slice(before)).toHaveLength(3);
  });

  it('another answer is told of, with what was typed a press away', async () => {
    const here = await signedIn(world);
    await refused(here, 'send mail to bao@contoso.com about Lunch: at 12');
    const there = await stored.elsewhere(here);
    await there.says('help');
    expect(titles(there).slice(-2)).toEqual([expect.stringContaining(t('unsaid.title')), helpTitle]);
    await there.clicks(t('mail.edit'));
    expect(there.card().inputs).toMatchObject({ to: 'bao@contoso.com', subject: 'Lunch', body: 'at 12' });
    const before = titles(there).length;
    world.clock.pass(aMinute);
    await there.says('help');
    expect(titles(there).slice(before)).toEqual([helpTitle]);
  });
});

describe('an answer that got lost with the words about it', () => {
  it('is told of at the next word: it may have arrived', async () => {
    const ana = world.person();
    const breaks = async () => {
      throw new TypeError('the connection broke');
    };
    world.calls.answerNext('reply', breaks);
    world.calls.answerNext('reply', breaks);
    await ana.says('help');
    expect(titles(ana)).toEqual([]);
    await ana.says('drafts');
    expect(titles(ana)).toEqual([expect.stringContaining(t('unsaid.perhaps.title')), t('drafts.none.title')]);
  });
});

describe('in a group', () => {
  it('what goes on in the 1:1 chat comes there by itself', async () => {
    const ana = world.person({ conversationType: 'groupChat' });
    world.connector.answerNext(200, busy);
    await ana.says('profile');
    await waitIsSet();
    expect(ana.card().text).toContain(t('place.gone'));
    await waitIsOver(ana.alone());
    expect(ana.alone().signInLink()).toContain('/signin');
  });
});

describe('an instance that stops', () => {
  it('leaves the answer to another one, which tells of it', async () => {
    const here = world.person();
    await refused(here);
    await world.app.close(0);
    world.clock.pass(aMinute);
    const there = await stored.elsewhere(here);
    await there.says('drafts');
    expect(titles(there)).toEqual([expect.stringContaining(t('unsaid.title')), t('drafts.none.title')]);
  });
});
