// @ts-check
// Where the keyboard goes on the page: to where one types, out of what is hidden, and never away from the page around ours.

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

/** Where one types. @returns {HTMLTextAreaElement | null} */
export function textBox() {
  return document.querySelector('#webchat .webchat__send-box textarea');
}

/** Puts the keyboard where one types, when nothing else has it: not where it would bring up a screen's keyboard. */
export function startTyping() {
  if (window !== window.parent || matchMedia('(pointer: coarse)').matches) return;
  if (document.activeElement === document.body) textBox()?.focus({ preventScroll: true });
}
