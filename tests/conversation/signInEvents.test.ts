// Signing in as the channels tell of it: tokens/response, and Teams' invokes. What a client claims is never trusted.
import { words } from '../../bot/locales';
import { type Account, accounts } from '../../playground/accounts';
import { invoke, signInFailure, tokenExchange, tokensResponse, verifyState } from '../support/activities';
import { startWorld, type World } from '../support/world';

const { t } = words('en');
const [anasAccount] = accounts as [Account];

let world: World;
beforeAll(async () => {
  world = await startWorld({ tokenExchangeUri: 'api://bot/access' });
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

  it('is never a token itself: a forged one does not reach Graph', async () => {
    const eve = world.person({ channel: 'webchat' });
    const stolen = world.standIns.tokens.issue(anasAccount, ['User.Read', 'Mail.Send']).token;
    await eve.says('profile');
    const calls = await world.calls.during(() => eve.does(tokensResponse(stolen)));
    expect(calls).toEqual(['GetToken', 'reply']);
    expect(world.calls.made.some(({ authorization }) => authorization.includes(stolen))).toBe(false);
  });

  it('is not taken for the token of somebody who has one either', async () => {
    const linh = world.person({ channel: 'webchat' });
    const stolen = world.standIns.tokens.issue(anasAccount, ['User.Read', 'Mail.Send']).token;
    await linh.comesInAs('linh');
    await linh.does(tokensResponse(stolen));
    expect(linh.card().text).toContain('Linh Phạm');
  });

  it('of an Emulator that fakes tokens is answered with what to change there', async () => {
    const ana = world.person({ channel: 'emulator' });
    await ana.says('profile');
    await ana.does(tokensResponse('fake'));
    expect(ana.card().text).toContain(t('signIn.unfinished.text'));
  });

  it('does not carry out a command a second time', async () => {
    const ana = world.person({ channel: 'webchat' });
    await ana.says('send mail');
    await ana.signsIn('ana');
    await ana.does(tokensResponse('late'));
    expect(ana.card().text).toContain(t('cards.home.hint'));
  });

  it('in a group shows nothing', async () => {
    const ana = world.person({ conversationType: 'groupChat' });
    expect((await ana.does(tokensResponse('whatever'))).said).toEqual([]);
  });
});

describe('in Teams, signin/verifyState', () => {
  it('with the right code signs in and carries the command out', async () => {
    const ana = world.person();
    await ana.says('profile');
    const answer = await ana.does(verifyState(await ana.getsCode('ana')));
    expect(answer.status).toBe(200);
    expect(ana.card().text).toContain('Product Designer');
  });

  it('with a wrong code is a 404, and the person is told', async () => {
    const ana = world.person();
    await ana.says('profile');
    expect((await ana.does(verifyState('000000'))).status).toBe(404);
    expect(ana.card().text).toContain(t('signIn.wrong.title'));
  });

  it('of a closed window cancels the sign-in', async () => {
    const ana = world.person();
    await ana.says('profile');
    expect((await ana.does(verifyState('CancelledByUser'))).status).toBe(200);
    expect(ana.card().text).toContain(t('signIn.cancelled.title'));
    await ana.signsIn('ana');
    expect(ana.card().text).toContain(t('signIn.notWaiting.title'));
  });

  it('without a code is a 400', async () => {
    const ana = world.person();
    expect((await ana.does(invoke('signin/verifyState', {}))).status).toBe(400);
  });
});

describe('in Teams, signin/tokenExchange', () => {
  /** Somebody who asked for something and whose Teams can sign them in silently with the token "sso". */
  async function withSingleSignOn() {
    const ana = world.person();
    await ana.says('profile');
    world.standIns.tokenService.exchangeable('sso', ana.options.id, anasAccount);
    return ana;
  }

  it('signs in without a click and carries the command out', async () => {
    const ana = await withSingleSignOn();
    const { status, body } = await ana.does(tokenExchange('sso', 'first'));
    expect({ status, body }).toEqual({ status: 200, body: { id: 'first', connectionName: 'graph' } });
    expect(ana.card().text).toContain('Product Designer');
  });

  it('of several Teams clients at once is a 200 for each, and one answer in the chat', async () => {
    const ana = await withSingleSignOn();
    const before = ana.heard().length;
    const answers = await Promise.all(['a', 'b', 'c'].map((id) => ana.does(tokenExchange('sso', id))));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(ana.heard().slice(before)).toHaveLength(1);
  });

  it('that fails is a 412, on which Teams shows the button', async () => {
    const ana = world.person();
    await ana.says('profile');
    const { status, body, said } = await ana.does(tokenExchange('unknown', 'second'));
    expect({ status, body, said }).toEqual({
      status: 412,
      body: { id: 'second', connectionName: 'graph', failureDetail: expect.any(String) },
      said: [],
    });
  });

  it('that fails leaves the sign-in waiting for a code', async () => {
    const ana = world.person();
    await ana.says('profile');
    await ana.does(tokenExchange('unknown'));
    await ana.signsIn('ana');
    expect(ana.card().text).toContain('Product Designer');
  });

  it('is a 412 too while the token service is down', async () => {
    const ana = await withSingleSignOn();
    world.standIns.tokenService.answerNext({ on: 'exchange', status: 500 });
    expect((await ana.does(tokenExchange('sso'))).status).toBe(412);
  });

  it('for another connection is a 412 and asks nobody', async () => {
    const ana = await withSingleSignOn();
    const exchange = ana.does(tokenExchange('sso', 'third', 'somebody-elses'));
    expect(await world.calls.during(() => exchange)).toEqual([]);
    expect((await exchange).status).toBe(412);
  });

  it('without a token is a 400', async () => {
    const ana = world.person();
    expect((await ana.does(invoke('signin/tokenExchange', { id: 'x' }))).status).toBe(400);
  });
});

describe('in Teams, signin/failure', () => {
  it('is a 200, and the person is told what to do', async () => {
    const ana = world.person();
    expect((await ana.does(signInFailure('resourcematchfailed'))).status).toBe(200);
    expect(ana.card().text).toContain(t('signIn.failed.text', { code: 'resourcematchfailed' }));
  });

  it('shows no text of a stranger in place of a code', async () => {
    const ana = world.person();
    await ana.does(signInFailure('call +1 555 now'));
    expect(ana.card().text).toContain(t('signIn.failed.text', { code: 'unknown' }));
  });
});

describe('an invoke the bot does not know', () => {
  it.each(['adaptiveCard/action', 'task/fetch', 'signin/surprise'])('%s is a 501', async (name) => {
    const ana = world.person();
    const { status, said } = await ana.does(invoke(name, { action: { type: 'Action.Execute', verb: 'x' } }));
    expect({ status, said }).toEqual({ status: 501, said: [] });
  });
});
