// @ts-check
// The lines above the chat that say what is the matter and what can be done about it.
import { leave } from './focus.js';

/**
 * @typedef {object} Bar Words are keys of the page's words.
 * @property {string} text
 * @property {boolean} [unseen] it is only read out
 * @property {boolean} [bad] it keeps the chat from working, and stands above the others
 * @property {{ words: string, press(): void }} [button]
 * @property {{ words: string, address: string }} [link] opens in a window of its own
 * @property {boolean} [focused] it answers what was just pressed: the keyboard goes to its button or link
 * @property {() => void} [dismissed] given, the bar has a × that hides it and calls this
 */
/** @typedef {(bar: Bar) => () => void} ShowBar Returns what hides the bar again. */

/**
 * @param {HTMLElement} place a `role="status"` element: what appears in it is read out
 * @param {Record<string, string>} words
 * @returns {ShowBar}
 */
export function createBars(place, words) {
  /** @param {string} key */
  const say = (key) => words[key] ?? key;

  return ({ text, unseen = false, bad = false, button, link, focused = false, dismissed }) => {
    const seen = bad ? 'bar bar--bad' : 'bar';
    const bar = element('div', unseen ? 'unseen' : seen);
    /** @type {EventTarget | null} */
    let before = null;
    bar.addEventListener('focusin', ({ relatedTarget }) => {
      if (!bar.contains(/** @type {Node | null} */ (relatedTarget))) before = relatedTarget;
    });
    const hide = () => {
      leave(bar, before);
      bar.remove();
    };
    bar.append(element('p', 'bar__text', say(text)));
    if (button) {
      const pressed = element('button', 'bar__action', say(button.words));
      pressed.type = 'button';
      pressed.addEventListener('click', button.press);
      bar.append(pressed);
    }
    if (link) {
      const opening = element('a', 'bar__action', say(link.words));
      Object.assign(opening, { href: link.address, target: '_blank', rel: 'noopener' });
      bar.append(opening);
    }
    if (dismissed) {
      const close = element('button', 'bar__close', '×');
      close.type = 'button';
      close.setAttribute('aria-label', say('dismiss'));
      close.addEventListener('click', () => {
        hide();
        dismissed();
      });
      bar.append(close);
    }
    if (bad) place.prepend(bar);
    else place.append(bar);
    if (focused) /** @type {HTMLElement | null} */ (bar.querySelector('.bar__action'))?.focus();
    return hide;
  };
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} name its class
 * @param {string} [text]
 */
function element(tag, name, text = '') {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = text;
  return made;
}
