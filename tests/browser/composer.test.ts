// The composer in Web Chat as one story: Cc, Markdown, an ambiguous name, preview, edit, send; and a draft.
import type { Browser } from 'playwright-core';
import { type Playground, servePlayground } from '../../playground/serve';
import { describeInBrowser, signInWindowOf, startBrowser } from '../support/browser';
import { type ChatPage, openChat, sentSubjects } from '../support/chatPage';

describeInBrowser('a mail composed in Web Chat', () => {
  let playground: Playground;
  let browser: Browser;
  let chat: ChatPage;
  const errors: string[] = [];

  beforeAll(async () => {
    playground = await servePlayground(0, { LOG_LEVEL: 'silent' });
    browser = await startBrowser();
    chat = await openChat({ browser, playground });
    chat.page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await chat.open();
    await chat.fillForm({ To: 'Ana, Lê Chi', Subject: 'Lunch', Message: '# Friday\n\nSee you at **12**' });
  });
  afterAll(async () => {
    await browser?.close();
    await playground?.close();
  });

  const card = () => chat.newestCard();
  const press = (name: string) => card().getByRole('button', { name, exact: true }).click();
  const field = (name: string) => card().getByRole('textbox', { name, exact: true });
  const choice = (name: string) => card().getByRole('combobox', { name, exact: true });
  /** What stands in the newest card, white space apart. */
  const text = async () => (await card().innerText()).replace(/\s+/g, ' ');

  it('has Cc and Bcc folded below To, and importance and format behind "More"', async () => {
    await expect(field('Cc').isVisible()).resolves.toBe(false);
    for (const name of ['Cc and Bcc', 'More options']) {
      const fold = card().getByRole('button', { name, exact: true });
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
    const allowing = await signInWindowOf(chat.page, () => press('Preview'));
    await card().getByRole('button', { name: 'Allow name lookup' }).waitFor();
    // Names come from the organisation that sends, so only the sender is offered.
    await expect(allowing.getByRole('button').allInnerTexts()).resolves.toEqual([
      expect.stringContaining('Continue as Ana Nguyen'),
      'Cancel',
    ]);
    await allowing.getByRole('button', { name: 'Continue as Ana Nguyen' }).click();
    await card().getByText('There is more than one Ana').waitFor();
    await expect(field('To').inputValue()).resolves.toBe('"Ana", Lê Chi <chi.le@contoso.com>');
    await expect(field('Bcc').inputValue()).resolves.toBe('linh.pham@outlook.com');
    await expect(choice('Format').inputValue()).resolves.toBe('markdown');
  });

  it('shows the mail as it will go', async () => {
    await choice('Which Ana?').selectOption('Ana Phạm <ana.pham@contoso.com>');
    await press('Preview');
    await card().getByText('Are these the right people?').waitFor();
    expect(await text()).toContain(
      'To Ana Phạm <ana.pham@contoso.com>, Lê Chi <chi.le@contoso.com> Cc bao@contoso.com Bcc linh.pham@outlook.com Subject Lunch Importance High Friday See you at 12',
    );
    await expect(card().getByText('12', { exact: true }).getAttribute('style')).resolves.toContain(
      'font-weight: 600',
    );
  });

  it('goes back with "Edit" and sends what the next preview shows', async () => {
    await press('Edit');
    await card().getByText('From: Ana Nguyen').waitFor();
    await expect(field('Cc').inputValue()).resolves.toBe('bao@contoso.com');
    await field('Subject').fill('Lunch on Friday');
    await press('Preview');
    await card().getByText('Check before you send').waitFor();
    await press('Send');
    await card().getByText('✓ Sent').waitFor();
    expect(await text()).toContain('Bcc linh.pham@outlook.com Subject Lunch on Friday');
    expect(await sentSubjects(playground)).toEqual(['Lunch on Friday']);
  });

  it('is not sent by the word "send" as it was before it was changed on the page', async () => {
    await chat.say('send mail to bao@contoso.com about Cake: one');
    await card().getByText('From: Ana Nguyen').waitFor();
    await field('Message').fill('two');
    await chat.say('send');
    await card().getByText('Check before you send').waitFor();
    expect(await sentSubjects(playground)).toEqual(['Lunch on Friday']);
    await press('Cancel');
    await card().getByText('“Cake” was not sent.').waitFor();
    await press('Delete');
    await card().getByText('It can’t be brought back').waitFor();
    await press('Delete');
    await card().getByText('Write an email').waitFor();
  });

  it('finds a begun mail among the drafts, continues it, and cancels it', async () => {
    await chat.say('send mail to bao@contoso.com about Tea: at four');
    await card().getByText('From: Ana Nguyen').waitFor();
    await chat.say('drafts');
    await card().getByText('Your drafts').waitFor();
    await press('Continue');
    await card().getByText('From: Ana Nguyen').waitFor();
    await expect(field('Message').inputValue()).resolves.toBe('at four');
    await press('Cancel');
    await card().getByText('“Tea” was not sent.').waitFor();
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
