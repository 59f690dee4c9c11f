// A group chat or a channel in Teams: everything private continues in the 1:1 chat, and the group reads nothing of it.
import { words } from '../../bot/locales';
import { mentioning, submit } from '../support/activities';
import { chatLink, inGroup, notice, type Place } from '../support/groups';
import { turns } from '../support/log';
import { arrived, filledIn, someMail, withOpenForm } from '../support/mails';
import type { Person } from '../support/person';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld({ environment: { SHOW_ACCESS_TOKEN: 'true' } });
});
afterAll(() => world.close());

/** Sends a command with a mention, and gives the replies in the 1:1 chat. */
async function asks(ana: Person, alone: Person, text: string) {
  const before = alone.heard().length;
  await ana.does(mentioning(text));
  return alone.heard().slice(before);
}

const asText = (said: unknown) => JSON.stringify(said);
const everythingIn = (ana: Person) => asText(ana.heard().map(({ activity }) => activity));

describe.each<Place>(['groupChat', 'channel'])('in a %s', (conversationType) => {
  it.each(['sign in', 'sign out', 'profile', 'send mail', 'token', 'cancel', 'forget me', '123456'])(
    '"%s" is answered in the 1:1 chat, and the group gets one notice that says so',
    async (said) => {
      const { ana, alone } = await inGroup(world, conversationType, 'ana');
      const answer = await asks(ana, alone, said);
      expect(answer).toHaveLength(1);
      expect(ana.heard()).toHaveLength(1);
      expect(ana.card().text).toBe(notice(t('place.gone')));
      expect([ana.card().links, ana.card().buttons]).toEqual([[chatLink], []]);
    },
  );

  it.each([
    'mail.compose',
    'mail.cancel',
    'profile.show',
    'account.signIn',
    'account.signOut',
    'token.show',
    'mail.send',
  ])('the button %s is answered in the 1:1 chat, too', async (verb) => {
    const { ana, alone } = await inGroup(world, conversationType, 'ana');
    const before = alone.heard().length;
    await ana.does(submit({ verb, formId: 'f' }));
    expect(ana.card().text).toBe(notice(t('place.gone')));
    expect(alone.heard().slice(before)).toHaveLength(1);
  });

  it('help is shown in the group, and no 1:1 chat is opened', async () => {
    const { ana } = await inGroup(world, conversationType);
    expect(await world.calls.during(() => ana.does(mentioning('help')))).toEqual(['reply']);
    expect(ana.card().text).toContain(t('help.title'));
  });

  it.each(['what is the weather', 'sign-in help'])('"%s" is answered in the group', async (said) => {
    const { ana } = await inGroup(world, conversationType);
    expect(await world.calls.during(() => ana.does(mentioning(said)))).toEqual(['reply']);
  });
});

describe('a command from a group', () => {
  it('shows its result in the 1:1 chat', async () => {
    const { ana, alone } = await inGroup(world, 'channel', 'ana');
    await asks(ana, alone, 'profile');
    expect(alone.card().text).toContain('Product Designer');
  });

  it.each(['profile', 'send mail', 'token', 'sign in'])(
    '"%s" leaves nothing of the person in the group',
    async (said) => {
      const { ana, alone } = await inGroup(world, 'groupChat', 'ana');
      await asks(ana, alone, said);
      expect(everythingIn(ana)).not.toMatch(/Nguyen|Nguyễn|contoso|eyJ|signin/i);
    },
  );

  it('gets the same notice whether the person is signed in or not', async () => {
    const [known, unknown] = [await inGroup(world, 'groupChat', 'ana'), await inGroup(world, 'groupChat')];
    await asks(known.ana, known.alone, 'profile');
    await asks(unknown.ana, unknown.alone, 'profile');
    expect(known.ana.card().json).toEqual(unknown.ana.card().json);
  });

  it('continues after a sign-in in the 1:1 chat, with the mail that was typed', async () => {
    const { ana, alone } = await inGroup(world);
    await asks(ana, alone, 'send mail to bao@contoso.com about Lunch: At 12');
    await alone.signsIn('ana');
    expect(alone.card().inputs).toEqual(filledIn({ to: 'bao@contoso.com', subject: 'Lunch', body: 'At 12' }));
    expect(arrived(world, { to: '', subject: 'Lunch', body: '' })).toEqual([]);
  });

  it('cannot be continued by another member with the code', async () => {
    const { ana, alone } = await inGroup(world);
    const bao = world.person({ conversation: ana.options.conversation, conversationType: 'groupChat' });
    await asks(ana, alone, 'profile');
    await bao.does(mentioning(await alone.getsCode('ana')));
    expect(asText(bao.alone().heard())).not.toContain('Product Designer');
    expect(bao.alone().card().text).toContain(t('signIn.notWaiting.title'));
  });

  it('that is a code counts for the sign-in in the 1:1 chat', async () => {
    const { ana, alone } = await inGroup(world);
    await alone.says('profile');
    await asks(ana, alone, await alone.getsCode('ana'));
    expect(alone.card().text).toContain('Product Designer');
  });

  it('"sign out" signs out', async () => {
    const { ana, alone } = await inGroup(world, 'groupChat', 'ana');
    await asks(ana, alone, 'sign out');
    await alone.says('profile');
    expect(alone.signInLink()).toContain('/signin');
  });

  it('of each of two people is answered in their own chat', async () => {
    const { ana, alone } = await inGroup(world, 'groupChat', 'ana');
    const linh = world.person({ conversation: ana.options.conversation, conversationType: 'groupChat' });
    await linh.alone().comesInAs('linh');
    await Promise.all([ana.does(mentioning('profile')), linh.does(mentioning('profile'))]);
    expect([alone.card().text, linh.alone().card().text]).toEqual([
      expect.stringContaining('Product Designer'),
      expect.stringContaining('Linh Phạm'),
    ]);
  });

  it('speaks the person’s language in both places', async () => {
    const vi = words('vi');
    const ana = world.person({ conversationType: 'groupChat', locale: 'vi-VN' });
    await ana.does(mentioning('hủy'));
    expect(ana.card().text).toContain(vi.t('place.gone'));
    expect(ana.alone().card().text).toContain(vi.t('account.nothingToCancel.title'));
  });

  it('that fails says so in the 1:1 chat', async () => {
    const { ana, alone } = await inGroup(world, 'groupChat', 'ana');
    world.standIns.tokenService.answerNext({ on: 'GetToken', status: 500 });
    await asks(ana, alone, 'profile');
    expect(alone.card().text).toContain(t('failure.tokenService'));
    expect(ana.card().text).toBe(notice(t('place.gone')));
  });

  it('delivers unreported outcomes in the 1:1 chat', async () => {
    const { ana, alone } = await inGroup(world);
    await withOpenForm(alone);
    const mail = someMail();
    world.standIns.graph.answerNext({ on: 'sendMail', status: 504 });
    // The connector refuses the receipt and the notice of that failure.
    world.connector.answerNext(500, 500, 500);
    await alone.clicks('Send', mail);
    world.clock.pass(60_000);
    await asks(ana, alone, 'cancel');
    expect(asText(alone.heard())).toContain(asText(t('mail.unknown.title', mail)).slice(1, -1));
  });

  it('is two lines in the log, one for each conversation', async () => {
    const { ana, alone } = await inGroup(world, 'groupChat', 'ana');
    await asks(ana, alone, 'profile');
    expect(turns(world).slice(-2)).toMatchObject([
      { command: 'profile, in private', outcome: 'done' },
      { command: 'profile', outcome: 'gone private' },
    ]);
  });
});
