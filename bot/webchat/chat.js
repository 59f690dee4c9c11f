// @ts-check
// The chat page's program: fetches a token, starts Web Chat, and says what is wrong when that does not work.
import { unheld } from './answers.js';
import { hostConfig, styleOptions } from './look.js';

/** @typedef {{ token: string, conversationId: string, domain: string, userId: string, expiresIn: number }} Ticket What the bot's token route answers. */
/** @typedef {'noToken' | 'tooOften' | 'lost'} Trouble A key of the page's words. */
/** @typedef {{ subscribe(next: (status: number) => void): { unsubscribe(): void } }} Statuses */
/** @typedef {{ connectionStatus$: Statuses, end(): void }} DirectLine */
/**
 * @typedef {object} WebChat What dist/webchat.js of botframework-webchat puts on the window.
 * @property {(options: object) => DirectLine} createDirectLine
 * @property {(state: object, middleware: typeof unheld) => object} createStore
 * @property {(props: object, element: HTMLElement) => void} renderWebChat
 */

/** Connection statuses of the Direct Line client that it does not get out of by itself. */
const online = 2;
const givenUp = [3, 4, 5]; // expired token, failed to connect, ended

/** Web Chat's own languages, by the page's. */
const locales = { en: 'en-US', vi: 'vi-VN' };

/** @type {{ tokenUrl: string, language: keyof typeof locales, words: Record<Trouble, string> }} */
const config = JSON.parse(byId('config').textContent ?? '');
const locale = locales[config.language];
const webChat = /** @type {WebChat} */ (/** @type {unknown} */ (Reflect.get(window, 'WebChat')));

/** Where this tab keeps its conversation's ticket. */
const ticketKey = 'mail-bot-ticket';

/** Ends what the last start left open. */
let endLast = () => {};

// The Direct Line client tries again by itself and says nothing meanwhile.
addEventListener('offline', showOffline);
addEventListener('online', showOffline);
byId('retry').addEventListener('click', startAnew);
start(keptTicket());

/** Starts over with a new token and a new conversation. */
async function startAnew() {
  endLast();
  forgetTicket();
  show('waiting');
  const ticket = await fetchTicket();
  if (typeof ticket === 'string') return showTrouble(ticket);
  keepTicket(ticket);
  start({ ticket, goesOn: false });
}

/** @param {{ ticket: Ticket, goesOn: boolean } | undefined} kept a conversation to start, or to go on with after a reload */
function start(kept) {
  if (!kept || !webChat) return void startAnew();
  const { ticket, goesOn } = kept;
  endLast();
  show('waiting');
  const directLine = webChat.createDirectLine({
    token: ticket.token,
    domain: ticket.domain,
    ...(goesOn ? { conversationId: ticket.conversationId } : {}),
    conversationStartProperties: { locale },
  });
  const watching = directLine.connectionStatus$.subscribe((status) => {
    if (status === online) show('chat');
    if (!givenUp.includes(status)) return;
    // A conversation from before a reload that is gone is no trouble of the person's.
    if (goesOn) startAnew();
    else showTrouble('lost');
  });
  endLast = () => {
    watching.unsubscribe();
    directLine.end();
  };
  webChat.renderWebChat(
    {
      directLine,
      store: webChat.createStore({}, unheld),
      userID: ticket.userId,
      locale,
      styleOptions,
      adaptiveCardsHostConfig: hostConfig,
    },
    freshBox(),
  );
}

// A reload goes on with the same conversation, as the same person, for as long as the token is good; a new tab does not.

/** @param {Ticket} ticket */
function keepTicket(ticket) {
  const until = Date.now() + ticket.expiresIn * 1000;
  sessionStorage.setItem(ticketKey, JSON.stringify({ ticket, until }));
}

function forgetTicket() {
  sessionStorage.removeItem(ticketKey);
}

/** @returns {{ ticket: Ticket, goesOn: true } | undefined} */
function keptTicket() {
  const { ticket, until } = JSON.parse(sessionStorage.getItem(ticketKey) ?? '{}');
  return ticket && until > Date.now() ? { ticket, goesOn: true } : undefined;
}

/** @returns {Promise<Ticket | Trouble>} */
async function fetchTicket() {
  if (!webChat) return 'noToken';
  try {
    const answer = await fetch(config.tokenUrl, { method: 'POST' });
    if (answer.status === 429) return 'tooOften';
    return answer.ok ? await answer.json() : 'noToken';
  } catch {
    return 'noToken';
  }
}

/** A new place for Web Chat: an old conversation's state must not show through in the next. */
function freshBox() {
  const box = document.createElement('div');
  box.className = 'chat__box';
  box.id = 'webchat';
  byId('webchat').replaceWith(box);
  return box;
}

/** @param {Trouble} trouble */
function showTrouble(trouble) {
  byId('troubleText').textContent = config.words[trouble];
  show('trouble');
  byId('retry').focus();
}

function showOffline() {
  byId('offline').hidden = navigator.onLine;
}

/** @param {'waiting' | 'trouble' | 'chat'} what */
function show(what) {
  byId('waiting').hidden = what !== 'waiting';
  byId('trouble').hidden = what !== 'trouble';
}

/** @param {string} id */
function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no #${id}`);
  return element;
}
