// The embed in a browser of the tests: on a page of another origin that the bot trusts, and on one of a stranger.
import type { BrowserContextOptions, Page } from 'playwright-core';
import { installClock, openContext, profileOf, tidy } from './browser';
import { type BrowserStory, browserStory, serveTrusting } from './browserStory';
import { chatIn } from './chatRoom';
import { type HostPage, serveHostPage } from './hostPage';

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

/** The playground, a browser, and pages with the embed, which are closed after each test. */
export function embeddingStory() {
  const story = browserStory({ serve: serveTrusting });
  let stranger: HostPage;
  beforeAll(async () => {
    stranger = await serveHostPage();
  });
  afterEach(() => tidy(story.browser));
  afterAll(() => stranger?.close());
  const visit = (site: 'trusted' | 'stranger', given: Visit = {}) =>
    visitPage(story, site === 'trusted' ? story.host : stranger, given);
  return Object.assign(story, { visit });
}

async function visitPage(
  { playground, browser }: BrowserStory,
  site: HostPage,
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
  const chat = chatIn(page, page.frameLocator('mail-bot iframe'));
  /** Opens the panel and waits for the bot's welcome. */
  const opens = async () => {
    await button(page).click();
    await chat.seesWelcome();
  };
  return { page, chat, opens, context, fetched, problems };
}

export const button = (page: Page) => page.getByRole('button', { name: 'Open the chat' });
export const panel = (page: Page) => page.getByRole('dialog', { name: 'Mail bot' });

/** Where the keyboard is: in the page, in the embed's shadow root, or in its frame. */
export const focusedPart = (page: Page) =>
  page.evaluate<string>(`(() => {
    const inside = document.activeElement.shadowRoot?.activeElement;
    return inside?.className || inside?.tagName;
  })()`);

/** A computed style of a part of the embed. */
export const styleOf = (page: Page, part: string, style: string) =>
  page.evaluate<string>(
    `getComputedStyle(document.querySelector('mail-bot').shadowRoot.querySelector('${part}')).${style}`,
  );
