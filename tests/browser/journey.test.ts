// The whole product as a person meets it: the playground's page in Chromium, from the welcome to the mail in the mailbox.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type Playground, servePlayground } from '../../playground/serve';
import { describeInBrowser, profileOf, startBrowser } from '../support/browser';

describeInBrowser('a newcomer in Web Chat', () => {
  let playground: Playground;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    playground = await servePlayground(0, { LOG_LEVEL: 'silent' });
    browser = await startBrowser();
    context = profileOf(browser);
    page = await context.newPage();
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    await page.goto(`${playground.url}/playground`);
  });
  afterAll(async () => {
    await browser?.close();
    await playground?.close();
  });

  const say = async (text: string) => {
    await page.getByRole('textbox', { name: 'Message input box' }).fill(text);
    await page.keyboard.press('Enter');
  };
  const newestCard = () => page.locator('.ac-adaptiveCard').last();

  it('is welcomed', async () => {
    await newestCard().getByText('Send email without leaving this chat').waitFor();
  });

  it('says "send mail", signs in in another window, and is back at the form without typing a code', async () => {
    await say('send mail');
    await newestCard().getByText('Sign in with your Microsoft account').waitFor();
    const opened = context.waitForEvent('page');
    await newestCard().getByRole('button', { name: 'Sign in' }).click();
    const signInPage = await opened;
    await signInPage.getByRole('button', { name: /Ana Nguyen/ }).click();
    await newestCard().getByText('From: Ana Nguyen <ana@contoso.com>').waitFor();
  });

  it('is told at the field what is wrong, with everything typed still there', async () => {
    await newestCard().getByLabel('To').fill('bao@');
    await newestCard().getByLabel('Subject').fill('Lunch');
    await newestCard().getByLabel('Message').fill('See you at 12');
    await newestCard().getByRole('button', { name: 'Send' }).click();
    await newestCard().getByText('"bao@" isn\'t a complete address').waitFor();
    await expect(newestCard().getByLabel('Message').inputValue()).resolves.toBe('See you at 12');
  });

  it('sends, gets a receipt, and sees the mail arrive beside the chat', async () => {
    await newestCard().getByLabel('To').fill('bao@contoso.com');
    await newestCard().getByRole('button', { name: 'Send' }).click();
    await newestCard().getByText('✓ Sent').waitFor();
    await page.getByRole('complementary', { name: 'Mailbox' }).getByText('Lunch', { exact: true }).waitFor();
  });

  it('sees her profile with her photo', async () => {
    await say('profile');
    await newestCard().getByText('Product Designer').first().waitFor();
    await newestCard().getByRole('img', { name: 'Your photo' }).waitFor();
  });

  it('reloads the page and goes on where she was, still signed in', async () => {
    await page.reload();
    await newestCard().getByText('Product Designer').first().waitFor();
    await say('sign in');
    await newestCard().getByText('You are signed in as ana@contoso.com').waitFor();
  });

  it('met no error in the browser console', () => {
    expect(problems).toEqual([]);
  });
});
