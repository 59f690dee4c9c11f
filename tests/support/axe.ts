// What axe-core finds wrong with a page, for the tests that hold it against the accessibility rules.
import { source } from 'axe-core';
import type { Frame, Page } from 'playwright-core';

interface Found {
  violations: { id: string; nodes: { html: string }[] }[];
}

/** axe's rules about what a theme decides. */
export const colourRules = ['color-contrast', 'link-in-text-block'];

/**
 * Every violation on a page and in its frames, as "rule: element".
 * @param rules these alone, not all that axe has
 */
export async function violations(page: Page, rules?: string[]): Promise<string[]> {
  const options = JSON.stringify({
    iframes: false,
    resultTypes: ['violations'],
    ...(rules ? { runOnly: rules } : {}),
  });
  const found = await Promise.all(
    page
      .frames()
      .filter(isOurs)
      .map(async (frame) => {
        // evaluate() is not held by the page's Content-Security-Policy, a script element would be.
        // Half a megabyte: once for every document.
        if (await frame.evaluate('!window.axe')) await frame.evaluate(source);
        return frame.evaluate<Found>(`axe.run(document, ${options})`);
      }),
  );
  return found.flatMap((each) =>
    each.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`)),
  );
}

/** Where a frame is refused the browser shows a page of its own. */
const isOurs = (frame: Frame) => !frame.url().startsWith('chrome-error:');
