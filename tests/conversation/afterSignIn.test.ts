// What follows a sign-in that did not go smoothly: the remembered command is neither lost nor pushed out.
import { words } from '../../bot/locales';
import { type Account, accounts } from '../../playground/accounts';
import { filledIn } from '../support/mails';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe('a command remembered over the sign-in', () => {
  it('is carried out at "sign in" when Graph was down right after the sign-in', async () => {
    const ana = world.person();
    await ana.says('send mail to bao@contoso.com about Lunch: At 12');
    world.standIns.graph.answerNext({ on: 'me', status: 503 });
    await ana.signsIn('ana');
    expect(ana.card().text).toContain(t('failure.trouble'));
    await ana.says('sign in');
    expect(ana.card().inputs).toEqual(filledIn({ to: 'bao@contoso.com', subject: 'Lunch', body: 'At 12' }));
  });

  it('outlives starting the sign-in again', async () => {
    const ana = world.person();
    await ana.says('profile');
    await ana.says('sign in');
    await ana.signsIn('ana');
    expect(ana.card().text).toContain(t('profile.field.jobTitle'));
  });
});

describe('a single sign-on after which Graph is down', () => {
  it('is acknowledged all the same, and the trouble is told', async () => {
    const ana = world.person();
    await ana.says('profile');
    const token = 'a Teams token';
    world.standIns.tokenService.exchangeable(token, ana.options.id, accounts[0] as Account);
    world.standIns.graph.answerNext({ on: 'me', status: 503 });
    const value = { id: 'exchange-1', connectionName: 'graph', token };
    const { status, body } = await ana.does({ type: 'invoke', name: 'signin/tokenExchange', value });
    expect([status, body]).toEqual([200, { id: 'exchange-1', connectionName: 'graph' }]);
    expect(ana.card().text).toContain(t('failure.trouble'));
  });
});

describe('a profile for which Graph refuses the token', () => {
  it('offers to sign in again', async () => {
    const ana = world.person();
    await ana.comesInAs('ana');
    world.standIns.graph.answerNext({ on: 'me', status: 401, code: 'InvalidAuthenticationToken' });
    await ana.says('profile');
    await ana.clicks(t('signIn.again'));
    expect(ana.signInLink()).toContain('/signin');
  });
});

describe('uninstalling the bot', () => {
  it('signs out and forgets', async () => {
    const ana = world.person();
    await ana.comesInAs('ana');
    await ana.does({ type: 'installationUpdate', action: 'remove' });
    const said = await ana.says('profile');
    expect(said[0]?.activity.attachments?.[0]?.contentType).toContain('oauth');
  });
});
