// A signature in Web Chat: typed once, told at its field what is wrong, and seen where it goes along.
import { describeInBrowser } from '../support/browser';
import { chatStory } from '../support/chatPage';
import { focusOn as isFocusOn } from '../support/focus';
import { type Hears, listen } from '../support/heard';
import { wideIn } from '../support/view';

describeInBrowser('somebody who wants a signature', () => {
  const chat = chatStory();
  let hears: Hears;
  beforeAll(async () => {
    hears = await listen(chat.page);
    await chat.opens();
  });

  const field = () => chat.field('Signature');
  const focusOn = (text: string) => isFocusOn(chat.page, text);
  const folded = () => chat.room.locator('.folded:visible').allInnerTexts();

  it('is led into its field by the word', async () => {
    await chat.says('signature');
    await hears('Your signature. It goes below every email you write here in English.');
    await focusOn('Signature');
  });

  it('is told at the field that there is nothing to save', async () => {
    await chat.presses('Save');
    await hears('Your signature. Type your signature first.');
    await focusOn('Signature');
    await expect(field().getAttribute('aria-invalid')).resolves.toBe('true');
    const described = await field().getAttribute('aria-describedby');
    await expect(chat.newestCard().locator(`[id="${described}"]`).innerText()).resolves.toBe(
      'Type your signature first.',
    );
  });

  it('sees how it will look, and the cards before become one line', async () => {
    await field().fill('**Ana Nguyễn**\n[contoso.com](https://contoso.com)');
    await chat.presses('Save');
    await hears('Saved. Your emails end like this: Ana Nguyễn\ncontoso.com (https://contoso.com).');
    await chat.sees('Saved. Your emails end like this:');
    await expect(
      chat.newestCard().getByText('Ana Nguyễn', { exact: true }).getAttribute('style'),
    ).resolves.toContain('font-weight: 600');
    expect(await folded()).toEqual(['Signature saved']);
    expect(await wideIn(chat.page)).toEqual([]);
  });

  it('reads on the form that it goes along, and sees it in the preview and in the mailbox', async () => {
    await chat.opensForm({ To: 'bao@contoso.com', Subject: 'Lunch', Message: 'See you at 12' });
    const note = 'Your signature will be added: “Ana Nguyễn contoso.com (https://contoso.com)”.';
    await chat.sees(note);
    await hears('Your signature will be added.');
    await chat.presses('Preview');
    await chat.sees('Check before you send');
    await chat.sees('contoso.com (https://contoso.com)');
    await chat.presses('Send');
    await chat.sees('✓ Sent');
    expect(chat.playground.standIns?.mailbox.messages[0]?.body).toBe(
      'See you at 12\n\nAna Nguyễn\ncontoso.com (https://contoso.com)',
    );
  });

  it('changes it beside a form, and is led back to what was typed there', async () => {
    await chat.says('send mail');
    await chat.sees('From: Ana Nguyen');
    await chat.fills({ To: 'bao@contoso.com', Subject: 'Tea', Message: 'At four' });
    await chat.says('signature');
    await chat.sees('Your signature');
    await field().fill('Ana');
    await chat.presses('Save');
    await chat.sees('Saved. Your emails end like this:');
    await chat.presses('Continue');
    await focusOn('To');
    const form = chat.room.locator('.ac-adaptiveCard', { hasText: 'From: Ana Nguyen' }).last();
    await expect(form.getByRole('textbox', { name: 'Message' }).inputValue()).resolves.toBe('At four');
    await form.getByRole('button', { name: 'Preview' }).click();
    await chat.sees('Check before you send');
    await chat.sees('At four');
  });

  it('removes it', async () => {
    await chat.says('my signature');
    await focusOn('Signature');
    await chat.presses('Remove');
    await hears('Signature removed.');
    expect((await folded()).slice(-1)).toEqual(['Signature removed']);
    await chat.says('send mail');
    await chat.sees('From: Ana Nguyen');
    await expect(chat.newestCard().getByText('signature').count()).resolves.toBe(0);
  });
});
