// @ts-check
// Where the keyboard goes: after a sign-in into its card, out of what is hidden, and never away from the page around ours.

/** Until a card has been drawn, in ms. */
const drawn = 3000;

/**
 * @param {Element | null} before what had the focus when the sign-in began; whoever has moved on since is left alone
 */
export function goOnAfterSignIn(before) {
  const chat = document.getElementById('webchat');
  if (!chat || !isLeft(before)) return;
  const old = newestCard(chat);
  const watching = new MutationObserver(() => {
    const card = newestCard(chat);
    if (card === old) return;
    stop();
    /** @type {HTMLElement | null | undefined} */
    const first = card?.querySelector('input, textarea, select, button');
    const lead = () => isLeft(before) && first?.focus();
    if (mayTakeFocus()) lead();
    // The sign-in window may still be in front.
    else addEventListener('focus', lead, { once: true });
  });
  const timer = setTimeout(() => stop(), drawn);
  const stop = () => {
    clearTimeout(timer);
    watching.disconnect();
  };
  watching.observe(chat, { childList: true, subtree: true });
}

/** In a frame, to take the focus is to take it from a page that somebody may be typing in. */
export function mayTakeFocus() {
  return document.hasFocus() || window === window.parent;
}

/**
 * Takes the keyboard out of a part of the page that is about to be hidden or removed. Otherwise a browser drops the focus,
 * and the next Tab starts at the top of the page.
 * @param {HTMLElement} part
 * @param {EventTarget | null} [to] the chat as a whole when it is left out or not on the page any more
 */
export function leave(part, to) {
  if (!part.contains(document.activeElement) || !mayTakeFocus()) return;
  const isThere = to instanceof HTMLElement && to.isConnected && !part.contains(to);
  (isThere ? to : document.getElementById('chat'))?.focus({ preventScroll: true });
}

/** @param {Element | null} before */
function isLeft(before) {
  const { activeElement, body } = document;
  return activeElement === before || activeElement === body || activeElement === null;
}

/** @param {Element} chat */
function newestCard(chat) {
  return [...chat.querySelectorAll('.ac-adaptiveCard')].at(-1);
}
