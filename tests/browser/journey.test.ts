// The whole product as a person meets it: the playground's page in Chromium, from the welcome to the mail in the mailbox.
import type { Browser, Page } from 'playwright-core';
import { type Playground, servePlayground } from '../../playground/serve';
import { describeInBrowser, profileOf, signInWindowOf, startBrowser } from '../support/browser';

describeInBrowser('a newcomer in Web Chat', () => {
  let playground: Playground;
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    playground = await servePlayground(0, { LOG_LEVEL: 'silent' });
    browser = await startBrowser();
    page = await profileOf(browser).newPage();
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

  it('presses "Write an email", picks an account in the window that opens, and is at the form’s first field', async () => {
    const write = newestCard().getByRole('button', { name: 'Write an email' });
    const signInPage = await signInWindowOf(page, () => write.click());
    await signInPage.getByRole('button', { name: /Ana Nguyen/ }).click();
    await newestCard().getByText('From: Ana Nguyen <ana@contoso.com>').waitFor();
    const to = newestCard().getByRole('textbox', { name: 'To' });
    await to.and(page.locator(':focus')).waitFor();
  });

  it('sends with her second click in the chat, gets a receipt, and sees the mail arrive beside it', async () => {
    await page.keyboard.type('bao@contoso.com');
    await newestCard().getByLabel('Subject').fill('First');
    await newestCard().getByLabel('Message').fill('See you at 12');
    await newestCard().getByRole('button', { name: 'Send' }).click();
    await newestCard().getByText('✓ Sent').waitFor();
    await page.getByRole('complementary', { name: 'Mailbox' }).getByText('First', { exact: true }).waitFor();
  });

  it('is told at the field what is wrong, with everything typed still there', async () => {
    await newestCard().getByRole('button', { name: 'Write an email' }).click();
    await newestCard().getByLabel('To').fill('bao@');
    await newestCard().getByLabel('Subject').fill('Lunch');
    await newestCard().getByLabel('Message').fill('See you at 12');
    await newestCard().getByRole('button', { name: 'Send' }).click();
    await newestCard().getByText('“bao@” isn’t a complete address').waitFor();
    await expect(newestCard().getByLabel('Message').inputValue()).resolves.toBe('See you at 12');
  });

  it('corrects it and sends', async () => {
    await newestCard().getByLabel('To').fill('bao@contoso.com');
    await newestCard().getByRole('button', { name: 'Send' }).click();
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
