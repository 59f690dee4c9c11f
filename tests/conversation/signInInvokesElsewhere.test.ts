// Teams' sign-in invokes where they are invalid: in groups, on other channels, and with unknown names.
import { invoke, signInFailure, tokenExchange, verifyState } from '../support/activities';
import { isSignedIn, teamsToken, withSingleSignOn } from '../support/signIn';
import { startWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe.each(['groupChat', 'channel'] as const)('in a %s', (conversationType) => {
  it.each([
    ['signin/verifyState', verifyState('123456'), 412],
    ['signin/verifyState of a closed window', verifyState('CancelledByUser'), 412],
    ['signin/tokenExchange', tokenExchange(teamsToken), 412],
    ['signin/failure', signInFailure('resourcematchfailed'), 200],
  ])('%s is refused, without a call and without a message', async (_name, activity, status) => {
    const ana = withSingleSignOn(world, world.person({ conversationType }));
    const answer = ana.does(activity);
    expect(await world.calls.during(() => answer)).toEqual([]);
    expect(await answer).toMatchObject({ status, said: [] });
  });

  it('a code that Teams brings is not used up, and still works in the 1:1 chat', async () => {
    const alone = world.person();
    await alone.says('profile');
    const code = await alone.getsCode('ana');
    await world.person({ id: alone.options.id, conversationType }).does(verifyState(code));
    await alone.says(code);
    expect(alone.card().text).toContain('Product Designer');
  });
});

describe('an invoke the bot does not know', () => {
  it.each(['adaptiveCard/action', 'task/fetch', 'signin/surprise'])('%s is answered 501', async (name) => {
    const ana = world.person();
    const { status, said } = await ana.does(invoke(name, { action: { type: 'Action.Execute', verb: 'x' } }));
    expect({ status, said }).toEqual({ status: 501, said: [] });
  });

  it.each(['webchat', 'directline', 'emulator'])(
    'signin/verifyState from %s is answered 501 and no code is tried, as only Teams sends it',
    async (channel) => {
      const eve = world.person({ channel });
      await eve.says('profile');
      const code = await eve.getsCode('ana');
      const tried = eve.does(verifyState(code));
      expect(await world.calls.during(() => tried)).toEqual([]);
      expect((await tried).status).toBe(501);
      expect(await isSignedIn(eve)).toBe(false);
    },
  );
});
