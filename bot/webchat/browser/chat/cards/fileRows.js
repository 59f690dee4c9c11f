// @ts-check
// Each file on a form has a button "Remove". By ear the buttons are told apart by the files' names, which describe them.

let rows = 0;

/** The card's own script rewrites the names of buttons, and leaves their descriptions alone. @param {Element} card */
export function describeRemovals(card) {
  for (const row of card.querySelectorAll('[id="files"] .ac-columnSet')) {
    const name = row.querySelector('.ac-richTextBlock');
    const button = row.querySelector('button');
    if (!name || !button) continue;
    name.id ||= `file-${++rows}`;
    button.setAttribute('aria-describedby', name.id);
  }
}
