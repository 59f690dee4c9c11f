// @ts-check
// What a person sends on its way to the bot: held while the connection is lost, and sent again when it did not arrive.

// The Direct Line client calls a post that failed sent ("retry"): Web Chat then waits for an echo that never comes, and of
// a card's button, which is not in the transcript, shows nothing at all. To send again is safe: no form is sent twice.

/** @typedef {import('./connection.js').Observer} Observer */
/** @typedef {{ type?: string, channelData?: { clientActivityID?: string, postBack?: boolean } }} Activity */
/** @typedef {{ activity: Activity, observer: Observer, isDone: boolean }} Post */

/** What the client gives for an id when a post failed. */
const notSent = 'retry';
/** Until a browser that cannot post has also noticed that its socket is gone. */
const noticed = 1000;

/**
 * @param {import('./connection.js').DirectLine} directLine its `postActivity` is replaced
 * @param {import('./bars.js').ShowBar} showBar
 * @param {() => boolean} isHeld whether what is sent now has to wait
 * @returns {{ flush(): void, heard(activity: Activity): void, end(): void }} `flush` when the connection is back
 */
export function createOutbox(directLine, showBar, isHeld) {
  const post = directLine.postActivity.bind(directLine);
  /** What came back as an echo has arrived, whatever became of the answer to its post. @type {Set<string>} */
  const arrived = new Set();
  /** @type {Post[]} */
  let held = [];
  /** Buttons whose press did not arrive. @type {Activity[]} */
  let unheard = [];
  let hideBar = () => {};
  let isOver = false;

  directLine.postActivity = (activity) => ({
    subscribe(observer) {
      const sending = { activity, observer, isDone: false };
      send(sending);
      // Web Chat unsubscribes when it has the answer, and when it has waited for five minutes.
      return { unsubscribe: () => giveUp(sending) };
    },
  });

  /** @param {Post} sending */
  async function send(sending) {
    const { activity, observer } = sending;
    const isSettled = () => isOver || sending.isDone;
    const done = (/** @type {string} */ id) => {
      sending.isDone = true;
      observer.next(id);
    };
    if (isSettled()) return;
    if (hasArrived(activity)) return done('');
    if (isHeld()) return void held.push(sending);
    const id = await posted(activity);
    if (id) return done(id);
    await new Promise((resolve) => setTimeout(resolve, noticed));
    if (isSettled()) return;
    if (hasArrived(activity)) return done('');
    if (isHeld()) return void held.push(sending);
    giveUp(sending);
    // A text gets Web Chat's "Send failed. Retry" by this.
    observer.error(new Error('The bot did not take it'));
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

  /** @param {Post} sending */
  function giveUp(sending) {
    if (isOver || sending.isDone) return;
    sending.isDone = true;
    if (sending.activity.channelData?.postBack) sayUnheard(sending.activity);
  }

  /** @param {Activity} activity */
  function sayUnheard(activity) {
    unheard.push(activity);
    hideBar();
    const again = async () => {
      const activities = unheard;
      unheard = [];
      hideBar();
      const observer = { next() {}, error() {} };
      for (const each of activities) await send({ activity: each, observer, isDone: false });
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
    async flush() {
      const sendings = held;
      held = [];
      // One after the other: "cancel" must not overtake what it cancels.
      for (const each of sendings) await send(each);
    },
    heard({ channelData }) {
      if (channelData?.clientActivityID) arrived.add(channelData.clientActivityID);
      if (!unheard.some(hasArrived)) return;
      unheard = unheard.filter((activity) => !hasArrived(activity));
      if (unheard.length === 0) hideBar();
    },
    end() {
      isOver = true;
      hideBar();
    },
  };
}
