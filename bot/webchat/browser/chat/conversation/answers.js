// @ts-check
// Shows the bot's answers at once, also those to something that is not in the chat.

/** @typedef {{ replyToId?: string, from?: { role?: string }, channelData?: Record<string, unknown> }} Activity */
/** @typedef {{ type: string, payload?: { activity?: Activity } }} Action */

const arriving = 'DIRECT_LINE/QUEUE_INCOMING_ACTIVITY';

/**
 * Middleware of Web Chat's store. Web Chat holds an answer back for up to five seconds until what it answers has
 * arrived (queueIncomingActivitySaga in botframework-webchat-core). A finished sign-in reaches the bot as an event
 * that no client ever sees, so the form that follows it would always be five seconds late. Only while a message is
 * on its way is there anything to wait for.
 * @param {{ getState(): { activities: Activity[] } }} store
 * @returns {(next: (action: Action) => unknown) => (action: Action) => unknown}
 */
export function unheld({ getState }) {
  return (next) => (action) => {
    const activity = action.payload?.activity;
    if (action.type !== arriving || !activity?.replyToId || getState().activities.some(isOnItsWay)) {
      return next(action);
    }
    const { replyToId: _, ...answer } = activity;
    return next({ ...action, payload: { ...action.payload, activity: answer } });
  };
}

/** @param {Activity} activity */
function isOnItsWay({ from, channelData }) {
  return from?.role === 'user' && channelData?.['webchat:send-status'] === 'sending';
}
