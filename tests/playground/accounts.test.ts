// The tokens of the playground's accounts.
import jwt from 'jsonwebtoken';
import { type Account, accounts } from '../../playground/accounts';
import { createTokens } from '../../playground/tokens';
import { standingClock } from '../support/clock';

const [ana, bao, linh] = accounts as [Account, Account, Account];

describe('the tokens', () => {
  const clock = standingClock();
  const tokens = createTokens({ clock });

  it('are JWTs with the claims of Graph at work', () => {
    const { token, expiration } = tokens.issue(ana, ['User.Read', 'Mail.Send']);
    const { header, payload } = jwt.decode(token, { complete: true }) ?? {};
    expect(header).toMatchObject({ alg: 'RS256', typ: 'JWT' });
    expect(payload).toMatchObject({
      aud: 'https://graph.microsoft.com',
      scp: 'User.Read Mail.Send',
      upn: 'ana@contoso.com',
      exp: Date.parse(expiration) / 1000,
    });
  });

  it('are opaque for a personal account', () => {
    const { token } = tokens.issue(linh, ['User.Read']);
    expect(jwt.decode(token)).toBeNull();
    expect(tokens.whose(token)).toEqual({ account: linh, scopes: ['User.Read'] });
  });

  it('differ each time, and end one by one or all together', () => {
    const issued = [1, 2, 3].map(() => tokens.issue(bao, []).token) as [string, string, string];
    expect(new Set(issued).size).toBe(3);
    tokens.revoke(issued[0]);
    expect([tokens.whose(issued[0]), tokens.whose(issued[1])]).toEqual([
      undefined,
      { account: bao, scopes: [] },
    ]);
    tokens.revokeAll();
    expect(tokens.whose(issued[1])).toBeUndefined();
  });
});
