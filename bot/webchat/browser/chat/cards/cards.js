// @ts-check
// All that the page does with the bot's cards, put together for one Web Chat.
import { createBusy } from './busy.js';
import { tidyButtons } from './buttons.js';
import { showAsWritten } from './choices.js';
import { tieFieldErrors } from './fieldErrors.js';
import { describeRemovals } from './fileRows.js';
import { createLead, goTo } from './lead.js';
import { markCards, marksOf, watchCards } from './marks.js';
import { goOnInForm } from './openForm.js';
import { createView } from './scroll.js';
import { sendByKey } from './shortcut.js';
import { readOnlySpoken } from './spoken.js';
import { followTurns } from './turns.js';
import { foldUsedCards, noteTyping, tellChange } from './usedCards.js';

/**
 * @param {HTMLElement} chat where Web Chat is drawn
 * @param {import('./usedCards.js').Words} folded what stands in a used card's place
 */
export function tendCards(chat, folded) {
  const busy = createBusy(chat);
  const keyboard = createLead();
  const turns = followTurns({
    asked(id, isPress) {
      keyboard.asked(id, isPress);
      if (isPress) busy.asked(id);
    },
    answered: busy.end,
    failed: busy.end,
  });
  const show = createView(chat);

  noteTyping(chat);
  sendByKey(chat);
  tidyButtons(chat);
  watchCards(chat, (cards) => {
    for (const card of cards) {
      tieFieldErrors(card);
      describeRemovals(card);
      showAsWritten(card);
    }
    const answers = cards.filter((card) => keyboard.lead(card));
    const before = document.activeElement;
    foldUsedCards(chat, folded);
    // The card with the focus was used up. What became of its email is in the card that took its place.
    const isUsedUp = document.activeElement !== before;
    const next = isUsedUp ? cards.findLast((card) => marksOf(card).about) : undefined;
    if (next) goTo(next);
    show(cards, next ? [...answers, next] : answers);
  });

  return {
    /** For Web Chat's store. */
    storeMiddleware: [tellChange(chat), turns.middleware],
    /** For Web Chat itself. */
    middleware: {
      attachmentMiddleware: markCards(turns.answers),
      attachmentForScreenReaderMiddleware: readOnlySpoken,
    },
    /**
     * To be called when a card's button is to reach the bot.
     * @param {unknown} value what it sends
     * @param {() => unknown} act makes it
     */
    press: (value, act) => (goOnInForm(chat, value) ? undefined : busy.press(act)),
  };
}
