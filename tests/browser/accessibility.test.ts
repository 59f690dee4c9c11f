// The pages, the embed's panel and every card against axe's rules, in both themes.
import type { Browser, Page } from 'playwright-core';
import { type Playground, servePlayground } from '../../playground/serve';
import { colourRules, violations } from '../support/axe';
import { describeInBrowser, profileOf, signInWindowOf, startBrowser } from '../support/browser';

describeInBrowser('for everybody', () => {
  let playground: Playground;
  let browser: Browser;
  beforeAll(async () => {
    playground = await servePlayground(0, { LOG_LEVEL: 'silent' });
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await playground?.close();
  });

  const cards = (page: Page) => page.locator('.ac-adaptiveCard');
  const newestCard = (page: Page) => cards(page).last();
  const say = async (page: Page, text: string) => {
    await page.getByRole('textbox', { name: 'Message input box' }).fill(text);
    await page.keyboard.press('Enter');
  };

  describe('in light and in dark', () => {
    let page: Page;
    // Without reduced motion a card could be looked at while it fades in.
    const look = { colorScheme: 'light', reducedMotion: 'reduce' } as const;
    beforeAll(async () => {
      page = await profileOf(browser).newPage();
      await page.emulateMedia(look);
    });
    afterAll(() => page?.close());

    /** What is wrong with a page in light, and what with its colours in dark. Only styles know of the theme. */
    const found = async (where = page) => {
      const light = await violations(where);
      await where.emulateMedia({ ...look, colorScheme: 'dark' });
      const dark = await violations(where, colourRules);
      await where.emulateMedia(look);
      return { light, dark };
    };
    const nothing = { light: [], dark: [] };

    it.each(['/', '/privacy', '/terms', '/mailbox', '/not-there'])('the page %s', async (path) => {
      await page.goto(playground.url + path);
      expect(await found()).toEqual(nothing);
    });

    it('the panel of the embed, and the chat in it', async () => {
      await page.goto(playground.url);
      await page.getByRole('button', { name: 'Open the chat' }).click();
      const frame = page.frameLocator('mail-bot iframe');
      await frame.locator('.ac-adaptiveCard').getByText('Send email without leaving this chat').waitFor();
      expect(await found()).toEqual(nothing);
    });

    it('the welcome', async () => {
      await page.goto(`${playground.url}/playground`);
      await newestCard(page).getByText('Send email without leaving this chat').waitFor();
      expect(await found()).toEqual(nothing);
    });

    it('the sign-in card and the sign-in page', async () => {
      const signIn = await signInWindowOf(page, () => say(page, 'send mail'));
      await newestCard(page).getByText('Sign in with your Microsoft account').waitFor();
      expect(await found()).toEqual(nothing);
      await signIn.emulateMedia(look);
      await signIn.getByRole('button', { name: /Ana Nguyen/ }).waitFor();
      expect(await found(signIn)).toEqual(nothing);
      await signIn.getByRole('button', { name: /Ana Nguyen/ }).click();
    });

    it('the form, empty and unfolded', async () => {
      await newestCard(page).getByText('From: Ana Nguyen').waitFor();
      await newestCard(page).getByRole('button', { name: 'Cc and Bcc' }).click();
      await newestCard(page).getByRole('button', { name: /^More/ }).click();
      expect(await found()).toEqual(nothing);
    });

    it('the form, with what is wrong in it', async () => {
      await newestCard(page).getByRole('button', { name: 'Send' }).click();
      await newestCard(page).getByText('Write a message').waitFor();
      expect(await found()).toEqual(nothing);
      await newestCard(page).getByLabel('To').fill('bao@');
      await newestCard(page).getByLabel('Subject').fill('Lunch');
      await newestCard(page).getByLabel('Message').fill('See you at 12');
      await newestCard(page).getByRole('button', { name: 'Send' }).click();
      await newestCard(page).getByText('“bao@” isn’t a complete address').waitFor();
      expect(await found()).toEqual(nothing);
    });

    it('the preview', async () => {
      await newestCard(page).getByLabel('To').fill('bao@contoso.com');
      await newestCard(page).getByLabel('Message').fill('# Lunch\n\n> Where?\n\n- at **12**\n- `B1`');
      await newestCard(page).getByRole('button', { name: /^More/ }).click();
      await newestCard(page).getByRole('combobox', { name: 'Format' }).selectOption('Markdown');
      await newestCard(page).getByRole('button', { name: 'Preview' }).click();
      await newestCard(page).getByText('Check before you send').waitFor();
      expect(await found()).toEqual(nothing);
    });

    it('the receipt', async () => {
      await newestCard(page).getByRole('button', { name: 'Send' }).click();
      await newestCard(page).getByText('✓ Sent').waitFor();
      expect(await found()).toEqual(nothing);
    });

    it('the answers to all else that is said, one below the other', async () => {
      const answers = {
        'send mail to bao@contoso.com about Tea: at four': 'From: Ana Nguyen',
        drafts: 'Your drafts',
        sent: 'Your recent emails',
        help: 'What you can type',
        profile: 'Product Designer',
        token: 'Access token',
        'sign in': 'You are signed in as ana@contoso.com',
        'sign out': 'Sign out and delete 1 draft?',
      };
      for (const [text, answer] of Object.entries(answers)) {
        const before = await cards(page).count();
        await say(page, text);
        await cards(page).nth(before).getByText(answer).first().waitFor();
      }
      expect(await found()).toEqual(nothing);
      await newestCard(page).getByRole('button', { name: 'Sign out and delete 1 draft' }).click();
      await newestCard(page).getByText('You are signed out').waitFor();
      await say(page, 'gibberish');
      await newestCard(page).getByText('I didn’t understand').waitFor();
      expect(await found()).toEqual(nothing);
    });
  });

  describe.each(['/', '/playground', '/chat?frame=1'])('read from the right, %s', (path) => {
    it('is mirrored, and no wider than the window', async () => {
      const page = await profileOf(browser).newPage();
      await page.setViewportSize({ width: 375, height: 700 });
      await page.addInitScript(
        'addEventListener("DOMContentLoaded", () => { document.documentElement.dir = "rtl" })',
      );
      await page.goto(playground.url + path);
      await page.locator('h1').waitFor();
      if (path !== '/') await newestCard(page).getByText('Send email without leaving this chat').waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375);
      expect(await violations(page)).toEqual([]);
      await page.close();
    });
  });
});
