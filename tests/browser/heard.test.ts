// What a screen reader says of each card: Web Chat's live region, from the welcome to every end that a mail can have.
import type { Browser } from 'playwright-core';
import { type Playground, servePlayground } from '../../playground/serve';
import { describeInBrowser, startBrowser } from '../support/browser';
import { type ChatPage, openChat } from '../support/chatPage';
import { type Hears, listen } from '../support/heard';

describeInBrowser('somebody who hears the chat', () => {
  let playground: Playground;
  let browser: Browser;
  let chat: ChatPage;
  let hears: Hears;

  beforeAll(async () => {
    playground = await servePlayground(0, { LOG_LEVEL: 'silent' });
    browser = await startBrowser();
    chat = await openChat({ browser, playground });
    hears = await listen(chat.page);
    await chat.open();
  });
  afterAll(async () => {
    await browser?.close();
    await playground?.close();
  });

  const press = (name: string) => chat.newestCard().getByRole('button', { name, exact: true }).click();
  const lunch = { To: 'Bao Tran <bao@contoso.com>', Subject: 'Lunch', Message: 'See you at 12' };

  it('hears the welcome, and a form with its sender', async () => {
    await hears('Send email without leaving this chat');
    const signInPage = await chat.sayToSignIn('send mail');
    await hears('Sign in with your Microsoft account');
    await signInPage.getByRole('button', { name: /Ana Nguyen/ }).click();
    const form = await hears('New email form. From Ana Nguyen <ana@contoso.com>.');
    // Neither buttons nor what could be chosen from closed lists.
    expect(form).toMatch(/<ana@contoso\.com>\.$/);
  });

  it('hears which fields to mend', async () => {
    await press('Send');
    await hears('Not sent yet. Please check To and Message.');
  });

  it('hears the preview, and that the mail was sent', async () => {
    await chat.fill(lunch);
    await press('Preview');
    await hears('Check before you send. To Bao Tran: “Lunch”. Not sent yet.');
    await press('Send');
    await hears('Your email to Bao Tran, “Lunch”, was sent.');
  });

  it.each([
    ['was not sent, and why', 403, 'Your email to Bao Tran, “Lunch”, was not sent.'],
    ['may have been sent', 504, '“Lunch” may or may not have been sent.'],
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
    await hears('Saved in your drafts. “Lunch” was not sent.');
    await chat.say('send mail');
    await hears('New email form');
    await press('Cancel');
    await hears('Cancelled. Nothing was sent.');
  });
});
