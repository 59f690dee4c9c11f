// Teams limits a bot in one conversation to 7 messages in one second, 8 in two and 60 in thirty. The bot stays far below.
import { words } from '../../bot/locales';
import { installation, joined, mentioning } from '../support/activities';
import { minutes } from '../support/clock';
import { addresses, someMail } from '../support/mails';
import type { Person } from '../support/person';
import { startWorld, type World } from '../support/world';

const { t } = words('en');
/** The one limit that a single turn could reach. */
const aSecond = 7;

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

/** How many calls to the connector were made, refused or not. */
const callsOf = async (act: () => Promise<unknown>) =>
  (await world.calls.during(act)).filter((name) => name === 'reply' || name === 'openChat').length;

describe('a whole visit', () => {
  const mail = someMail();
  const visit: [string, (ana: Person) => Promise<unknown>][] = [
    ['installs the bot', (ana) => ana.does(installation('add'))],
    ['is told of as a new member', (ana) => ana.does(joined('bot'))],
    ['asks for help', (ana) => ana.says('help')],
    ['wants to send mail', (ana) => ana.says('send mail')],
    ['signs in', (ana) => ana.signsIn('ana')],
    ['leaves out the text', (ana) => ana.clicks('Send', { ...mail, body: '' })],
    ['names many', (ana) => ana.clicks('Send', { ...mail, to: addresses(11) })],
    ['goes back', (ana) => ana.clicks(t('cards.preview.edit'))],
    ['looks at it', (ana) => ana.clicks('Preview', mail)],
    ['sends', (ana) => ana.clicks('Send', mail)],
    ['looks at the profile', (ana) => ana.says('profile')],
    ['opens another form', (ana) => ana.says('send mail')],
    ['cancels it', (ana) => ana.clicks('Cancel')],
    ['mentions the bot', (ana) => ana.does(mentioning('profile'))],
    ['signs out', (ana) => ana.says('sign out')],
    ['wants to be forgotten', (ana) => ana.says('forget me')],
  ];

  it('takes one message a step, far below the limits', async () => {
    const ana = world.person();
    const counts: [string, number][] = [];
    for (const [step, act] of visit) counts.push([step, await callsOf(() => act(ana))]);
    expect(counts.filter(([, count]) => count > 1)).toEqual([]);
    // Even if somebody did all of it within thirty seconds.
    expect(counts.reduce((sum, [, count]) => sum + count, 0)).toBeLessThan(60);
  });

  it('from a group takes one message there, and two calls for the 1:1 chat', async () => {
    const ana = world.person({ conversationType: 'groupChat' });
    expect(await callsOf(() => ana.does(mentioning('profile')))).toBe(3);
  });
});

describe('many unreported outcomes', () => {
  const lost = 8;

  /** Somebody with this many sends whose outcome could not be reported. */
  async function withUntold(): Promise<Person> {
    const ana = world.person({ channel: 'webchat' });
    await ana.comesInAs('ana');
    for (let count = 1; count <= lost; count++) {
      // What the turn before could not say is tried first, and gets lost, too.
      if (count > 1) world.connector.answerNext(500);
      await ana.says('send mail');
      world.connector.answerNext(500, 500);
      await ana.clicks('Send', someMail());
    }
    world.clock.pass(minutes(2));
    return ana;
  }

  it('are reported over several turns, below the limit, until none is left', async () => {
    const ana = await withUntold();
    const told = ({ activity }: { activity: { summary?: string } }) =>
      /was sent$/.test(activity.summary ?? '');
    expect(await callsOf(() => ana.says('help'))).toBeLessThan(aSecond);
    expect(ana.card().text).toContain(t('help.title'));
    expect(ana.heard().filter(told)).toHaveLength(5);
    await ana.says('help');
    expect(ana.heard().filter(told)).toHaveLength(lost);
    expect(await callsOf(() => ana.says('help'))).toBe(1);
  });
});
