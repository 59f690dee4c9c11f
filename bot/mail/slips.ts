// Addresses of a mail that are probably slips, asked about before it goes. Pure.
import type { Mail, Problems } from './check';
import { recipientFields } from './draft';
import { nearMissOf } from './nearMiss';

/** Slips of one field that are asked about at once. */
const slipsAtOnce = 5;

/**
 * Finds addresses that are probably slips.
 * @param agreed those that the person has said yes to already, as `slips` has them
 * @returns the questions, and what they are about: each address with its field, for in another one it was not asked about
 */
export function nearMisses(mail: Mail, agreed: readonly string[]): { problems: Problems; slips: string[] } {
  const problems: Problems = {};
  const slips: string[] = [];
  for (const field of [...recipientFields, 'replyTo'] as const) {
    const found = mail[field]
      .map(({ address }) => ({
        address,
        meant: nearMissOf(address),
        slip: `${field} ${address.toLowerCase()}`,
      }))
      .filter(({ meant, slip }) => meant !== undefined && !agreed.includes(slip))
      .slice(0, slipsAtOnce);
    if (found.length === 0) continue;
    slips.push(...found.map(({ slip }) => slip));
    const [entry, meant] = [found.map(({ address }) => address), found.map((one) => one.meant)];
    const values = { entry: entry.join(', '), meant: meant.join(', '), count: found.length };
    problems[field] = { key: 'nearMiss', values };
  }
  return { problems, slips };
}
