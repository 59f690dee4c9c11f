// The bot cannot get a token from Direct Line, as with a wrong secret: the chat page says so and keeps trying.
import type { Browser } from 'playwright-core';
import { type App, createApp } from '../../bot/app';
import { openLog } from '../../bot/runtime/log';
import { readSettings } from '../../bot/settings';
import { type Playground, servePlayground } from '../../playground/serve';
import { describeInBrowser, installClock, profileOf, startBrowser, tidy } from '../support/browser';

const tokens = '**/api/directline/token';

describeInBrowser('a bot whose own way to Direct Line fails', () => {
  let playground: Playground;
  let browser: Browser;
  let app: App;

  beforeAll(async () => {
    playground = await servePlayground(0, { LOG_LEVEL: 'silent' });
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await playground?.close();
  });
  afterEach(async () => {
    await tidy(browser);
    await app.close();
  });

  it.each([
    ['its secret is wrong', () => playground.url],
    ['nobody is there', () => 'http://127.0.0.1:1'],
  ])('as %s: the page says so, and tries again', async (_why, directLine) => {
    const environment = { DIRECT_LINE_URL: directLine(), DIRECT_LINE_SECRET: 'not-the-secret' };
    app = createApp({ settings: readSettings(environment), log: openLog('silent') });
    const url = `http://127.0.0.1:${await app.listen(0)}`;
    const page = await profileOf(browser).newPage();
    await installClock(page);
    await page.goto(`${url}/chat`);
    const card = page.getByRole('alert').filter({ hasText: 'The chat is not connected' });
    await card.getByText('The chat service does not answer.').waitFor();
    const again = page.waitForResponse(tokens);
    await page.clock.fastForward(3000);
    expect((await again).status()).toBe(502);
    await expect(card.isVisible()).resolves.toBe(true);
  });
});
