// The embed on somebody else's page, in a real Chromium: two origins, one of them trusted by the bot.
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { type Playground, servePlayground } from '../../playground/serve';
import { describeInBrowser, startBrowser } from '../support/browser';
import { type HostPage, serveHostPage } from '../support/hostPage';

// A browser starts in a second or two, on a busy machine in several.
jest.setTimeout(30_000);

describeInBrowser("the chat on somebody else's page", () => {
  let trusted: HostPage;
  let stranger: HostPage;
  let playground: Playground;
  let browser: Browser;
  const opened: { close(): Promise<void> }[] = [];

  beforeAll(async () => {
    trusted = await serveHostPage();
    stranger = await serveHostPage();
    playground = await servePlayground(0, {
      LOG_LEVEL: 'silent',
      WEBCHAT_TRUSTED_ORIGINS: trusted.url,
    });
    browser = await startBrowser();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((context) => context.close()));
  });
  afterAll(async () => {
    await browser?.close();
    for (const server of [playground, trusted, stranger]) await server?.close();
  });

  /** Opens a page of `host` with the tag on it. */
  async function visit(
    host: HostPage,
    {
      attributes = '',
      html = '<h1>Intranet</h1><a href="#">News</a>',
      lang = '<html lang="en">',
      policy = '',
      ...options
    }: BrowserContextOptions & { attributes?: string; html?: string; lang?: string; policy?: string } = {},
  ) {
    const tag = `<script src="${playground.url}/embed.js" ${attributes} defer></script>`;
    const meta = '<meta name="viewport" content="width=device-width, initial-scale=1">';
    host.show(
      `<!doctype html>${lang}<head><title>Intranet</title>${meta}</head><body>${html}${tag}</body>`,
      policy ? { 'content-security-policy': policy } : {},
    );
    const context = await browser.newContext({ locale: 'en-US', ...options });
    opened.push(context);
    context.setDefaultTimeout(20_000);
    const page = await context.newPage();
    const fetched: string[] = [];
    const problems: string[] = [];
    page.on('request', (request) => fetched.push(request.url()));
    page.on('console', (message) => problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(host.url);
    await page.locator('#mail-bot .button').waitFor();
    return { page, context, fetched, problems };
  }
  const button = (page: Page) => page.getByRole('button', { name: 'Open the chat' });
  const panel = (page: Page) => page.getByRole('dialog', { name: 'Mail bot' });
  const chat = (page: Page) => page.frameLocator('iframe[title="Mail bot"]');
  const newestCard = (page: Page) => chat(page).locator('.ac-adaptiveCard').last();
  const greeted = (page: Page) => chat(page).getByText('Hello, I send mail for you').waitFor();
  /** Where the keyboard is: in the page, in the embed's shadow root, or in its frame. */
  const focused = (page: Page) =>
    page.evaluate<string>(`(() => {
      const inside = document.activeElement.shadowRoot?.activeElement;
      return inside?.className || inside?.tagName;
    })()`);

  it('is one small script until it is opened', async () => {
    const { page, fetched } = await visit(trusted);
    expect(fetched.filter((url) => url.startsWith(playground.url))).toEqual([`${playground.url}/embed.js`]);
    await button(page).click();
    await greeted(page);
  });

  it('sends a mail from there, signing in in a window of its own', async () => {
    const { page, context } = await visit(trusted);
    await button(page).click();
    await greeted(page);
    await chat(page).getByRole('textbox', { name: 'Message input box' }).fill('send mail');
    await page.keyboard.press('Enter');
    const window = context.waitForEvent('page');
    await newestCard(page).getByText('Sign in with your Microsoft account').waitFor();
    await newestCard(page).getByRole('button', { name: 'Sign in' }).click();
    await (await window).getByRole('button', { name: /Ana Nguyen/ }).click();
    const form = newestCard(page);
    await form.getByText('From: Ana Nguyen').waitFor();
    await form.getByLabel('To').fill('bao@contoso.com');
    await form.getByLabel('Subject').fill('From the intranet');
    await form.getByLabel('Message').fill('Sent from the panel');
    await form.getByRole('button', { name: 'Send' }).click();
    await chat(page).getByText('Handed to Outlook').waitFor();
  });

  it('does not open on a site that is not trusted, says so, and offers a window of its own', async () => {
    const { page, context } = await visit(stranger);
    await page.clock.install();
    await button(page).click();
    await page.frames()[1]?.waitForLoadState();
    await page.clock.runFor(60_000);
    await panel(page).getByText('The chat did not open').waitFor();
    const window = context.waitForEvent('page');
    await panel(page).getByRole('link', { name: 'Open it in a window of its own' }).click();
    await (await window).getByText('Hello, I send mail for you').waitFor();
  });

  it('closes with Escape, from the panel and from within the chat, and gives the focus back', async () => {
    const { page } = await visit(trusted);
    await button(page).focus();
    await page.keyboard.press('Enter');
    await greeted(page);
    await chat(page).getByRole('textbox', { name: 'Message input box' }).focus();
    await page.keyboard.press('Escape');
    await panel(page).waitFor({ state: 'hidden' });
    expect(await focused(page)).toBe('button');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Close the chat' }).focus();
    await page.keyboard.press('Escape');
    await panel(page).waitFor({ state: 'hidden' });
    expect(await focused(page)).toBe('button');
  });

  it('leads the keyboard into the chat when it is opened', async () => {
    const { page } = await visit(trusted);
    await button(page).press('Enter');
    await greeted(page);
    expect(await focused(page)).toBe('IFRAME');
  });

  it('keeps its conversation when it is closed and opened again', async () => {
    const { page } = await visit(trusted);
    await button(page).click();
    await greeted(page);
    await chat(page).getByRole('textbox', { name: 'Message input box' }).fill('help');
    await page.keyboard.press('Enter');
    await chat(page).getByText('What you can say').waitFor();
    await page.getByRole('button', { name: 'Close the chat' }).click();
    await button(page).click();
    await chat(page).getByText('What you can say').waitFor();
    await page.reload();
    await button(page).click();
    await chat(page).getByText('What you can say').waitFor();
  });

  it('covers a phone, and gives it back', async () => {
    const viewport = { width: 375, height: 700 };
    const { page } = await visit(trusted, { viewport, isMobile: true, hasTouch: true });
    await button(page).tap();
    await greeted(page);
    expect(await panel(page).boundingBox()).toEqual({ x: 0, y: 0, ...viewport });
    await page.getByRole('button', { name: 'Close the chat' }).tap();
    await panel(page).waitFor({ state: 'hidden' });
    expect(await focused(page)).toBe('button');
  });

  it('is called, placed, coloured and spoken as the tag says', async () => {
    const attributes = 'data-title="Thư nhanh" data-position="left" data-language="vi" data-theme="dark"';
    const { page } = await visit(trusted, { attributes, colorScheme: 'light' });
    const vietnamese = page.getByRole('button', { name: 'Mở khung trò chuyện' });
    expect((await vietnamese.boundingBox())?.x).toBeLessThan(100);
    await vietnamese.click();
    const frame = page.frameLocator('iframe[title="Thư nhanh"]');
    await frame.getByText('Xin chào').first().waitFor();
    const ground = await page.frames()[1]?.evaluate('getComputedStyle(document.body).backgroundColor');
    expect(ground).toBe('rgb(19, 18, 27)');
  });

  it('stands on the other side of a page that reads from the right, and does not make it wider', async () => {
    const { page } = await visit(trusted, { lang: '<html lang="ar" dir="rtl">' });
    expect((await button(page).boundingBox())?.x).toBeLessThan(100);
    await button(page).click();
    await greeted(page);
    expect((await panel(page).boundingBox())?.x).toBeLessThan(100);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  });

  it('works under a strict Content-Security-Policy, untouched by the styles of the page', async () => {
    const policy = `default-src 'none'; script-src ${playground.url}; frame-src ${playground.url}; require-trusted-types-for 'script'`;
    const { page, problems } = await visit(trusted, { policy });
    await button(page).click();
    await greeted(page);
    expect(problems).toEqual([]);
  });

  it('says on the console which attribute it does not understand', async () => {
    const { problems } = await visit(trusted, { attributes: 'data-theme="drak"' });
    expect(problems).toEqual(['embed.js: data-theme="drak" is none of system, light, dark']);
  });

  it('is there once, though the tag is there twice', async () => {
    const { page } = await visit(trusted, { html: `<script src="${playground.url}/embed.js"></script>` });
    expect(await button(page).count()).toBe(1);
  });
});
