// Chance with a seed: the same seed gives the same faults to the same forms.
import { createHash } from 'node:crypto';

/** @returns a number from 0 up to 1 that depends on the seed and the name of what is decided, and on nothing else */
export function chance(seed: number, name: string): number {
  const digest = createHash('sha256').update(`${seed}/${name}`).digest();
  return digest.readUInt32BE(0) / 2 ** 32;
}

/** Picks by weight. @param weights what may happen, and how often in a hundred; the rest is `otherwise` */
export function pick<T>(seed: number, name: string, weights: [T, number][], otherwise: T): T {
  let left = chance(seed, name) * 100;
  for (const [what, percent] of weights) {
    if (left < percent) return what;
    left -= percent;
  }
  return otherwise;
}
