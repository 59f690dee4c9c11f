// How often one caller may ask: a count a minute for their network, since whoever has one IPv6 address has a network of them.
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { Clock } from '../runtime/clock';

/** Networks that are counted at a time. The one that asked longest ago is forgotten for a new one. */
const mostNetworks = 20_000;
/** How many times as much a provider's IPv6 network of /48 may ask as one customer's of /64. */
const wideShare = 10;

/**
 * @param most how many a minute
 * @returns a function that counts one request of an address and says whether it is one too many
 */
export function createRateLimit(most: number, clock: Pick<Clock, 'now'>): (address: string) => boolean {
  let minute = 0;
  let counts = new Map<string, number>();

  const countOf = (network: string) => counts.get(network) ?? 0;
  const count = (network: string): number => {
    const counted = countOf(network) + 1;
    // Put in anew, so that the map stays in the order of the last request.
    counts.delete(network);
    counts.set(network, counted);
    const [oldest] = counts.keys();
    if (counts.size > mostNetworks && oldest !== undefined) counts.delete(oldest);
    return counted;
  };

  return (address) => {
    const now = Math.floor(clock.now() / 60_000);
    if (now !== minute) {
      minute = now;
      counts = new Map();
    }
    const { narrow, wide } = networksOf(address);
    if (wide && countOf(wide) >= most * wideShare) return true;
    if (count(narrow) > most) return true;
    // What was refused to one customer does not count against the others.
    if (wide) count(wide);
    return false;
  };
}

/**
 * The networks an address is counted by. An IPv4 address stands for itself, also when IPv6 carries it (::ffff:192.0.2.1).
 * An IPv6 address stands for its /64, which is one customer's, and for the /48 around it. All that is no address counts
 * together.
 * @param address with or without a port, brackets and a zone
 */
export function networksOf(address: string): { narrow: string; wide?: string } {
  const bare = address
    .replace(/^\[([^\]]*)\](:\d+)?$/, '$1')
    .replace(/^([\d.]+):\d+$/, '$1')
    .replace(/%.*$/, '');
  if (isIP(bare) === 0) return { narrow: 'unknown' };
  const parsed = ipaddr.process(bare);
  if (parsed.kind() === 'ipv4') return { narrow: parsed.toString() };
  const bytes = parsed.toByteArray();
  const network = (bits: number) => `${Buffer.from(bytes.slice(0, bits / 8)).toString('hex')}/${bits}`;
  return { narrow: network(64), wide: network(48) };
}
