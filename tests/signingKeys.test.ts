// Bot Framework's signing keys: asked for once a day, once for all who wait, and again for a key that is new.
import { generateKeyPairSync } from 'node:crypto';
import { SigningKeys } from '../bot/channel/signingKeys';
import type { Fetch } from '../bot/runtime/http';

const hour = 3_600_000;
const configuration = 'https://login.example/openidconfiguration';
const keySet = 'https://login.example/keys';
const jwk = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });

interface Published {
  keys: object[];
  /** Of both addresses. */
  status: number;
}

/** Keys as they are published, what was asked for, and a clock to move. */
function published(first: Partial<Published> = {}) {
  const now: Published & { time: number } = { keys: [], status: 200, time: 1e12, ...first };
  const asked: string[] = [];
  const fetch: Fetch = async (url) => {
    asked.push(url);
    return Response.json(url === configuration ? { jwks_uri: keySet } : { keys: now.keys }, now);
  };
  return { now, asked, keys: new SigningKeys(configuration, fetch, () => now.time) };
}

const key = (kid: string, more: object = {}) => ({ ...jwk, kid, ...more });

describe('a published key', () => {
  it('is found by its id, with what it vouches for', async () => {
    const { keys } = published({ keys: [key('a'), key('b', { endorsements: ['msteams'] })] });
    const [a, b] = [await keys.getKey('a'), await keys.getKey('b')];
    expect([a?.endorsements, b?.endorsements]).toEqual([undefined, ['msteams']]);
    expect(a?.key).toMatchObject({ type: 'public', asymmetricKeyType: 'rsa' });
  });

  it('is made ready once', async () => {
    const { keys } = published({ keys: [key('a')] });
    expect((await keys.getKey('a'))?.key).toBe((await keys.getKey('a'))?.key);
  });

  it.each([
    ['of another kind than RSA', { kty: 'EC', crv: 'P-256' }],
    ['without a modulus', { n: undefined }],
    ['with a modulus that is none', { n: '' }],
    ['without an id', { kid: undefined }],
  ])('%s is none, and does the others no harm', async (_what, odd) => {
    const { keys } = published({ keys: [key('a', odd), key('b')] });
    expect([await keys.getKey('a'), await keys.getKey('b')]).toEqual([null, expect.anything()]);
  });

  it('that was withdrawn is none after a day', async () => {
    const { now, keys } = published({ keys: [key('a')] });
    await keys.getKey('a');
    Object.assign(now, { keys: [key('b')], time: now.time + 24 * hour + 1 });
    expect(await keys.getKey('a')).toBeNull();
  });
});

describe('the keys are asked for', () => {
  it('once, however many turns begin at the same time', async () => {
    const { keys, asked } = published({ keys: [key('a')] });
    await Promise.all([keys.getKey('a'), keys.getKey('a'), keys.getKey('b')]);
    expect(asked).toEqual([configuration, keySet]);
  });

  it('again within a day only for a key that nobody knows, and for that once an hour', async () => {
    const { now, keys, asked } = published({ keys: [key('a')] });
    await keys.getKey('a');
    now.time += 23 * hour;
    now.keys.push(key('b'));
    expect(await keys.getKey('a')).not.toBeNull();
    expect(asked).toHaveLength(2);
    expect(await keys.getKey('b')).not.toBeNull();
    expect(asked).toHaveLength(4);
    now.time += hour / 2;
    expect(await keys.getKey('c')).toBeNull();
    expect(asked).toHaveLength(4);
  });

  it('again at the next turn when they could not be had', async () => {
    const { now, keys } = published({ keys: [key('a')], status: 503 });
    await expect(keys.getKey('a')).rejects.toMatchObject({ name: 'KeysUnavailable' });
    now.status = 200;
    expect(await keys.getKey('a')).not.toBeNull();
  });
});

it('an answer without a list of keys is an outage, not a refusal', async () => {
  const fetch: Fetch = async (url) => Response.json(url === configuration ? { jwks_uri: keySet } : {});
  await expect(new SigningKeys(configuration, fetch, Date.now).getKey('a')).rejects.toMatchObject({
    name: 'KeysUnavailable',
  });
});
