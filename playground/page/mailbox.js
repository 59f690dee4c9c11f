// @ts-check
// The mailbox: shows the mails the local Graph was given, and new ones as they come.
import { mailFrame } from './mailBody.js';
import { fileList, keptOf } from './mailFiles.js';
import { makeOneTabStop } from './oneTabStop.js';

/** @typedef {{ name?: string, address: string }} Mailee */
/**
 * @typedef {object} Mail
 * @property {string} id
 * @property {string} at
 * @property {Mailee} from
 * @property {Mailee[]} to
 * @property {Mailee[]} cc
 * @property {Mailee[]} bcc
 * @property {string} subject
 * @property {string} body
 * @property {'text' | 'html'} contentType
 * @property {'low' | 'normal' | 'high'} importance
 * @property {Mailee[]} [replyTo]
 * @property {true} [readReceipt]
 * @property {import('./mailFiles.js').MailFile[]} attachments
 */

/** @type {{ locale: string, words: Record<string, string> }} */
const { locale, words } = JSON.parse(byId('mailsConfig').textContent ?? '');
const list = byId('mailsList');
const updateTabStop = makeOneTabStop(list, 'summary');
/** @type {Map<string, HTMLElement>} */
const shown = new Map();
let first = true;

refresh();
const events = new EventSource('/mailbox/events');
events.addEventListener('mail', refresh);
// After a lost connection mails may have come that no event told of.
events.addEventListener('open', refresh);
events.addEventListener('error', () => {
  byId('mailsOffline').hidden = false;
});
setInterval(showTimes, 30_000);

/** Brings the list up to date; a mail that is open stays open. */
async function refresh() {
  const answer = await fetch('/mailbox.json').catch(() => undefined);
  byId('mailsOffline').hidden = Boolean(answer?.ok);
  if (!answer?.ok) return;
  /** @type {{ messages: Mail[] }} */
  const { messages } = await answer.json();
  const ids = new Set(messages.map(({ id }) => id));
  for (const [id, item] of shown) {
    if (ids.has(id)) continue;
    item.remove();
    shown.delete(id);
  }
  const fresh = messages.filter(({ id }) => !shown.has(id));
  for (const mail of fresh.toReversed()) {
    const item = itemOf(mail);
    shown.set(mail.id, item);
    list.prepend(item);
  }
  for (const mail of messages) updateFiles(mail);
  updateTabStop();
  byId('mailsEmpty').hidden = messages.length > 0;
  showTimes();
  // What was there before the page was opened is not news.
  if (!first) announce(fresh);
  first = false;
}

/** A file may have been let go for those of a newer mail. @param {Mail} mail */
function updateFiles({ id, attachments }) {
  const files = /** @type {HTMLElement | null} */ (shown.get(id)?.querySelector('.mail__files') ?? null);
  if (files && files.dataset.kept !== keptOf(attachments))
    files.replaceWith(fileList(attachments, { locale, say }));
}

/** @param {Mail[]} fresh */
function announce(fresh) {
  if (fresh.length === 0) return;
  byId('mailsNews').textContent = fresh
    .map(({ subject }) => say('arrived', subject || say('noSubject')))
    .join('. ');
  for (const { id } of fresh) shown.get(id)?.classList.add('mail--new');
  document.dispatchEvent(new CustomEvent('mails', { detail: fresh.length }));
}

/** @param {Mail} mail */
function itemOf(mail) {
  const item = element('li', 'mail');
  const details = document.createElement('details');
  const content = contentOf(mail);
  details.append(summaryOf(mail), content);
  details.addEventListener('toggle', () => {
    item.classList.remove('mail--new');
    if (mail.contentType === 'html' && details.open) drawHtml(mail, content);
  });
  item.append(details);
  return item;
}

/** @param {Mail} mail */
function summaryOf(mail) {
  const summary = element('summary', 'mail__summary');
  const time = document.createElement('time');
  time.className = 'mail__time';
  time.dateTime = mail.at;
  time.title = new Date(mail.at).toLocaleString(locale, { dateStyle: 'full', timeStyle: 'medium' });
  const subject = element('span', 'mail__subject', mail.subject || say('noSubject'));
  const line = element('span', 'mail__line');
  line.append(subject, time);
  summary.append(line, element('span', 'mail__to', `${say('to')}: ${mail.to.map(nameOf).join(', ')}`));
  if (mail.importance !== 'normal')
    summary.append(element('span', `mail__tag mail__tag--${mail.importance}`, say(mail.importance)));
  if (mail.readReceipt) summary.append(element('span', 'mail__tag', say('readReceipt')));
  if (mail.attachments.length > 0)
    summary.append(element('span', 'mail__tag', `${say('files')}: ${mail.attachments.length}`));
  return summary;
}

/** @param {Mail} mail */
function contentOf(mail) {
  const content = element('div', 'mail__content');
  const rows = element('dl', 'mail__rows');
  /** @type {[string, Mailee[]][]} */
  const people = [
    ['from', [mail.from]],
    ['to', mail.to],
    ['cc', mail.cc],
    ['bcc', mail.bcc],
    ['replyTo', mail.replyTo ?? []],
  ];
  for (const [key, mailees] of people) {
    if (mailees.length > 0)
      rows.append(element('dt', '', say(key)), element('dd', '', mailees.map(fullNameOf).join(', ')));
  }
  const text = element('div', 'mail__text');
  if (mail.contentType === 'text') text.append(element('p', 'mail__body', mail.body || say('noBody')));
  content.append(rows, text);
  if (mail.attachments.length > 0) content.append(fileList(mail.attachments, { locale, say }));
  return content;
}

/** An HTML mail's text is drawn when the mail is opened, as its frame wants to know how much room there is. @param {Mail} mail @param {Element} content */
function drawHtml({ subject, body }, content) {
  const text = content.querySelector('.mail__text');
  if (!text || text.firstChild) return;
  const title = say('bodyOf', subject || say('noSubject'));
  text.append(
    mailFrame(body, { title, width: content.clientWidth }),
    element('p', 'mail__note', say('html')),
  );
}

function showTimes() {
  for (const time of list.querySelectorAll('time')) time.textContent = ago(new Date(time.dateTime));
}

/** @param {Date} at */
function ago(at) {
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const seconds = Math.round((at.getTime() - Date.now()) / 1000);
  if (seconds > -45) return relative.format(0, 'second');
  if (seconds > -3600) return relative.format(Math.round(seconds / 60), 'minute');
  if (seconds > -86_400) return relative.format(Math.round(seconds / 3600), 'hour');
  return relative.format(Math.round(seconds / 86_400), 'day');
}

/** @param {Mailee} mailee */
const nameOf = ({ name, address }) => name || address;

/** @param {Mailee} mailee */
const fullNameOf = ({ name, address }) => (name ? `${name} <${address}>` : address);

/**
 * @param {string} key
 * @param {string} [subject]
 */
function say(key, subject = '') {
  return (words[key] ?? key).replace('{subject}', () => subject);
}

/**
 * @param {string} tag
 * @param {string} className
 * @param {string} [text]
 */
function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/** @param {string} id */
function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}`);
  return found;
}
