// Signing in with a code: the remembered command, wrong codes, late codes and "cancel".
import { words } from '../../bot/locales';
import { minutes } from '../support/clock';
import { filledIn } from '../support/mails';
import { otherThan, signedIn } from '../support/signIn';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe('after signing in with a code', () => {
  it('a person who said "sign in" sees who they are', async () => {
    const ana = await signedIn(world);
    expect(ana.card().text).toContain(t('cards.home.title', { name: 'Ana Nguyen' }));
    expect(ana.card().text).toContain(t('cards.home.account', { address: 'ana@contoso.com' }));
  });

  it.each([
    ['profile', 'Product Designer'],
    ['token', t('cards.token.title')],
    ['send mail', t('cards.mailForm.title')],
  ])('"%s" is carried out', async (said, shown) => {
    const ana = world.person();
    await ana.says(said);
    await ana.signsIn('ana');
    expect(ana.card().text).toContain(shown);
  });

  it('a command is carried out once', async () => {
    const ana = world.person();
    await ana.says('profile');
    expect(await ana.signsIn('ana')).toHaveLength(1);
    await ana.says('sign out');
    await ana.comesInAs('ana');
    expect(ana.card().text).toContain(t('cards.home.hint'));
  });

  it('a mail described in one line is in the form, and nothing has been sent', async () => {
    const ana = world.person();
    await ana.says('send mail to bao@contoso.com about One line: see you at 12');
    const calls = await world.calls.during(() => ana.signsIn('ana'));
    expect(ana.card().inputs).toEqual(
      filledIn({ to: 'bao@contoso.com', subject: 'One line', body: 'see you at 12' }),
    );
    expect(calls).not.toContain('sendMail');
  });

  it('a command that is older than fifteen minutes is not carried out', async () => {
    const ana = world.person();
    await ana.says('send mail');
    world.clock.pass(minutes(16));
    await ana.comesInAs('ana');
    expect(ana.card().text).toContain(t('cards.home.hint'));
  });

  it('saying "sign in" again shows who they are, without another card', async () => {
    const ana = await signedIn(world);
    expect(await world.calls.during(() => ana.says('sign in'))).toEqual(['GetToken', 'reply']);
    expect(ana.card().text).toContain(t('cards.home.hint'));
  });
});

describe('somebody asked to sign in', () => {
  it('twice can use the newer card', async () => {
    const ana = world.person();
    await ana.says('profile');
    await ana.comesInAs('ana');
    expect(ana.card().text).toContain('Product Designer');
  });

  it('for one thing and then for another gets the newer one', async () => {
    const ana = world.person();
    await ana.says('send mail');
    await ana.says('profile');
    await ana.signsIn('ana');
    expect(ana.card().text).toContain('Product Designer');
  });

  it('who types a wrong code is told so, and may type the right one', async () => {
    const ana = world.person();
    await ana.says('profile');
    const code = await ana.getsCode('ana');
    await ana.says(otherThan(code));
    expect(ana.card().text).toContain(t('signIn.wrong.title'));
    await ana.says(code);
    expect(ana.card().text).toContain('Product Designer');
  });

  it('who types three wrong codes must start again', async () => {
    const ana = world.person();
    await ana.says('profile');
    const code = await ana.getsCode('ana');
    for (let times = 0; times < 3; times++) await ana.says(otherThan(code));
    expect(ana.card().text).toContain(t('signIn.tooMany.title'));
    await ana.says(code);
    expect(ana.card().text).toContain(t('signIn.notWaiting.title'));
  });

  it('has fifteen minutes', async () => {
    const ana = world.person();
    await ana.says('profile');
    world.clock.pass(minutes(15) - 1);
    await ana.signsIn('ana');
    expect(ana.card().text).toContain('Product Designer');
  });

  it('who comes back after fifteen minutes is told that the sign-in has expired', async () => {
    const ana = world.person();
    await ana.says('profile');
    world.clock.pass(minutes(15));
    await ana.signsIn('ana');
    expect(ana.card().text).toContain(t('signIn.expired.title'));
  });

  it('can go on from there with a click', async () => {
    const ana = world.person();
    await ana.says('profile');
    world.clock.pass(minutes(15));
    await ana.signsIn('ana');
    await ana.clicks(t('signIn.start'));
    await ana.signsIn('ana');
    expect(ana.card().text).toContain('Ana Nguyen');
  });

  it('cannot use a code that was made for somebody else', async () => {
    const [ana, eve] = [world.person(), world.person()];
    await ana.says('sign in');
    await eve.says('sign in');
    await eve.says(await ana.getsCode('ana'));
    expect(eve.card().text).toContain(t('signIn.wrong.title'));
  });

  it('does not type a code with a sentence that contains six digits', async () => {
    const ana = world.person();
    await ana.says('profile');
    const code = await ana.getsCode('ana');
    await ana.says(`my number is ${code}`);
    expect(ana.card().text).toContain(t('signIn.nearlyCode.text'));
    await ana.says(code);
    expect(ana.card().text).toContain('Product Designer');
  });

  it('can ask for help and go on', async () => {
    const ana = world.person();
    await ana.says('profile');
    await ana.says('help');
    expect(ana.card().text).toContain(t('help.title'));
    await ana.signsIn('ana');
    expect(ana.card().text).toContain('Product Designer');
  });

  it('can ask what to do when it does not work', async () => {
    const ana = world.person();
    await ana.says('sign in');
    await ana.says('sign-in help');
    expect(ana.card().text).toContain(t('signInHelp.title'));
  });

  it('can cancel it', async () => {
    const ana = world.person();
    await ana.says('profile');
    const code = await ana.getsCode('ana');
    await ana.says('cancel');
    expect(ana.card().text).toContain(t('signIn.cancelled.title'));
    await ana.says(code);
    expect(ana.card().text).toContain(t('signIn.notWaiting.title'));
  });

  it('who cancelled a command does not get it after a later sign-in', async () => {
    const ana = world.person();
    await ana.says('profile');
    await ana.says('cancel');
    await ana.comesInAs('ana');
    expect(ana.card().text).toContain(t('cards.home.hint'));
  });

  it('reads the card in their language', async () => {
    const ana = world.person({ locale: 'vi-VN' });
    const [asked] = await ana.says('hồ sơ');
    const { text, buttons } = asked?.activity.attachments?.[0]?.content ?? {};
    expect([text, buttons[0].title]).toEqual([words('vi').t('signIn.text'), words('vi').t('signIn.button')]);
  });
});

describe('somebody who was not asked to sign in', () => {
  it('is told that no sign-in waits for their six digits', async () => {
    const ana = world.person();
    await ana.says('123456');
    expect(ana.card().text).toContain(t('signIn.notWaiting.title'));
  });

  it.each(['constructor', '__proto__'])(
    'is told so in a conversation called %s too',
    async (conversation) => {
      const ana = world.person({ conversation });
      await ana.says('123456');
      expect(ana.card().text).toContain(t('signIn.notWaiting.title'));
    },
  );

  it('is told that there is nothing to cancel', async () => {
    const ana = world.person();
    await ana.says('cancel');
    expect(ana.card().text).toContain(t('account.nothingToCancel.title'));
  });
});
