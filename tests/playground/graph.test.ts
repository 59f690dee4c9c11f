// The Graph stand-in: what it answers, what it refuses, and the faults it can be told to have.
import { type Account, accounts } from '../../playground/accounts';
import { mountGraph } from '../../playground/graph';
import { createMailbox } from '../../playground/mailbox';
import { createTokens } from '../../playground/tokens';
import { minutes, standingClock } from '../support/clock';
import { countingIds, type Running, start } from './standIns';

const [ana, bao, linh] = accounts as [Account, Account, Account];
const to = (...addresses: string[]) => addresses.map((address) => ({ emailAddress: { address } }));
const hello = {
  subject: 'Hello',
  body: { contentType: 'Text', content: 'Hi' },
  toRecipients: to('linh@contoso.com'),
};

describe('the Graph stand-in', () => {
  let running: Running;
  const clock = standingClock();
  const tokens = createTokens({ clock });
  const mailbox = createMailbox({ clock });

  beforeAll(async () => {
    running = await start((server) => {
      mountGraph(server, { tokens, clock, mailbox, ids: countingIds() });
    });
  });
  afterEach(() => mailbox.clear());
  afterAll(() => running.close());

  const tokenOf = (account: Account, scopes = ['User.Read', 'Mail.Send']) =>
    tokens.issue(account, scopes).token;
  const get = (path: string, token = tokenOf(ana), headers: Record<string, string> = {}) =>
    fetch(`${running.url}/v1.0${path}`, { headers: { authorization: `Bearer ${token}`, ...headers } });
  const post = (body: string, token = tokenOf(ana)) =>
    fetch(`${running.url}/v1.0/me/sendMail`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body,
    });
  const sendMail = (message: unknown, rest: object = {}) => post(JSON.stringify({ message, ...rest }));
  const errorOf = async (answer: Response) => {
    const { error } = (await answer.json()) as {
      error: { code: string; message: string; innerError: object };
    };
    return { status: answer.status, ...error };
  };

  describe('asked who somebody is', () => {
    it('gives the eleven default properties', async () => {
      expect(await (await get('/me')).json()).toMatchObject({ ...ana.user });
    });

    it('gives only what is selected, and null for what the person has not', async () => {
      const answer = await get('/me?$select=displayName,department', tokenOf(bao));
      const { '@odata.context': _, ...body } = (await answer.json()) as Record<string, unknown>;
      expect(body).toEqual({ displayName: 'Bảo_Tran *guest*', department: null });
    });

    it('refuses to select what no user has', async () => {
      expect(await errorOf(await get('/me?$select=shoeSize'))).toMatchObject({
        status: 400,
        code: 'BadRequest',
      });
    });

    it('gives a personal account as outlook.com has it', async () => {
      const token = tokenOf(linh);
      expect(token).toMatch(/^EwB[^.]+$/);
      const me = (await (await get('/me', token)).json()) as { id: string; mail: null };
      expect(me.id).toMatch(/^[0-9a-f]{16}$/);
      expect(me.mail).toBeNull();
    });

    it.each(['/me/photo/$value', '/me/photos/96x96/$value'])(
      'gives the photo at %s, or 404',
      async (path) => {
        const photo = await get(path);
        expect([photo.status, photo.headers.get('content-type')]).toEqual([200, 'image/png']);
        expect((await photo.arrayBuffer()).byteLength).toBe(ana.photo?.length);
        for (const account of [bao, linh]) {
          expect(await errorOf(await get(path, tokenOf(account)))).toMatchObject({
            status: 404,
            code: 'ImageNotFound',
          });
        }
      },
    );

    it('echoes a client-request-id', async () => {
      const { headers } = await get('/me', tokenOf(ana), { 'client-request-id': 'mine' });
      expect([headers.get('client-request-id'), headers.get('request-id')]).toEqual([
        'mine',
        expect.stringMatching(/^id-/),
      ]);
    });
  });

  describe('asked to send a mail', () => {
    it('takes it with 202 and an empty body', async () => {
      const cc = [{ emailAddress: { name: 'Bảo', address: 'bao.tran@contoso.com' } }];
      const answer = await sendMail(
        { ...hello, ccRecipients: cc, importance: 'High' },
        { saveToSentItems: true },
      );
      expect([answer.status, await answer.text()]).toEqual([202, '']);
      expect(answer.headers.get('request-id')).toMatch(/^id-/);
      expect(mailbox.messages).toMatchObject([
        {
          from: { name: 'Ana Nguyen', address: 'ana@contoso.com' },
          to: [{ address: 'linh@contoso.com' }],
          cc: [{ name: 'Bảo', address: 'bao.tran@contoso.com' }],
          bcc: [],
          ...{ subject: 'Hello', body: 'Hi', contentType: 'text', importance: 'high' },
        },
      ]);
    });

    it('takes the names with capitals, and OData notes', async () => {
      const body = {
        Message: { '@odata.type': '#microsoft.graph.message', ...hello },
        SaveToSentItems: false,
      };
      expect((await post(JSON.stringify(body))).status).toBe(202);
    });

    it.each<[string, unknown]>([
      ['an unknown property on the message', { ...hello, toRecipient: [] }],
      ['recipients as text', { ...hello, toRecipients: ['a@contoso.com'] }],
      ['recipients that are no list', { ...hello, toRecipients: 'a@contoso.com' }],
      [
        'an unknown property of an address',
        { ...hello, toRecipients: [{ emailAddress: { mail: 'a@contoso.com' } }] },
      ],
      ['another content type', { ...hello, body: { contentType: 'markdown', content: '' } }],
      ['another importance', { ...hello, importance: 'urgent' }],
      ['no message', undefined],
      ['a message that is text', 'Hello'],
    ])('refuses %s', async (_what, message) => {
      expect(await errorOf(await sendMail(message))).toMatchObject({ status: 400, code: 'RequestBodyRead' });
      expect(mailbox.messages).toEqual([]);
    });

    it('refuses parameters that it does not have or that are of the wrong kind', async () => {
      expect((await sendMail(hello, { saveToSentItems: 'true' })).status).toBe(400);
      expect((await sendMail(hello, { draft: true })).status).toBe(400);
    });

    it('says which property it does not know', async () => {
      const { message } = await errorOf(await sendMail({ ...hello, toRecipient: [] }));
      expect(message).toContain(
        "The property 'toRecipient' does not exist on type 'microsoft.graph.message'",
      );
    });

    it('refuses what is no JSON', async () => {
      expect(await errorOf(await post('{'))).toMatchObject({ status: 400, code: 'BadRequest' });
      expect((await post('[]')).status).toBe(400);
    });

    it.each([
      ['no recipients', []],
      ['an address without a domain', to('ana')],
      ['a name in an address', to('Ana <ana@contoso.com>')],
      ['a line break in an address', to('ana@contoso.com\r\nBcc: all@contoso.com')],
      ['no address', [{ emailAddress: { name: 'Ana' } }]],
      ['501 recipients', to(...Array.from({ length: 501 }, (_, index) => `p${index}@contoso.com`))],
    ])('refuses %s', async (_what, toRecipients) => {
      const answer = await sendMail({ ...hello, toRecipients });
      expect(await errorOf(answer)).toMatchObject({ status: 400, code: 'ErrorInvalidRecipients' });
    });

    it('refuses more than 4 MB', async () => {
      const answer = await sendMail({ ...hello, body: { content: 'x'.repeat(4 * 1024 * 1024) } });
      expect(await errorOf(answer)).toMatchObject({ status: 413 });
    });

    it('refuses to send as somebody else', async () => {
      const answer = await sendMail({ ...hello, from: to('boss@contoso.com')[0] });
      expect(await errorOf(answer)).toMatchObject({ status: 403, code: 'ErrorSendAsDenied' });
    });
  });

  describe('refuses a caller', () => {
    it('without a token', async () => {
      const answer = await fetch(`${running.url}/v1.0/me`);
      expect(answer.headers.get('www-authenticate')).toContain('Bearer');
      expect(await errorOf(answer)).toMatchObject({ status: 401, code: 'InvalidAuthenticationToken' });
    });

    it('with a token it never saw', async () => {
      const error = await errorOf(await get('/me', 'made-up'));
      expect(error.message).toBe('CompactToken parsing failed with error code: 80049217');
      expect(error.innerError).toEqual({
        date: '2026-11-22T09:00:00',
        'request-id': expect.any(String),
        'client-request-id': expect.any(String),
      });
    });

    it('with a revoked token', async () => {
      const token = tokenOf(ana);
      tokens.revoke(token);
      expect((await get('/me', token)).status).toBe(401);
    });

    it('with an expired token', async () => {
      const token = tokenOf(ana);
      clock.pass(minutes(60));
      const error = await errorOf(await get('/me', token));
      expect(error).toMatchObject({
        status: 401,
        message: 'Lifetime validation failed, the token is expired.',
      });
    });

    it('without the permission', async () => {
      const answer = await post(JSON.stringify({ message: hello }), tokenOf(ana, ['User.Read']));
      expect(await errorOf(answer)).toMatchObject({ status: 403, code: 'ErrorAccessDenied' });
    });

    it('with the wrong method or at a path that is not there', async () => {
      expect(await errorOf(await get('/me/sendMail'))).toMatchObject({ status: 405 });
      expect(await errorOf(await get('/me/horoscope'))).toMatchObject({
        status: 404,
        code: 'ResourceNotFound',
      });
    });
  });
});
