// @ts-check
// What a button of a card says of itself: whether what it folds is unfolded, and nothing else.
import { showUnfolded } from './scroll.js';

/**
 * The card's script says at what is folded whether it is, where it means nothing to a screen reader. Web Chat calls every
 * button a switch (`aria-pressed`) that stays down once it was pressed, although what it did is over.
 * @param {Element} chat
 */
export function tidyButtons(chat) {
  const watching = new MutationObserver(() => {
    for (const button of chat.querySelectorAll('.ac-adaptiveCard button')) tidy(button);
  });
  watching.observe(chat, {
    subtree: true,
    childList: true,
    attributeFilter: ['aria-expanded', 'aria-pressed'],
  });
}

/** @param {Element} button */
function tidy(button) {
  if (button.hasAttribute('aria-pressed')) button.removeAttribute('aria-pressed');
  const folds = button.getAttribute('aria-controls');
  if (folds === null) return;
  // Every form in the chat has the same ids.
  /** @type {HTMLElement | null | undefined} */
  const folded = button.closest('.ac-adaptiveCard')?.querySelector(`#${CSS.escape(folds)}`);
  if (!folded) return;
  folded.removeAttribute('aria-expanded');
  const isOpen = String(folded.style.display !== 'none');
  const before = button.getAttribute('aria-expanded');
  if (before === isOpen) return;
  button.setAttribute('aria-expanded', isOpen);
  // A card that has just been drawn may have it open.
  if (before === 'false') showUnfolded(button, folded);
}
