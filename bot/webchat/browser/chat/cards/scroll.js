// @ts-check
// A new card is shown from its top, however small the window or large the letters are.

/** Room above a card, in px. */
const margin = 8;
/** When the list has stood still for so many pictures, Web Chat has scrolled it as far as it wants. */
const still = 8;
/** The longest that Web Chat's scrolling is waited for, in ms. */
const patience = 2000;

let newest = 0;

/**
 * Decides which of the new cards is shown.
 * @param {HTMLElement} chat
 * @returns {(cards: HTMLElement[], answers: HTMLElement[]) => void} to be called with the new cards, and those of them that
 *   answer what was pressed or typed here
 */
export function createView(chat) {
  /** What there was before, and a welcome, come in by themselves: the newest is shown until the person does something. */
  let isNew = true;
  /** @type {HTMLElement | undefined} */
  let shown;
  // In a list that gets smaller, as when the person zooms in, Web Chat would show the end again.
  const sizes = new ResizeObserver(() => shown && showTop(shown));
  for (const each of /** @type {const} */ (['wheel', 'pointerdown', 'keydown'])) {
    chat.addEventListener(
      each,
      (event) => {
        const isZoom = event.ctrlKey || event.metaKey;
        if (!event.isTrusted || isZoom) return;
        isNew = false;
        sizes.disconnect();
      },
      { capture: true, passive: true },
    );
  }
  return (cards, answers) => {
    shown = isNew ? cards.at(-1) : answers.at(-1);
    if (!shown) return;
    const list = listAround(shown);
    if (isNew && list) sizes.observe(list);
    showTop(shown);
  };
}

/**
 * Web Chat scrolls to the end of what is new. Once it has, what is above the view is brought back: the card's top, or the
 * field with the focus where the card is taller than the view.
 * @param {HTMLElement} card
 */
export function showTop(card) {
  const list = listAround(card);
  if (!list) return;
  const mine = ++newest;
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const started = performance.now();
  let stood = 0;
  let last = list.scrollTop;
  let hasJumped = false;
  let isTold = false;

  const stop = () => {
    for (const each of ['wheel', 'pointerdown', 'keydown']) list.removeEventListener(each, byPerson, true);
  };
  /** Whoever scrolls meanwhile has their way. @param {Event} event */
  const byPerson = (event) => {
    if (event.isTrusted) newest += 1;
  };
  for (const each of ['wheel', 'pointerdown', 'keydown']) list.addEventListener(each, byPerson, true);

  const look = () => {
    // A card that was used up meanwhile has no place in the list any more.
    if (mine !== newest || !card.checkVisibility()) return stop();
    stood = list.scrollTop === last ? stood + 1 : 0;
    // Once: where Web Chat wants to go elsewhere, it would start again and again.
    if (stood === 0 && isCalm && !hasJumped) {
      hasJumped = true;
      // This ends its own scrolling, as it does for a person.
      list.dispatchEvent(new Event('wheel'));
      list.scrollTop += way(list, card);
    }
    last = list.scrollTop;
    const isLate = performance.now() - started > patience;
    if (stood < still && !isLate) return requestAnimationFrame(look);
    const end = list.scrollHeight - list.clientHeight;
    const top = Math.max(0, Math.min(list.scrollTop + way(list, card), end));
    const isThere = Math.abs(top - list.scrollTop) <= 1;
    if (!isThere) list.scrollTo({ top, behavior: isCalm ? 'auto' : 'smooth' });
    if (isLate || (isThere && isTold)) return stop();
    // Web Chat goes back to the end of a list that has changed in size, until a scroll at the same size shows it that the
    // end is not wanted.
    if (isThere) list.dispatchEvent(new Event('scroll'));
    isTold = isThere;
    stood = 0;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** @param {HTMLElement} card @returns {HTMLElement | null} what scrolls */
function listAround(card) {
  return card.closest('.webchat__basic-transcript__scrollable');
}

/** How far to scroll, in px. @param {HTMLElement} list @param {HTMLElement} card */
function way(list, card) {
  const view = list.getBoundingClientRect();
  const { top, bottom } = card.getBoundingClientRect();
  const toTop = top - view.top - margin;
  const toBottom = bottom - view.bottom + margin;
  // All of it when it fits, else from its top.
  const best = Math.min(toTop, Math.max(toBottom, Math.min(toTop, 0)));
  const focused = document.activeElement;
  if (!focused || focused === card || !card.contains(focused)) return best;
  const field = focused.getBoundingClientRect();
  // A field that is marked as wrong says nothing without the line below it.
  const end = Math.max(field.bottom, ...linesOf(focused).map((line) => line.getBoundingClientRect().bottom));
  return Math.max(best, Math.min(end - view.bottom + margin, field.top - view.top - margin));
}

/**
 * What has been unfolded is shown as far as the view has room for it below its button.
 * @param {Element} button
 * @param {HTMLElement} unfolded
 */
export function showUnfolded(button, unfolded) {
  const list = listAround(unfolded);
  if (!list) return;
  const view = list.getBoundingClientRect();
  const below = unfolded.getBoundingClientRect().bottom - view.bottom + margin;
  const above = button.getBoundingClientRect().top - view.top - margin;
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const top = Math.min(below, above);
  if (top > 0) list.scrollBy({ top, behavior: isCalm ? 'auto' : 'smooth' });
}

/** What is said below a field. @param {Element} field @returns {Element[]} */
function linesOf(field) {
  const ids = field.getAttribute('aria-describedby')?.split(' ') ?? [];
  return ids.flatMap((id) => document.getElementById(id) ?? []);
}
