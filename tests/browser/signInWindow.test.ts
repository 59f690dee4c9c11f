// The sign-in window of a chat on another site: blocked, closed, cancelled or open twice, the page says how to go on.
import type { Page } from 'playwright-core';
import { violations } from '../support/axe';
import { describeInBrowser, presses } from '../support/browser';
import { chatStory, sentSubjects } from '../support/chatPage';
import { picks } from '../support/chatRoom';

const blocked = 'Your browser blocked the sign-in window.';
const waiting = 'Waiting for you to sign in.';

describeInBrowser('the sign-in window', () => {
  const chat = chatStory({ isAnew: true, isEmbedded: true });

  afterEach(async () => {
    // In every one of these stories: who signs in in a window of the chat types no code.
    await expect(chat.room.getByText(/six digits|\bcode\b/i).count()).resolves.toBe(0);
    expect(chat.problems).toEqual([]);
  });

  const noBars = () => expect(chat.bar().count()).resolves.toBe(0);
  /** The page looks every half second whether the window is closed, and two seconds later says that it is. */
  const close = async (signInPage: Page) => {
    await signInPage.close();
    await chat.page.clock.fastForward(500);
    await chat.page.clock.fastForward(2000);
    await chat.bar(waiting).waitFor();
  };

  it('cannot lead the chat elsewhere, and closes by itself', async () => {
    await chat.opens();
    const signInPage = await chat.saysToSignIn('send mail');
    await expect(signInPage.evaluate('window.opener')).resolves.toBeNull();
    const closed = signInPage.waitForEvent('close');
    await picks(signInPage);
    await closed;
    await chat.sees('From: Ana Nguyen <ana@contoso.com>');
    // The focus moves into the form, away from the used button.
    const to = chat.newestCard().getByRole('textbox', { name: 'To' });
    await to.and(chat.room.locator(':focus')).waitFor();
    await noBars();
  });

  it('does not open by itself long after the person has spoken, nor while another is open', async () => {
    const windows: Page[] = [];
    chat.page.on('popup', (window) => windows.push(window));
    await chat.opens();
    const { room } = chat;
    const body = room.locator('body');
    await body.evaluate(presses(false));
    await chat.says('profile');
    const button = await chat.signInButton();
    await noBars();
    expect(windows).toEqual([]);
    await body.evaluate(presses(true));
    const signInPage = await chat.windowFrom(button);
    await chat.says('send mail');
    await chat.room.locator('.ac-adaptiveCard', { hasText: 'Sign in with' }).nth(1).waitFor();
    expect(windows).toEqual([signInPage]);
    await picks(signInPage);
    await chat.sees('From: Ana Nguyen');
  });

  it('that is closed after a message on something else leads to the bar', async () => {
    await chat.opens();
    const signInPage = await chat.saysToSignIn('sign in');
    await chat.says('help');
    await chat.sees('What you can type');
    await close(signInPage);
    await chat.bar().getByRole('button', { name: 'Dismiss' }).click();
  });

  it('that is blocked leads to a bar with a link, which goes away with the sign-in', async () => {
    await chat.page.addInitScript('window.open = () => null');
    await chat.opens();
    await chat.says('send mail');
    const button = await chat.signInButton();
    // The card with its button is there, and nobody has asked for a window yet.
    await noBars();
    await button.click();
    const link = chat.bar(blocked).getByRole('link', { name: 'Open the sign-in page' });
    await link.and(chat.room.locator(':focus')).waitFor();
    expect(await violations(chat.page)).toEqual([]);
    const signInPage = await chat.windowFrom(link);
    await expect(signInPage.evaluate('window.opener')).resolves.toBeNull();
    await picks(signInPage);
    await chat.sees('From: Ana Nguyen');
    await noBars();
  });

  it('that is closed without a sign-in leads to a bar that opens it again', async () => {
    await chat.opens();
    await close(await chat.saysToSignIn('send mail'));
    expect(await violations(chat.page)).toEqual([]);
    const again = await chat.windowFrom(chat.bar().getByRole('button', { name: 'Open again' }));
    await noBars();
    await picks(again);
    await chat.sees('From: Ana Nguyen');
    await noBars();
  });

  it('that is closed after "Cancel" leads to the bar, until it is dismissed', async () => {
    await chat.opens();
    const signInPage = await chat.saysToSignIn('send mail');
    await picks(signInPage, /^Cancel$/);
    await signInPage.getByRole('heading', { name: /cancelled/i }).waitFor();
    await close(signInPage);
    await chat.bar().getByRole('button', { name: 'Dismiss' }).click();
    await noBars();
    // The card still works.
    await picks(await chat.windowFrom(await chat.signInButton()));
    await chat.sees('From: Ana Nguyen');
  });

  it('that is closed leads to a bar, which "cancel" removes', async () => {
    await chat.opens();
    await close(await chat.saysToSignIn('sign in'));
    await chat.says('cancel');
    await chat.bar().waitFor({ state: 'hidden' });
  });

  it('may be used with another account the next time: the form shows which', async () => {
    await chat.opens();
    await picks(await chat.saysToSignIn('send mail'));
    await chat.sees('From: Ana Nguyen <ana@contoso.com>');
    await chat.says('sign out');
    await chat.newestCard().getByRole('button', { name: 'Sign in again' }).waitFor();
    await picks(await chat.saysToSignIn('send mail'), /Personal/);
    await chat.sees('From: Linh Phạm <linh.pham@outlook.com>');
    await noBars();
  });

  it('may be open twice with two accounts: the last sign-in counts, and no mail is sent as the wrong one', async () => {
    await chat.opens();
    const first = await chat.saysToSignIn('send mail');
    const second = await chat.windowFrom(await chat.signInButton());
    await picks(first);
    await chat.sees('From: Ana Nguyen <ana@contoso.com>');
    await chat.fills({ To: 'bao@contoso.com', Subject: 'Whose', Message: 'See you at 12' });
    await picks(second, /Linh/);
    await chat.sees('You are signed in as linh.pham@outlook.com');
    // The form that says Ana does not send as Linh: it comes again and says Linh.
    const asAna = chat.room.locator('.ac-adaptiveCard', { hasText: 'From: Ana' });
    await asAna.getByRole('button', { name: 'Send', exact: true }).click();
    await chat.sees('From: Linh Phạm <linh.pham@outlook.com>');
    await expect(chat.newestCard().getByRole('textbox', { name: 'Subject' }).inputValue()).resolves.toBe(
      'Whose',
    );
    expect(await sentSubjects(chat.playground)).not.toContain('Whose');
    await noBars();
  });

  it('survives a reload of the chat page, which goes on after the sign-in', async () => {
    await chat.opens();
    const windows: Page[] = [];
    chat.page.on('popup', (window) => windows.push(window));
    const signInPage = await chat.saysToSignIn('send mail');
    await chat.reloads();
    await chat.signInButton();
    expect(windows).toHaveLength(1);
    await picks(signInPage);
    await chat.sees('From: Ana Nguyen');
    await noBars();
  });
});
