// @ts-check
// The card that says that there is no chat, and the tries to get one.
import { leave, mayTakeFocus } from './focus.js';

/** @typedef {'noToken' | 'tooOften'} Trouble A key of the page's words. */

/** Seconds until the next try by itself; the last one goes on for ever. */
const waits = [3, 6, 12, 24, 30];
/** The bot counts tokens by the minute. */
const waitWhenTooOften = 60;

/**
 * @param {object} parts
 * @param {HTMLElement} parts.card hidden until needed
 * @param {HTMLElement} parts.text
 * @param {HTMLElement} parts.button
 * @param {Record<string, string>} parts.words
 * @param {(who: 'person' | 'page') => void} parts.tryAgain a try of the page's own happens behind the card
 * @returns {{ show(trouble: Trouble): void, hide(): void, mended(): void }} `mended`: all is well again
 */
export function createTrouble({ card, text, button, words, tryAgain }) {
  let tries = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let next;

  const trySoon = (/** @type {'person' | 'page'} */ who) => {
    clearTimeout(next);
    next = undefined;
    tryAgain(who);
  };
  button.addEventListener('click', () => trySoon('person'));
  addEventListener('online', () => next !== undefined && trySoon('page'));

  const hide = () => {
    clearTimeout(next);
    next = undefined;
    leave(card);
    card.hidden = true;
  };
  return {
    show(trouble) {
      clearTimeout(next);
      const seconds = trouble === 'tooOften' ? waitWhenTooOften : (waits[tries++] ?? waits.at(-1) ?? 0);
      next = setTimeout(() => trySoon('page'), seconds * 1000);
      // Read out once, not after each try.
      if (text.textContent !== words[trouble]) text.textContent = words[trouble] ?? '';
      if (!card.hidden) return;
      card.hidden = false;
      if (mayTakeFocus()) button.focus();
    },
    hide,
    mended() {
      tries = 0;
      hide();
    },
  };
}
