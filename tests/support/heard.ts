// What a screen reader says of the chat page: what its live regions are given.
import type { Page } from 'playwright-core';

/** Runs in the page. What a live region gets is taken out of it again soon after. */
const listening = `
  globalThis.heard = [];
  new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes)
      if (target instanceof Element && target.closest('[aria-live="polite"], [aria-live="assertive"]'))
        for (const node of addedNodes) heard.push(node.textContent);
  }).observe(document, { childList: true, subtree: true });
`;

/** Waits until a sentence is heard, and gives all that was said with it. What was heard before the last one does not count. */
export type Hears = (sentence: string) => Promise<string>;

/** To be called before the page is opened. */
export async function listen(page: Page): Promise<Hears> {
  await page.addInitScript({ content: listening });
  const wait = (sentence: string) =>
    page.waitForFunction((wanted) => {
      const { heard } = globalThis as unknown as { heard: string[] };
      const at = heard.findIndex((text) => text.includes(wanted));
      return at < 0 ? '' : heard.splice(0, at + 1)[at];
    }, sentence);
  return async (sentence) => {
    const heard = await wait(sentence).catch(async () => {
      throw new Error(`"${sentence}" was not heard, but ${JSON.stringify(await page.evaluate('heard'))}`);
    });
    return String(await heard.jsonValue());
  };
}
