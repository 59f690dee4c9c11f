// Admin consent, and other failures around a sign-in: the person always learns how to go on.
import { words } from '../../bot/locales';
import { verifyState } from '../support/activities';
import { hours } from '../support/clock';
import { filledIn } from '../support/mails';
import { askingFor, isSignedIn, signedIn, signInCards } from '../support/signIn';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const asking = () => askingFor(world);

describe('consent that an administrator must give', () => {
  it('may be why a window was closed: the message says so, and the help names the permissions', async () => {
    const ana = await asking();
    await ana.does(verifyState('CancelledByUser'));
    expect(ana.card().text).toContain('administrator must approve');
    await ana.clicks(t('signIn.help'));
    expect(ana.card().text).toMatch(/administrator.*User\.Read and Mail\.Send/);
  });

  it('is explained when Graph refuses, with a button for the help', async () => {
    const ana = await asking();
    const code = await ana.getsCode('ana');
    world.standIns.graph.answerNext({ on: 'me', status: 403, code: 'Authorization_RequestDenied' });
    await ana.says(code);
    expect(ana.card().text).toContain(t('failure.consent'));
    await ana.clicks(t('signIn.help'));
    expect(ana.card().text).toContain(t('signInHelp.title'));
  });

  it('once given lets "sign in" carry out the remembered command', async () => {
    const ana = await asking();
    const code = await ana.getsCode('ana');
    world.standIns.graph.answerNext({ on: 'me', status: 403, code: 'Authorization_RequestDenied' });
    await ana.says(code);
    await ana.says('sign in');
    expect(ana.card().text).toContain('Product Designer');
  });
});

describe('the help on signing in', () => {
  it.each(['Need admin approval', 'Use another account', 'six-digit code', 'pop-ups'])(
    'explains: %s',
    async (subject) => {
      const ana = world.person();
      await ana.says('sign-in help');
      expect(ana.card().text).toContain(subject);
    },
  );

  it('is named on the sign-in card', async () => {
    const ana = await asking();
    expect(signInCards(ana)[0]?.text).toContain('sign-in help');
  });

  it('can start the sign-in again, and the remembered command is carried out', async () => {
    const ana = await asking();
    await ana.says('sign-in help');
    await ana.clicks(t('signIn.start'));
    await ana.signsIn('ana');
    expect(ana.card().text).toContain('Product Designer');
  });
});

describe('a sign-in', () => {
  it('whose token Graph refuses at once is offered anew', async () => {
    const ana = await asking();
    const code = await ana.getsCode('ana');
    world.standIns.graph.answerNext({ on: 'me', status: 401, code: 'InvalidAuthenticationToken' });
    await ana.says(code);
    await ana.clicks(t('signIn.again'));
    await ana.signsIn('ana');
    expect(ana.card().text).toContain('Product Designer');
  });

  it('after which Graph is down loses nothing: "sign in" then goes on with what was asked for', async () => {
    const ana = world.person();
    await ana.says('send mail to bao@contoso.com about Lunch: At 12');
    world.standIns.graph.answerNext({ on: 'me', status: 503 });
    await ana.signsIn('ana');
    expect(ana.card().text).toContain(t('failure.trouble'));
    await ana.says('sign in');
    expect(ana.card().inputs).toEqual(filledIn({ to: 'bao@contoso.com', subject: 'Lunch', body: 'At 12' }));
  });

  it('that Microsoft has revoked leads to a new card, and to no other message', async () => {
    const ana = await signedIn(world);
    world.standIns.tokens.revokeAll();
    world.clock.pass(hours(1));
    const said = await ana.says('profile');
    expect([said.length, signInCards(ana).length]).toEqual([1, 2]);
    await ana.signsIn('ana');
    expect(ana.card().text).toContain('Product Designer');
  });

  it('whose reply the channel refuses says so, and the command works when typed again', async () => {
    const ana = await asking();
    const code = await ana.getsCode('ana');
    world.connector.answerNext(400);
    await ana.does(verifyState(code));
    expect(ana.card().text).toContain(t('failure.reply'));
    await ana.says('profile');
    expect(ana.card().text).toContain('Product Designer');
  });
});

describe('somebody else', () => {
  it('cannot use the code of a person in the same conversation', async () => {
    const ana = await asking();
    const code = await ana.getsCode('ana');
    const eve = world.person({ conversation: ana.options.conversation });
    await eve.says(code);
    expect(eve.card().text).toContain(t('signIn.notWaiting.title'));
    expect(await isSignedIn(eve)).toBe(false);
  });
});
