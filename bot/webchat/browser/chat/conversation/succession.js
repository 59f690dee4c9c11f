// @ts-check
// A conversation that has ended is followed by a new one, and what was typed and not sent goes along into it.
import { nothing } from './unsent.js';

/** @typedef {import('./unsent.js').Mail} Mail */
/** @typedef {import('./unsent.js').Unsent} Unsent */
/**
 * @typedef {object} Next What is to be told of the new conversation.
 * @property {string} text what stands in its text box at first
 * @property {Unsent['files']} files what goes along with it
 * @property {() => void} online
 * @property {(isReply: boolean) => void} heard the bot said something
 * @property {() => void} signedIn
 * @property {() => void} end
 */

/** A conversation that ends sooner after such a start, in ms, is not followed unasked: it would go on for ever. */
const tooSoon = 60_000;
/** Until a new conversation's welcome, in ms. The email comes in behind it. */
const welcomed = 5000;

/**
 * @param {import('../shell/bars.js').ShowBar} showBar
 * @param {() => void} start starts a new conversation
 */
export function createSuccession(showBar, start) {
  /** Looks for what goes along. @type {() => Unsent} */
  let look = () => nothing;
  /** An email that the bot does not have yet. @type {Mail | undefined} */
  let waiting;
  let isOver = false;
  let isInVain = false;
  let followed = Number.NEGATIVE_INFINITY;
  /** What there is to say when the new conversation is there. @type {string | undefined} */
  let news;
  let hide = () => {};

  const sayOver = () => {
    hide();
    const press = () => {
      hide();
      start();
    };
    const text = isInVain ? 'overInVain' : 'over';
    hide = showBar({ text, bad: true, button: { words: 'startAnew', press } });
  };

  return {
    isOver: () => isOver,
    /** A button was pressed of which the bot does not hear. */
    inVain() {
      isInVain = true;
      if (isOver) sayOver();
    },
    over() {
      isOver = true;
      if (Date.now() - followed < tooSoon) return sayOver();
      followed = Date.now();
      start();
    },
    /** @param {() => Unsent} unsent looks for it in the conversation that is shown now */
    watch(unsent) {
      look = unsent;
    },
    /**
     * A new conversation begins. To be called while the last one is still on the page.
     * @param {(mail: Mail, done: () => void) => void} bring has the bot open a form with the email in it
     * @returns {Next}
     */
    begin(bring) {
      hide();
      const { mail = waiting, text, files, isSending = false } = look();
      waiting = mail;
      const goesOn = mail ? 'anewWithMail' : 'anew';
      if (isOver) news = isInVain || isSending ? 'anewInVain' : goesOn;
      look = () => nothing;
      isOver = false;
      isInVain = false;
      let isBrought = false;
      /** @type {string | undefined} */
      let said;
      /** @type {ReturnType<typeof setTimeout> | undefined} */
      let timer;
      const bringMail = () => {
        clearTimeout(timer);
        if (!mail || isBrought) return;
        isBrought = true;
        bring(mail, () => {
          waiting = undefined;
        });
      };
      return {
        text,
        files,
        online() {
          timer = setTimeout(bringMail, welcomed);
          if (!news) return;
          hide = showBar({ text: news, dismissed() {} });
          said = news;
          news = undefined;
        },
        heard(isReply) {
          bringMail();
          if (isReply && said === 'anew') hide();
        },
        signedIn: () => said === 'anewWithMail' && hide(),
        end: () => clearTimeout(timer),
      };
    },
  };
}
