// The typing indicator: sent once when a reply takes more than a second, never after the reply, and never a reason to fail.
import { words } from '../../bot/locales';
import { installation, mentioning, verifyState } from '../support/activities';
import type { CallName } from '../support/calls';
import { seconds, until } from '../support/clock';
import { arrived, someMail, withOpenForm } from '../support/mails';
import type { Person } from '../support/person';
import { signedIn } from '../support/signIn';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

/** Holds the next call of this name back until it is released. */
function holds(name: CallName) {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let reached = false;
  world.calls.answerNext(name, async (url, init) => {
    reached = true;
    await held;
    return fetch(url, init);
  });
  return { letGo, reached: () => until(() => reached) };
}

/** Somebody whose "profile" waits for Graph. */
async function waiting(channel = 'msteams') {
  const ana = world.person({ channel });
  await ana.comesInAs('ana');
  const graph = holds('me');
  const turn = ana.says('profile');
  await graph.reached();
  return { ana, turn, ...graph };
}

const seesTyping = (ana: Person, times = 1) => until(() => ana.sawTyping() === times);

describe('an answer that takes more than a second', () => {
  it.each(['msteams', 'webchat', 'emulator'])('is announced on %s', async (channel) => {
    const { ana, turn, letGo } = await waiting(channel);
    world.clock.pass(seconds(1));
    await seesTyping(ana);
    letGo();
    await turn;
    expect(ana.card().text).toContain('Product Designer');
  });

  it('is announced once, however long it takes, and not after the reply', async () => {
    const { ana, turn, letGo } = await waiting();
    for (let second = 1; second <= 6; second++) world.clock.pass(seconds(1));
    await seesTyping(ana);
    letGo();
    await turn;
    world.clock.pass(seconds(60));
    expect(ana.sawTyping()).toBe(1);
    const [typing, answer] = world.connector.said.slice(-2);
    expect([typing?.activity.type, answer?.activity.type]).toEqual(['typing', 'message']);
  });

  it('is announced after a click, too, and the receipt still replaces the form', async () => {
    const ana = await withOpenForm(world.person());
    const form = ana.heard().at(-1);
    const mail = someMail();
    const graph = holds('sendMail');
    const turn = ana.clicks('Send', mail);
    await graph.reached();
    world.clock.pass(seconds(1));
    await seesTyping(ana);
    graph.letGo();
    const [receipt] = await turn;
    expect([receipt?.how, receipt?.id]).toEqual(['updated', form?.id]);
    expect(arrived(world, mail)).toHaveLength(1);
  });

  it('is announced in the group where the command was given', async () => {
    const ana = world.person({ conversationType: 'groupChat' });
    await ana.alone().comesInAs('ana');
    const graph = holds('me');
    const turn = ana.does(mentioning('profile'));
    await graph.reached();
    world.clock.pass(seconds(1));
    await seesTyping(ana);
    graph.letGo();
    await turn;
    expect(ana.alone().sawTyping()).toBe(0);
  });
});

describe('an answer that takes less', () => {
  it('is not announced, not even later', async () => {
    const { ana, turn, letGo } = await waiting();
    world.clock.pass(999);
    letGo();
    await turn;
    world.clock.pass(seconds(60));
    expect(ana.sawTyping()).toBe(0);
  });

  it.each([
    ['message', 'webchat'],
    ['receipt that replaces its form', 'msteams'],
  ])('is not announced while it is being sent: a %s', async (_what, channel) => {
    const ana = await withOpenForm(world.person({ channel }));
    const answer = holds('reply');
    const turn = ana.clicks('Send', someMail());
    await answer.reached();
    const before = world.calls.made.length;
    world.clock.pass(seconds(2));
    answer.letGo();
    await turn;
    expect(world.calls.made.slice(before)).toEqual([]);
  });

  it('leaves a signed-in "profile" at three calls', async () => {
    const ana = await signedIn(world);
    await ana.says('profile');
    expect(await world.calls.during(() => ana.says('profile'))).toEqual(['GetToken', 'me', 'reply']);
  });
});

describe('typing that cannot be shown', () => {
  it.each([403, 429, 500])('(%i) changes nothing, and is not tried again', async (status) => {
    const { ana, turn, letGo } = await waiting();
    world.connector.answerNext(status);
    const before = world.calls.made.length;
    world.clock.pass(seconds(1));
    await until(() => world.calls.made.length > before);
    letGo();
    await turn;
    expect(ana.card().text).toContain('Product Designer');
    expect(ana.sawTyping()).toBe(0);
    expect(JSON.stringify(world.log)).not.toContain('turn failed');
  });

  it('delays the reply by half a second at most', async () => {
    const { ana, turn, letGo } = await waiting();
    const typing = holds('reply');
    world.clock.pass(seconds(1));
    await typing.reached();
    letGo();
    await until(() => world.clock.due().includes(500));
    expect(ana.heard().at(-1)?.activity.summary).not.toBe(t('cards.profile.summary'));
    world.clock.pass(500);
    await turn;
    expect(ana.card().text).toContain('Product Designer');
    typing.letGo();
  });
});

describe('a turn without a command', () => {
  it('is not announced when it is an invoke', async () => {
    const ana = world.person();
    await ana.says('profile');
    const code = await ana.getsCode('ana');
    const service = holds('GetToken');
    const turn = ana.does(verifyState(code));
    await service.reached();
    world.clock.pass(seconds(2));
    service.letGo();
    await turn;
    expect(ana.sawTyping()).toBe(0);
  });

  it('is not announced when it is the welcome', async () => {
    const ana = world.person();
    const greeting = holds('reply');
    const turn = ana.does(installation('add'));
    await greeting.reached();
    world.clock.pass(seconds(2));
    greeting.letGo();
    await turn;
    expect(ana.sawTyping()).toBe(0);
  });
});
