// Where the keyboard is on a page, for the browser tests.
import type { Page } from 'playwright-core';

/** What the tests look at in the page. The functions below run there, and the tests have no DOM types. */
interface Seen {
  labels?: { innerText: string }[];
  ariaLabel?: string | null;
  innerText?: string;
}
type InPage = { document: { activeElement: Seen & { outerHTML: string } } };

/** The name or text of what has the focus. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { activeElement: at } = (globalThis as unknown as InPage).document;
    return at.labels?.[0]?.innerText ?? at.ariaLabel ?? at.innerText ?? '';
  });

/** Waits until the focus is on something whose name or text begins so. */
export async function focusOn(page: Page, text: string): Promise<void> {
  // A string would be refused by the page's Content-Security-Policy.
  const waited = page.waitForFunction((wanted) => {
    const { activeElement: at } = (globalThis as unknown as InPage).document;
    return (at.labels?.[0]?.innerText ?? at.ariaLabel ?? at.innerText ?? '').startsWith(wanted);
  }, text);
  await waited.catch(async () => {
    throw new Error(`The focus is not on "${text}" but on "${await focused(page)}"`);
  });
}
