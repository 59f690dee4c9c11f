// Six digits in the chat: nearly a code, guessed, delivered twice, of an older card, and late.
import { words } from '../../bot/locales';
import { minutes } from '../support/clock';
import { filledIn } from '../support/mails';
import { askingFor, isSignedIn, otherThan, signInCards } from '../support/signIn';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const asking = () => askingFor(world);

describe('a code', () => {
  it.each(['123 456', '123-456', '12345', '123456.', 'Code: 123456', 'mã 123456'])(
    'that is nearly right, "%s", is answered with how to send it while a sign-in is pending',
    async (said) => {
      const ana = await asking();
      await ana.says(said);
      expect(ana.card().text).toContain(t('signIn.nearlyCode.text'));
    },
  );

  it('that is nearly right is not understood when no sign-in is pending', async () => {
    const ana = world.person();
    await ana.says('123 456');
    expect(ana.card().text).toContain(t('help.unknown'));
  });

  it('of an older card works, too', async () => {
    const ana = await asking();
    const code = await ana.getsCode('ana');
    await ana.says('profile');
    await ana.says(code);
    expect(ana.card().text).toContain('Product Designer');
  });

  it('typed twice is not a wrong code: the second is answered with the account', async () => {
    const ana = await asking();
    const code = await ana.getsCode('ana');
    await ana.says(code);
    await ana.says(code);
    expect(ana.card().text).toContain(t('cards.home.account', { address: 'ana@contoso.com' }));
  });

  it('guessed many times at once is tried three times', async () => {
    const eve = await asking();
    const before = world.calls.made.length;
    await Promise.all(Array.from({ length: 10 }, (_, guess) => eve.says(`00000${guess}`)));
    const tried = world.calls.made.slice(before).filter(({ url }) => /code=\d{6}/.test(url));
    expect(tried).toHaveLength(3);
    expect(await isSignedIn(eve)).toBe(false);
  });

  it('typed while the token service is down does not count as a wrong one', async () => {
    const ana = await asking();
    const code = await ana.getsCode('ana');
    await ana.says(otherThan(code));
    await ana.says(otherThan(code));
    world.standIns.tokenService.answerNext({ on: 'GetToken', status: 503 });
    await ana.says(code);
    expect(ana.card().text).toContain(t('failure.tokenService'));
    await ana.says(code);
    expect(ana.card().text).toContain('Product Designer');
  });

  it('that is wrong leads to the help with one click', async () => {
    const ana = await asking();
    await ana.says(otherThan(await ana.getsCode('ana')));
    await ana.clicks(t('signIn.help'));
    expect(ana.card().text).toContain(t('signInHelp.title'));
  });
});

describe('after three wrong codes', () => {
  it('the remembered command is carried out after starting again', async () => {
    const ana = await asking();
    const code = await ana.getsCode('ana');
    for (let times = 0; times < 3; times++) await ana.says(otherThan(code));
    await ana.clicks(t('signIn.start'));
    expect(signInCards(ana)).toHaveLength(2);
    await ana.signsIn('ana');
    expect(ana.card().text).toContain('Product Designer');
  });
});

describe('a mail typed in one line over a sign-in', () => {
  const line = 'send mail to bao@contoso.com about Late: see you at 12';
  const typed = { to: 'bao@contoso.com', subject: 'Late', body: 'see you at 12' };

  it('is kept when the sign-in expires: starting again brings it', async () => {
    const ana = world.person();
    await ana.says(line);
    world.clock.pass(minutes(15));
    await ana.signsIn('ana');
    await ana.clicks(t('signIn.start'));
    await ana.signsIn('ana');
    expect(ana.card().inputs).toEqual(filledIn(typed));
  });

  it('is kept for an hour, and no longer', async () => {
    const ana = world.person();
    await ana.says(line);
    world.clock.pass(minutes(60));
    await ana.comesInAs('ana');
    expect(ana.card().text).toContain(t('cards.home.hint'));
  });
});

describe('commands in two tabs', () => {
  it('are each carried out in their own tab, whichever signs in first', async () => {
    const first = world.person({ channel: 'emulator' });
    const second = world.person({ channel: 'emulator', id: first.options.id });
    await first.says('profile');
    await second.says('send mail');
    await first.signsIn('ana');
    await second.signsIn('ana');
    expect(first.card().text).toContain('Product Designer');
    expect(second.card().text).toContain(t('cards.mailForm.title'));
  });
});
