// The network is lost while somebody writes a mail on another site: nothing is lost silently, and no mail is sent twice.
import { violations } from '../support/axe';
import { describeInBrowser } from '../support/browser';
import { chatStory, sentSubjects } from '../support/chatPage';
import { picks } from '../support/chatRoom';
import { type Network, openNetwork } from '../support/network';

const lost = 'Connection lost. Reconnecting…';
const offline = 'You’re offline.';
const anew = 'The conversation had ended, so here is a new one.';
const over = 'This conversation has ended';
const inVain = 'the bot probably didn’t get your last click';
/** What the page asks for when it reconnects. */
const reconnects = '**/conversations/*?watermark=*';

describeInBrowser('when the network goes away', () => {
  let network: Network;
  beforeAll(async () => {
    network = await openNetwork();
  });
  const chat = chatStory({ isAnew: true, isEmbedded: true, proxy: () => network.proxy });
  afterAll(() => network?.close());

  beforeEach(async () => {
    network.renew();
    await chat.opens();
  });

  /** The network is back: moves the page's clock forward to its next try, and to when it sends what it kept. */
  const mend = async () => {
    network.mend();
    await chat.page.clock.fastForward(5000);
    await gone(lost);
    await chat.page.clock.fastForward(1000);
  };
  const receipt = () => chat.room.locator('.ac-adaptiveCard', { hasText: '✓ Sent' });
  /** A post that failed only now waits for a second of the page's clock before it goes out again. */
  const seesReceipt = async () => {
    while (!(await receipt().isVisible())) await chat.page.clock.runFor(500);
  };
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
    await chat.opensForm({ To: 'bao@contoso.com', Subject: 'Pressed', Message: 'See you at 12' });
    network.cut();
    await chat.presses('Send');
    await chat.bar(lost).waitFor();
    expect(await violations(chat.page)).toEqual([]);
    await mend();
    await seesReceipt();
    await gone();
    expect((await sentSubjects(chat.playground)).filter((subject) => subject === 'Pressed')).toEqual([
      'Pressed',
    ]);
    expect(chat.problems).toEqual([]);
  });

  it('a click on "Send" whose answer was lost is not repeated', async () => {
    await chat.opensForm({ To: 'bao@contoso.com', Subject: 'Answered', Message: 'See you at 12' });
    const posts = countPosts();
    network.cutAtAnswerTo('/activities');
    await chat.presses('Send');
    await chat.bar(lost).waitFor();
    await mend();
    // This message is sent after everything that was kept.
    await chat.says('help');
    await chat.sees('What you can type');
    expect(posts).toHaveLength(2);
    await expect(receipt().count()).resolves.toBe(1);
    expect((await sentSubjects(chat.playground)).filter((subject) => subject === 'Answered')).toHaveLength(1);
  });

  it('texts typed meanwhile arrive in the order in which they were typed', async () => {
    network.cut();
    await chat.bar(lost).waitFor();
    await chat.says('help');
    await chat.says('send mail to bao@contoso.com about Typed: one line');
    await expect(chat.room.getByText('Sending', { exact: true }).count()).resolves.toBeGreaterThan(0);
    const arrived = network.posts('/activities');
    const release = network.stall('/activities');
    await mend();
    await release.reached;
    await chat.says('cancel');
    // When this answer has arrived, everything before it has, too.
    await chat.page.evaluate(`fetch(${JSON.stringify(chat.host.url)})`);
    release.now();
    await chat.sees('Saved in your drafts');
    expect(arrived.map((body) => JSON.parse(body).text)).toEqual([
      'help',
      'send mail to bao@contoso.com about Typed: one line',
      'cancel',
    ]);
    await expect(chat.room.getByText('Send failed').count()).resolves.toBe(0);
    await gone();
  });

  it('and the browser is offline, one bar says so, and a click is delivered afterwards', async () => {
    await chat.opensForm({ To: 'bao@contoso.com', Subject: 'Offline', Message: 'See you at 12' });
    await chat.context.setOffline(true);
    await chat.bar(offline).waitFor();
    await expect(chat.bar().count()).resolves.toBe(1);
    await chat.presses('Send');
    await chat.context.setOffline(false);
    await mend();
    await seesReceipt();
    await gone();
    expect((await sentSubjects(chat.playground)).filter((subject) => subject === 'Offline')).toHaveLength(1);
  });

  it('a click on "Sign in" leads to a bar at once and can be repeated when it is back', async () => {
    await (await chat.saysToSignIn('sign in')).close();
    const button = await chat.signInButton();
    network.cut();
    await chat.bar(lost).waitFor();
    await button.click();
    await chat.bar('Couldn’t open the sign-in page.').waitFor();
    await mend();
    await picks(await chat.windowFrom(chat.bar().getByRole('button', { name: 'Try again' })));
    await chat.sees('ana@contoso.com');
    await gone();
  });

  /** The network comes back after the conversation's token has expired. */
  const mendTooLate = async () => {
    await chat.page.route(reconnects, (route) => route.fulfill({ status: 403 }));
    await mend();
    await chat.page.unroute(reconnects);
  };

  it('until the conversation has expired, a new one begins, and after another one soon the person decides', async () => {
    await chat.says('help');
    await chat.sees('What you can type');
    network.cut();
    await chat.bar(lost).waitFor();
    await mendTooLate();
    await chat.bar(anew).waitFor();
    await chat.seesWelcome();
    network.cut();
    await chat.bar(lost).waitFor();
    await mendTooLate();
    await chat.bar(over).waitFor();
    await expect(chat.bar(inVain).count()).resolves.toBe(0);
    // Nothing is sent any more: a text stays in the box, and a click leads to a bar.
    await chat.says('profile');
    await expect(chat.box().inputValue()).resolves.toBe('profile');
    await chat.room.getByRole('button', { name: 'Write an email' }).first().click();
    await chat.bar(inVain).waitFor();
    await chat.bar(over).getByRole('button', { name: 'Start a new conversation' }).click();
    await chat.seesWelcome();
    await expect(chat.box().inputValue()).resolves.toBe('profile');
    await gone(over);
  });

  it('until the conversation has expired, a click and a text are not lost', async () => {
    await chat.opensForm({ To: 'bao@contoso.com', Subject: 'Too late', Message: 'See you at 12' });
    network.cut();
    await chat.bar(lost).waitFor();
    await chat.presses('Send');
    await chat.says('help');
    await mendTooLate();
    await chat.bar('check your Sent Items before you send your email again').waitFor();
    await expect(chat.box().inputValue()).resolves.toBe('help');
    await chat.signsIn();
    await expect(
      chat
        .newestCard()
        .getByLabel(/^Subject/)
        .inputValue(),
    ).resolves.toBe('Too late');
    expect(await sentSubjects(chat.playground)).not.toContain('Too late');
  });
});
