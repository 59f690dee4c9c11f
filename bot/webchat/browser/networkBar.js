// @ts-check
// The one bar about the network: the connection to the bot is lost, perhaps because this machine is offline.

/**
 * @param {import('./bars.js').ShowBar} showBar
 * @returns {{ set(trouble: 'reconnecting' | 'noSocket' | undefined): void }} `set` tells what is wrong with the connection
 */
export function createNetworkBar(showBar) {
  /** @type {string | undefined} */
  let trouble;
  /** @type {string | undefined} */
  let shown;
  let hide = () => {};

  const update = () => {
    // Without a connection lost, "offline" would be no news: the bot may run on this very machine.
    const text = trouble && !navigator.onLine ? 'offline' : trouble;
    if (text === shown) return;
    hide();
    shown = text;
    hide = text ? showBar({ text, bad: true }) : () => {};
  };
  addEventListener('offline', update);
  addEventListener('online', update);
  return {
    set(now) {
      trouble = now;
      update();
    },
  };
}
