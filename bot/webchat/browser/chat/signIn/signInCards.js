// @ts-check
// Finds the sign-in card that answers what the person has just said or pressed on this page.

/** @typedef {{ contentType?: string, content?: { buttons?: { type?: string, value?: unknown }[] } }} Attachment */
/** @typedef {{ id?: string, type?: string, replyToId?: string, attachments?: Attachment[], channelData?: { clientActivityID?: string } }} Activity */
/** @typedef {{ type: string, payload?: { activity?: Activity }, meta?: { clientActivityID?: string } }} Action */
/** @typedef {{ getSessionId(): { subscribe(next: (id: string) => void, error: (error: unknown) => void): unknown } }} DirectLine */

const posting = 'DIRECT_LINE/POST_ACTIVITY_PENDING';
const arriving = 'DIRECT_LINE/QUEUE_INCOMING_ACTIVITY';
const oauthCard = 'application/vnd.microsoft.card.oauth';

/**
 * Middleware of Web Chat's store. What was said before a reload, or in another tab, was not posted by this page, and a
 * proactive card answers nothing: neither calls back.
 * @param {DirectLine} directLine
 * @param {(getAddress: () => Promise<string>) => void} asked called once for each message, with the way to the card's page
 * @returns {() => (next: (action: Action) => unknown) => (action: Action) => unknown}
 */
export function watchSignInCards(directLine, asked) {
  /** What was sent last from here, by Web Chat's own id, until it is answered with a sign-in card. @type {string | undefined} */
  let sent;
  /** The same message's id in the conversation. @type {string | undefined} */
  let sentId;
  /** The newest sign-in card. It may come before the echo of what it answers. @type {{ replyToId?: string | undefined, link: string } | undefined} */
  let card;

  /** @param {Activity} activity */
  const look = ({ id, type, replyToId, attachments = [], channelData }) => {
    if (type !== 'message' || sent === undefined) return;
    if (channelData?.clientActivityID === sent) sentId = id;
    const link = attachments.map(linkOf).find(Boolean);
    if (link) card = { replyToId, link };
    if (!card || sentId === undefined || card.replyToId !== sentId) return;
    const address = card.link;
    sent = undefined;
    asked(() => withSession(directLine, address));
  };
  return () => (next) => (action) => {
    const activity = action.payload?.activity;
    if (action.type === posting && activity?.type === 'message') {
      sent = action.meta?.clientActivityID;
      sentId = undefined;
    }
    if (action.type === arriving && activity) look(activity);
    return next(action);
  };
}

/** @param {Attachment} attachment @returns {string | undefined} where the button of a sign-in card leads */
function linkOf({ contentType, content }) {
  const value = contentType === oauthCard ? content?.buttons?.[0]?.value : undefined;
  return typeof value === 'string' ? value : undefined;
}

/**
 * Adds the session to a link, as Web Chat does when the card's button is pressed (useCardActionContext in
 * botframework-webchat-api): without it the sign-in ends with a code to type.
 * @param {DirectLine} directLine @param {string} link
 * @returns {Promise<string>}
 */
function withSession(directLine, link) {
  return new Promise((resolve, reject) => {
    directLine
      .getSessionId()
      .subscribe((id) => resolve(`${link}${encodeURIComponent(`&code_challenge=${id}`)}`), reject);
  });
}
