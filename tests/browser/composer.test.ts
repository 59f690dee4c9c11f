// The composer in Web Chat as one story: Cc, Markdown, an ambiguous name, preview, edit, send; and a draft.
import { describeInBrowser, signInWindowOf } from '../support/browser';
import { chatStory, sentSubjects } from '../support/chatPage';

describeInBrowser('a mail composed in Web Chat', () => {
  const chat = chatStory();
  const errors: string[] = [];

  beforeAll(async () => {
    chat.page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await chat.opens();
    await chat.opensForm({ To: 'Ana, Lê Chi', Subject: 'Lunch', Message: '# Friday\n\nSee you at **12**' });
  });

  const card = () => chat.newestCard();
  const field = (name: string) => card().getByRole('textbox', { name, exact: true });
  const choice = (name: string) => card().getByRole('combobox', { name, exact: true });
  /** What stands in the newest card, white space apart. */
  const text = async () => (await card().innerText()).replace(/\s+/g, ' ');

  it('has Cc and Bcc folded below To, and importance and format behind "More"', async () => {
    await expect(field('Cc').isVisible()).resolves.toBe(false);
    for (const name of ['Cc and Bcc', 'More options']) {
      const fold = chat.button(name);
      await expect(fold.getAttribute('aria-expanded')).resolves.toBe('false');
      await fold.click();
      await expect(fold.getAttribute('aria-expanded')).resolves.toBe('true');
    }
    await field('Cc').fill('bao@contoso.com');
    await field('Bcc').fill('linh.pham@outlook.com');
    await choice('Importance').selectOption('High');
    await choice('Format').selectOption('Markdown');
  });

  it('asks for the permission to look names up at the first name, then asks which of three it is, and keeps all else', async () => {
    const allowing = await signInWindowOf(chat.page, () => chat.presses('Preview'));
    await card().getByRole('button', { name: 'Allow name lookup' }).waitFor();
    // Names come from the organisation that sends, so only the sender is offered.
    await expect(allowing.getByRole('button').allInnerTexts()).resolves.toEqual([
      expect.stringContaining('Continue as Ana Nguyen'),
      'Cancel',
    ]);
    await allowing.getByRole('button', { name: 'Continue as Ana Nguyen' }).click();
    await chat.sees('There is more than one Ana');
    await expect(field('To').inputValue()).resolves.toBe('"Ana", Lê Chi <chi.le@contoso.com>');
    await expect(field('Bcc').inputValue()).resolves.toBe('linh.pham@outlook.com');
    await expect(choice('Format').inputValue()).resolves.toBe('markdown');
  });

  it('shows the mail as it will go', async () => {
    await choice('Which Ana?').selectOption('Ana Phạm <ana.pham@contoso.com>');
    await chat.presses('Preview');
    await chat.sees('Check before you send');
    expect(await text()).toContain(
      'To Ana Phạm <ana.pham@contoso.com>, Lê Chi <chi.le@contoso.com> Cc bao@contoso.com Bcc linh.pham@outlook.com Subject Lunch Importance High Friday See you at 12',
    );
    await expect(card().getByText('12', { exact: true }).getAttribute('style')).resolves.toContain(
      'font-weight: 600',
    );
  });

  it('goes back with "Edit" and sends what the next preview shows', async () => {
    await chat.presses('Edit');
    await chat.sees('From: Ana Nguyen');
    await expect(field('Cc').inputValue()).resolves.toBe('bao@contoso.com');
    await field('Subject').fill('Lunch on Friday');
    await chat.presses('Preview');
    await chat.sees('Check before you send');
    await chat.presses('Send');
    await chat.sees('✓ Sent');
    expect(await text()).toContain('Bcc linh.pham@outlook.com Subject Lunch on Friday');
    expect(await sentSubjects(chat.playground)).toEqual(['Lunch on Friday']);
  });

  it('is not sent by the word "send" as it was before it was changed on the page', async () => {
    await chat.says('send mail to bao@contoso.com about Cake: one');
    await chat.sees('From: Ana Nguyen');
    await field('Message').fill('two');
    await chat.says('send');
    await chat.sees('Check before you send');
    expect(await sentSubjects(chat.playground)).toEqual(['Lunch on Friday']);
    await chat.presses('Cancel');
    await chat.sees('“Cake” was not sent.');
    await chat.presses('Delete');
    await chat.sees('It can’t be brought back');
    await chat.presses('Delete');
    await chat.sees('Write an email');
  });

  it('finds a begun mail among the drafts, continues it, and cancels it', async () => {
    await chat.says('send mail to bao@contoso.com about Tea: at four');
    await chat.sees('From: Ana Nguyen');
    await chat.says('drafts');
    await chat.sees('Your drafts');
    await chat.presses('Continue');
    await chat.sees('From: Ana Nguyen');
    await expect(field('Message').inputValue()).resolves.toBe('at four');
    await chat.presses('Cancel');
    await chat.sees('“Tea” was not sent.');
  });

  it('met no error in the console but a known one of Web Chat', () => {
    expect(chat.problems).toEqual([]);
    // Web Chat is told of every action, knows no Action.ToggleVisibility, and complains of it and then shows it, a
    // minified class, although the card has done it by then.
    const [unknown] = errors.splice(0, 4);
    expect(unknown).toBe('Web Chat: received unknown action from Adaptive Cards');
    expect(errors).toEqual([]);
  });
});
