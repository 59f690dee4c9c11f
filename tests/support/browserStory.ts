// What every story in a browser takes place in: the playground and one browser, from before the first test to after the last.
import type { Browser, Page } from 'playwright-core';
import { type Playground, servePlayground } from '../../playground/serve';
import { profileOf, startBrowser } from './browser';
import { type HostPage, serveHostPage } from './hostPage';

export interface BrowserStory {
  playground: Playground;
  browser: Browser;
  /** Another site. The playground trusts it where `serveTrusting` has started it. */
  host: HostPage;
  /** A page that shares its compiled programs with the story's other pages. */
  newPage(): Promise<Page>;
}

export interface Setting {
  /** Starts the playground where the usual one will not do. */
  serve?: (host: HostPage) => Promise<Playground>;
  /** Where the browser's requests go. */
  proxy?: () => { server: string };
}

/** Starts the playground with a site that may have the chat in a frame. */
export const serveTrusting = ({ url }: HostPage): Promise<Playground> =>
  servePlayground(0, { LOG_LEVEL: 'silent', WEBCHAT_TRUSTED_ORIGINS: url });

const serveSilent = () => servePlayground(0, { LOG_LEVEL: 'silent' });

/**
 * Starts all this before the tests of a `describe`, and ends it after them. What is started is on the story then and not
 * earlier, so it is not to be taken apart while the tests are defined.
 */
export function browserStory({ serve = serveSilent, proxy }: Setting = {}): BrowserStory {
  const story = { newPage: () => profileOf(story.browser).newPage() } as BrowserStory;
  beforeAll(async () => {
    story.host = await serveHostPage();
    story.playground = await serve(story.host);
    story.browser = await startBrowser(proxy?.());
  });
  afterAll(async () => {
    await story.browser?.close();
    await story.playground?.close();
    await story.host?.close();
  });
  return story;
}
