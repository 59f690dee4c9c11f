// @ts-check
// The chat page's program: fetches a token, starts Web Chat, and says what is wrong when that does not work.
import { unheld } from './answers.js';
import { hostConfig, styleOptions } from './look.js';

/** @typedef {{ token: string, domain: string, userId: string }} Ticket What the bot's token route answers. */
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

/** Ends what the last start left open. */
let endLast = () => {};

// The Direct Line client tries again by itself and says nothing meanwhile.
addEventListener('offline', showOffline);
addEventListener('online', showOffline);
byId('retry').addEventListener('click', () => start());
start();

/** Starts a conversation; called again by the Retry button, then with a new token and a new conversation. */
async function start() {
  endLast();
  show('waiting');
  const ticket = await fetchTicket();
  if (typeof ticket === 'string') return showTrouble(ticket);
  const directLine = webChat.createDirectLine({
    token: ticket.token,
    domain: ticket.domain,
    conversationStartProperties: { locale },
  });
  const watching = directLine.connectionStatus$.subscribe((status) => {
    if (status === online) show('chat');
    if (givenUp.includes(status)) showTrouble('lost');
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
