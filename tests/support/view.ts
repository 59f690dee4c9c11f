// What of the chat is in view, for the browser tests.
import type { Page } from 'playwright-core';

/** What the tests look at in the page. The functions below run there, and the tests have no DOM types. */
type InPage = {
  document: { querySelectorAll(selector: string): Iterable<{ getBoundingClientRect(): { top: number } }> };
  stood: number;
};

/** So many pictures in a row show whether it stays, as Web Chat's own scrolling comes late. */
const still = 45;

/** Waits until the newest card is shown from its top, and stays so. */
export async function shownFromTop(page: Page): Promise<void> {
  await page.evaluate('globalThis.stood = 0');
  await page.waitForFunction((wanted) => {
    const inPage = globalThis as unknown as InPage;
    const topOf = (selector: string) =>
      [...inPage.document.querySelectorAll(selector)].at(-1)?.getBoundingClientRect().top ?? Number.NaN;
    const below = topOf('.ac-adaptiveCard') - topOf('.webchat__basic-transcript__scrollable');
    inPage.stood = below >= 0 && below < 40 ? inPage.stood + 1 : 0;
    return inPage.stood >= wanted;
  }, still);
}

interface Line {
  textContent: string;
  getBoundingClientRect(): { top: number; bottom: number };
}

/** Waits until a line of the newest card is wholly within the chat's view, and stays so. */
export async function inView(page: Page, text: string): Promise<void> {
  await page.evaluate('globalThis.stood = 0');
  await page.waitForFunction(
    ({ text, still }) => {
      const inPage = globalThis as unknown as {
        document: { querySelectorAll(selector: string): Iterable<Line> };
        stood: number;
      };
      const lastOf = (selector: string, holds = '') =>
        [...inPage.document.querySelectorAll(selector)]
          .findLast(({ textContent }) => textContent.includes(holds))
          ?.getBoundingClientRect();
      const line = lastOf('.ac-adaptiveCard :is(.ac-richTextBlock, .ac-textBlock)', text);
      const view = lastOf('.webchat__basic-transcript__scrollable');
      const isSeen = line && view && line.top >= view.top && line.bottom <= view.bottom;
      inPage.stood = isSeen ? inPage.stood + 1 : 0;
      return inPage.stood >= still;
    },
    { text, still },
  );
}

interface Box {
  clientWidth: number;
  scrollWidth: number;
  outerHTML: string;
}
type InRoom = { document: { querySelectorAll(selector: string): Iterable<Box & InRoom['document']> } };

/** What is wider than its place: the page, the chat's lines, or anything in the newest card. */
export const wideIn = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { document } = globalThis as unknown as InRoom;
    const card = [...document.querySelectorAll('.ac-adaptiveCard')].at(-1);
    const around = document.querySelectorAll('html, .webchat__basic-transcript__scrollable');
    const all = [...around, ...(card?.querySelectorAll('*') ?? [])];
    // An element within a line has no width of its own.
    const isWide = ({ clientWidth, scrollWidth }: Box) => clientWidth > 0 && scrollWidth > clientWidth;
    return all.filter(isWide).map(({ outerHTML }) => outerHTML.slice(0, 300));
  });
