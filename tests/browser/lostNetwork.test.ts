// The network is lost while somebody writes a mail on another site: nothing is lost silently, and no mail is sent twice.
import type { Browser } from 'playwright-core';
import { type Playground, servePlayground } from '../../playground/serve';
import { violations } from '../support/axe';
import { describeInBrowser, startBrowser, tidy } from '../support/browser';
import { type ChatPage, openChat, sentSubjects } from '../support/chatPage';
import { type HostPage, serveHostPage } from '../support/hostPage';
import { type Network, openNetwork } from '../support/network';

const lost = 'Connection lost. Reconnecting…';
const offline = 'You’re offline.';
const anew = 'The conversation had ended, so here is a new one.';
const over = 'This conversation has ended';
const inVain = 'the bot probably didn’t get your last click';
/** What the page asks for when it reconnects. */
const reconnects = '**/conversations/*?watermark=*';

describeInBrowser('when the network goes away', () => {
  let host: HostPage;
  let playground: Playground;
  let browser: Browser;
  let network: Network;
  let chat: ChatPage;

  beforeAll(async () => {
    host = await serveHostPage();
    playground = await servePlayground(0, { LOG_LEVEL: 'silent', WEBCHAT_TRUSTED_ORIGINS: host.url });
    network = await openNetwork();
    browser = await startBrowser(network.proxy);
  });
  afterAll(async () => {
    await browser?.close();
    await playground?.close();
    await host?.close();
    await network?.close();
  });
  beforeEach(async () => {
    network.renew();
    chat = await openChat({ browser, playground, host });
    await chat.open();
  });
  afterEach(() => tidy(browser));

  /** The network is back: moves the page's clock forward to its next try, and to when it sends what it kept. */
  const mend = async () => {
    network.mend();
    await chat.page.clock.fastForward(5000);
    await gone(lost);
    await chat.page.clock.fastForward(1000);
  };
  const pressSend = () => chat.newestCard().getByRole('button', { name: 'Send', exact: true }).click();
  const receipt = () => chat.room.locator('.ac-adaptiveCard', { hasText: '✓ Sent' });
  const gone = (text?: string) => chat.bar(text).first().waitFor({ state: 'hidden' });
  /** Collects the posts to the bot from now on. */
  const countPosts = () => {
    const posts: string[] = [];
    chat.page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/activities')) posts.push(request.url());
    });
    return posts;
  };

  it('a click on "Send" is delivered once it is back, and one mail arrives', async () => {
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

  it('a click on "Send" whose answer was lost is not repeated', async () => {
    await chat.fillForm({ To: 'bao@contoso.com', Subject: 'Answered', Message: 'See you at 12' });
    const posts = countPosts();
    network.cutAtAnswerTo('/activities');
    await pressSend();
    await chat.bar(lost).waitFor();
    await mend();
    // This message is sent after everything that was kept.
    await chat.say('help');
    await chat.newestCard().getByText('What you can type').waitFor();
    expect(posts).toHaveLength(2);
    await expect(receipt().count()).resolves.toBe(1);
    expect((await sentSubjects(playground)).filter((subject) => subject === 'Answered')).toHaveLength(1);
  });

  it('texts typed meanwhile arrive in the order in which they were typed', async () => {
    network.cut();
    await chat.bar(lost).waitFor();
    await chat.say('help');
    await chat.say('send mail to bao@contoso.com about Typed: one line');
    await expect(chat.room.getByText('Sending', { exact: true }).count()).resolves.toBeGreaterThan(0);
    const arrived = network.posts('/activities');
    const release = network.stall('/activities');
    await mend();
    await release.reached;
    await chat.say('cancel');
    // When this answer has arrived, everything before it has, too.
    await chat.page.evaluate(`fetch(${JSON.stringify(host.url)})`);
    release.now();
    await chat.newestCard().getByText('Saved in your drafts').waitFor();
    expect(arrived.map((body) => JSON.parse(body).text)).toEqual([
      'help',
      'send mail to bao@contoso.com about Typed: one line',
      'cancel',
    ]);
    await expect(chat.room.getByText('Send failed').count()).resolves.toBe(0);
    await gone();
  });

  it('and the browser is offline, one bar says so, and a click is delivered afterwards', async () => {
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

  it('a click on "Sign in" leads to a bar at once and can be repeated when it is back', async () => {
    await (await chat.sayToSignIn('sign in')).close();
    const button = await chat.signInButton();
    network.cut();
    await chat.bar(lost).waitFor();
    await button.click();
    await chat.bar('Couldn’t open the sign-in page.').waitFor();
    await mend();
    const signInPage = await chat.windowFrom(chat.bar().getByRole('button', { name: 'Try again' }));
    await signInPage.getByRole('button', { name: /Ana Nguyen/ }).click();
    await chat.newestCard().getByText('ana@contoso.com').waitFor();
    await gone();
  });

  /** The network comes back after the conversation's token has expired. */
  const mendTooLate = async () => {
    await chat.page.route(reconnects, (route) => route.fulfill({ status: 403 }));
    await mend();
    await chat.page.unroute(reconnects);
  };

  it('until the conversation has expired, a new one begins, and after another one soon the person decides', async () => {
    await chat.say('help');
    await chat.newestCard().getByText('What you can type').waitFor();
    network.cut();
    await chat.bar(lost).waitFor();
    await mendTooLate();
    await chat.bar(anew).waitFor();
    await chat.newestCard().getByText('Send email without leaving this chat').waitFor();
    network.cut();
    await chat.bar(lost).waitFor();
    await mendTooLate();
    await chat.bar(over).waitFor();
    await expect(chat.bar(inVain).count()).resolves.toBe(0);
    // Nothing is sent any more: a text stays in the box, and a click leads to a bar.
    await chat.say('profile');
    await expect(chat.box().inputValue()).resolves.toBe('profile');
    await chat.room.getByRole('button', { name: 'Write an email' }).first().click();
    await chat.bar(inVain).waitFor();
    await chat.bar(over).getByRole('button', { name: 'Start a new conversation' }).click();
    await chat.newestCard().getByText('Send email without leaving this chat').waitFor();
    await expect(chat.box().inputValue()).resolves.toBe('profile');
    await gone(over);
  });

  it('until the conversation has expired, a click and a text are not lost', async () => {
    await chat.fillForm({ To: 'bao@contoso.com', Subject: 'Too late', Message: 'See you at 12' });
    network.cut();
    await chat.bar(lost).waitFor();
    await pressSend();
    await chat.say('help');
    await mendTooLate();
    await chat.bar('check your Sent Items before you send your email again').waitFor();
    await expect(chat.box().inputValue()).resolves.toBe('help');
    const signInPage = await chat.windowFrom(await chat.signInButton());
    await signInPage.getByRole('button', { name: /Ana Nguyen/ }).click();
    await chat.newestCard().getByText('From: Ana Nguyen').waitFor();
    await expect(
      chat
        .newestCard()
        .getByLabel(/^Subject/)
        .inputValue(),
    ).resolves.toBe('Too late');
    expect(await sentSubjects(playground)).not.toContain('Too late');
  });
});
