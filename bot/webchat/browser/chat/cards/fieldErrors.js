// @ts-check
// What a form says is wrong with a field, or adds to it, is tied to that field.
import { fieldOf } from './marks.js';

const names = ['to', 'cc', 'bcc', 'subject', 'body', 'replyTo', 'signature'];
let lines = 0;

/**
 * The form's template gives a line its field's name (`problem-to`, `note-to`), which every form in the chat has. Here it
 * gets an id of its own.
 * @param {Element} card
 */
export function tieFieldErrors(card) {
  for (const name of names) {
    const field = fieldOf(card, name);
    const problem = lineOf(card, `problem-${name}`);
    const note = lineOf(card, `note-${name}`);
    if (!field || (!problem && !note)) continue;
    describe(field, [problem, note]);
    if (!problem) continue;
    field.setAttribute('aria-invalid', 'true');
    field.addEventListener(
      'input',
      () => {
        field.removeAttribute('aria-invalid');
        problem.hidden = true;
        describe(field, [note]);
      },
      { once: true },
    );
  }
}

/** @param {Element} card @param {string} name @returns {HTMLElement | null} */
function lineOf(card, name) {
  /** @type {HTMLElement | null} */
  const line = card.querySelector(`[id="${name}"]`);
  if (line) line.id = `${name}-${++lines}`;
  return line;
}

/** @param {Element} field @param {(Element | null)[]} by */
function describe(field, by) {
  const ids = by.flatMap((line) => (line ? [line.id] : []));
  if (ids.length > 0) field.setAttribute('aria-describedby', ids.join(' '));
  else field.removeAttribute('aria-describedby');
}
