// @ts-check
// Which of the bot's messages answers what was pressed or typed here.

/** @typedef {{ id?: string, type?: string, replyToId?: string, from?: { role?: string }, channelData?: { clientActivityID?: string, postBack?: boolean } }} Activity */
/** @typedef {{ type: string, meta?: { clientActivityID?: string }, payload?: { activity?: Activity } }} Action */
/**
 * @typedef {object} Listener The id is the page's own for what was pressed or typed.
 * @property {(id: string, isPress: boolean) => void} asked it is on its way
 * @property {(id: string) => void} answered the bot has said something to it
 * @property {(id: string) => void} failed it did not get to the bot
 */

const posting = 'DIRECT_LINE/POST_ACTIVITY';
const arriving = 'DIRECT_LINE/QUEUE_INCOMING_ACTIVITY';
const arrived = 'DIRECT_LINE/INCOMING_ACTIVITY';

/**
 * @param {Listener} listener
 * @returns {{ middleware: (store: object) => (next: (action: Action) => unknown) => (action: Action) => unknown, answers(activity: { id?: string }): string | undefined }}
 *   `middleware` is for Web Chat's store, in front of what takes an answer's `replyToId` away
 */
export function followTurns(listener) {
  /** Ids of the page's by the channel's. @type {Map<string, string>} */
  const echoes = new Map();
  /** What the bot's messages reply to. @type {Map<string, string>} */
  const replies = new Map();
  /** @param {{ id?: string }} activity */
  const answers = ({ id = '' }) => echoes.get(replies.get(id) ?? '');

  return {
    answers,
    middleware: () => (next) => (action) => {
      const activity = action.payload?.activity;
      const id = action.meta?.clientActivityID ?? '';
      if (action.type === `${posting}_PENDING` && activity?.type === 'message') {
        listener.asked(id, activity.channelData?.postBack === true);
      }
      if (action.type === `${posting}_REJECTED`) listener.failed(id);
      if (action.type === arriving && activity?.id) {
        const mine = activity.channelData?.clientActivityID;
        if (mine) echoes.set(activity.id, mine);
        else if (activity.replyToId) replies.set(activity.id, activity.replyToId);
      }
      const done = next(action);
      if (action.type === arrived && activity?.type === 'message') {
        const answered = answers(activity);
        if (answered) listener.answered(answered);
      }
      return done;
    },
  };
}
