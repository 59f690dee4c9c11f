// The rate limit: which addresses count together, and what it holds in memory.
import { createRateLimit, networksOf } from '../../bot/webchat/rateLimit';

const narrow = (address: string) => networksOf(address).narrow;

describe('an address', () => {
  it.each([
    ['192.0.2.1', ['192.0.2.1:8080', '::ffff:192.0.2.1', '::FFFF:c000:201', '[::ffff:192.0.2.1]:443']],
    [
      '2001:db8:1:2::1',
      [
        '2001:db8:1:2:ffff:ffff:ffff:ffff',
        '2001:0DB8:0001:0002:0:0:0:9',
        '[2001:db8:1:2::7]',
        '[2001:db8:1:2::7]:443',
        '2001:db8:1:2::1%eth0',
        '[2001:db8:1:2::1%25eth0]:443',
      ],
    ],
  ])('such as %s counts with the others of its network', (address, others) => {
    for (const other of others) expect([other, narrow(other)]).toEqual([other, narrow(address)]);
  });

  it.each([
    ['192.0.2.1', '192.0.2.2'],
    ['2001:db8:1:2::1', '2001:db8:1:3::1'],
    ['::ffff:192.0.2.1', '::1'],
  ])('%s does not count with %s', (one, other) => {
    expect(narrow(one)).not.toBe(narrow(other));
  });

  it.each([
    '',
    'unknown',
    '_hidden',
    '1.2.3',
    '1.2.3.4.5',
    '0x7f.1',
    '010.0.0.1',
    '[::1',
    '::1]',
    'a'.repeat(9_000),
  ])('that is none (%j) counts with all that are none', (garbage) => {
    expect(networksOf(garbage)).toEqual({ narrow: 'unknown' });
  });
});

describe('the limit', () => {
  const clock = { at: 0, now: () => clock.at };
  /** How many of these get through. */
  const taken = (tooOften: (address: string) => boolean, count: number, address: (n: number) => string) =>
    Array.from({ length: count }, (_, n) => tooOften(address(n))).filter((isTooMany) => !isTooMany).length;

  it('is one for all addresses of a /64', () => {
    const tooOften = createRateLimit(60, clock);
    expect(taken(tooOften, 1_000, (n) => `2001:db8:1:2::${n.toString(16)}`)).toBe(60);
  });

  it('is ten times as much for a /48, and one customer alone does not use it up', () => {
    const tooOften = createRateLimit(60, clock);
    expect(taken(tooOften, 5_000, () => '2001:db8:1:2::1')).toBe(60);
    expect(taken(tooOften, 5_000, (n) => `2001:db8:1:${n.toString(16)}::1`)).toBe(540);
    expect(tooOften('2001:db8:2::1')).toBe(false);
  });

  it('holds back nobody else, however many networks ask', () => {
    const tooOften = createRateLimit(60, clock);
    const addresses = (n: number) => `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`;
    expect(taken(tooOften, 100_000, addresses)).toBe(100_000);
    expect(taken(tooOften, 100, () => '192.0.2.1')).toBe(60);
  });

  it('remembers a bounded number of networks, and those that go on asking', () => {
    const tooOften = createRateLimit(1, clock);
    tooOften('192.0.2.1');
    for (let n = 0; n < 50_000; n += 1) {
      tooOften(`10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`);
      if (n % 1_000 === 0) expect(tooOften('192.0.2.1')).toBe(true);
    }
    // The first of them was forgotten, so that the map stays small.
    expect(tooOften('10.0.0.0')).toBe(false);
  });
});
