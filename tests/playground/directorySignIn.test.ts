// Signing in to the directory's connection: the page names the permission, and personal accounts are refused.
import { type Account, accounts } from '../../playground/accounts';
import { directoryConnection, mountTokenService, type TokenService } from '../../playground/tokenService';
import { createTokens } from '../../playground/tokens';
import { standingClock } from '../support/clock';
import { countingIds, type Running, start } from './standIns';

const [ana, bao, linh] = accounts as [Account, Account, Account];

function stateFor(connectionName: string) {
  const conversation = {
    ...{ user: { id: 'user-1' }, bot: { id: 'bot' }, conversation: { id: 'conversation-1' } },
    ...{ activityId: 'activity-1', channelId: 'webchat', serviceUrl: 'http://127.0.0.1/' },
  };
  return Buffer.from(JSON.stringify({ connectionName, conversation, msAppId: 'app' })).toString('base64');
}

let running: Running;
let service: TokenService;
let signedIn: string[];
const clock = standingClock();
const tokens = createTokens({ clock });
beforeEach(async () => {
  signedIn = [];
  running = await start((server, url) => {
    service = mountTokenService(server, {
      ...{ tokens, clock, url, ids: countingIds() },
      onSignedIn: ({ account }) => signedIn.push(account.key) > 0,
    });
  });
});
afterEach(() => running.close());

const state = stateFor(directoryConnection);
const pageFor = async (given: string, language = 'en') => {
  const url = `${running.url}/signin?${new URLSearchParams({ state: given })}`;
  return (await fetch(url, { headers: { 'accept-language': language } })).text();
};
const pick = (account: Account, given = state, language = 'en') =>
  fetch(`${running.url}/signin`, {
    method: 'POST',
    headers: { 'accept-language': language },
    body: new URLSearchParams({ state: given, account: account.key }),
  });
const exchange = (account: Account, connectionName: string) => {
  service.exchangeable('sso-token', 'user-1', account);
  const query = new URLSearchParams({ userId: 'user-1', connectionName, channelId: 'msteams' });
  const init = { method: 'POST', body: JSON.stringify({ token: 'sso-token' }) };
  return fetch(`${running.url}/api/usertoken/exchange?${query}`, init);
};
const hasToken = async () => {
  const query = new URLSearchParams({ userId: 'user-1', connectionName: directoryConnection });
  return (await fetch(`${running.url}/api/usertoken/GetToken?${query}`)).status === 200;
};

describe('the sign-in page', () => {
  it.each([
    ['to find people', directoryConnection, 'find people in your organisation'],
    ['to send mail', 'graph', 'send mail as you'],
  ])('says that the bot asks %s', async (_what, connectionName, words) => {
    expect(await pageFor(stateFor(connectionName))).toContain(words);
  });

  it('does not ask to send mail when people are to be found', async () => {
    expect(await pageFor(state)).not.toContain('send mail');
  });

  it('says the same in Vietnamese', async () => {
    expect(await pageFor(state, 'vi')).toContain('tìm người trong tổ chức');
  });
});

describe('a work account', () => {
  it.each([ana, bao])('of $user.displayName may find people', async (account) => {
    expect((await pick(account)).status).toBe(200);
    expect([signedIn, await hasToken()]).toEqual([[account.key], true]);
  });

  it('gives that permission and no other', async () => {
    const answer = (await (await exchange(ana, directoryConnection)).json()) as { token: string };
    expect(tokens.whose(answer.token)).toMatchObject({ scopes: ['User.ReadBasic.All'] });
  });
});

describe('a personal account', () => {
  it('is told that it is not of an organisation', async () => {
    const answer = await pick(linh);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(
      'linh.pham@outlook.com is a personal account, and not of an organisation',
    );
  });

  it('is told so in Vietnamese', async () => {
    expect(await (await pick(linh, state, 'vi')).text()).toContain('không thuộc tổ chức nào');
  });

  it('is offered the others in its place', async () => {
    const keys = [...(await (await pick(linh)).text()).matchAll(/name="account" value="(\w+)"/g)];
    expect(keys.map(([, key]) => key)).toEqual([ana.key, bao.key]);
  });

  it('gets no token and tells no chat', async () => {
    await pick(linh);
    expect([signedIn, await hasToken()]).toEqual([[], false]);
  });

  it('still may send mail', async () => {
    expect((await pick(linh, stateFor('graph'))).status).toBe(200);
  });

  it('is not signed in from a test either', async () => {
    const signingIn = service.completeSignIn(state, linh.key);
    await expect(signingIn).rejects.toThrow('The account "linh" is not of an organisation');
  });

  it.each([
    [directoryConnection, 400],
    ['graph', 200],
  ])('in single sign-on to %s is answered %i', async (connectionName, status) => {
    expect((await exchange(linh, connectionName)).status).toBe(status);
  });
});
