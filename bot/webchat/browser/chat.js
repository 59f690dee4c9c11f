// @ts-check
// The chat page's program: gets a ticket, starts Web Chat with it, and leads what goes wrong to who can tell.
import { unheld } from './answers.js';
import { createBars } from './bars.js';
import { tendCards } from './cards.js';
import { watchConnection } from './connection.js';
import { goOnAfterSignIn, leave, startTyping, textBox } from './focus.js';
import { speakToFrame } from './frame.js';
import { hostConfig, styleOptions } from './look.js';
import { createNetworkBar } from './networkBar.js';
import { watchSignInCards } from './signInCards.js';
import { createSignInWindow } from './signInWindow.js';
import { createSuccession } from './succession.js';
import { fetchTicket, keepUpToDate, keptTicket } from './ticket.js';
import { createTrouble } from './trouble.js';
import { bringAlong, unsentIn } from './unsent.js';

/** @typedef {import('./connection.js').DirectLine} DirectLine */
/** @typedef {import('./signInWindow.js').Act} Act */
/** @typedef {import('./ticket.js').Ticket} Ticket */
/**
 * @typedef {object} WebChat What dist/webchat.js of botframework-webchat puts on the window.
 * @property {(options: object) => DirectLine} createDirectLine
 * @property {(state: object, ...middleware: unknown[]) => { getState(): import('./unsent.js').State }} createStore
 * @property {(props: { cardActionMiddleware: () => (next: Act) => Act, [prop: string]: unknown }, element: HTMLElement) => void} renderWebChat
 */

/** Web Chat's own languages, by the page's. */
const locales = { en: 'en-US', vi: 'vi-VN' };
/** Web Chat calls its button "Send", as the form does its own. */
const sendButton = 'sendMessage';
/** The longest that Web Chat waits for a message to arrive; the outbox says sooner when it will not. */
const sendTimeout = 300_000;
/** How long its program may take when it is fetched again, in ms. */
const loading = 30_000;

/** @type {{ tokenUrl: string, language: keyof typeof locales, words: Record<string, string> & { folded: import('./usedCards.js').Words } }} */
const config = JSON.parse(byId('config').textContent ?? '');
const { words } = config;
const locale = locales[config.language];

const showBar = createBars(byId('bars'), words);
const networkBar = createNetworkBar(showBar);
const succession = createSuccession(showBar, () => start());
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
byId('skip').addEventListener('click', (event) => {
  // Without a text box the link leads to the chat as a whole.
  if (textBox()) event.preventDefault();
  textBox()?.focus();
});
start(keptTicket());

/** @param {Ticket} [kept] a conversation to start or to go on with; without one a new one is asked for */
async function start(kept) {
  const mine = ++starts;
  const isTroubled = !byId('trouble').hidden;
  // Web Chat is out of sight while the dots are there.
  if (!isTroubled) leave(byId('webchat'));
  byId('waiting').hidden = isTroubled;
  const webChat = await loadWebChat();
  const ticket = kept ?? (webChat ? await fetchTicket(config.tokenUrl) : 'noToken');
  if (mine !== starts) return;
  if (!webChat || typeof ticket === 'string') showTrouble(typeof ticket === 'string' ? ticket : 'noToken');
  else startWith(webChat, ticket);
}

/** @returns {Promise<WebChat | undefined>} fetched once more when the page's own script element did not bring it */
async function loadWebChat() {
  const there = () => Reflect.get(window, 'WebChat');
  if (there()) return there();
  const script = document.createElement('script');
  script.src = byId('webChatProgram').getAttribute('src') ?? '';
  await new Promise((resolve) => {
    script.onload = script.onerror = resolve;
    setTimeout(resolve, loading);
    document.head.append(script);
  });
  return there();
}

/** @param {WebChat} webChat @param {Ticket} ticket */
function startWith({ createDirectLine, createStore, renderWebChat }, ticket) {
  endLast();
  const { token, domain, conversationId, userId, begun } = ticket;
  const next = succession.begin((mail, done) => bringAlong(directLine, mail, { userId, locale, done }));
  const directLine = createDirectLine({
    token,
    domain,
    ...(begun ? { conversationId } : {}),
    conversationStartProperties: { locale },
  });
  const keeper = keepUpToDate(directLine, ticket);
  // It may begin without our hearing of it, as when the page is reloaded meanwhile: to go on with it then also brings
  // what was said until then. If there is none after all, a new one begins.
  keeper.keep(true);
  const connection = watchConnection(directLine, {
    showBar,
    network: networkBar.set,
    heard(isReply) {
      signIn.heard(isReply);
      next.heard(isReply);
    },
    online() {
      byId('waiting').hidden = true;
      trouble.mended();
      startTyping();
      next.online();
    },
    over(why) {
      if (why === 'lost') {
        signIn.end();
        keeper.forget();
        return succession.over();
      }
      if (why === 'refused') keeper.forget();
      if (why === 'failed') keeper.keep(begun);
      endLast();
      // A conversation from before a reload that is gone is no trouble of the person's.
      if (why === 'refused' && begun) start();
      else showTrouble('noToken');
    },
    inVain: succession.inVain,
  });
  const signIn = createSignInWindow(showBar, connection.isLost, (pressed) => {
    next.signedIn();
    goOnAfterSignIn(pressed);
  });
  endLast = () => {
    keeper.end();
    next.end();
    signIn.end();
    connection.end();
    directLine.end();
  };
  const box = freshBox();
  const cards = tendCards(box, words.folded);
  const watched = watchSignInCards(directLine, signIn.offer);
  // `unheld` comes last: it takes off what an answer says it belongs to, which the other two read.
  const store = createStore({ sendBoxValue: next.text }, ...cards.storeMiddleware, watched, unheld);
  succession.watch(() => unsentIn(store.getState(), box));
  renderWebChat(
    {
      directLine,
      store,
      userID: userId,
      locale,
      styleOptions: { ...styleOptions, sendTimeout },
      adaptiveCardsHostConfig: hostConfig,
      overrideLocalizedStrings: { TEXT_INPUT_SEND_BUTTON_ALT: words[sendButton] },
      attachmentMiddleware: cards.attachmentMiddleware,
      cardActionMiddleware: () => (next) => {
        const act = signIn.middleware()(next);
        // Web Chat, which knows that it is over, does nothing with a button any more and says nothing either.
        return (action) => {
          if (succession.isOver() && isToBot(action)) return succession.inVain();
          return isPost(action) ? cards.press(() => act(action)) : act(action);
        };
      },
    },
    box,
  );
}

/** Whether a button's press is posted to the bot. @param {import('./signInWindow.js').CardAction} action */
function isPost({ cardAction }) {
  return ['imBack', 'messageBack', 'postBack'].includes(cardAction.type);
}

/** @param {import('./signInWindow.js').CardAction} action */
function isToBot(action) {
  return isPost(action) || action.cardAction.type === 'signin';
}

/** A new place for Web Chat: an old conversation's state must not show through in the next. */
function freshBox() {
  const box = document.createElement('div');
  box.className = 'chat__box';
  box.id = 'webchat';
  const old = byId('webchat');
  leave(old);
  old.replaceWith(box);
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
