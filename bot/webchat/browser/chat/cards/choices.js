// @ts-check
// The people that a form offers, as they are written. Web Chat reads the title of such a choice as Markdown: an address became
// a link, which opened the mail program in place of ticking the box, and "*" in a name was lost.

/** @param {Element} card */
export function showAsWritten(card) {
  // The button above says this. The boxes have their name from it.
  card.querySelector('[id="people"] > label')?.classList.add('unseen');
  for (const choice of card.querySelectorAll('[id="people"] input')) {
    const label = choice.parentElement?.querySelector('label');
    const written = choice.getAttribute('aria-label');
    if (label && written) label.textContent = written;
  }
}
