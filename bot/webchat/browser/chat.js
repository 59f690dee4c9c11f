// @ts-check
// The chat page's program: gets a ticket, starts Web Chat with it, and leads what goes wrong to who can tell.
import { unheld } from './answers.js';
import { createBars } from './bars.js';
import { watchConnection } from './connection.js';
import { goOnAfterSignIn } from './focus.js';
import { speakToFrame } from './frame.js';
import { hostConfig, styleOptions } from './look.js';
import { createNetworkBar } from './networkBar.js';
import { createSignInWindow } from './signInWindow.js';
import { fetchTicket, forgetTicket, keepTicket, keptTicket } from './ticket.js';
import { createTrouble } from './trouble.js';

/** @typedef {import('./connection.js').DirectLine} DirectLine */
/** @typedef {import('./ticket.js').Ticket} Ticket */
/**
 * @typedef {object} WebChat What dist/webchat.js of botframework-webchat puts on the window.
 * @property {(options: object) => DirectLine} createDirectLine
 * @property {(state: object, middleware: typeof unheld) => object} createStore
 * @property {(props: object, element: HTMLElement) => void} renderWebChat
 */

/** Web Chat's own languages, by the page's. */
const locales = { en: 'en-US', vi: 'vi-VN' };
/** The longest that Web Chat waits for a message to arrive; the outbox says sooner when it will not. */
const sendTimeout = 300_000;

/** @type {{ tokenUrl: string, language: keyof typeof locales, words: Record<string, string> }} */
const config = JSON.parse(byId('config').textContent ?? '');
const { words } = config;
const locale = locales[config.language];
const webChat = /** @type {WebChat | undefined} */ (Reflect.get(window, 'WebChat'));

const showBar = createBars(byId('bars'), words);
const networkBar = createNetworkBar(showBar);
const trouble = createTrouble({
  card: byId('trouble'),
  text: byId('troubleText'),
  button: byId('retry'),
  words,
  tryAgain(who) {
    if (who === 'person') trouble.hide();
    return start(keptTicket());
  },
});

/** Ends what the last start left open. */
let endLast = () => {};
let starts = 0;

speakToFrame();
start(keptTicket());

/** @param {Ticket} [kept] a conversation to start or to go on with; without one a new one is asked for */
async function start(kept) {
  const mine = ++starts;
  byId('waiting').hidden = !byId('trouble').hidden;
  const ticket = kept ?? (webChat ? await fetchTicket(config.tokenUrl) : 'noToken');
  if (mine !== starts) return;
  if (typeof ticket === 'string') return showTrouble(ticket);
  keepTicket(ticket);
  if (webChat) startWith(webChat, ticket);
}

/** @param {WebChat} webChat @param {Ticket} ticket */
function startWith({ createDirectLine, createStore, renderWebChat }, ticket) {
  endLast();
  const { token, domain, conversationId, userId, begun } = ticket;
  const directLine = createDirectLine({
    token,
    domain,
    ...(begun ? { conversationId } : {}),
    conversationStartProperties: { locale },
  });
  const connection = watchConnection(directLine, {
    showBar,
    network: networkBar.set,
    heard: () => signIn.heard(),
    online() {
      keepTicket({ ...ticket, begun: true });
      byId('waiting').hidden = true;
      trouble.mended();
    },
    over(why) {
      if (why === 'lost') {
        signIn.end();
        forgetTicket();
        return sayOver();
      }
      endLast();
      if (why === 'refused') forgetTicket();
      // It may have begun without our hearing of it: to go on with it also brings what was said meanwhile.
      if (why === 'slow') keepTicket({ ...ticket, begun: true });
      // A conversation from before a reload that is gone is no trouble of the person's.
      if (why === 'refused' && begun) start();
      else showTrouble('noToken');
    },
  });
  const signIn = createSignInWindow(showBar, connection.isLost, goOnAfterSignIn);
  endLast = () => {
    signIn.end();
    connection.end();
    directLine.end();
  };
  renderWebChat(
    {
      directLine,
      store: createStore({}, unheld),
      userID: userId,
      locale,
      styleOptions: { ...styleOptions, sendTimeout },
      adaptiveCardsHostConfig: hostConfig,
      cardActionMiddleware: signIn.middleware,
    },
    freshBox(),
  );
}

/** What was said, or written into a form, stays until the person wants a new conversation. */
function sayOver() {
  const startAnew = () => {
    hide();
    start();
  };
  const hide = showBar({ text: 'over', bad: true, button: { words: 'startAnew', press: startAnew } });
}

/** A new place for Web Chat: an old conversation's state must not show through in the next. */
function freshBox() {
  const box = document.createElement('div');
  box.className = 'chat__box';
  box.id = 'webchat';
  byId('webchat').replaceWith(box);
  return box;
}

/** @param {import('./trouble.js').Trouble} what */
function showTrouble(what) {
  byId('waiting').hidden = true;
  trouble.show(what);
}

/** @param {string} id */
function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no #${id}`);
  return element;
}
