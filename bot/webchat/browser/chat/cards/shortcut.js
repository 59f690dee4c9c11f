// @ts-check
// Ctrl+Enter (⌘ on a Mac) presses Send: in a field of the form, and in the preview.
import { marksOf } from './marks.js';

/** A question is answered on its own, not in passing. */
const sendable = ['open', 'failed', 'preview'];

/** @param {HTMLElement} chat */
export function sendByKey(chat) {
  chat.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    const card = /** @type {Element} */ (event.target).closest('.ac-adaptiveCard');
    if (!card || !sendable.includes(marksOf(card).state ?? '')) return;
    event.preventDefault();
    /** @type {HTMLElement | null} */
    const send = card.querySelector('button.style-positive');
    if (!event.repeat) send?.click();
  });
}
