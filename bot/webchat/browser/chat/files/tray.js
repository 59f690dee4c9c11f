// @ts-check
// The list of the files that go with the next message, each with its size and a button that takes it out.
import { textBox } from '../shell/focus.js';

/** @typedef {import('./files.js').Chosen} Chosen */

/**
 * @param {HTMLElement} place a list, hidden while it is empty
 * @param {ReturnType<typeof import('./words.js').speakOfFiles>} speak
 * @param {(file: Blob) => void} remove
 * @returns {(chosen: readonly Chosen[]) => void} shows these
 */
export function createTray(place, speak, remove) {
  /** @param {Chosen} chosen */
  const entry = ({ blob, thumbnailURL }) => {
    const name = blob instanceof File ? blob.name : '';
    const item = element('li', 'files__file');
    if (thumbnailURL) {
      const picture = element('img', 'files__picture');
      Object.assign(picture, { src: String(thumbnailURL), alt: '' });
      item.append(picture);
    }
    const button = element('button', 'files__remove', '×');
    button.type = 'button';
    button.setAttribute('aria-label', speak.say('remove', { name }));
    button.addEventListener('click', () => {
      const index = buttons().indexOf(button);
      remove(blob);
      const left = buttons();
      (left[Math.min(index, left.length - 1)] ?? textBox())?.focus();
    });
    item.append(
      element('span', 'files__name', name),
      element('span', 'files__size', speak.size(blob.size)),
      button,
    );
    return item;
  };
  const buttons = () => [...place.querySelectorAll('button')];

  return (chosen) => {
    // A picture's thumbnail comes later: the keyboard stays where it is then.
    const focused = buttons().findIndex((button) => button.matches(':focus'));
    place.replaceChildren(...chosen.map(entry));
    place.hidden = chosen.length === 0;
    if (focused >= 0) buttons()[focused]?.focus();
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
  // '140 kB' and a name in Latin letters read from left to right on a page that does not.
  made.dir = 'auto';
  return made;
}
