// The pages, the embed's panel and every card against axe's rules, in both themes.
import { colourRules, violations } from '../support/axe';
import { describeInBrowser } from '../support/browser';
import { chatStory } from '../support/chatPage';
import { chatIn, picks } from '../support/chatRoom';

describeInBrowser('for everybody', () => {
  const chat = chatStory();

  describe('in light and in dark', () => {
    // Without reduced motion a card could be looked at while it fades in.
    const look = { colorScheme: 'light', reducedMotion: 'reduce' } as const;
    beforeAll(() => chat.page.emulateMedia(look));

    /** What is wrong with a page in light, and what with its colours in dark. Only styles know of the theme. */
    const found = async (where = chat.page) => {
      const light = await violations(where);
      await where.emulateMedia({ ...look, colorScheme: 'dark' });
      const dark = await violations(where, colourRules);
      await where.emulateMedia(look);
      return { light, dark };
    };
    const nothing = { light: [], dark: [] };

    it.each(['/', '/privacy', '/terms', '/mailbox', '/not-there'])('the page %s', async (path) => {
      await chat.page.goto(chat.playground.url + path);
      expect(await found()).toEqual(nothing);
    });

    it('the panel of the embed, and the chat in it', async () => {
      const { page } = chat;
      await page.goto(chat.playground.url);
      await page.getByRole('button', { name: 'Open the chat' }).click();
      await chatIn(page, page.frameLocator('mail-bot iframe')).seesWelcome();
      expect(await found()).toEqual(nothing);
    });

    it('the welcome', async () => {
      await chat.opens();
      expect(await found()).toEqual(nothing);
    });

    it('the sign-in card and the sign-in page', async () => {
      const signIn = await chat.saysToSignIn('send mail');
      await chat.sees('Sign in with your Microsoft account');
      expect(await found()).toEqual(nothing);
      await signIn.emulateMedia(look);
      await signIn.getByRole('button', { name: /Ana Nguyen/ }).waitFor();
      expect(await found(signIn)).toEqual(nothing);
      await picks(signIn);
    });

    it('the form, empty and unfolded', async () => {
      await chat.sees('From: Ana Nguyen');
      await chat.presses('Cc and Bcc');
      await chat.newestCard().getByRole('button', { name: /^More/ }).click();
      expect(await found()).toEqual(nothing);
    });

    it('the form, with what is wrong in it', async () => {
      await chat.presses('Send');
      await chat.sees('Write a message');
      expect(await found()).toEqual(nothing);
      await chat.fills({ To: 'bao@', Subject: 'Lunch', Message: 'See you at 12' });
      await chat.presses('Send');
      await chat.sees('“bao@” isn’t a complete address');
      expect(await found()).toEqual(nothing);
    });

    it('the preview', async () => {
      await chat.fills({ To: 'bao@contoso.com', Message: '# Lunch\n\n> Where?\n\n- at **12**\n- `B1`' });
      await chat.newestCard().getByRole('button', { name: /^More/ }).click();
      await chat.newestCard().getByRole('combobox', { name: 'Format' }).selectOption('Markdown');
      await chat.presses('Preview');
      await chat.sees('Check before you send');
      expect(await found()).toEqual(nothing);
    });

    it('the receipt', async () => {
      await chat.presses('Send');
      await chat.sees('✓ Sent');
      expect(await found()).toEqual(nothing);
    });

    it('the answers to all else that is said, one below the other', async () => {
      const cards = chat.room.locator('.ac-adaptiveCard');
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
        const before = await cards.count();
        await chat.says(text);
        await cards.nth(before).getByText(answer).first().waitFor();
      }
      expect(await found()).toEqual(nothing);
      await chat.presses('Sign out and delete 1 draft');
      await chat.sees('You are signed out');
      await chat.says('gibberish');
      await chat.sees('I didn’t understand');
      expect(await found()).toEqual(nothing);
    });
  });

  describe.each(['/', '/playground', '/chat?frame=1'])('read from the right, %s', (path) => {
    it('is mirrored, and no wider than the window', async () => {
      const page = await chat.newPage();
      await page.setViewportSize({ width: 375, height: 700 });
      await page.addInitScript(
        'addEventListener("DOMContentLoaded", () => { document.documentElement.dir = "rtl" })',
      );
      await page.goto(chat.playground.url + path);
      await page.locator('h1').waitFor();
      if (path !== '/') await chatIn(page, page).seesWelcome();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375);
      expect(await violations(page)).toEqual([]);
      await page.close();
    });
  });
});
