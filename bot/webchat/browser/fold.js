// @ts-check
// A button of a card that folds something says whether it is unfolded.

/**
 * The card's script says it at what is folded, where it means nothing to a screen reader, and Web Chat takes the button
 * for one that is done with once it was pressed.
 * @param {Element} chat
 */
export function tellFolds(chat) {
  const watching = new MutationObserver(() => {
    for (const button of chat.querySelectorAll('.ac-adaptiveCard button[aria-controls]')) tell(button);
  });
  watching.observe(chat, { subtree: true, childList: true, attributeFilter: ['aria-expanded'] });
}

/** @param {Element} button */
function tell(button) {
  const id = CSS.escape(button.getAttribute('aria-controls') ?? '');
  // Every form in the chat has the same ids.
  /** @type {HTMLElement | null | undefined} */
  const folded = button.closest('.ac-adaptiveCard')?.querySelector(`#${id}`);
  if (!folded) return;
  folded.removeAttribute('aria-expanded');
  button.removeAttribute('aria-pressed');
  const isOpen = String(folded.style.display !== 'none');
  if (button.getAttribute('aria-expanded') !== isOpen) button.setAttribute('aria-expanded', isOpen);
}
