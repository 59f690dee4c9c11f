// Cards that may be too large for a channel: drawn with less and less in them, until the channel takes one.
import type { Card } from '../../cards/render';
import { ServiceAnswered } from '../channel/serviceCalls';

/** Draws a card: at step 0 with all there is, at each further one with less. */
export type Draw = (step: number) => Card;

/** At this step nothing is left out any more that can be. */
export const lastStep = 3;

/**
 * Teams takes messages of 28, 40 or 100 KB, as Microsoft's pages have it ("Format your bot messages", "Limits and specifications
 * for Teams", "Update and delete messages sent from your bot"). A message has some more in it than its card.
 */
export const teamsTakes = 24 * 1024;

/** In bytes, as the larger of UTF-8 and UTF-16: Microsoft's pages do not agree on which is counted. */
export function sizeOf(card: Card): number {
  const json = JSON.stringify(card);
  return Math.max(Buffer.byteLength(json), json.length * 2);
}

/** Whether the channel refused a message for its size. The same message would be refused for ever. */
export const isTooLarge = (error: unknown): boolean =>
  error instanceof ServiceAnswered && error.service === 'connector' && error.status === 413;

/**
 * Puts the largest card that fits.
 * @param most bytes that are tried; a channel that refuses less gets less
 * @throws what `put` throws
 */
export async function putFitting(
  drawn: Card | Draw,
  most: number,
  put: (card: Card) => Promise<unknown>,
): Promise<void> {
  if (typeof drawn !== 'function') return void (await put(drawn));
  let limit = most;
  for (let step = 0; ; step++) {
    const card = drawn(step);
    const size = sizeOf(card);
    if (step < lastStep && size > limit) continue;
    try {
      await put(card);
      return;
    } catch (error) {
      if (step === lastStep || !isTooLarge(error)) throw error;
      limit = size - 1;
    }
  }
}
