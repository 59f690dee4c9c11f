// Where the bot is: groups and channels, where nothing private is said, and organisations it does not serve.
import { words } from '../../bot/locales';
import { mentioning, submit, verifyState } from '../support/activities';
import { lastTurn } from '../support/log';
import { arrived, someMail } from '../support/mails';
import type { Person } from '../support/person';
import { startWorld, type World } from '../support/world';

const { t } = words('en');
const [ours, theirs] = ['aaaaaaaa-0000-4000-8000-000000000000', 'bbbbbbbb-0000-4000-8000-000000000000'];

let world: World;
/** Serves one organisation only. */
let closedWorld: World;
beforeAll(async () => {
  [world, closedWorld] = await Promise.all([
    startWorld({ environment: { SHOW_ACCESS_TOKEN: 'true' } }),
    startWorld({ environment: { ALLOWED_TENANTS: ours.toUpperCase() } }),
  ]);
});
afterAll(() => Promise.all([world.close(), closedWorld.close()]));

/** Somebody who is signed in and speaks in a group. */
async function inGroup(conversationType: 'groupChat' | 'channel'): Promise<Person> {
  const alone = world.person();
  await alone.comesInAs('ana');
  return world.person({ id: alone.options.id, conversationType });
}

describe.each(['groupChat', 'channel'] as const)('in a %s', (conversationType) => {
  it.each(['sign in', 'sign out', 'profile', 'send mail', 'token', 'cancel', 'forget me', '123456'])(
    '"%s" is answered with an invitation to the 1:1 chat, and nothing is asked of anybody',
    async (said) => {
      const ana = await inGroup(conversationType);
      const calls = await world.calls.during(() => ana.does(mentioning(said)));
      expect(ana.card().text).toBe(`${t('place.title')}\n${t('place.text')}`);
      expect(calls).toEqual(['reply']);
    },
  );

  it.each([
    'mail.compose',
    'mail.send',
    'mail.cancel',
    'profile.show',
    'account.signIn',
    'account.signOut',
    'token.show',
  ])('so is the button %s', async (verb) => {
    const ana = await inGroup(conversationType);
    const mail = someMail();
    await ana.does(submit({ verb, formId: 'f', ...mail }));
    expect(ana.card().text).toBe(`${t('place.title')}\n${t('place.text')}`);
    expect(arrived(world, mail)).toEqual([]);
  });

  it('a code that Teams brings shows nothing of the person', async () => {
    const alone = world.person();
    await alone.says('profile');
    const code = await alone.getsCode('ana');
    const ana = world.person({ id: alone.options.id, conversationType });
    await ana.does(verifyState(code));
    expect(JSON.stringify(ana.heard().map(({ activity }) => activity.attachments))).not.toMatch(
      /Nguyen|contoso|eyJ/,
    );
  });

  it('help is given to all', async () => {
    const ana = await inGroup(conversationType);
    await ana.does(mentioning('help'));
    expect(ana.card().text).toContain(t('help.title'));
  });
});

describe('in a group outside Teams', () => {
  it('nothing private is shown either', async () => {
    const ana = world.person({ channel: 'webchat' });
    await ana.does({
      type: 'message',
      text: 'profile',
      conversation: { id: ana.options.conversation, isGroup: true, name: '', conversationType: '' },
    });
    expect(ana.card().text).toContain(t('place.title'));
  });
});

describe('a bot that serves one organisation', () => {
  it('serves its people', async () => {
    const ana = closedWorld.person({ tenant: ours });
    await ana.says('help');
    expect(ana.card().text).toContain(t('help.title'));
  });

  it.each([
    ['another organisation', { tenant: theirs }],
    ['no organisation', {}],
  ])('tells people of %s in Teams so, and asks nobody about them', async (_what, options) => {
    const eve = closedWorld.person(options);
    expect(await closedWorld.calls.during(() => eve.says('profile'))).toEqual(['reply']);
    expect(eve.card().text).toContain(t('tenant.title'));
    expect(lastTurn(closedWorld).outcome).toBe('tenant refused');
  });

  it('carries out no sign-in of theirs', async () => {
    const eve = closedWorld.person({ tenant: theirs });
    expect(await closedWorld.calls.during(() => eve.does(verifyState('123456')))).toEqual([]);
  });

  it('serves people on channels that know no organisations', async () => {
    const ana = closedWorld.person({ channel: 'webchat' });
    await ana.says('help');
    expect(ana.card().text).toContain(t('help.title'));
  });
});
