// @ts-check
// Web Chat's program, which a script element of the page brings.

/** @typedef {import('./conversation/directLine.js').DirectLine} DirectLine */
/** @typedef {import('./signIn/signInWindow.js').Act} Act */
/**
 * @typedef {object} WebChat What dist/webchat.js of botframework-webchat puts on the window.
 * @property {(options: object) => DirectLine} createDirectLine
 * @property {(state: object, ...middleware: unknown[]) => Pick<import('./files/files.js').Store, 'dispatch' | 'subscribe'> & { getState(): import('./conversation/unsent.js').State }} createStore
 * @property {(props: { cardActionMiddleware: () => (next: Act) => Act, [prop: string]: unknown }, element: HTMLElement) => void} renderWebChat
 */

/** How long it may take when it is fetched again, in ms. */
const loading = 30_000;

/**
 * @param {HTMLElement} element the page's script element
 * @returns {Promise<WebChat | undefined>} fetched once more when that element did not bring it
 */
export async function loadWebChat(element) {
  const there = () => Reflect.get(window, 'WebChat');
  if (there()) return there();
  const script = document.createElement('script');
  script.src = element.getAttribute('src') ?? '';
  await new Promise((resolve) => {
    script.onload = script.onerror = resolve;
    setTimeout(resolve, loading);
    document.head.append(script);
  });
  return there();
}
