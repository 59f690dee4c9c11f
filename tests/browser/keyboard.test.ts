// The whole journey by keyboard alone, with what is heard and where the focus is after each step.
import type { Page } from 'playwright-core';
import { describeInBrowser, signInWindowOf } from '../support/browser';
import { chatStory, sentSubjects } from '../support/chatPage';
import { focused, focusOn as isFocusOn } from '../support/focus';
import { type Hears, listen } from '../support/heard';

describeInBrowser('somebody with a keyboard and a screen reader', () => {
  const chat = chatStory();
  let hears: Hears;
  let page: Page;

  beforeAll(async () => {
    ({ page } = chat);
    hears = await listen(page);
    await chat.opens();
  });

  const focusOn = (text: string) => isFocusOn(page, text);
  /** Presses a key until the focus is where it should be. */
  const go = async (key: string, wanted: RegExp, where = page) => {
    for (let presses = 0; presses < 20; presses += 1) {
      await where.keyboard.press(key);
      if (wanted.test(await focused(where))) return;
    }
    throw new Error(`${key} never came to ${wanted}, but to "${await focused(where)}"`);
  };
  const type = (text: string) => page.keyboard.type(text);

  it('hears the welcome, with the focus where one types', async () => {
    await hears('Send email without leaving this chat');
    await focusOn('Message input box');
  });

  it('types "send mail", picks an account in the window that opens, and is in the To field', async () => {
    await type('send mail');
    const signIn = await signInWindowOf(page, () => page.keyboard.press('Enter'));
    await hears('Sign in with your Microsoft account');
    await signIn.getByRole('button', { name: /Ana Nguyen/ }).waitFor();
    await go('Tab', /Ana Nguyen/, signIn);
    await signIn.keyboard.press('Enter');
    await hears('New email form. From Ana Nguyen');
    await focusOn('To');
  });

  it('sends a wrong address: hears which fields to mend, and is in the first of them', async () => {
    await type('bao@');
    await page.keyboard.press('Control+Enter');
    await hears('Not sent yet. Please check To and Message.');
    await focusOn('To');
    await page.keyboard.press('Control+A');
    await type('Bao Tran <bao@contoso.com>');
    await go('Tab', /^Message/);
    await type('See you at 12');
  });

  it('is asked once about the missing subject, goes back, and is in the form', async () => {
    await page.keyboard.press('Control+Enter');
    await hears('Send without a subject?');
    await focusOn('Send without a subject?');
    await go('Tab', /^Add a subject/);
    await page.keyboard.press('Enter');
    await focusOn('Subject');
    await type('Lunch');
  });

  it('hears the preview, and is at its heading', async () => {
    await go('Tab', /^Preview/);
    await page.keyboard.press('Enter');
    await hears('Check before you send. To Bao Tran: “Lunch”. Not sent yet.');
    await focusOn('Check before you send');
  });

  it('sends, hears that it was sent, and is at the receipt', async () => {
    await go('Tab', /^Send/);
    await page.keyboard.press('Enter');
    await hears('Your email to Bao Tran, “Lunch”, was sent.');
    await focusOn('✓ Sent');
    expect(await sentSubjects(chat.playground)).toEqual(['Lunch']);
  });

  it('is back where one types with Escape and Tab', async () => {
    await page.keyboard.press('Escape');
    await go('Tab', /Message input box/);
  });
});
