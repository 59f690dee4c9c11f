// @ts-check
// What is known of a card stands at its element: what it is about, what became of that, and which press it answers.

// Web Chat gives an activity's element no name that the activity has too. Its `attachmentMiddleware` is the one place that
// sees both, so a card is drawn within an element that carries what the bot said of it (`channelData.card`).

/** @typedef {{ about?: string, former?: string, state?: string, ends?: string }} Said */
/** @typedef {{ id?: string, replyToId?: string, channelData?: { card?: Said } }} Activity */
/** @typedef {{ activity: Activity, attachment: { contentType?: string } }} Drawing */
/** @typedef {(drawing: Drawing) => unknown} Draw */

const cardTypes = ['application/vnd.microsoft.card.adaptive', 'application/vnd.microsoft.card.oauth'];

/**
 * Web Chat's `attachmentMiddleware`.
 * @param {(activity: Activity) => string | undefined} answers which press or text of this page an activity answers
 * @returns {() => (next: Draw) => Draw}
 */
export function markCards(answers) {
  return () => (next) => (drawing) => {
    const drawn = next(drawing);
    if (!cardTypes.includes(drawing.attachment.contentType ?? '') || !isElement(drawn)) return drawn;
    const { about, former, state, ends } = said(drawing);
    const props = {
      'data-card': '',
      'data-about': about,
      'data-former': former,
      'data-state': state,
      'data-ends': ends,
      'data-answers': answers(drawing.activity),
      children: drawn,
    };
    // Web Chat's program keeps its React to itself: the new element is made after the one it gave.
    return { ...drawn, type: 'div', key: null, ref: null, props };
  };
}

/** @param {Drawing} drawing @returns {Said} */
function said({ activity, attachment }) {
  const isSignIn = attachment.contentType?.endsWith('.oauth');
  return activity.channelData?.card ?? (isSignIn ? { about: 'signIn', state: 'asked' } : {});
}

/** @param {unknown} drawn @returns {drawn is object} whether it is an element of React's */
export function isElement(drawn) {
  return typeof drawn === 'object' && drawn !== null && 'props' in drawn;
}

/**
 * Calls back when cards have been drawn, oldest first, and tells where: the marked element around each.
 * @param {HTMLElement} chat
 * @param {(cards: HTMLElement[]) => void} drawn
 */
export function watchCards(chat, drawn) {
  /** @type {WeakSet<Element>} */
  const known = new WeakSet();
  new MutationObserver(() => {
    const fresh = cardsOf(chat).filter((card) => !known.has(card));
    for (const card of fresh) known.add(card);
    if (fresh.length > 0) drawn(fresh);
  }).observe(chat, { childList: true, subtree: true });
}

/** @param {ParentNode} chat @returns {HTMLElement[]} every card in it, oldest first */
export function cardsOf(chat) {
  return [...chat.querySelectorAll('[data-card] .ac-adaptiveCard')].filter(
    (card) => card instanceof HTMLElement,
  );
}

/** @param {Element} card @returns {DOMStringMap} what is known of it */
export function marksOf(card) {
  /** @type {HTMLElement | null} */
  const marked = card.closest('[data-card]');
  return marked?.dataset ?? {};
}

/** Why a form came back, which stands above its fields. @param {Element} card @returns {HTMLElement | null} */
export function noticeOf(card) {
  return card.querySelector('[id="notice"]');
}

/**
 * A card's field by its id in the template, which every form in the chat has.
 * @param {Element} card
 * @param {string} id
 * @returns {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement | null}
 */
export function fieldOf(card, id) {
  return card.querySelector(`[id="${CSS.escape(id)}"] :is(input, textarea, select)`);
}
