// @ts-check
// Each file on a form has a button "Remove". By ear and by voice the buttons are told apart by the files' names.

/** @param {Element} card */
export function nameRemovals(card) {
  for (const row of card.querySelectorAll('[id="files"] .ac-columnSet')) {
    const name = row.querySelector('.ac-richTextBlock span')?.textContent?.trim();
    const button = row.querySelector('button');
    if (name && button) button.setAttribute('aria-label', `${button.textContent} ${name}`);
  }
}
