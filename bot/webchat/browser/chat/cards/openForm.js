// @ts-check
// A form on the page with a text that the bot has not got: a button that leads to that email leads to this form.
import { goTo } from './lead.js';
import { cardsOf, marksOf } from './marks.js';
import { showTop } from './scroll.js';

/**
 * The bot would show the form as it knows it, without what was typed since.
 * @param {HTMLElement} chat
 * @param {unknown} value what the button would send
 * @returns {boolean} whether there is such a form, which has the keyboard now
 */
export function goOnInForm(chat, value) {
  if (typeof value !== 'object' || value === null) return false;
  const { verb, formId } = /** @type {{ verb?: unknown, formId?: unknown }} */ (value);
  if (verb !== 'mail.compose' || typeof formId !== 'string') return false;
  const form = cardsOf(chat).findLast((card) => marksOf(card).about === formId);
  if (form?.dataset.typed === undefined) return false;
  goTo(form);
  showTop(form);
  return true;
}
