// The sign-in window of a chat on another site: blocked, closed, cancelled or open twice, the page says how to go on.
import type { Browser, Page } from 'playwright-core';
import { type Playground, servePlayground } from '../../playground/serve';
import { violations } from '../support/axe';
import { describeInBrowser, presses, startBrowser, tidy } from '../support/browser';
import { type ChatPage, openChat, sentSubjects } from '../support/chatPage';
import { type HostPage, serveHostPage } from '../support/hostPage';

const blocked = 'Your browser blocked the sign-in window.';
const waiting = 'Waiting for you to sign in.';

describeInBrowser('the sign-in window', () => {
  let host: HostPage;
  let playground: Playground;
  let browser: Browser;
  let chat: ChatPage;

  beforeAll(async () => {
    host = await serveHostPage();
    playground = await servePlayground(0, { LOG_LEVEL: 'silent', WEBCHAT_TRUSTED_ORIGINS: host.url });
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await playground?.close();
    await host?.close();
  });
  beforeEach(async () => {
    chat = await openChat({ browser, playground, host });
  });
  afterEach(async () => {
    // In every one of these stories: who signs in in a window of the chat types no code.
    await expect(chat.room.getByText(/six digits|\bcode\b/i).count()).resolves.toBe(0);
    expect(chat.problems).toEqual([]);
    await tidy(browser);
  });

  const choose = (signInPage: Page, name: RegExp) => signInPage.getByRole('button', { name }).click();
  const formFrom = (address: string) => chat.newestCard().getByText(address).waitFor();
  const noBars = () => expect(chat.bar().count()).resolves.toBe(0);
  /** The page looks every half second whether the window is closed, and two seconds later says that it is. */
  const close = async (signInPage: Page) => {
    await signInPage.close();
    await chat.page.clock.fastForward(500);
    await chat.page.clock.fastForward(2000);
    await chat.bar(waiting).waitFor();
  };

  it('cannot lead the chat elsewhere, and closes by itself', async () => {
    await chat.open();
    const signInPage = await chat.sayToSignIn('send mail');
    await expect(signInPage.evaluate('window.opener')).resolves.toBeNull();
    const closed = signInPage.waitForEvent('close');
    await choose(signInPage, /Ana Nguyen/);
    await closed;
    await formFrom('From: Ana Nguyen <ana@contoso.com>');
    // The focus moves into the form, away from the used button.
    const to = chat.newestCard().getByRole('textbox', { name: 'To' });
    await to.and(chat.room.locator(':focus')).waitFor();
    await noBars();
  });

  it('does not open by itself long after the person has spoken, nor while another is open', async () => {
    const windows: Page[] = [];
    chat.page.on('popup', (window) => windows.push(window));
    await chat.open();
    const { room } = chat;
    const body = room.locator('body');
    await body.evaluate(presses(false));
    await chat.say('profile');
    const button = await chat.signInButton();
    await noBars();
    expect(windows).toEqual([]);
    await body.evaluate(presses(true));
    const signInPage = await chat.windowFrom(button);
    await chat.say('send mail');
    await chat.room.locator('.ac-adaptiveCard', { hasText: 'Sign in with' }).nth(1).waitFor();
    expect(windows).toEqual([signInPage]);
    await choose(signInPage, /Ana Nguyen/);
    await formFrom('From: Ana Nguyen');
  });

  it('that is closed after a message on something else leads to the bar', async () => {
    await chat.open();
    const signInPage = await chat.sayToSignIn('sign in');
    await chat.say('help');
    await chat.newestCard().getByText('What you can type').waitFor();
    await close(signInPage);
    await chat.bar().getByRole('button', { name: 'Dismiss' }).click();
  });

  it('that is blocked leads to a bar with a link, which goes away with the sign-in', async () => {
    await chat.page.addInitScript('window.open = () => null');
    await chat.open();
    await chat.say('send mail');
    const button = await chat.signInButton();
    // The card with its button is there, and nobody has asked for a window yet.
    await noBars();
    await button.click();
    const link = chat.bar(blocked).getByRole('link', { name: 'Open the sign-in page' });
    await link.and(chat.room.locator(':focus')).waitFor();
    expect(await violations(chat.page)).toEqual([]);
    const signInPage = await chat.windowFrom(link);
    await expect(signInPage.evaluate('window.opener')).resolves.toBeNull();
    await choose(signInPage, /Ana Nguyen/);
    await formFrom('From: Ana Nguyen');
    await noBars();
  });

  it('that is closed without a sign-in leads to a bar that opens it again', async () => {
    await chat.open();
    await close(await chat.sayToSignIn('send mail'));
    expect(await violations(chat.page)).toEqual([]);
    const again = await chat.windowFrom(chat.bar().getByRole('button', { name: 'Open again' }));
    await noBars();
    await choose(again, /Ana Nguyen/);
    await formFrom('From: Ana Nguyen');
    await noBars();
  });

  it('that is closed after "Cancel" leads to the bar, until it is dismissed', async () => {
    await chat.open();
    const signInPage = await chat.sayToSignIn('send mail');
    await choose(signInPage, /^Cancel$/);
    await signInPage.getByRole('heading', { name: /cancelled/i }).waitFor();
    await close(signInPage);
    await chat.bar().getByRole('button', { name: 'Dismiss' }).click();
    await noBars();
    // The card still works.
    await choose(await chat.windowFrom(await chat.signInButton()), /Ana Nguyen/);
    await formFrom('From: Ana Nguyen');
  });

  it('that is closed leads to a bar, which "cancel" removes', async () => {
    await chat.open();
    await close(await chat.sayToSignIn('sign in'));
    await chat.say('cancel');
    await chat.bar().waitFor({ state: 'hidden' });
  });

  it('may be used with another account the next time: the form shows which', async () => {
    await chat.open();
    await choose(await chat.sayToSignIn('send mail'), /Ana Nguyen/);
    await formFrom('From: Ana Nguyen <ana@contoso.com>');
    await chat.say('sign out');
    await chat.newestCard().getByRole('button', { name: 'Sign in again' }).waitFor();
    await choose(await chat.sayToSignIn('send mail'), /Personal/);
    await formFrom('From: Linh Phạm <linh.pham@outlook.com>');
    await noBars();
  });

  it('may be open twice with two accounts: the last sign-in counts, and no mail is sent as the wrong one', async () => {
    await chat.open();
    const first = await chat.sayToSignIn('send mail');
    const second = await chat.windowFrom(await chat.signInButton());
    await choose(first, /Ana Nguyen/);
    await formFrom('From: Ana Nguyen <ana@contoso.com>');
    await chat.fill({ To: 'bao@contoso.com', Subject: 'Whose', Message: 'See you at 12' });
    await choose(second, /Linh/);
    await chat.newestCard().getByText('You are signed in as linh.pham@outlook.com').waitFor();
    // The form that says Ana does not send as Linh: it comes again and says Linh.
    const asAna = chat.room.locator('.ac-adaptiveCard', { hasText: 'From: Ana' });
    await asAna.getByRole('button', { name: 'Send', exact: true }).click();
    await formFrom('From: Linh Phạm <linh.pham@outlook.com>');
    await expect(chat.newestCard().getByRole('textbox', { name: 'Subject' }).inputValue()).resolves.toBe(
      'Whose',
    );
    expect(await sentSubjects(playground)).not.toContain('Whose');
    await noBars();
  });

  it('survives a reload of the chat page, which goes on after the sign-in', async () => {
    await chat.open();
    const windows: Page[] = [];
    chat.page.on('popup', (window) => windows.push(window));
    const signInPage = await chat.sayToSignIn('send mail');
    await chat.reload();
    await chat.signInButton();
    expect(windows).toHaveLength(1);
    await choose(signInPage, /Ana Nguyen/);
    await formFrom('From: Ana Nguyen');
    await noBars();
  });
});
