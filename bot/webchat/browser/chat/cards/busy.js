// @ts-check
// A card whose button was pressed rests until the bot has answered: a second press of it asks for nothing twice.

/** The longest rest, in ms. The bot answers within nine seconds; what the connection holds back may take longer. */
const longest = 20_000;

/**
 * @param {HTMLElement} chat
 * @returns {{ press(act: () => unknown): unknown, asked(id: string): void, end(id: string): void }} `press` is to be called
 *   when a card's button is to reach the bot, with what makes it; `asked` and `end` with the page's id of that press
 */
export function createBusy(chat) {
  /** The cards at rest, by the press. @type {Map<string, () => void>} */
  const resting = new Map();
  /** @type {Element | null} */
  let button = null;
  /** What wakes the card whose press Web Chat is about to post. @type {(() => void) | null} */
  let unnamed = null;

  // In front of the card's script, which would look at its fields again.
  chat.addEventListener(
    'click',
    (event) => {
      button = /** @type {Element} */ (event.target).closest('.ac-adaptiveCard button');
      if (!button || !isResting(button)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );

  return {
    press(act) {
      const card = button?.closest('.ac-adaptiveCard');
      if (!button || !card) return act();
      unnamed = rest(card, button);
      const done = act();
      // What Web Chat does not post, because it has no connection any more, nobody answers.
      unnamed?.();
      unnamed = null;
      return done;
    },
    asked(id) {
      const wake = unnamed;
      if (!wake) return;
      unnamed = null;
      const end = () => {
        clearTimeout(timer);
        resting.delete(id);
        wake();
      };
      const timer = setTimeout(end, longest);
      resting.set(id, end);
    },
    end: (id) => resting.get(id)?.(),
  };
}

/** @param {Element} card @param {Element} pressed @returns {() => void} what wakes it */
function rest(card, pressed) {
  const buttons = [...card.querySelectorAll('button:not([aria-controls])')];
  card.setAttribute('aria-busy', 'true');
  pressed.setAttribute('data-pressed', '');
  for (const each of buttons) each.setAttribute('aria-disabled', 'true');
  return () => {
    card.removeAttribute('aria-busy');
    pressed.removeAttribute('data-pressed');
    for (const each of buttons) each.removeAttribute('aria-disabled');
  };
}

/** @param {Element} button */
function isResting(button) {
  return button.getAttribute('aria-disabled') === 'true' && button.closest('[aria-busy="true"]') !== null;
}
