// @ts-check
// What was typed in a conversation that has ended and was not sent: it goes along into the next one.
import { fieldOf } from '../cards/marks.js';

/** @typedef {{ about?: string, former?: string, state?: string }} CardState What the bot says of a card. */
/**
 * @typedef {object} Activity
 * @property {string} [text]
 * @property {unknown} [value] what a card sent
 * @property {{ role?: string }} [from]
 * @property {{ content?: unknown }[]} [attachments]
 * @property {{ card?: CardState, 'webchat:send-status'?: string }} [channelData]
 */
/** @typedef {import('../files/files.js').Chosen} Chosen */
/** @typedef {{ activities: Activity[], sendBoxValue: string, sendBoxAttachments: readonly Chosen[] }} State Of Web Chat's store. */
/** @typedef {Record<string, string>} Mail By the form's fields. */
/** @typedef {{ mail?: Mail, isSending?: boolean, text: string, files: readonly Chosen[] }} Unsent `text` and `files` are for the text box. */

const texts = ['to', 'cc', 'bcc', 'subject', 'body', 'replyTo'];
const fields = [...texts, 'importance', 'format', 'readReceipt'];
/** The email is in the bot's record then and in no field of the page: as it was submitted last. */
const kept = ['preview', 'question', 'failed', 'kept'];
const undelivered = ['sending', 'send failed'];

/** @type {Unsent} */
export const nothing = { text: '', files: [] };

/**
 * Finds the email that is being written, and what is in the text box or was not delivered from there.
 * @param {State} state
 * @param {Element} chat where Web Chat has drawn it
 * @returns {Unsent}
 */
export function unsentIn({ activities, sendBoxValue, sendBoxAttachments: files }, chat) {
  const { mail, isSending } = mailIn(activities, chat);
  const failed = activities.flatMap(({ text, channelData }) =>
    text && undelivered.includes(channelData?.['webchat:send-status'] ?? '') ? [text] : [],
  );
  const text = [...failed, sendBoxValue].filter(Boolean).join(' ');
  return mail && texts.some((name) => mail[name]?.trim())
    ? { mail, text, files }
    : { isSending, text, files };
}

/** @param {Activity[]} activities @param {Element} chat @returns {{ mail?: Mail, isSending?: boolean }} */
function mailIn(activities, chat) {
  /** The newest card of the email whose form came last. @type {(CardState & { isForm: boolean }) | undefined} */
  let newest;
  /** As each form was submitted last, by its id. @type {Map<string, Mail>} */
  const submitted = new Map();
  for (const { from, value, attachments = [], channelData } of activities) {
    if (from?.role === 'user') {
      noteSubmitted(value, submitted);
      continue;
    }
    const card = channelData?.card ?? {};
    if (attachments.some(({ content }) => hasField(content))) newest = { ...card, isForm: true };
    else if (newest?.about && [card.about, card.former].includes(newest.about))
      newest = { ...card, isForm: false };
  }
  if (newest?.isForm) return { mail: typedIn(chat) };
  const { state = '', about = '', former = '' } = newest ?? {};
  if (!kept.includes(state)) return { isSending: state === 'sending' };
  return { mail: submitted.get(about) ?? submitted.get(former) };
}

/** What stands in the last form's fields. @param {Element} chat @returns {Mail | undefined} */
function typedIn(chat) {
  const form = [...chat.querySelectorAll('.ac-adaptiveCard')].findLast((card) => fieldOf(card, 'body'));
  return form && Object.fromEntries(fields.map((name) => [name, fieldOf(form, name)?.value ?? '']));
}

/** @param {unknown} value what a card sent @param {Map<string, Mail>} submitted */
function noteSubmitted(value, submitted) {
  if (typeof value !== 'object' || value === null || !('body' in value) || !('formId' in value)) return;
  const mail = fields.map((name) => [name, String(Reflect.get(value, name) ?? '')]);
  // Behind the form's id may stand what tells of its card.
  submitted.set(String(value.formId).split('~', 1)[0] ?? '', Object.fromEntries(mail));
}

/** Whether a card has the field for an email's text. @param {unknown} part @returns {boolean} */
function hasField(part) {
  if (typeof part !== 'object' || part === null) return false;
  if (Reflect.get(part, 'id') === 'body') return true;
  return Object.values(part).some(hasField);
}

/**
 * Has the bot open a form with an email in it. It only shows it.
 * @param {import('./directLine.js').DirectLine} directLine
 * @param {Mail} mail
 * @param {{ userId: string, locale: string, done(): void }} options
 */
export function bringAlong(directLine, mail, { userId, locale, done }) {
  const activity = {
    type: 'message',
    from: { id: userId, role: 'user' },
    locale,
    value: { ...mail, verb: 'mail.compose' },
    channelData: { postBack: true, clientActivityID: `brought-${Date.now()}` },
  };
  directLine.postActivity(activity).subscribe({ next: done, error() {} });
}
