// @ts-check
// The connection to the bot: notices when it is lost, and when it will not come back.
import { createOutbox } from './outbox.js';

// Microsoft's Direct Line client (botframework-directlinejs, inside Web Chat) tells nobody when its WebSocket closes.

/** @typedef {import('./directLine.js').DirectLine} DirectLine */
/** @typedef {import('./directLine.js').Subscription} Subscription */
/** @typedef {'slow' | 'failed' | 'refused' | 'lost'} Why Lost is what was there before; the others never got so far. */
/**
 * @typedef {object} Listener
 * @property {import('../shell/bars.js').ShowBar} showBar
 * @property {(state: import('../shell/networkBar.js').Network) => void} network how the connection is
 * @property {() => void} online
 * @property {(isReply: boolean) => void} heard the bot said something; a reply is to what was sent from here
 * @property {(why: Why) => void} over it will not come back by itself
 * @property {() => void} inVain after the end: a button was pressed, before it or since, of which the bot does not hear
 */

/** Statuses of the client. It recovers by itself only from the first. */
const online = 2;
const failed = 4;
const expiredOrEnded = [3, 5];

/** After this long, in ms, without an answer to the first request, or without a socket after it, people want to know. */
const slow = 15_000;
/** Until what was missed has come in over a new socket. */
const settles = 1000;
/** All that an email's files may be, over the slowest of networks. Web Chat waits no longer than five minutes. */
const uploading = 240_000;
/** The client waits up to 15 seconds before it reconnects, and 20 after a try that failed. A person is waiting here. */
const patience = { usual: 20_000, uploading, reconnecting: 5000, first: () => 2000 + Math.random() * 2000 };

/**
 * Watches a new Direct Line client; its posts go through an outbox from then on.
 * @param {DirectLine} directLine
 * @param {Listener} listener
 * @returns {{ isLost(): boolean, end(): void }}
 */
export function watchConnection(directLine, listener) {
  /** @type {Set<WebSocket>} */
  const sockets = new Set();
  /** The ids of what came from here. @type {Set<string | undefined>} */
  const sent = new Set();
  let wasUp = false;
  let isSettled = true;
  let isOnline = false;
  let isRefused = false;
  let isOver = false;
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;

  const isUp = () => sockets.size > 0;
  // A connection that never had a socket is not lost: what is said then may still get to the bot.
  const isLost = () => wasUp && !isUp();
  let isUploading = false;
  const setPatience = () => {
    const long = isUploading ? patience.uploading : patience.usual;
    directLine.timeout = isLost() ? patience.reconnecting : long;
  };
  const outbox = createOutbox(directLine, listener.showBar, {
    isHeld: () => !isSettled,
    uploading(is) {
      isUploading = is;
      setPatience();
    },
  });

  const update = () => {
    if (isOver || !wasUp) return;
    clearTimeout(timer);
    setPatience();
    listener.network(isUp() ? 'back' : 'reconnecting');
    if (!isUp()) {
      isSettled = false;
    } else if (!isSettled) {
      timer = setTimeout(() => {
        isSettled = true;
        outbox.flush();
      }, settles);
    }
  };
  directLine.services.WebSocket = class extends directLine.services.WebSocket {
    /** @param {ConstructorParameters<typeof WebSocket>} args */
    constructor(...args) {
      super(...args);
      this.addEventListener('open', () => {
        wasUp = true;
        sockets.add(this);
        update();
      });
      this.addEventListener('close', () => sockets.delete(this) && update());
    }
  };
  directLine.getRetryDelay = patience.first;
  // It is over when the token is, and not sooner.
  directLine.retries = Number.POSITIVE_INFINITY;
  // Only a new socket shows whether that is true of the way to the bot: a browser without a network still reaches the
  // machine it runs on, and with a network gone a socket may look open for minutes.
  const offline = () => {
    for (const socket of sockets) socket.close();
    sockets.clear();
    update();
  };
  addEventListener('offline', offline);

  /** @param {() => void} [inVain] */
  const end = (inVain) => {
    isOver = true;
    clearTimeout(timer);
    removeEventListener('offline', offline);
    statuses?.unsubscribe();
    listener.network(undefined);
    outbox.end(inVain);
  };
  /** @param {Why} why */
  const giveUp = (why) => {
    if (isOver) return;
    // What comes to its end here still stands on the page; what never began does not.
    end(why === 'lost' ? listener.inVain : undefined);
    listener.over(why);
  };
  timer = setTimeout(() => giveUp('slow'), slow);

  directLine.activity$ = directLine.activity$.do(
    (activity) => {
      outbox.heard(activity);
      const isEcho = activity.channelData?.clientActivityID !== undefined;
      if (isEcho) sent.add(activity.id);
      else if (activity.type === 'message') listener.heard(sent.has(activity.replyToId));
    },
    (error) => {
      isRefused = error.status !== undefined && error.status >= 400 && error.status < 500;
      if (isOnline) giveUp('lost');
    },
    () => isOnline && giveUp('lost'),
  );
  /** @type {Subscription | undefined} */
  const statuses = directLine.connectionStatus$.subscribe((status) => {
    if (isOver) return;
    if (status === online) {
      isOnline = true;
      clearTimeout(timer);
      timer = setTimeout(() => listener.network('noSocket'), slow);
      listener.online();
    }
    // The client tells that it failed before it tells why.
    if (status === failed) queueMicrotask(() => giveUp(isRefused ? 'refused' : 'failed'));
    if (expiredOrEnded.includes(status)) giveUp('lost');
  });
  return { isLost, end: () => end() };
}
