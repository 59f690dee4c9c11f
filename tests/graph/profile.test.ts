// The profile as Graph gives it: every text of it is clean before anything shows it or sends as it.
import { connectGraph } from '../../bot/graph/client';
import { accountOf, getProfile } from '../../bot/graph/profile';

describe('a profile', () => {
  it('is cleaned of what nobody can see', async () => {
    const graph = connectGraph({
      baseUrl: 'https://graph.example',
      token: 'token',
      signal: AbortSignal.timeout(10_000),
      fetch: async () =>
        Response.json({
          id: '1',
          displayName: '\u202eA\u200bna\u00a0\n Le\u0302\u202c',
          jobTitle: 'Product\u0007 Designer\u2028Lead 👩‍💻',
          mail: '\u200bana@contoso.com\u2069',
          userPrincipalName: 'ana@contoso.com\u0000',
          businessPhones: ['\u202a+84 28 3823 4567\u202c'],
        }),
    });
    const profile = await getProfile(graph);
    expect(profile).toMatchObject({
      jobTitle: 'Product Designer Lead 👩‍💻',
      userPrincipalName: 'ana@contoso.com',
      businessPhones: ['+84 28 3823 4567'],
    });
    expect(accountOf(profile)).toEqual({ id: '1', name: 'Ana Lê', address: 'ana@contoso.com' });
  });
});
