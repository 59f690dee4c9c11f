// @ts-check
// A card that a newer one has taken the place of becomes one quiet line.
import { cardsOf, fieldOf, marksOf } from './marks.js';

/** @typedef {{ [state: string]: string | { [state: string]: string } }} Words By state; below a subject's name where it has its own. */

const posting = 'DIRECT_LINE/POST_ACTIVITY';
/** After these nothing more becomes of it: what comes later about the same is another story. */
const ends = ['sent', 'done', 'cancelled', 'deleted', 'gone', 'kept'];

/**
 * Folds the used cards of a chat. It looks at nothing but the cards that are there, so it comes to the same after a reload.
 * @param {HTMLElement} chat
 * @param {Words} words
 */
export function foldUsedCards(chat, words) {
  /** What became of each subject, seen from its newest card back. @type {Map<string, string>} */
  const became = new Map();
  /** Subjects of which a used card says already what became of them. @type {Set<string>} */
  const told = new Set();
  for (const card of cardsOf(chat).reverse()) {
    const { about, former, state = '', ends: ended } = marksOf(card);
    const newer = became.get(about ?? '');
    if (about && newer !== undefined && fold(card, wordsOf(words, about, newer))) {
      repeat(card, told.has(about));
      told.add(about);
    }
    if (about && (newer === undefined || ends.includes(state))) {
      became.set(about, state);
      told.delete(about);
    }
    const now = became.get(about ?? '');
    if (former && now !== undefined) became.set(former, now);
    if (ended) became.set(ended, 'done');
  }
}

/**
 * Notes that something was typed into a card that the bot has not got: that card is never folded, whatever becomes of its
 * email. A press of its button sends what was typed.
 * @param {HTMLElement} chat
 */
export function noteTyping(chat) {
  chat.addEventListener('input', ({ target }) => {
    const card = cardAround(target);
    if (card) card.dataset.typed = '';
  });
  // The card's script lets no click of its buttons rise to the chat.
  chat.addEventListener(
    'click',
    ({ target }) => {
      const isButton = /** @type {Element} */ (target).closest('button:not([aria-controls])') !== null;
      const card = cardAround(target);
      if (card && isButton) delete card.dataset.typed;
    },
    true,
  );
}

/**
 * Middleware of Web Chat's store. It tells the bot with a typed text that the newest form was changed since the bot has seen
 * it: the word "send" means what the person sees, and the bot does not have that.
 * @param {HTMLElement} chat
 * @returns {() => (next: (action: import('./turns.js').Action) => unknown) => (action: import('./turns.js').Action) => unknown}
 */
export function tellChange(chat) {
  return () => (next) => (action) => {
    const activity = action.payload?.activity;
    const form = cardsOf(chat).findLast((card) => fieldOf(card, 'body'));
    if (action.type !== posting || !activity || form?.dataset.typed === undefined) return next(action);
    const changed = { ...activity, channelData: { ...activity.channelData, formChanged: true } };
    return next({ ...action, payload: { ...action.payload, activity: changed } });
  };
}

/** @param {EventTarget | null} target @returns {HTMLElement | null} */
function cardAround(target) {
  return /** @type {Element} */ (target).closest('.ac-adaptiveCard');
}

/** @param {Words} words @param {string} about @param {string} state @returns {string} */
function wordsOf(words, about, state) {
  const own = words[about];
  const found = (typeof own === 'object' ? own[state] : words[state]) ?? words.other;
  return String(found);
}

/**
 * @param {HTMLElement} card
 * @param {string} text in its place
 * @returns {boolean} whether it is folded
 */
function fold(card, text) {
  /** @type {HTMLElement | null} */
  const place = card.closest('[data-card]');
  if (!place || card.dataset.typed !== undefined) return false;
  const line = lineIn(place);
  if (line.textContent !== text) line.textContent = text;
  if (place.contains(document.activeElement) && document.activeElement !== line)
    line.focus({ preventScroll: true });
  place.dataset.folded = '';
  // Web Chat names each message of its list by what was in it when it came.
  const item = place.closest('article')?.querySelector('[role="article"]');
  item?.removeAttribute('aria-labelledby');
  item?.setAttribute('aria-label', text);
  return true;
}

/** Takes a line away that a newer one of the same email says too. @param {HTMLElement} card @param {boolean} isRepeated */
function repeat(card, isRepeated) {
  /** @type {HTMLElement | null} */
  const place = card.closest('[data-card]');
  place?.toggleAttribute('data-repeated', isRepeated && !place.contains(document.activeElement));
}

/** @param {HTMLElement} place */
function lineIn(place) {
  /** @type {HTMLElement | null} */
  const there = place.querySelector(':scope > .folded');
  if (there) return there;
  const line = document.createElement('p');
  line.className = 'folded';
  line.tabIndex = -1;
  place.append(line);
  return line;
}
