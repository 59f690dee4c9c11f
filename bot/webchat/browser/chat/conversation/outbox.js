// @ts-check
// What a person sends on its way to the bot: held while the connection is lost, and sent again when it did not arrive.

// The Direct Line client calls a post that failed sent ("retry"): Web Chat then waits for an echo that never comes, and of
// a card's button, which is not in the transcript, shows nothing at all. To send again is safe: no form is sent twice.

/** @typedef {import('./directLine.js').Observer} Observer */
/** @typedef {import('./directLine.js').Activity} Activity */
/** @typedef {{ activity: Activity, observer: Observer, isWaiting: boolean }} Post */

/** What the client gives for an id when a post failed. */
const notSent = 'retry';
/** Until a browser that cannot post has also noticed that its socket is gone. */
const noticed = 1000;

/**
 * @param {import('./directLine.js').DirectLine} directLine its `postActivity` is replaced
 * @param {import('../shell/bars.js').ShowBar} showBar
 * @param {object} connection
 * @param {() => boolean} connection.isHeld whether what is sent now has to wait
 * @param {(isUploading: boolean) => void} connection.uploading files are on their way, or are no more
 * @returns {{ flush(): void, heard(activity: Activity): void, end(inVain?: () => void): void }} `flush` when the
 *   connection is back; `end` calls back when a button was pressed that the bot will not hear of any more, or is later
 */
export function createOutbox(directLine, showBar, { isHeld, uploading }) {
  const post = directLine.postActivity.bind(directLine);
  /** What came back as an echo has arrived, whatever became of the answer to its post. @type {Set<string>} */
  const arrived = new Set();
  /** What is on its way or waits, in the order it was sent in. @type {Set<Post>} */
  const open = new Set();
  /** Buttons whose press did not arrive. @type {Activity[]} */
  let unheard = [];
  let hideBar = () => {};
  let isFlushing = false;
  /** @type {(() => void) | undefined} */
  let over;

  directLine.postActivity = (activity) => ({
    subscribe(observer) {
      const sending = { activity, observer, isWaiting: true };
      open.add(sending);
      if (over) queueMicrotask(() => fail(sending));
      // While older ones go out, the newest waits its turn: "cancel" must not overtake what it cancels, and a form must not
      // be sent before the files that join it.
      else if (!isHeld() && !isFlushing) void (hasFiles(activity) ? flush() : send(sending));
      // Web Chat unsubscribes when it has the answer, and when it has waited for five minutes.
      return { unsubscribe: () => giveUp(sending) };
    },
  });

  /** @param {Post} sending */
  async function send(sending) {
    sending.isWaiting = false;
    if (hasArrived(sending.activity)) return done(sending, '');
    const isUpload = hasFiles(sending.activity);
    if (isUpload) uploading(true);
    const id = await posted(sending.activity);
    if (isUpload) uploading(false);
    if (id) return done(sending, id);
    await new Promise((resolve) => setTimeout(resolve, noticed));
    if (hasArrived(sending.activity)) return done(sending, '');
    if (isHeld()) sending.isWaiting = true;
    else fail(sending);
  }

  async function flush() {
    if (isFlushing) return;
    isFlushing = true;
    while (!isHeld()) {
      const next = [...open].find(({ isWaiting }) => isWaiting);
      if (!next) break;
      await send(next);
    }
    isFlushing = false;
  }

  /** @param {Activity} activity @returns {Promise<string | undefined>} the id, or nothing when it failed */
  function posted(activity) {
    return new Promise((resolve) => {
      post(activity).subscribe({
        next: (id) => resolve(id === notSent ? undefined : id),
        error: () => resolve(undefined),
      });
    });
  }

  /** @param {Post} sending @param {string} id */
  function done(sending, id) {
    if (open.delete(sending)) sending.observer.next(id);
  }

  /** @param {Post} sending */
  function fail(sending) {
    if (!open.has(sending)) return;
    giveUp(sending);
    // A text gets Web Chat's "Send failed. Retry" by this.
    sending.observer.error(new Error('The bot did not take it'));
  }

  /** @param {Post} sending */
  function giveUp(sending) {
    if (open.delete(sending) && sending.activity.channelData?.postBack) sayUnheard(sending.activity);
  }

  /** @param {Activity} activity */
  function sayUnheard(activity) {
    if (over) return over();
    unheard.push(activity);
    hideBar();
    const again = () => {
      const observer = { next() {}, error() {} };
      for (const each of unheard) open.add({ activity: each, observer, isWaiting: true });
      unheard = [];
      hideBar();
      void flush();
    };
    hideBar = showBar({
      text: 'unheard',
      bad: true,
      button: { words: 'again', press: again },
      dismissed() {
        unheard = [];
      },
    });
  }

  /** @param {Activity} activity */
  function hasArrived({ channelData }) {
    return arrived.has(channelData?.clientActivityID ?? '');
  }

  return {
    flush,
    heard({ channelData }) {
      if (channelData?.clientActivityID) arrived.add(channelData.clientActivityID);
      if (!unheard.some(hasArrived)) return;
      unheard = unheard.filter((activity) => !hasArrived(activity));
      if (unheard.length === 0) hideBar();
    },
    end(inVain = () => {}) {
      if (over) return;
      over = inVain;
      hideBar();
      if (unheard.length > 0) inVain();
      for (const each of open) fail(each);
    },
  };
}

/** @param {Activity} activity */
function hasFiles({ attachments = [] }) {
  return attachments.length > 0;
}
