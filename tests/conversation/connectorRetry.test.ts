// Retries of connector calls: a refused reply is retried within the turn's time; a reply that may have arrived is not.
import { words } from '../../bot/locales';
import { mentioning } from '../support/activities';
import { seconds, until } from '../support/clock';
import type { Refusal } from '../support/connector';
import { arrived, someMail, withOpenForm } from '../support/mails';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let chance: number;
let world: World;
beforeEach(async () => {
  // Makes waits of 0.9 and 1.8 seconds, which no other timer has.
  chance = 0.25;
  world = await startWorld({ random: () => chance });
});
afterEach(() => world.close());

const busy = (retryAfter: string, status = 429): Refusal => ({
  status,
  headers: { 'Retry-After': retryAfter },
});
const replies = () => world.calls.made.filter(({ name }) => name === 'reply').length;
/** Waits until the bot has a timer of this length. */
const waits = (ms: number) => until(() => world.clock.due().some((due) => Math.abs(due - ms) < 1));

/** Somebody asks for help while the connector refuses; gives the turn, which waits. */
function asksWhile(...refusals: (number | Refusal)[]) {
  const ana = world.person();
  world.connector.answerNext(...refusals);
  return { ana, turn: ana.says('help') };
}

describe('a reply that the connector refuses for now', () => {
  it.each([412, 429, 502, 504])('(%i) is retried after a wait, and arrives once', async (status) => {
    const { ana, turn } = asksWhile(status);
    await waits(900);
    expect(ana.heard()).toEqual([]);
    world.clock.pass(900);
    await turn;
    expect(ana.heard()).toHaveLength(1);
    expect([ana.card().text, replies()]).toEqual([expect.stringContaining(t('help.title')), 2]);
  });

  it('twice is retried a second time, after twice the wait', async () => {
    const { ana, turn } = asksWhile(429, 504);
    await waits(900);
    world.clock.pass(900);
    await waits(1_800);
    world.clock.pass(1_800);
    await turn;
    expect(ana.heard()).toHaveLength(1);
  });

  it('three times is given up for this turn, and comes later', async () => {
    const { ana, turn } = asksWhile(429, 429, 429);
    await waits(900);
    world.clock.pass(900);
    await waits(1_800);
    world.clock.pass(1_800);
    await turn;
    expect([replies(), ana.heard()]).toEqual([3, []]);
    await waits(13_500);
    world.clock.pass(13_500);
    await until(() => ana.heard().length > 0);
    expect(ana.card().text).toContain(t('help.title'));
  });

  it.each([
    [0, 800],
    [1, 1_200],
  ])('is retried with jitter: at random %d after %i ms', async (given, ms) => {
    chance = given;
    const { turn } = asksWhile(429);
    await waits(ms);
    world.clock.pass(ms);
    await turn;
  });

  it('is a receipt: its retry replaces the form, and the mail is sent once', async () => {
    const ana = await withOpenForm(world.person());
    const form = ana.heard().at(-1);
    const mail = someMail();
    world.connector.answerNext(429);
    const turn = ana.clicks('Send', mail);
    await waits(900);
    world.clock.pass(900);
    const [receipt] = await turn;
    expect([receipt?.how, receipt?.id]).toEqual(['updated', form?.id]);
    expect(arrived(world, mail)).toHaveLength(1);
  });

  it('is the opening of a 1:1 chat from a group: the retry opens it', async () => {
    const ana = world.person({ conversationType: 'groupChat' });
    world.connector.answerNext(429);
    const turn = ana.does(mentioning('cancel'));
    await waits(900);
    world.clock.pass(900);
    await turn;
    expect(ana.card().text).toContain(t('place.gone'));
    expect(world.connector.opened).toHaveLength(1);
  });
});

describe('Retry-After', () => {
  it('is waited for in full', async () => {
    chance = 0;
    const { ana, turn } = asksWhile(busy('3'));
    await waits(3_000);
    world.clock.pass(2_999);
    expect(replies()).toBe(1);
    world.clock.pass(1);
    await turn;
    expect(ana.heard()).toHaveLength(1);
  });

  it('has its jitter on top', async () => {
    chance = 1;
    const { turn } = asksWhile(busy('3'));
    await waits(3_600);
    world.clock.pass(3_600);
    await turn;
  });

  it('may be a date', async () => {
    chance = 0;
    const now = Date.now();
    const { turn } = asksWhile({
      status: 429,
      headers: {
        Date: new Date(now).toUTCString(),
        'Retry-After': new Date(now + 4_000).toUTCString(),
      },
    });
    await waits(4_000);
    world.clock.pass(4_000);
    await turn;
  });

  it.each(['10', '3600'])(
    'of %s seconds is longer than the turn, so the reply is given up at once',
    async (retryAfter) => {
      const { ana, turn } = asksWhile(busy(retryAfter));
      await turn;
      expect([replies(), ana.heard()]).toEqual([1, []]);
    },
  );

  it('is waited for only while the turn has time left', async () => {
    const { turn } = asksWhile(busy('5'), busy('5'));
    await waits(5_250);
    world.clock.pass(5_250);
    await turn;
    expect(replies()).toBe(2);
  });
});

describe('what is not retried', () => {
  it.each([400, 401, 403, 404, 500, 503])('a reply refused with a %i', async (status) => {
    const { turn } = asksWhile(status);
    await turn;
    // The second is the notice that the reply failed.
    expect(replies()).toBe(2);
  });

  it('a reply whose answer was lost: it may have arrived', async () => {
    const ana = world.person();
    world.calls.answerNext('reply', async (url, init) => {
      await fetch(url, init);
      throw new TypeError('the connection broke');
    });
    await ana.says('help');
    const texts = ana.heard().map(({ activity }) => JSON.stringify(activity.attachments));
    expect(texts.filter((text) => text.includes(t('help.title')))).toHaveLength(1);
    expect(ana.card().text).toContain(t('failure.replyLost'));
  });

  it('a question to the token service', async () => {
    const ana = world.person();
    world.standIns.tokenService.answerNext({ on: 'GetToken', status: 429 });
    const calls = await world.calls.during(() => ana.says('profile'));
    expect(calls).toEqual(['GetToken', 'reply']);
  });
});

describe('a late turn', () => {
  it('has its own retry budget for its reply', async () => {
    const ana = world.person();
    let answer = (_response: Response) => {};
    world.calls.answerNext('GetToken', () => new Promise((resolve) => (answer = resolve)));
    const asked = world.calls.made.length;
    const turn = ana.says('profile');
    await until(() => world.calls.made.length > asked);
    world.clock.pass(seconds(9));
    await turn;
    await until(() => ana.sawTyping() === 1);
    world.connector.answerNext(429);
    answer(new Response(null, { status: 404 }));
    await waits(900);
    world.clock.pass(900);
    await until(() => ana.heard().length > 0);
    expect(ana.signInLink()).toContain('/signin');
  });
});
