// @ts-check
// The chat page's program: gets a ticket, starts Web Chat with it, and leads what goes wrong to who can tell.
import { tendCards } from './cards/cards.js';
import { goOnAfterSignIn } from './cards/lead.js';
import { unheld } from './conversation/answers.js';
import { watchConnection } from './conversation/connection.js';
import { createSuccession } from './conversation/succession.js';
import { fetchTicket, keepUpToDate, keptTicket } from './conversation/ticket.js';
import { bringAlong, unsentIn } from './conversation/unsent.js';
import { tendFiles } from './files/files.js';
import { namePictures } from './files/pictures.js';
import { hostConfig, ownWords, styleOptions } from './look.js';
import { isPost, isToBot } from './presses.js';
import { createBars } from './shell/bars.js';
import { leave, startTyping, textBox } from './shell/focus.js';
import { speakToFrame } from './shell/frame.js';
import { createNetworkBar } from './shell/networkBar.js';
import { createTrouble } from './shell/trouble.js';
import { watchSignInCards } from './signIn/signInCards.js';
import { createSignInWindow } from './signIn/signInWindow.js';
import { loadWebChat } from './webChat.js';

/** @typedef {import('./conversation/ticket.js').Ticket} Ticket */
/** @typedef {import('./webChat.js').WebChat} WebChat */

/** The longest that Web Chat waits for a message to arrive; the outbox says sooner when it will not. */
const sendTimeout = 300_000;

/** @type {{ tokenUrl: string, locale: string, fileLimits: import('./files/vet.js').Limits, words: Record<string, string> & { folded: import('./cards/usedCards.js').Words, files: Record<string, string>, webChat: Record<string, string> } }} */
const config = JSON.parse(byId('config').textContent ?? '');
// Web Chat has words of its own, and finds them by the locale.
const { words, locale } = config;

const showBar = createBars(byId('bars'), words);
const takeFilesFor = tendFiles({
  chat: byId('chat'),
  sign: byId('drop'),
  list: byId('files'),
  showBar,
  limits: config.fileLimits,
  locale,
  words: words.files,
});
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
  const webChat = await loadWebChat(byId('webChatProgram'));
  const ticket = kept ?? (webChat ? await fetchTicket(config.tokenUrl) : 'noToken');
  if (mine !== starts) return;
  if (!webChat || typeof ticket === 'string') showTrouble(typeof ticket === 'string' ? ticket : 'noToken');
  else startWith(webChat, ticket);
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
  const typed = { sendBoxValue: next.text, sendBoxAttachments: next.files };
  const store = createStore(typed, ...cards.storeMiddleware, watched, unheld);
  takeFilesFor(store);
  succession.watch(() => unsentIn(store.getState(), box));
  renderWebChat(
    {
      directLine,
      store,
      userID: userId,
      locale,
      styleOptions: { ...styleOptions, sendTimeout },
      adaptiveCardsHostConfig: hostConfig,
      overrideLocalizedStrings: ownWords(words),
      ...cards.middleware,
      attachmentMiddleware: [cards.middleware.attachmentMiddleware, namePictures],
      cardActionMiddleware: () => (next) => {
        const act = signIn.middleware()(next);
        // Web Chat, which knows that it is over, does nothing with a button any more and says nothing either.
        return (action) => {
          if (succession.isOver() && isToBot(action)) return succession.inVain();
          return isPost(action) ? cards.press(action.cardAction.value, () => act(action)) : act(action);
        };
      },
    },
    box,
  );
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

/** @param {import('./shell/trouble.js').Trouble} what */
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
