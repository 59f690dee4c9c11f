// The whole product as a person meets it: the playground's page in Chromium, from the welcome to the mail in the mailbox.
import { describeInBrowser } from '../support/browser';
import { chatStory } from '../support/chatPage';
import { picks } from '../support/chatRoom';

describeInBrowser('a newcomer in Web Chat', () => {
  const chat = chatStory();
  /** What the console tells. */
  const errors: string[] = [];

  beforeAll(async () => {
    chat.page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await chat.visits();
  });

  const inMailbox = (subject: string) =>
    chat.page.getByRole('complementary', { name: 'Mailbox' }).getByText(subject, { exact: true }).waitFor();

  it('is welcomed', async () => {
    await chat.seesWelcome();
  });

  it('presses "Write an email", picks an account in the window that opens, and is at the form’s first field', async () => {
    await picks(await chat.windowFrom(chat.button('Write an email')));
    await chat.sees('From: Ana Nguyen <ana@contoso.com>');
    await chat.field('To').and(chat.page.locator(':focus')).waitFor();
  });

  it('sends with her second click in the chat, gets a receipt, and sees the mail arrive beside it', async () => {
    await chat.page.keyboard.type('bao@contoso.com');
    await chat.fills({ Subject: 'First', Message: 'See you at 12' });
    await chat.presses('Send');
    await chat.sees('✓ Sent');
    await inMailbox('First');
  });

  it('is told at the field what is wrong, with everything typed still there', async () => {
    await chat.presses('Write an email');
    await chat.fills({ To: 'bao@', Subject: 'Lunch', Message: 'See you at 12' });
    await chat.presses('Send');
    await chat.sees('“bao@” isn’t a complete address');
    await expect(chat.field('Message').inputValue()).resolves.toBe('See you at 12');
  });

  it('corrects it and sends', async () => {
    await chat.fills({ To: 'bao@contoso.com' });
    await chat.presses('Send');
    await inMailbox('Lunch');
  });

  it('sees her profile with her photo', async () => {
    await chat.says('profile');
    await chat.newestCard().getByText('Product Designer').first().waitFor();
    await chat.newestCard().getByRole('img', { name: 'Your photo' }).waitFor();
  });

  it('reloads the page and goes on where she was, still signed in', async () => {
    await chat.reloads();
    await chat.newestCard().getByText('Product Designer').first().waitFor();
    await chat.says('sign in');
    await chat.sees('You are signed in as ana@contoso.com');
  });

  it('met no error in the browser console', () => {
    expect([...chat.problems, ...errors]).toEqual([]);
  });
});
