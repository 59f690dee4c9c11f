// The embed in a browser of the tests: on a page of another origin that the bot trusts, and on one of a stranger.
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { type Playground, servePlayground } from '../../playground/serve';
import { installClock, openContext, profileOf, startBrowser, tidy } from './browser';
import { serveHostPage } from './hostPage';

/** What a test's page has besides the tag. */
interface Visit extends BrowserContextOptions {
  // Of a browser's options the visitor's colours and dislike of motion cost nothing; others need a context of their own.
  /** Of the tag. */
  attributes?: string;
  html?: string;
  lang?: string;
  css?: string;
  /** The page's own Content-Security-Policy. */
  policy?: string;
}

export type Embedding = Awaited<ReturnType<typeof startEmbedding>>;

/** Starts the bot, two sites and a browser. */
export async function startEmbedding() {
  const [trusted, stranger] = [await serveHostPage(), await serveHostPage()];
  const playground = await servePlayground(0, {
    LOG_LEVEL: 'silent',
    WEBCHAT_TRUSTED_ORIGINS: trusted.url,
  });
  const browser = await startBrowser();
  const sites = { trusted, stranger };
  const visit = (site: keyof typeof sites, given: Visit = {}) =>
    visitPage(browser, playground, sites[site], given);
  return {
    playground,
    visit,
    /** Ends what a test has opened. */
    tidy: () => tidy(browser),
    close: async () => {
      await browser.close();
      for (const server of [playground, trusted, stranger]) await server.close();
    },
  };
}

async function visitPage(
  browser: Browser,
  playground: Playground,
  site: Awaited<ReturnType<typeof serveHostPage>>,
  {
    attributes = '',
    html = '<main><h1>Intranet</h1><a href="#">News</a></main>',
    lang = '<html lang="en">',
    css = '',
    policy = '',
    colorScheme = 'light',
    reducedMotion = 'no-preference',
    ...options
  }: Visit,
) {
  const tag = `<script src="${playground.url}/embed.js" ${attributes} defer></script>`;
  const meta = '<meta name="viewport" content="width=device-width, initial-scale=1">';
  const style = css && `<style>${css}</style>`;
  site.show(
    `<!doctype html>${lang}<head><title>Intranet</title>${meta}${style}</head><body>${html}${tag}</body>`,
    policy ? { 'content-security-policy': policy } : {},
  );
  const isUsual = Object.keys(options).length === 0;
  const context = isUsual ? profileOf(browser) : await openContext(browser, options);
  const page = await context.newPage();
  await page.emulateMedia({ colorScheme, reducedMotion });
  await installClock(page);
  const fetched: string[] = [];
  const problems: string[] = [];
  page.on('request', (request) => fetched.push(request.url()));
  page.on('console', (message) => problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(site.url);
  await page.locator('mail-bot .button').waitFor();
  return { page, context, fetched, problems };
}

export const button = (page: Page) => page.getByRole('button', { name: 'Open the chat' });
export const panel = (page: Page) => page.getByRole('dialog', { name: 'Mail bot' });
export const chat = (page: Page) => page.frameLocator('iframe[title="Mail bot"]');
export const newestCard = (page: Page) => chat(page).locator('.ac-adaptiveCard').last();
/** What a card shows, and not what is heard of it for a moment in the live region. */
export const greeted = (page: Page) =>
  chat(page).locator('.ac-adaptiveCard').getByText('Send email without leaving this chat').waitFor();

/** Where the keyboard is: in the page, in the embed's shadow root, or in its frame. */
export const focused = (page: Page) =>
  page.evaluate<string>(`(() => {
    const inside = document.activeElement.shadowRoot?.activeElement;
    return inside?.className || inside?.tagName;
  })()`);

/** A computed style of a part of the embed. */
export const styleOf = (page: Page, part: string, style: string) =>
  page.evaluate<string>(
    `getComputedStyle(document.querySelector('mail-bot').shadowRoot.querySelector('${part}')).${style}`,
  );
