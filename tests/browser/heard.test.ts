// What a screen reader says of each card: Web Chat's live region, from the welcome to every end that a mail can have.
import { describeInBrowser } from '../support/browser';
import { chatStory } from '../support/chatPage';
import { picks } from '../support/chatRoom';
import { type Hears, listen } from '../support/heard';

describeInBrowser('somebody who hears the chat', () => {
  const chat = chatStory();
  let hears: Hears;

  beforeAll(async () => {
    hears = await listen(chat.page);
    await chat.opens();
  });

  const lunch = { To: 'Bao Tran <bao@contoso.com>', Subject: 'Lunch', Message: 'See you at 12' };

  it('hears the welcome, and a form with its sender', async () => {
    await hears('Send email without leaving this chat');
    const signInPage = await chat.saysToSignIn('send mail');
    await hears('Sign in with your Microsoft account');
    await picks(signInPage);
    const form = await hears('New email form. From Ana Nguyen <ana@contoso.com>.');
    // Neither buttons nor what could be chosen from closed lists.
    expect(form).toMatch(/<ana@contoso\.com>\.$/);
  });

  it('hears which fields to mend', async () => {
    await chat.presses('Send');
    await hears('Not sent yet. Please check To and Message.');
  });

  it('hears the preview, and that the mail was sent', async () => {
    await chat.fills(lunch);
    await chat.presses('Preview');
    await hears('Check before you send. To Bao Tran: “Lunch”. Not sent yet.');
    await chat.presses('Send');
    await hears('Your email to Bao Tran, “Lunch”, was sent.');
  });

  it.each([
    ['was not sent, and why', 403, 'Your email to Bao Tran, “Lunch”, was not sent.'],
    ['may have been sent', 504, '“Lunch” may or may not have been sent.'],
  ])('hears that a mail %s', async (_what, status, sentence) => {
    chat.playground.standIns?.graph.answerNext({ on: 'sendMail', status });
    await chat.says('send mail');
    await hears('New email form');
    await chat.fills(lunch);
    await chat.presses('Send');
    await hears(sentence);
  });

  it('hears that a text is kept, and a form closed', async () => {
    await chat.says('send mail');
    await hears('New email form');
    await chat.fills(lunch);
    await chat.presses('Cancel');
    await hears('Saved in your drafts. “Lunch” was not sent.');
    await chat.says('send mail');
    await hears('New email form');
    await chat.presses('Cancel');
    await hears('Cancelled. Nothing was sent.');
  });
});
