// The network goes away while somebody writes a mail: they are told, nothing typed or pressed is lost, no mail goes out twice.
import type { Browser } from 'playwright-core';
import { type Playground, servePlayground } from '../../playground/serve';
import { violations } from '../support/axe';
import { describeInBrowser, startBrowser } from '../support/browser';
import { type ChatPage, openChat, sentSubjects } from '../support/chatPage';
import { type Network, openNetwork } from '../support/network';

jest.setTimeout(60_000);

const lost = 'The connection was lost. Reconnecting…';
const offline = 'You are offline.';
const unheard = 'The bot may not have got what you pressed.';
const over = 'This conversation is over';

describeInBrowser('when the network goes away', () => {
  let playground: Playground;
  let browser: Browser;
  let network: Network;
  let chat: ChatPage;

  beforeAll(async () => {
    playground = await servePlayground(0, { LOG_LEVEL: 'silent' });
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await playground?.close();
  });
  beforeEach(async () => {
    network = await openNetwork();
    chat = await openChat({ browser, playground, network });
    await chat.open();
  });
  afterEach(async () => {
    await chat.context.close();
    await network.close();
  });

  /** The network is back: puts the page's clock forward to when it tries the next time, and to when it sends what it holds. */
  const mend = async () => {
    network.mend();
    await chat.page.clock.fastForward(5000);
    await gone(lost);
    await chat.page.clock.fastForward(1000);
  };
  const pressSend = () => chat.newestCard().getByRole('button', { name: 'Send', exact: true }).click();
  const receipt = () => chat.page.locator('.ac-adaptiveCard', { hasText: 'Handed to Outlook' });
  const gone = (text?: string) => chat.bar(text).first().waitFor({ state: 'hidden' });
  /** Posts to the bot from now on. */
  const countPosts = () => {
    const posts: string[] = [];
    chat.page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/activities')) posts.push(request.url());
    });
    return posts;
  };

  it('a "Send" pressed then goes out once it is back, and one mail arrives', async () => {
    await chat.fillForm({ To: 'bao@contoso.com', Subject: 'Pressed', Message: 'See you at 12' });
    network.cut();
    await pressSend();
    await chat.bar(lost).waitFor();
    expect(await violations(chat.page)).toEqual([]);
    await mend();
    await receipt().waitFor();
    await gone();
    expect((await sentSubjects(playground)).filter((subject) => subject === 'Pressed')).toEqual(['Pressed']);
    expect(chat.problems).toEqual([]);
  });

  it('a "Send" whose answer was lost on the way is not repeated', async () => {
    await chat.fillForm({ To: 'bao@contoso.com', Subject: 'Answered', Message: 'See you at 12' });
    const posts = countPosts();
    network.cutAtAnswerTo('/activities');
    await pressSend();
    await chat.bar(lost).waitFor();
    await mend();
    // Sent after what was held, if anything was.
    await chat.say('help');
    await chat.newestCard().getByText('What you can say').waitFor();
    expect(posts).toHaveLength(2);
    await expect(receipt().count()).resolves.toBe(1);
    expect((await sentSubjects(playground)).filter((subject) => subject === 'Answered')).toHaveLength(1);
  });

  it('what is typed then arrives in the order it was typed in', async () => {
    network.cut();
    await chat.bar(lost).waitFor();
    await chat.say('help');
    await chat.say('send mail to bao@contoso.com about Typed: one line');
    await expect(chat.page.getByText('Sending', { exact: true }).count()).resolves.toBeGreaterThan(0);
    await mend();
    await chat.newestCard().getByText('Sign in with your Microsoft account').waitFor();
    await expect(chat.page.getByText('What you can say').count()).resolves.toBeGreaterThan(0);
    await expect(chat.page.getByText('Send failed').count()).resolves.toBe(0);
    await gone();
  });

  it('and the browser knows it: one bar says so, and what was pressed goes out afterwards', async () => {
    await chat.fillForm({ To: 'bao@contoso.com', Subject: 'Offline', Message: 'See you at 12' });
    await chat.context.setOffline(true);
    await chat.bar(offline).waitFor();
    await expect(chat.bar().count()).resolves.toBe(1);
    await pressSend();
    await chat.context.setOffline(false);
    await mend();
    await receipt().waitFor();
    await gone();
    expect((await sentSubjects(playground)).filter((subject) => subject === 'Offline')).toHaveLength(1);
  });

  it('a press on "Sign in" says so at once and can be repeated when it is back', async () => {
    await chat.say('sign in');
    const button = await chat.signInButton();
    network.cut();
    await chat.bar(lost).waitFor();
    await button.click();
    await chat.bar('The sign-in page could not be opened.').waitFor();
    await mend();
    const signInPage = await chat.windowFrom(chat.bar().getByRole('button', { name: 'Try again' }));
    await signInPage.getByRole('button', { name: /Ana Nguyen/ }).click();
    await chat.newestCard().getByText('ana@contoso.com').waitFor();
    await gone();
  });

  it('for so long that the conversation is over: all stays to be read until a new one is wanted', async () => {
    await chat.say('help');
    await chat.newestCard().getByText('What you can say').waitFor();
    await chat.page.route('**/conversations/*?watermark=*', (route) => route.fulfill({ status: 403 }));
    network.cut();
    await chat.bar(lost).waitFor();
    await mend();
    await chat.bar(over).waitFor();
    await expect(chat.bar().count()).resolves.toBe(1);
    await expect(chat.newestCard().getByText('What you can say').isVisible()).resolves.toBe(true);
    await chat.page.unroute('**/conversations/*?watermark=*');
    await chat.bar(over).getByRole('button', { name: 'Start a new conversation' }).click();
    await chat.newestCard().getByText('Hello, I send mail for you').waitFor();
    await gone();
  });
});

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

  it('a press it did not take is said, and can be repeated', async () => {
    await fail();
    await chat.newestCard().getByRole('button', { name: 'Send mail' }).click();
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
    await chat.page.getByRole('button', { name: 'Send mail' }).first().click();
    await chat.bar(unheard).getByRole('button', { name: 'Dismiss' }).click();
    await expect(chat.bar().count()).resolves.toBe(0);
    await mend();
  });

  it('a text it did not take says so at once, and is sent again at a press', async () => {
    await fail();
    await chat.say('help');
    await chat.page.getByText('Send failed.').last().waitFor();
    await expect(chat.bar().count()).resolves.toBe(0);
    await mend();
    await chat.page.getByRole('button', { name: 'Retry' }).click();
    await chat.newestCard().getByText('What you can say').waitFor();
  });
});
