// @ts-check
// The window a person signs in in: opened here, so that a blocked or a closed one does not end in silence.

/** @typedef {{ cardAction: { type: string, value?: unknown }, getSignInUrl?: (() => Promise<string> | string) | null }} CardAction What Web Chat hands to its middleware. */
/** @typedef {(action: CardAction) => unknown} Act */
/** @typedef {NonNullable<CardAction['getSignInUrl']>} GetAddress */

/** How often a window is asked whether it is closed, in ms: closing it tells nobody. */
const looks = 500;
/** Until the bot has heard of a sign-in that closed its window by itself. */
const patience = 2000;

/**
 * @param {import('../shell/bars.js').ShowBar} showBar
 * @param {() => boolean} isLost whether the connection is lost
 * @param {(pressed: Element | null) => void} goOn called when the sign-in is done, with what had the focus before
 * @returns {{ middleware: () => (next: Act) => Act, offer(getAddress: GetAddress): void, heard(isReply: boolean): void, end(): void }}
 *   `middleware` is Web Chat's `cardActionMiddleware`; `offer` is to be told of a sign-in card that answers the person;
 *   `heard` is to be told when the bot said something
 */
export function createSignInWindow(showBar, isLost, goOn) {
  /** Ends what the newest sign-in shows and waits for. */
  let end = () => {};
  let isWaiting = false;
  /** @type {Window | null} */
  let opened = null;
  /** @type {Element | null} */
  let pressed = null;

  /**
   * @param {GetAddress} getAddress
   * @param {boolean} [byItself] nobody has pressed the card's button yet, which still leads on whatever goes wrong here
   */
  async function open(getAddress, byItself = false) {
    end();
    let isNewest = true;
    let hide = () => {};
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    isWaiting = true;
    end = () => {
      isNewest = false;
      isWaiting = false;
      clearTimeout(timer);
      hide();
    };
    const dismissed = end;
    const again = () => open(getAddress);
    /** @param {import('../shell/bars.js').Bar} bar */
    const say = (bar) => {
      if (isNewest) hide = showBar({ ...bar, dismissed });
    };
    const quietly = () => {
      if (isNewest) end();
    };
    const sayUnreachable = () => {
      if (byItself) return quietly();
      const button = { words: 'again', press: again };
      say({ text: 'signInUnreachable', bad: true, button, focused: true });
    };

    opened = null;
    if (isLost()) return sayUnreachable();
    // Before anything is waited for: only a window that the click itself opens is not blocked.
    const mine = window.open();
    opened = mine;
    // What is opened in it must not be able to lead this page elsewhere.
    if (mine) mine.opener = null;
    const address = await Promise.resolve(getAddress()).then(webAddress, () => undefined);
    if (!address || isLost()) {
      mine?.close();
      return sayUnreachable();
    }
    const link = { words: 'signInLink', address };
    if (!mine) return byItself ? quietly() : say({ text: 'signInBlocked', link, focused: true });
    mine.location.href = address;
    const sayClosed = () => say({ text: 'signInWaiting', button: { words: 'openAgain', press: again } });
    const look = () => {
      if (isNewest) timer = mine.closed ? setTimeout(sayClosed, patience) : setTimeout(look, looks);
    };
    look();
  }

  return {
    middleware: () => (next) => (action) => {
      if (action.cardAction.type !== 'signin' || !action.getSignInUrl) return next(action);
      pressed = document.activeElement;
      void open(action.getSignInUrl);
    },
    offer(getAddress) {
      // The person may be signing in in a window that is open already, and a browser blocks one that no press is behind.
      if ((opened && !opened.closed) || isLost() || !navigator.userActivation?.isActive) return;
      pressed = document.activeElement;
      void open(getAddress, true);
    },
    heard(isReply) {
      // What a sign-in leads to answers no message of this page. A reply, such as a late receipt, is not the end of it
      // for as long as its window is open.
      if (!isWaiting || (isReply && opened && !opened.closed)) return;
      end();
      goOn(pressed);
    },
    end: () => end(),
  };
}

/** @param {string} address @returns {string | undefined} the address if a browser shows pages from there */
function webAddress(address) {
  return /^https?:\/\//i.test(address) ? address : undefined;
}
