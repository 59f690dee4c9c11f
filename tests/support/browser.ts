// Chromium, for the tests of pages.
import { existsSync } from 'node:fs';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';

const places = [
  process.env.CHROMIUM,
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];
const found = places.find((place) => place && existsSync(place));

/** How long anything on a page may take. Nothing takes long, but on a busy machine all takes many times as long. */
const patience = 60_000;
// A test has several such waits, and starts a browser.
const testTimeout = 180_000;

// Nothing is looked up outside this machine: the browser's own background traffic is switched off.
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

// Web Chat's program is 3.9 MB, and to compile it takes most of the time that a page takes to load.
const quick = [
  // Keeps what was compiled as of the first load (4), not of the third, and takes it from there at the next.
  '--blink-settings=v8CacheOptions=4',
  // It looks at its own stack so often that V8 otherwise reads most of it a second time.
  '--js-flags=--no-enable-lazy-source-positions',
];

/**
 * A browser lets a page open a window for five seconds after a person's press. The answer may take longer on a busy machine,
 * so in the tests a press counts for good, or where a test runs this script with `false`, not at all.
 */
export const presses = (count: boolean) =>
  `Object.defineProperty(UserActivation.prototype, 'isActive', { get: () => ${count}, configurable: true })`;

/**
 * `describe` where there is a Chromium. Elsewhere the tests are skipped and say so loudly; with REQUIRE_BROWSER set, as
 * in CI, they fail instead.
 */
export function describeInBrowser(name: string, tests: () => void): void {
  jest.setTimeout(testTimeout);
  if (found || process.env.REQUIRE_BROWSER) {
    describe(name, tests);
    return;
  }
  process.stderr.write(`\n!!! SKIPPED: "${name}" needs Chromium. Install it or point CHROMIUM at one.\n\n`);
  describe.skip(name, tests);
}

/**
 * Starts a browser with its own profile, in a temporary folder.
 * @param proxy where all its requests go
 */
export async function startBrowser(proxy?: { server: string }): Promise<Browser> {
  if (!found) throw new Error('No Chromium was found; point CHROMIUM at one');
  const profile = await chromium.launchPersistentContext('', {
    executablePath: found,
    args: [...quiet, ...quick],
    locale: 'en-US',
    timeout: patience,
    ...(proxy ? { proxy } : {}),
  });
  const browser = profile.browser();
  if (!browser) throw new Error('The profile has no browser');
  profile.setDefaultTimeout(patience);
  await profile.addInitScript(presses(true));
  return browser;
}

/**
 * Where the tests open their pages. Only the profile keeps what was compiled: a context of its own for every test would
 * compile Web Chat anew. Two pages in it share nothing of the chat's, which keeps all it knows in its tab's storage.
 */
export function profileOf(browser: Browser): BrowserContext {
  const [profile] = browser.contexts();
  if (!profile) throw new Error('The browser is closed');
  return profile;
}

/** A context of its own, for options that a profile cannot have, such as a touch screen. */
export async function openContext(browser: Browser, options: BrowserContextOptions): Promise<BrowserContext> {
  const context = await browser.newContext({ locale: 'en-US', ...options });
  context.setDefaultTimeout(patience);
  await context.addInitScript(presses(true));
  return context;
}

/** Ends what a test has opened, but for the empty page without which the browser would end as well. */
export async function tidy(browser: Browser): Promise<void> {
  const [profile, ...others] = browser.contexts();
  await Promise.all(others.map((context) => context.close()));
  const [, ...pages] = profile?.pages() ?? [];
  await Promise.all(pages.map((page) => page.close()));
  await profile?.setOffline(false);
}

/** Does what leads to a sign-in and gives the window that the page opens by itself, at its page. */
export async function signInWindowOf(page: Page, act: () => Promise<void>): Promise<Page> {
  const opened = page.waitForEvent('popup');
  await act();
  const signInPage = await opened;
  // A window opens empty and is led to its page afterwards.
  await signInPage.waitForURL('**/signin?*');
  return signInPage;
}

/** Gives the pages a clock of the test's: it runs as ever, from now, and can be put forward. */
export async function installClock(page: Page): Promise<void> {
  // The clock is the profile's, so it may still stand where the test before has stopped it.
  await page.clock.install();
  await page.clock.resume();
}
