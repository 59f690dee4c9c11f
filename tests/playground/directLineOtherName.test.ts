// The playground opened as localhost: Direct Line, at 127.0.0.1, is then another origin for the browser.
import { describeInBrowser } from '../support/browser';
import { chatStory } from '../support/chatPage';
import { picks } from '../support/chatRoom';

describeInBrowser('a page under the other name of this machine', () => {
  const chat = chatStory();

  it('chats, signs in, and goes on after a reload, without an error in the console', async () => {
    const problems: string[] = [];
    chat.page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    const seesProfile = () => chat.newestCard().getByText('Product Designer').first().waitFor();

    await chat.page.goto(`${chat.playground.url.replace('127.0.0.1', 'localhost')}/playground`);
    await chat.seesWelcome();
    await picks(await chat.saysToSignIn('profile'));
    await seesProfile();
    await chat.reloads();
    await seesProfile();
    expect(problems).toEqual([]);
  });
});
