// The tokens/response event of Direct Line and the Emulator. It is a signal; the token in it is never used.
import { words } from '../../bot/locales';
import { type Account, accounts } from '../../playground/accounts';
import { tokensResponse } from '../support/activities';
import { signInCards } from '../support/signIn';
import { startWorld, type World } from '../support/world';

const { t } = words('en');
const [anasAccount] = accounts as [Account];

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe('a tokens/response event', () => {
  it('makes the bot go on when the token service has a token', async () => {
    const ana = world.person({ channel: 'webchat' });
    await ana.says('profile');
    await world.standIns.tokenService.completeSignIn(ana.signInLink(), 'ana');
    await ana.does(tokensResponse('whatever'));
    expect(ana.card().text).toContain('Product Designer');
  });

  it('with a forged token does not bring that token to Graph', async () => {
    const eve = world.person({ channel: 'webchat' });
    const stolen = world.standIns.tokens.issue(anasAccount, ['User.Read', 'Mail.Send']).token;
    await eve.says('profile');
    const calls = await world.calls.during(() => eve.does(tokensResponse(stolen)));
    expect(calls).toEqual(['GetToken', 'reply']);
    expect(world.calls.made.some(({ authorization }) => authorization.includes(stolen))).toBe(false);
  });

  it('with another person’s token changes nothing for somebody who is signed in', async () => {
    const linh = world.person({ channel: 'webchat' });
    const stolen = world.standIns.tokens.issue(anasAccount, ['User.Read', 'Mail.Send']).token;
    await linh.comesInAs('linh');
    await linh.does(tokensResponse(stolen));
    expect(linh.card().text).toContain('Linh Phạm');
  });

  it('of an Emulator that makes up tokens is answered with what to change in its settings', async () => {
    const ana = world.person({ channel: 'emulator' });
    await ana.says('profile');
    await ana.does(tokensResponse('fake'));
    expect(ana.card().text).toContain(t('signIn.unfinished.text'));
  });

  it('does not carry out a command a second time', async () => {
    const ana = world.person({ channel: 'webchat' });
    await ana.says('send mail');
    await ana.signsIn('ana');
    expect((await ana.does(tokensResponse('late'))).said).toEqual([]);
  });

  it('after "cancel" says that they are signed in: the window went on', async () => {
    const ana = world.person({ channel: 'webchat' });
    await ana.says('profile');
    await ana.says('cancel');
    await world.standIns.tokenService.completeSignIn(ana.signInLink(), 'ana');
    await ana.does(tokensResponse('whatever'));
    expect(ana.card().text).toContain(t('cards.home.hint'));
  });

  it('that was lost does no harm: the next command works', async () => {
    const ana = world.person({ channel: 'webchat' });
    await ana.says('send mail');
    await world.standIns.tokenService.completeSignIn(ana.signInLink(), 'ana');
    await ana.says('profile');
    expect(ana.card().text).toContain('Product Designer');
  });

  it('while the token service is down is answered with the failure, and the next command goes on', async () => {
    const ana = world.person({ channel: 'webchat' });
    await ana.says('profile');
    await world.standIns.tokenService.completeSignIn(ana.signInLink(), 'ana');
    world.standIns.tokenService.answerNext({ on: 'GetToken', status: 503 });
    await ana.does(tokensResponse('whatever'));
    expect(ana.card().text).toContain(t('failure.tokenService'));
    await ana.says('sign in');
    expect(ana.card().text).toContain('Product Designer');
  });

  it('without a token in Web Chat says nothing of the Emulator', async () => {
    const ana = world.person({ channel: 'webchat' });
    await ana.says('profile');
    await ana.does(tokensResponse('whatever'));
    expect(ana.card().text).toContain(t('signIn.noToken.text'));
    await ana.clicks(t('signIn.start'));
    expect(signInCards(ana)).toHaveLength(2);
  });

  it('without a pending sign-in gets no answer', async () => {
    const ana = world.person({ channel: 'webchat' });
    expect((await ana.does(tokensResponse('forged'))).said).toEqual([]);
  });

  it('in a group gets no answer', async () => {
    const ana = world.person({ conversationType: 'groupChat' });
    expect((await ana.does(tokensResponse('whatever'))).said).toEqual([]);
  });
});
