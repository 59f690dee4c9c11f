// The token service stand-in, as the bot calls it and as a browser does.
import { accounts } from '../../playground/accounts';
import { mountTokenService, type SignedIn, type TokenService } from '../../playground/tokenService';
import { createTokens } from '../../playground/tokens';
import { minutes, standingClock } from '../support/clock';
import { countingIds, type Running, start } from './standIns';

const [ana, bao, linh] = accounts.map(({ key }) => key) as [string, string, string];

function stateFor(channelId: string, user = 'user-1', connectionName = 'graph') {
  const conversation = {
    activityId: 'activity-1',
    user: { id: user },
    bot: { id: 'bot' },
    conversation: { id: 'conversation-1' },
    channelId,
    serviceUrl: 'http://127.0.0.1/',
  };
  return Buffer.from(JSON.stringify({ connectionName, conversation, msAppId: 'app' })).toString('base64');
}

describe('the token service stand-in', () => {
  let running: Running;
  let service: TokenService;
  let clock: ReturnType<typeof standingClock>;
  let tokens: ReturnType<typeof createTokens>;
  let told: SignedIn[];
  let canTell: () => boolean;

  beforeEach(async () => {
    clock = standingClock();
    tokens = createTokens({ clock });
    told = [];
    canTell = () => true;
    running = await start((server, url) => {
      service = mountTokenService(server, {
        ...{ tokens, clock, url, ids: countingIds() },
        onSignedIn: (signedIn) => told.push(signedIn) > 0 && canTell(),
        authorise: (header) => header !== 'Bearer wrong',
      });
    });
  });
  afterEach(() => running.close());

  const call = (name: string, query: Record<string, string>, init?: RequestInit) =>
    fetch(`${running.url}/api/${name}?${new URLSearchParams(query)}`, init);
  const getToken = (extra: Record<string, string> = {}) =>
    call('usertoken/GetToken', {
      userId: 'user-1',
      connectionName: 'graph',
      channelId: 'emulator',
      code: '',
      ...extra,
    });
  const linkFor = async (state: string) => {
    const answer = await call('botsignin/GetSignInResource', { state });
    return ((await answer.json()) as { signInLink: string }).signInLink;
  };
  const submit = (fields: Record<string, string>, language = 'en') =>
    fetch(`${running.url}/signin`, {
      method: 'POST',
      headers: { 'accept-language': language },
      body: new URLSearchParams(fields),
    });
  const codeIn = async (answer: Response) => (await answer.text()).match(/>(\d{6})</)?.[1] ?? 'none';

  describe('asked for a token', () => {
    it('answers 404 with an empty body when there is none', async () => {
      const answer = await getToken();
      expect([answer.status, await answer.text()]).toEqual([404, '']);
    });

    it('answers 400 when the user or the connection is missing', async () => {
      const answer = await call('usertoken/GetToken', { userId: 'user-1' });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ error: { code: 'BadArgument' } });
    });

    it('gives a token to the one user and connection that signed in', async () => {
      const { code } = await service.completeSignIn(stateFor('emulator'), ana);
      expect((await getToken({ userId: 'user-2', code: `${code}` })).status).toBe(404);
      expect((await getToken({ connectionName: 'directory', code: `${code}` })).status).toBe(404);
      const answer = await getToken({ code: `${code}` });
      const body = (await answer.json()) as Record<string, string>;
      expect(body).toMatchObject({ channelId: 'emulator', connectionName: 'graph' });
      expect(body.expiration).toBe('2026-11-22T10:00:00.000Z');
      expect(tokens.whose(`${body.token}`)).toMatchObject({ account: { key: ana } });
      expect((await getToken({ connectionName: 'directory' })).status).toBe(404);
    });

    it('gives a fresh one, without asking anybody, when the hour is over', async () => {
      await service.completeSignIn(stateFor('webchat'), linh);
      const first = (await (await getToken()).json()) as { token: string };
      expect(await (await getToken()).json()).toEqual(expect.objectContaining(first));
      clock.pass(minutes(61));
      const second = (await (await getToken()).json()) as { token: string };
      expect(second.token).not.toBe(first.token);
      expect(tokens.whose(first.token)).toBe('expired');
    });

    it('goes on giving a revoked token until it ends, and then none', async () => {
      await service.completeSignIn(stateFor('webchat'), ana);
      tokens.revokeAll();
      expect((await getToken()).status).toBe(200);
      clock.pass(minutes(60));
      expect((await getToken()).status).toBe(404);
    });

    it('refuses a caller that the injected check refuses', async () => {
      const query = { userId: 'user-1', connectionName: 'graph' };
      const answer = await call('usertoken/GetToken', query, { headers: { authorization: 'Bearer wrong' } });
      expect(answer.status).toBe(401);
    });
  });

  describe('in a channel that cannot be told', () => {
    const signInWithCode = async () => codeIn(await submit({ state: stateFor('emulator'), account: ana }));

    it('shows a code that signs in once', async () => {
      const code = await signInWithCode();
      expect((await getToken()).status).toBe(404);
      expect((await getToken({ code })).status).toBe(200);
      expect((await getToken({ code })).status).toBe(404);
      expect((await getToken()).status).toBe(200);
      expect(told).toEqual([]);
    });

    it('does not take a code after ten minutes', async () => {
      const code = await signInWithCode();
      clock.pass(minutes(10));
      expect((await getToken({ code })).status).toBe(404);
    });
  });

  describe('in Web Chat', () => {
    it('signs in at once and tells the chat', async () => {
      const page = await (await submit({ state: stateFor('webchat'), account: bao })).text();
      expect(page).toContain('You can close this window');
      expect(told).toMatchObject([{ connectionName: 'graph', account: { key: bao } }]);
      expect(told[0]?.conversation.conversation.id).toBe('conversation-1');
      expect((await getToken()).status).toBe(200);
    });

    it('says so when the chat could not be told, and keeps the sign-in', async () => {
      canTell = () => {
        throw new Error('the bot is down');
      };
      const page = await (await submit({ state: stateFor('directline'), account: ana })).text();
      expect(page).toContain('send it any message to continue');
      expect(page).not.toContain('data-close');
      expect((await getToken()).status).toBe(200);
    });

    it('gives a code to a person who asked for one', async () => {
      const code = await codeIn(await submit({ state: stateFor('webchat'), account: ana, way: 'code' }));
      expect(told).toEqual([]);
      expect((await getToken({ code })).status).toBe(200);
    });
  });

  describe('its sign-in page', () => {
    it('opens from the link on a card and shows the three accounts', async () => {
      const page = await (await fetch(await linkFor(stateFor('emulator')))).text();
      for (const { user } of accounts) expect(page).toContain(user.displayName);
      expect(page).toContain('<html lang="en">');
      expect(page).not.toContain('Use a code instead');
    });

    it.each([
      '&code_challenge=abc',
      '%26code_challenge%3Dabc',
      encodeURIComponent('%26code_challenge%3Dabc'),
    ])('opens although Web Chat appended %s', async (suffix) => {
      const page = await fetch(`${await linkFor(stateFor('webchat'))}${suffix}`);
      expect(page.status).toBe(200);
      const state = (await page.text()).match(/name="state" value="([^"]+)"/)?.[1]?.replaceAll('&amp;', '&');
      await submit({ state: `${state}`, account: ana });
      expect(told).toHaveLength(1);
    });

    it('refuses a state that is garbage or not whole', async () => {
      const broken = Buffer.from(JSON.stringify({ connectionName: 'graph' })).toString('base64');
      for (const state of ['garbage!', '', Buffer.from('{').toString('base64'), broken]) {
        const query = new URLSearchParams({ state });
        expect((await fetch(`${running.url}/signin?${query}`)).status).toBe(400);
        expect((await submit({ state, account: ana })).status).toBe(400);
        expect((await call('botsignin/GetSignInResource', { state })).status).toBe(400);
        expect((await call('botsignin/GetSignInUrl', { state })).status).toBe(400);
      }
    });

    it('offers for the directory only the account that sends, and refuses another', async () => {
      const state = stateFor('webchat', 'user-1', 'directory');
      const open = () => fetch(`${running.url}/signin?${new URLSearchParams({ state })}`);
      expect(await (await open()).text()).toContain('Pick an account');
      await submit({ state: stateFor('webchat'), account: ana });
      const page = await (await open()).text();
      expect(page).toContain('Continue as Ana Nguyen');
      expect(page).not.toContain('Linh');
      const other = await submit({ state, account: bao });
      expect(other.status).toBe(400);
      expect(await other.text()).toContain('is not the account you send from');
      expect((await submit({ state, account: ana })).status).toBe(200);
    });

    it('refuses an account that nobody has', async () => {
      expect((await submit({ state: stateFor('webchat'), account: 'mallory' })).status).toBe(400);
    });

    it('speaks Vietnamese on every page', async () => {
      const ask = (path: string) =>
        fetch(running.url + path, { headers: { 'accept-language': 'vi-VN,vi;q=0.9' } });
      const state = stateFor('webchat');
      const pages = [
        await ask(`/signin?${new URLSearchParams({ state })}`),
        await ask('/signin?state=garbage'),
        await submit({ state, account: ana }, 'vi'),
        await submit({ state, account: linh, way: 'code' }, 'vi'),
        await submit({ state, cancel: 'yes' }, 'vi'),
      ];
      for (const page of pages) expect(await page.text()).toContain('<html lang="vi">');
    });

    it('serves its style, its script and a photo', async () => {
      const types = await Promise.all(
        ['page.css', 'page.js', 'mark.svg', 'photos/ana'].map(async (name) => {
          const answer = await fetch(`${running.url}/signin/${name}`);
          return answer.headers.get('content-type')?.split(';')[0];
        }),
      );
      expect(types).toEqual(['text/css', 'text/javascript', 'image/svg+xml', 'image/png']);
      expect((await fetch(`${running.url}/signin/photos/bao`)).status).toBe(404);
    });
  });
});
