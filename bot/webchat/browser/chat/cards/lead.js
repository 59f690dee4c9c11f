// @ts-check
// Leads the keyboard into a card: the one that answers a press, and the one that comes after a sign-in.
import { mayTakeFocus, textBox } from '../shell/focus.js';
import { cardsOf, fieldOf, marksOf, noticeOf } from './marks.js';
import { showTop } from './scroll.js';

/** Until a card has been drawn, in ms. */
const drawn = 3000;
/** An answer may be two cards. What comes later, in ms, was not waited for. */
const together = 1000;

/**
 * Leads the keyboard from a press or a text to the card that answers it.
 * @returns {{ asked(id: string, isPress: boolean): void, lead(card: HTMLElement): boolean }} `asked`: something is on its way
 *   under this id; `lead` is to be called with each new card, oldest first, and tells whether the card is the answer
 */
export function createLead() {
  let id = '';
  let isPress = false;
  /** @type {Element | null} */
  let from = null;
  let until = Number.POSITIVE_INFINITY;

  return {
    asked(newId, byPress) {
      id = newId;
      isPress = byPress;
      from = document.activeElement;
      until = Number.POSITIVE_INFINITY;
    },
    lead(card) {
      if (id === '' || marksOf(card).answers !== id || performance.now() > until) return false;
      until = Math.min(until, performance.now() + together);
      // Who types goes on typing, but for a form that was asked for.
      const isForm = fieldOf(card, 'to') !== null || fieldOf(card, 'signature') !== null;
      if ((!isPress && !isForm) || !isLeft(from) || isTyping(from) || !mayTakeFocus()) return true;
      goTo(card);
      from = document.activeElement;
      return true;
    },
  };
}

/**
 * @param {Element | null} before what had the focus when the sign-in began; whoever has moved on since is left alone
 */
export function goOnAfterSignIn(before) {
  const chat = document.getElementById('webchat');
  if (!chat || !waits(before)) return;
  const old = cardsOf(chat).at(-1);
  const watching = new MutationObserver(() => {
    const card = cardsOf(chat).at(-1);
    if (!card || card === old) return;
    stop();
    const lead = () => {
      if (!waits(before)) return;
      goTo(card);
      showTop(card);
    };
    if (mayTakeFocus()) lead();
    // The sign-in window may still be in front.
    else addEventListener('focus', lead, { once: true });
  });
  const timer = setTimeout(() => stop(), drawn);
  const stop = () => {
    clearTimeout(timer);
    watching.disconnect();
  };
  watching.observe(chat, { childList: true, subtree: true });
}

/** Leads to where a card is read or filled in first. @param {HTMLElement} card */
export function goTo(card) {
  (whereToGo(card) ?? heading(card))?.focus({ preventScroll: true });
}

/**
 * In a form: what is wrong, else why it came back, else the first empty field.
 * @param {HTMLElement} card
 * @returns {HTMLElement | null | undefined}
 */
function whereToGo(card) {
  /** @type {HTMLElement[]} */
  const wrong = [...card.querySelectorAll('[aria-invalid="true"]')].filter(
    (field) => field instanceof HTMLElement,
  );
  const first = wrong.find((field) => field.checkVisibility());
  if (first) return first;
  const notice = noticeOf(card);
  if (notice) return readable(notice);
  const { state = 'open' } = marksOf(card);
  if (state !== 'open') return undefined;
  const fields = ['to', 'subject', 'body', 'signature'].flatMap((name) => fieldOf(card, name) ?? []);
  return fields.find(({ value }) => value === '') ?? fields[0];
}

/** @param {HTMLElement} card */
function heading(card) {
  /** @type {HTMLElement | null} */
  const first = card.querySelector('.ac-textBlock, .ac-richTextBlock');
  return first && readable(first);
}

/** Lets a line have the focus. @param {HTMLElement} line */
function readable(line) {
  line.tabIndex = -1;
  return line;
}

/** @param {Element | null} before */
function isLeft(before) {
  const { activeElement, body } = document;
  return activeElement === before || activeElement === body || activeElement === null;
}

/** Whether the focus is where the sign-in began, or was led into its card. @param {Element | null} before */
function waits(before) {
  const at = document.activeElement;
  return isLeft(before) || (at !== null && marksOf(at).about === 'signIn');
}

/** @param {Element | null} element */
function isTyping(element) {
  return element !== null && element === textBox() && textBox()?.value !== '';
}
