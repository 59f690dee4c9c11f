// @ts-check
// The chat in a frame of another page: tells that page when the chat is there, and when the person wants it closed.

/** Nothing in these messages is secret, and which site frames us is the headers' business: they go to any. */
export function speakToFrame() {
  if (window === window.parent) return;
  addEventListener('keydown', (event) => {
    // Web Chat uses Escape to get out of a card or a menu and marks it as handled then.
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
    window.parent.postMessage({ type: 'mail-bot:close' }, '*');
  });
  window.parent.postMessage({ type: 'mail-bot:ready' }, '*');
}
