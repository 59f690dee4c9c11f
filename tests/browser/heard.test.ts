// What a screen reader says of each card: Web Chat's live region, from the welcome to every end that a mail can have.
import type { Browser } from 'playwright-core';
import { type Playground, servePlayground } from '../../playground/serve';
import { describeInBrowser, startBrowser } from '../support/browser';
import { type ChatPage, openChat } from '../support/chatPage';

/** Runs in the page. */
const listening = `
  globalThis.heard = [];
  new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes)
      if (target instanceof Element && target.closest('[aria-live="polite"], [aria-live="assertive"]'))
        for (const node of addedNodes) heard.push(node.textContent);
  }).observe(document, { childList: true, subtree: true });
`;

describeInBrowser('somebody who hears the chat', () => {
  let playground: Playground;
  let browser: Browser;
  let chat: ChatPage;

  beforeAll(async () => {
    playground = await servePlayground(0, { LOG_LEVEL: 'silent' });
    browser = await startBrowser();
    chat = await openChat({ browser, playground });
    // What a live region gets is taken out of it again soon after.
    await chat.page.addInitScript({ content: listening });
    await chat.open();
  });
  afterAll(async () => {
    await browser?.close();
    await playground?.close();
  });

  /** Waits until a sentence is heard; what was heard before does not count. */
  const hears = (sentence: string) =>
    chat.page.waitForFunction((wanted) => {
      const { heard } = globalThis as unknown as { heard: string[] };
      const at = heard.findIndex((text) => text.includes(wanted));
      if (at < 0) return false;
      heard.splice(0, at + 1);
      return true;
    }, sentence);
  const press = (name: string) => chat.newestCard().getByRole('button', { name, exact: true }).click();
  const lunch = { To: 'Bao Tran <bao@contoso.com>', Subject: 'Lunch', Message: 'See you at 12' };

  it('hears the welcome, and a form with its sender', async () => {
    await hears('Send email without leaving this chat');
    const signInPage = await chat.sayToSignIn('send mail');
    await hears('Sign in with your Microsoft account');
    await signInPage.getByRole('button', { name: /Ana Nguyen/ }).click();
    await hears('New email form. From Ana Nguyen <ana@contoso.com>.');
  });

  it('hears which fields to mend', async () => {
    await press('Send');
    await hears('Not sent yet. Please check To and Message.');
  });

  it('hears the preview, and that the mail was sent', async () => {
    await chat.fill(lunch);
    await press('Preview');
    await hears('Check your email. To Bao Tran: "Lunch". Not sent yet.');
    await press('Send');
    await hears('Your email to Bao Tran, "Lunch", was sent.');
  });

  it.each([
    ['was not sent, and why', 403, 'Your email to Bao Tran, "Lunch", was not sent.'],
    ['may have been sent', 504, '"Lunch" may or may not have been sent.'],
  ])('hears that a mail %s', async (_what, status, sentence) => {
    playground.standIns?.graph.answerNext({ on: 'sendMail', status });
    await chat.say('send mail');
    await hears('New email form');
    await chat.fill(lunch);
    await press('Send');
    await hears(sentence);
  });

  it('hears that a text is kept, and a form closed', async () => {
    await chat.say('send mail');
    await hears('New email form');
    await chat.fill(lunch);
    await press('Cancel');
    await hears('Saved in your drafts. "Lunch" was not sent.');
    await chat.say('send mail');
    await hears('New email form');
    await press('Cancel');
    await hears('Cancelled. Nothing was sent.');
  });
});
