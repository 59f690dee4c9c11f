// An activity that a channel delivers again: what it asks for is done once, and somebody is told when it was not done at all.
import { randomUUID } from 'node:crypto';
import { words } from '../../bot/locales';
import { botId, joined } from '../support/activities';
import { seconds, standingClock, until } from '../support/clock';
import { person } from '../support/person';
import { signedIn, summaries } from '../support/signIn';
import { type StoredWorld, startStoredWorld } from '../support/storedWorld';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

describe('in the same chat', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.close());

  it('a mail in one line does not come back in front of the one that was written since', async () => {
    const ana = await signedIn(world);
    const lunch = {
      type: 'message',
      id: randomUUID(),
      text: 'send mail to bao@contoso.com about Lunch: at 12',
    };
    await ana.does(lunch);
    await ana.says('send');
    await ana.says('send mail');
    await ana.clicks('Preview', { to: 'bao@contoso.com', subject: 'Tea', body: 'At four' });
    expect((await ana.does(lunch)).said).toEqual([]);
    await ana.says('send');
    expect(world.standIns.mailbox.messages.map(({ subject }) => subject)).toEqual(['Lunch', 'Tea']);
  });

  it.each(['profile', 'help', 'drafts', 'sent', 'hello', 'sign in', '<at>'])(
    'any words are answered once: %s',
    async (text) => {
      const ana = world.person();
      const said = { type: 'message', id: randomUUID(), text };
      const answers = await Promise.all([ana.does(said), ana.does(said), ana.does(said)]);
      expect(ana.heard()).toHaveLength(1);
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    },
  );

  it('words of two people, and of two chats, are not taken for each other', async () => {
    const said = { type: 'message', id: randomUUID(), text: 'help' };
    const people = [world.person(), world.person()];
    for (const person of people) await person.does(said);
    expect(people.map((person) => person.heard().length)).toEqual([1, 1]);
  });

  it.each(['msteams', 'webchat', 'emulator'])('a hello is said once, on %s', async (channel) => {
    const ana = world.person({ channel });
    const members = joined(channel === 'webchat' ? ana.options.id : botId);
    await Promise.all([ana.does(members), ana.does(members)]);
    await ana.does(members);
    expect(ana.heard()).toHaveLength(1);
  });

  it('a button that opens a form opens one', async () => {
    const ana = await signedIn(world);
    const press = { type: 'message', id: randomUUID(), value: { verb: 'mail.compose' } };
    expect((await ana.does(press)).said).toHaveLength(1);
    expect((await ana.does(press)).said).toEqual([]);
  });
});

describe('to another instance', () => {
  let stored: StoredWorld;
  beforeAll(async () => {
    stored = await startStoredWorld();
  });
  afterAll(() => stored.close());

  /** Somebody whose "forget me" one instance has begun, and does not end; and the same activity on its way to another. */
  const begun = async () => {
    const { world } = stored;
    const clock = standingClock(world.clock.now());
    const ana = await signedIn(world);
    const { url } = await world.anotherBot(clock);
    const there = person({ ...world, url }, ana.options);
    const forgetMe = { type: 'message', id: randomUUID(), text: 'forget me' };
    const { release } = world.standIns.tokenService.answerNext({ on: 'SignOut', hang: true });
    const first = ana.does(forgetMe);
    await until(() => world.calls.made.at(-1)?.name === 'SignOut');
    const before = ana.heard().length;
    let isOver = false;
    const second = there.does(forgetMe).finally(() => {
      isOver = true;
    });
    /** The other instance looks whether it is done by now. */
    const look = async () => {
      await until(() => isOver || clock.due().includes(seconds(1.5)));
      clock.pass(seconds(1.5));
    };
    return { first, second, release, look, isOver: () => isOver, said: () => summaries(ana).slice(before) };
  };

  it('waits for the one that began it', async () => {
    const { first, release, look, isOver, said } = await begun();
    await look();
    release();
    await first;
    while (!isOver()) await look();
    expect(said()).toEqual([`${t('account.forgotten.title')}. ${t('account.forgotten.text')}`]);
  });

  it('after a crash of the one that began it, asks the person to do it again', async () => {
    const { first, second, release, look, said } = await begun();
    for (let count = 0; count < 6; count++) await look();
    await until(() => said().length > 0);
    expect(said()).toEqual([`${t('unfinished.title')}. ${t('unfinished.text')}`]);
    release();
    await Promise.all([first, second]);
  });

  it('the words "send" and "cancel" show the mail when nobody can tell whether they were said before', async () => {
    const { world } = stored;
    const ana = await signedIn(world);
    await ana.says('send mail');
    await ana.clicks('Preview', { to: 'bao@contoso.com', subject: 'Tea', body: 'At four' });
    const mails = () => world.standIns.mailbox.messages.length;
    stored.storageFails('conversations');
    const said = await ana.says('send', { id: randomUUID() });
    expect(said[0]?.activity.summary).toContain(t('mail.unsure.title'));
    await ana.says('cancel', { id: randomUUID() });
    expect([mails(), ana.card().text]).toEqual([0, expect.stringContaining('Tea')]);
    stored.storageFails('nothing');
    await ana.clicks('Send');
    expect(mails()).toBe(1);
  });
});
