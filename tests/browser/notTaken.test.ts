// The bot fails while the network works: the page says which click or message was not delivered, and offers to repeat it.
import { violations } from '../support/axe';
import { describeInBrowser } from '../support/browser';
import { chatStory } from '../support/chatPage';

const unheard = 'The bot may not have got your last click.';

describeInBrowser('when the bot fails while the network is there', () => {
  const chat = chatStory();

  beforeAll(() => chat.opens());

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
    await chat.sees('Sign in with your Microsoft account');
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
    await chat.says('help');
    await chat.room.getByText('Send failed.').last().waitFor();
    await expect(chat.bar().count()).resolves.toBe(0);
    await mend();
    await chat.room.getByRole('button', { name: 'Retry' }).click();
    await chat.sees('What you can type');
  });
});
