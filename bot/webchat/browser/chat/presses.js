// @ts-check
// Which presses of a card's buttons go to the bot.

/** @typedef {import('./signIn/signInWindow.js').CardAction} CardAction */

/** Whether a button's press is posted to the bot. @param {CardAction} action */
export function isPost({ cardAction }) {
  return ['imBack', 'messageBack', 'postBack'].includes(cardAction.type);
}

/** @param {CardAction} action */
export function isToBot(action) {
  return isPost(action) || action.cardAction.type === 'signin';
}
