// Looking people up by name: the query to Graph, character by character, and the people in its answer.
import { connectGraph } from '../../bot/graph/client';
import { findPeople } from '../../bot/graph/directory';
import { GraphAnswered, GraphCallFailed } from '../../bot/graph/errors';

/** A signed-in person's way to a Graph that gives one answer, and what was asked of it. */
function graphThat(answer: () => Response) {
  const asked: { url: URL; headers: Headers }[] = [];
  const graph = connectGraph({
    baseUrl: 'https://graph.example',
    token: 'token',
    signal: AbortSignal.timeout(10_000),
    fetch: async (url, init) => {
      const request = new Request(String(url), init);
      asked.push({ url: new URL(request.url), headers: request.headers });
      return answer();
    },
  });
  return { graph, asked };
}

const answering = (value: unknown[], rest: object = {}) => graphThat(() => Response.json({ value, ...rest }));
const user = (displayName: string, mail: string | null, userPrincipalName = `${mail}`) => ({
  ...{ id: displayName, displayName, mail, userPrincipalName },
});
const users = (count: number) =>
  Array.from({ length: count }, (_, index) => user(`Minh ${index}`, `minh${index}@contoso.com`));

/** Who is found among these. */
const foundAmong = async (...value: unknown[]) => (await findPeople(answering(value).graph, 'Ana')).people;

describe('a name that is looked up', () => {
  const askedFor = async (name: string) => {
    const { graph, asked } = answering([]);
    await findPeople(graph, name);
    return asked;
  };

  it('is one search for a few, with the header Graph wants for it', async () => {
    const [request, ...others] = await askedFor('Ana');
    expect(others).toEqual([]);
    expect(request?.url.pathname).toBe('/v1.0/users');
    expect(request?.headers.get('consistencylevel')).toBe('eventual');
    expect(Object.fromEntries(request?.url.searchParams ?? [])).toEqual({
      $search: '"displayName:Ana"',
      $select: 'id,displayName,mail,userPrincipalName',
      $top: '11',
    });
  });

  it.each([
    ['R&D', 'R&D'],
    ['C#', 'C#'],
    ['50%', '50%'],
    ['50%41', '50%41'],
    ['a+b', 'a+b'],
    ['a=b&$top=999', 'a=b&$top=999'],
    ['O"Neil', 'O\\"Neil'],
    ['back\\slash', 'back\\\\slash'],
    ['Lê Chi', 'Lê Chi'],
    ['  Ana ', 'Ana'],
    ["' OR 1", "' OR 1"],
    ['" OR "mail:x', '\\" OR \\"mail:x'],
    ['\\" OR "mail:x', '\\\\\\" OR \\"mail:x'],
    ['李四(David Li)', '李四(David Li)'],
  ])('as %j stays inside one clause', async (name, inClause) => {
    const [request] = await askedFor(name);
    expect(request?.url.searchParams.get('$search')).toBe(`"displayName:${inClause}"`);
    expect([...(request?.url.searchParams.keys() ?? [])]).toEqual(['$search', '$select', '$top']);
  });

  it.each(['', ' \n'])('as %j finds nobody, without a call', async (name) => {
    const { graph, asked } = answering(users(1));
    expect(await findPeople(graph, name)).toEqual({ people: [], more: false });
    expect(asked).toEqual([]);
  });
});

describe('an answer', () => {
  it('gives names and addresses, sorted by name', async () => {
    const found = await foundAmong(
      user('Ánh', 'anh@contoso.com'),
      user('bao', 'b@c.de'),
      user('Ana', 'a@c.de'),
    );
    expect(found).toEqual([
      { name: 'Ana', address: 'a@c.de' },
      { name: 'Ánh', address: 'anh@contoso.com' },
      { name: 'bao', address: 'b@c.de' },
    ]);
  });

  it('is cleaned of what nobody can see, so that an address reads as what it is', async () => {
    const found = await foundAmong(
      user('\u202eAna\u00a0\nLe\u0302\u202c', 'a\u200b@c.de\u2069'),
      user('\u3164', 'b@c.de'),
    );
    expect(found).toEqual([
      { name: 'Ana Lê', address: 'a@c.de' },
      { name: 'b@c.de', address: 'b@c.de' },
    ]);
  });

  it('gives the sign-in name of a person without a mail property', async () => {
    expect(await foundAmong(user('Duy', null, 'duy@contoso.com'))).toEqual([
      { name: 'Duy', address: 'duy@contoso.com' },
    ]);
  });

  it('gives a guest only with a mail address', async () => {
    const guests = [
      user('Han', null, 'han_fabrikam.com#EXT#@contoso.onmicrosoft.com'),
      user('Emma', 'emma@fabrikam.com', 'emma_fabrikam.com#ext#@contoso.onmicrosoft.com'),
    ];
    expect(await foundAmong(...guests)).toEqual([{ name: 'Emma', address: 'emma@fabrikam.com' }]);
  });

  it('leaves out entries without an address, and entries that are no person', async () => {
    expect(await foundAmong(user('Ana', ' ', ''), { displayName: 'Ana' }, 7, null, { mail: 7 })).toEqual([]);
  });

  it('names a person without a name by the address', async () => {
    expect(await foundAmong({ displayName: null, mail: 'a@c.de' })).toEqual([
      { name: 'a@c.de', address: 'a@c.de' },
    ]);
  });

  it('gives one address once, however it is written', async () => {
    const found = await foundAmong(user('Ana', 'Ana@contoso.com'), user('Ana N.', 'ana@Contoso.com'));
    expect(found).toEqual([{ name: 'Ana', address: 'Ana@contoso.com' }]);
  });

  it.each([
    ['ten people', answering(users(10)), 10, false],
    ['eleven people', answering(users(11)), 10, true],
    ['eleven with nine addresses', answering([...users(9), user('x', ''), user('y', '')]), 9, false],
    ['two people and a next page', answering(users(2), { '@odata.nextLink': 'https://x' }), 2, true],
  ])('of %s says whether there are more', async (_what, { graph }, count, more) => {
    const found = await findPeople(graph, 'Minh');
    expect([found.people.length, found.more]).toEqual([count, more]);
  });

  it('that is an error is reported as such', async () => {
    const { graph } = graphThat(() =>
      Response.json({ error: { code: 'Authorization_RequestDenied' } }, { status: 403 }),
    );
    await expect(findPeople(graph, 'Ana')).rejects.toThrow(GraphAnswered);
  });

  it.each(['{}', '{"value":"Ana"}', '<html>'])('that is %s is reported as unusable', async (body) => {
    const { graph } = graphThat(
      () => new Response(body, { headers: { 'content-type': 'application/json' } }),
    );
    await expect(findPeople(graph, 'Ana')).rejects.toThrow(GraphCallFailed);
  });
});
