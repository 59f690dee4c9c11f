// @ts-check
// The one bar about the network: the connection to the bot is lost, perhaps because this machine is offline.

/** @typedef {'reconnecting' | 'noSocket' | 'back' | undefined} Network Undefined when it has ended. */

/**
 * @param {import('./bars.js').ShowBar} showBar
 * @returns {{ set(state: Network): void }} `set` tells how the connection is
 */
export function createNetworkBar(showBar) {
  /** @type {Network} */
  let state;
  /** @type {string | undefined} */
  let shown;
  let hide = () => {};

  const update = () => {
    const trouble = state === 'back' ? undefined : state;
    // Without a connection lost, "offline" would be no news: the bot may run on this very machine.
    const text = trouble && !navigator.onLine ? 'offline' : trouble;
    if (text === shown) return;
    hide();
    shown = text;
    if (text) hide = showBar({ text, bad: true });
    // That the bar has gone is seen, and not heard.
    else hide = state === 'back' ? showBar({ text: 'back', unseen: true }) : () => {};
  };
  addEventListener('offline', update);
  addEventListener('online', update);
  return {
    set(now) {
      state = now;
      update();
    },
  };
}
