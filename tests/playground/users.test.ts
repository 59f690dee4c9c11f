// The directory of the Graph stand-in: who may query it, which queries it refuses, and whom it finds.
import { type Account, accounts } from '../../playground/accounts';
import { directory } from '../../playground/directory';
import { type GraphStandIn, mountGraph } from '../../playground/graph';
import { createMailbox } from '../../playground/mailbox';
import { createTokens } from '../../playground/tokens';
import { standingClock } from '../support/clock';
import { countingIds, type Running, start } from './standIns';

const [ana, , linh] = accounts as [Account, Account, Account];
const eventual = { consistencylevel: 'eventual', prefer: 'legacySearch=false' };

interface Page {
  '@odata.context': string;
  '@odata.count'?: number;
  '@odata.nextLink'?: string;
  value: Record<string, unknown>[];
}

let running: Running;
let graph: GraphStandIn;
const clock = standingClock();
const tokens = createTokens({ clock });
beforeAll(async () => {
  running = await start((server) => {
    graph = mountGraph(server, { tokens, clock, mailbox: createMailbox({ clock }), ids: countingIds() });
  });
});
afterAll(() => running.close());

const tokenFor = (account = ana, scopes = ['User.ReadBasic.All']) => tokens.issue(account, scopes).token;
const ask = (query: Record<string, string>, headers: Record<string, string> = eventual, token = tokenFor()) =>
  fetch(`${running.url}/v1.0/users?${new URLSearchParams(query)}`, {
    headers: { authorization: `Bearer ${token}`, ...headers },
  });
const pageOf = async (query: Record<string, string>, token = tokenFor()) =>
  (await (await ask(query, eventual, token)).json()) as Page;
const namesFor = async ($search: string) =>
  (await pageOf({ $search })).value.map(({ displayName }) => displayName);
const refusalOf = async (answer: Response) => {
  const { error } = (await answer.json()) as { error: { code: string; message: string } };
  return { status: answer.status, code: error.code, message: error.message };
};

describe('the directory', () => {
  it('has both work accounts as they are signed in', () => {
    expect(directory.slice(0, 2)).toEqual(accounts.slice(0, 2).map(({ user }) => user));
  });

  it.each(['id', 'userPrincipalName'] as const)('has no %s twice', (property) => {
    expect(new Set(directory.map((user) => user[property])).size).toBe(directory.length);
  });
});

describe('a caller', () => {
  it('without a token is refused', async () => {
    const answer = await fetch(`${running.url}/v1.0/users`);
    expect(await refusalOf(answer)).toMatchObject({ status: 401, code: 'InvalidAuthenticationToken' });
  });

  it.each([
    ['without the permission', ana, ['User.Read', 'Mail.Send']],
    ['with a personal account', linh, ['User.ReadBasic.All']],
  ])('%s is refused', async (_what, account, scopes) => {
    expect(await refusalOf(await ask({}, eventual, tokenFor(account, scopes)))).toEqual({
      status: 403,
      code: 'Authorization_RequestDenied',
      message: 'Insufficient privileges to complete the operation.',
    });
  });

  it('is refused for the token before anything else', async () => {
    expect((await ask({ $top: '0' }, eventual, 'made-up')).status).toBe(401);
  });

  it('gets a planned fault', async () => {
    graph.answerNext({ on: 'users', status: 429, headers: { 'retry-after': '3' } });
    expect((await ask({})).status).toBe(429);
  });
});

describe('a query is refused', () => {
  it('when it searches without the header', async () => {
    const answer = await ask({ $search: '"displayName:Ana"', $count: 'true' }, {});
    expect(await refusalOf(answer)).toMatchObject({
      status: 400,
      code: 'Request_UnsupportedQuery',
      message: expect.stringContaining("'ConsistencyLevel: eventual'"),
    });
  });

  it('when it searches for an ampersand in the old way', async () => {
    const answer = await ask({ $search: '"displayName:R&D"' }, { consistencylevel: 'eventual' });
    expect(await refusalOf(answer)).toMatchObject({
      status: 400,
      message: "Unrecognized query argument specified: ''.",
    });
  });

  it.each([
    ['', 'BadRequest'],
    ['Ana', 'BadRequest'],
    ['displayName:Ana', 'BadRequest'],
    ["'displayName:Ana'", 'BadRequest'],
    ['"displayName:Ana', 'BadRequest'],
    ['"displayName:O"Neil"', 'BadRequest'],
    ['"displayName:back\\slash"', 'BadRequest'],
    ['"displayName:Ana\\"', 'BadRequest'],
    ['"displayName:Ana" "mail:ana"', 'BadRequest'],
    ['"displayName:Ana" or "mail:ana"', 'BadRequest'],
    ['"displayName:Ana" OR', 'BadRequest'],
    ['OR "displayName:Ana"', 'BadRequest'],
    ['"Ana"', 'Request_BadRequest'],
    ['"displayName:"', 'Request_BadRequest'],
    ['"shoeSize:43"', 'Request_UnsupportedQuery'],
  ])('when it searches for %s', async ($search, code) => {
    expect(await refusalOf(await ask({ $search }))).toMatchObject({ status: 400, code });
  });

  it.each(['0', '1000', '-1', 'ten', '1.5', ''])('when its page is of "%s"', async ($top) => {
    expect((await ask({ $top })).status).toBe(400);
  });

  it('when its page token is made up', async () => {
    expect((await ask({ $skiptoken: 'x' })).status).toBe(400);
  });

  it('when it selects what no user has', async () => {
    const answer = await refusalOf(await ask({ $select: 'id,shoeSize' }));
    expect(answer).toMatchObject({ status: 400, code: 'BadRequest' });
    expect(answer.message).toContain("'shoeSize'");
  });

  it.each(['$filter', '$orderby', '$skip', '$expand', '$serach'])('when it has %s', async (option) => {
    expect((await refusalOf(await ask({ [option]: 'x' }))).message).toContain(option);
  });
});

describe('a search', () => {
  it.each([
    ['by the name', '"displayName:Ana"', ['Ana Nguyen', 'Ana Phạm', 'Ana Vega']],
    ['whatever the case', '"displayName:ana VEGA"', ['Ana Vega']],
    ['by words that end before a capital', '"displayName:AnaVega"', ['Ana Vega']],
    ['in any order', '"displayName:Chi Lê"', ['Lê Chi']],
    ['by the beginnings of words', '"displayName:Mor Je"', ['Jean-Luc Moreau']],
    ['not by their ends', '"displayName:eau"', []],
    ['by words that a symbol joins', '"displayName:jeanluc"', ['Jean-Luc Moreau']],
    ['by a symbol too', '"displayName:R&D"', ['R&D Team']],
    ['with a comma', '"displayName:Tran, Bao"', ['Tran, Bao']],
    ['with the accents it has', '"displayName:Lê"', ['Lê Chi']],
    ['not without them', '"displayName:Le"', []],
    ['not decomposed', `"displayName:${'Lê'.normalize('NFD')}"`, []],
    ['by another property from its start', '"mail:CHI.LE@"', ['Lê Chi']],
    ['not by another property’s words', '"mail:le"', []],
    ['with AND', '"displayName:Ana" AND "mail:ana.v"', ['Ana Vega']],
    ['with OR', '"displayName:Chi" OR "mail:rnd"', ['Lê Chi', 'R&D Team']],
    ['with AND before OR', '"surname:Lê" OR "surname:Vega" AND "mail:x"', ['Lê Chi']],
    ['with OR inside the quotes, as text', '"displayName:Ana\\" OR \\"mail:rnd"', []],
    ['for nobody', '"displayName:Zoe"', []],
  ])('finds %s', async (_what, $search, names) => {
    expect(await namesFor($search)).toEqual(names);
  });
});

describe('an answer', () => {
  it('lists everybody when nothing is searched for', async () => {
    expect((await pageOf({})).value).toHaveLength(directory.length);
  });

  it('tells of others only what the basic permission reads', async () => {
    const { value } = await pageOf({ $search: '"mail:ana@"' });
    expect(value).toEqual([
      {
        ...{ id: ana.user.id, displayName: 'Ana Nguyen', givenName: 'Ana', surname: 'Nguyen' },
        ...{ mail: 'ana@contoso.com', userPrincipalName: 'ana@contoso.com', businessPhones: [] },
        ...{ jobTitle: null, mobilePhone: null, officeLocation: null, preferredLanguage: null },
      },
    ]);
  });

  it('tells everything to the larger permission', async () => {
    const { value } = await pageOf({ $search: '"mail:ana@"' }, tokenFor(ana, ['User.Read.All']));
    expect(value).toEqual([ana.user]);
  });

  it('gives what is selected, and null for what is not to be read', async () => {
    const page = await pageOf({ $search: '"mail:ana@"', $select: 'mail,jobTitle,department' });
    expect(page).toEqual({
      '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#users(mail,jobTitle,department)',
      value: [{ mail: 'ana@contoso.com', jobTitle: null, department: null }],
    });
  });

  it('has a mail of null and Entra’s sign-in name for a guest', async () => {
    const { value } = await pageOf({ $search: '"displayName:Gia Hân"', $select: 'mail,userPrincipalName' });
    expect(value).toEqual([
      { mail: null, userPrincipalName: 'han_fabrikam.com#EXT#@contoso.onmicrosoft.com' },
    ]);
  });

  it('counts them all when asked to', async () => {
    const { value, ...page } = await pageOf({ $search: '"displayName:Minh"', $count: 'true', $top: '3' });
    expect([value.length, page['@odata.count']]).toEqual([3, 14]);
  });

  it('leads to the next page, and the last one leads nowhere', async () => {
    const first = await pageOf({ $search: '"displayName:Minh"', $top: '8' });
    const authorization = `Bearer ${tokenFor()}`;
    const next = await fetch(`${first['@odata.nextLink']}`, { headers: { ...eventual, authorization } });
    const second = (await next.json()) as Page;
    expect([first.value.length, second.value.length, second['@odata.nextLink']]).toEqual([8, 6, undefined]);
    expect(second.value[0]).not.toEqual(first.value[0]);
  });
});
