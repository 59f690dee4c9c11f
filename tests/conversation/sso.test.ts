// Single sign-on in Teams (signin/tokenExchange): several clients, old cards, failures, and nobody signed in unasked.
import { words } from '../../bot/locales';
import { invoke, tokenExchange } from '../support/activities';
import { minutes } from '../support/clock';
import { lastTurn } from '../support/log';
import { isSignedIn, signInCards, teamsToken, withSingleSignOn } from '../support/signIn';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld({ tokenExchangeUri: 'api://bot/access' });
});
afterAll(() => world.close());

/** Somebody whose Teams can sign them in silently. */
const somebody = () => withSingleSignOn(world, world.person());

/** Somebody with a pending sign-in and a remembered command. */
async function asking() {
  const ana = somebody();
  await ana.says('profile');
  return ana;
}

describe('in Teams, signin/tokenExchange', () => {
  it('signs in without a click and carries the command out', async () => {
    const ana = await asking();
    const { status, body } = await ana.does(tokenExchange(teamsToken, 'first'));
    expect({ status, body }).toEqual({ status: 200, body: { id: 'first', connectionName: 'graph' } });
    expect(ana.card().text).toContain('Product Designer');
  });

  it('of several Teams clients at once is answered 200 for each, with one message in the chat', async () => {
    const ana = await asking();
    const id = signInCards(ana).at(-1)?.tokenExchangeResource?.id;
    const before = ana.heard().length;
    const answers = await Promise.all([1, 2, 3].map(() => ana.does(tokenExchange(teamsToken, id))));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(ana.heard().slice(before)).toHaveLength(1);
  });

  it('of a client that is late is answered 200, and nothing is exchanged', async () => {
    const ana = await asking();
    await ana.does(tokenExchange(teamsToken));
    const late = ana.does(tokenExchange(teamsToken));
    expect(await world.calls.during(() => late)).toEqual(['GetToken']);
    expect(await late).toMatchObject({ status: 200, said: [] });
  });

  it('that fails is answered 412, so that Teams shows the button', async () => {
    const ana = world.person();
    await ana.says('profile');
    const { status, body, said } = await ana.does(tokenExchange('unknown', 'second'));
    expect({ status, body, said }).toEqual({
      status: 412,
      body: { id: 'second', connectionName: 'graph', failureDetail: expect.any(String) },
      said: [],
    });
  });

  it('that fails leaves the sign-in pending for a code', async () => {
    const ana = world.person();
    await ana.says('profile');
    await ana.does(tokenExchange('unknown'));
    await ana.signsIn('ana');
    expect(ana.card().text).toContain('Product Designer');
  });

  it('that fails does not stop the next command, as after "Cancel" in the dialog of Teams', async () => {
    const ana = world.person();
    await ana.says('profile');
    await ana.does(tokenExchange('unknown'));
    await ana.says('help');
    expect(ana.card().text).toContain(t('help.title'));
  });

  it('is answered 412 while the token service is down, too', async () => {
    const ana = await asking();
    world.standIns.tokenService.answerNext({ on: 'exchange', status: 500 });
    expect((await ana.does(tokenExchange(teamsToken))).status).toBe(412);
  });

  it.each([
    ['the token service refuses', 400],
    ['finds the token service down', 503],
  ])('that %s leaves the reason in the log (%i)', async (_what, status) => {
    const ana = await asking();
    world.standIns.tokenService.answerNext({ on: 'exchange', status });
    await ana.does(tokenExchange(teamsToken));
    expect(lastTurn(world)).toMatchObject({
      outcome: 'exchange refused',
      cause: `The token service answered ${status}`,
    });
  });

  it('for another connection is answered 412, without a call', async () => {
    const ana = await asking();
    const exchange = ana.does(tokenExchange(teamsToken, 'third', 'somebody-elses'));
    expect(await world.calls.during(() => exchange)).toEqual([]);
    expect((await exchange).status).toBe(412);
  });

  it('without a token is answered 400', async () => {
    const ana = world.person();
    expect((await ana.does(invoke('signin/tokenExchange', { id: 'x' }))).status).toBe(400);
  });

  it('without a pending sign-in is answered 412, and signs nobody in', async () => {
    const ana = somebody();
    expect(await ana.does(tokenExchange(teamsToken))).toMatchObject({ status: 412, said: [] });
    expect(await isSignedIn(ana)).toBe(false);
  });

  it.each(['sign out', 'forget me', 'cancel'])('after "%s" signs nobody in again', async (said) => {
    const ana = await asking();
    if (said !== 'cancel') await ana.does(tokenExchange(teamsToken));
    await ana.says(said);
    expect(await ana.does(tokenExchange(teamsToken))).toMatchObject({ status: 412, said: [] });
    expect(await isSignedIn(ana)).toBe(false);
  });

  it('of a card older than fifteen minutes is answered 412', async () => {
    const ana = await asking();
    world.clock.pass(minutes(15));
    expect((await ana.does(tokenExchange(teamsToken))).status).toBe(412);
    expect(await isSignedIn(ana)).toBe(false);
  });

  it('of several clients while Graph is down leads to one message, and "sign in" then goes on', async () => {
    const ana = await asking();
    const before = ana.heard().length;
    world.standIns.graph.answerNext({ on: 'me', status: 503, times: 3 });
    const answers = await Promise.all([1, 2, 3].map(() => ana.does(tokenExchange(teamsToken))));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(ana.heard().slice(before)).toHaveLength(1);
    expect(ana.card().text).toContain(t('failure.trouble'));
    await ana.says('sign in');
    expect(ana.card().text).toContain('Product Designer');
  });
});
