// The bot fails while the network works: the page says which click or message was not delivered, and offers to repeat it.
import type { Browser } from 'playwright-core';
import { type Playground, servePlayground } from '../../playground/serve';
import { violations } from '../support/axe';
import { describeInBrowser, startBrowser } from '../support/browser';
import { type ChatPage, openChat } from '../support/chatPage';

const unheard = 'The bot may not have got your last click.';

describeInBrowser('when the bot fails while the network is there', () => {
  let playground: Playground;
  let browser: Browser;
  let chat: ChatPage;

  beforeAll(async () => {
    playground = await servePlayground(0, { LOG_LEVEL: 'silent' });
    browser = await startBrowser();
    chat = await openChat({ browser, playground });
    await chat.open();
  });
  afterAll(async () => {
    await browser?.close();
    await playground?.close();
  });

  const fail = () => chat.page.route('**/activities', (route) => route.fulfill({ status: 502, body: '{}' }));
  const mend = () => chat.page.unroute('**/activities');

  it('a click that was not delivered is shown, and can be repeated', async () => {
    await fail();
    await chat.newestCard().getByRole('button', { name: 'Write an email' }).click();
    await chat.bar(unheard).waitFor();
    expect(await violations(chat.page)).toEqual([]);
    await chat.bar(unheard).getByRole('button', { name: 'Try again' }).click();
    // It fails again, and the bar comes back.
    await chat.bar(unheard).waitFor();
    await mend();
    await chat.bar(unheard).getByRole('button', { name: 'Try again' }).click();
    await chat.newestCard().getByText('Sign in with your Microsoft account').waitFor();
    await expect(chat.bar().count()).resolves.toBe(0);
  });

  it('the bar goes away when it is dismissed', async () => {
    await fail();
    await chat.room.getByRole('button', { name: 'Write an email' }).first().click();
    await chat.bar(unheard).getByRole('button', { name: 'Dismiss' }).click();
    await expect(chat.bar().count()).resolves.toBe(0);
    await mend();
  });

  it('a text that was not delivered says so at once, and is sent again with a click', async () => {
    await fail();
    await chat.say('help');
    await chat.room.getByText('Send failed.').last().waitFor();
    await expect(chat.bar().count()).resolves.toBe(0);
    await mend();
    await chat.room.getByRole('button', { name: 'Retry' }).click();
    await chat.newestCard().getByText('What you can type').waitFor();
  });
});
