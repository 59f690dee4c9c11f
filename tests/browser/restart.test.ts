// The bot is started again, or a conversation is over, while somebody writes an email on the page: what they typed goes along.
import { servePlayground } from '../../playground/serve';
import { violations } from '../support/axe';
import { describeInBrowser } from '../support/browser';
import { chatStory, sentSubjects } from '../support/chatPage';

/** What the page asks for when it reconnects. */
const reconnects = '**/conversations/*?watermark=*';
const lost = 'Connection lost. Reconnecting…';
const over = 'This conversation has ended';
const mail = { To: 'bao@contoso.com', Subject: 'Half written', Message: 'Dear Bao,\nsee you' };
const rest = { Cc: 'chi@contoso.com', Bcc: 'linh@contoso.com' };

describeInBrowser('somebody who writes an email', () => {
  const chat = chatStory({ isAnew: true });

  beforeEach(() => chat.opens());

  const newest = () => chat.newestCard();
  // What must be filled in has a star behind its name.
  const field = (name: string) => newest().getByLabel(new RegExp(`^${name}\\W*$`));
  const writes = async () => {
    await chat.opensForm(mail);
    for (const name of ['Cc and Bcc', 'More options']) await chat.presses(name);
    for (const [name, text] of Object.entries(rest)) await field(name).fill(text);
    await field('Importance').selectOption({ label: 'High' });
    await field('Format').selectOption({ label: 'Markdown' });
  };
  /** The form holds everything that was written. */
  const seesAll = async () => {
    for (const [name, text] of Object.entries({ ...mail, ...rest }))
      await expect(field(name).inputValue()).resolves.toBe(text);
    await expect(field('Importance').inputValue()).resolves.toBe('high');
    await expect(field('Format').inputValue()).resolves.toBe('markdown');
  };
  const restart = async () => {
    const { port } = new URL(chat.playground.url);
    await chat.playground.close();
    await chat.bar(lost).waitFor();
    chat.playground = await servePlayground(Number(port), { LOG_LEVEL: 'silent' });
  };
  /** The connection is lost, and when it is back the conversation is over. */
  const end = async (status: number) => {
    await chat.page.route(reconnects, (route) => route.fulfill({ status }));
    await chat.page.evaluate('dispatchEvent(new Event("offline"))');
    await chat.bar(lost).waitFor();
    await chat.page.clock.fastForward(5000);
    await chat.bar(lost).waitFor({ state: 'hidden' });
    await chat.page.unroute(reconnects);
  };

  it('goes on where they were after a restart, signs in again, and one email arrives', async () => {
    await writes();
    await restart();
    await chat.page.clock.fastForward(5000);
    await chat.bar(lost).waitFor({ state: 'hidden' });
    await chat.room.getByRole('status').getByText('The connection is back.').waitFor();
    await seesAll();
    await chat.signsIn(chat.button('Send'));
    await seesAll();
    await chat.presses('Send');
    await chat.sees('✓ Sent');
    expect(await sentSubjects(chat.playground)).toEqual(['Half written']);
    expect(chat.problems).toEqual([]);
  });

  it('who reloads the page after a restart is welcomed', async () => {
    await restart();
    await chat.page.clock.fastForward(5000);
    await chat.bar(lost).waitFor({ state: 'hidden' });
    await chat.reloads();
    await chat.seesWelcome();
  });

  it('has it in a new conversation when the old one is over, and nothing was sent by itself', async () => {
    const before = await sentSubjects(chat.playground);
    await writes();
    await chat.box().fill('I was about to type');
    await end(403);
    await chat.bar('Your email has been kept: sign in to continue with it.').waitFor();
    expect(await violations(chat.page)).toEqual([]);
    await chat.signsIn();
    await seesAll();
    await expect(chat.bar().count()).resolves.toBe(0);
    await expect(chat.box().inputValue()).resolves.toBe('I was about to type');
    expect(await sentSubjects(chat.playground)).toEqual(before);
    // A second end so soon is not followed by a third conversation unasked.
    await end(404);
    await chat.bar(over).getByRole('button', { name: 'Start a new conversation' }).click();
    await chat.signsIn();
    await seesAll();
    expect(chat.problems).toEqual([]);
  });

  it('has it back from the preview', async () => {
    await chat.opensForm({ ...mail, Subject: 'Previewed' });
    await chat.presses('Preview');
    await newest().getByRole('button', { name: 'Edit' }).waitFor();
    await end(404);
    await chat.signsIn();
    await expect(field('Subject').inputValue()).resolves.toBe('Previewed');
  });

  it('has nothing back that was sent', async () => {
    await chat.opensForm({ ...mail, Subject: 'Sent before' });
    await chat.presses('Send');
    await chat.sees('✓ Sent');
    await end(403);
    await chat.bar('The conversation had ended, so here is a new one.').waitFor();
    await chat.seesWelcome();
    await chat.says('help');
    await chat.sees('What you can type');
    await chat.bar().waitFor({ state: 'hidden' });
    await expect(chat.room.getByRole('textbox', { name: /^Message\b(?! input)/ }).count()).resolves.toBe(0);
  });
});
