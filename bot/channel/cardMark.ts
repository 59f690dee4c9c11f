// The mark of a card for our own page: what the card is about, by which the page folds earlier cards about the same.
import { type Activity, Channels } from 'botbuilder';

/** `channelData.card` of a message; docs/architecture.md says what the page does with it. */
export interface CardMark {
  /** A form's id, or a matter of the account; nothing for lists, menus and notices. */
  about?: string;
  /** The id that the form had with the account before. */
  former?: string;
  state: string;
  /** Cards about this are settled as well. */
  ends?: 'signIn';
}

/** Whether our page says that the form on it was changed since it was shown. The bot does not have that text. */
export const isChangedOnPage = ({ channelData }: Pick<Activity, 'channelData'>): boolean =>
  channelData?.formChanged === true;

/** Whether a channel leads to our page. Others show cards their own way, and get no mark. */
export const isPage = ({ channelId }: Pick<Activity, 'channelId'>): boolean =>
  channelId === Channels.Webchat || channelId === Channels.Directline;
