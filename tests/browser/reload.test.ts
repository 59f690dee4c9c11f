// The chat page is reloaded: the conversation goes on, however old it is and whatever fails meanwhile.
import type { Browser } from 'playwright-core';
import { type Playground, servePlayground } from '../../playground/serve';
import { describeInBrowser, startBrowser, tidy } from '../support/browser';
import { type ChatPage, openChat } from '../support/chatPage';
import { fail } from '../support/fail';
import { type HostPage, serveHostPage } from '../support/hostPage';

/** Where a conversation begins. */
const conversations = '**/v3/directline/conversations';
/** Where it goes on after a reload. */
const goingOn = '**/v3/directline/conversations/*?watermark=*';

describeInBrowser('after a reload', () => {
  let host: HostPage;
  let playground: Playground;
  let browser: Browser;
  let chat: ChatPage;
  /** Addresses that were asked for. */
  let asked: string[];

  beforeAll(async () => {
    host = await serveHostPage();
    playground = await servePlayground(0, { LOG_LEVEL: 'silent', WEBCHAT_TRUSTED_ORIGINS: host.url });
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await playground?.close();
    await host?.close();
  });
  beforeEach(async () => {
    chat = await openChat({ browser, playground, host });
    asked = [];
    chat.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  });
  afterEach(() => tidy(browser));

  const trouble = () => chat.room.getByRole('alert').filter({ hasText: 'The chat is not connected' });
  const hello = () => chat.newestCard().getByText('Send email without leaving this chat').waitFor();
  const isFine = async () => {
    await hello();
    await trouble().waitFor({ state: 'hidden' });
  };
  const triesOf = (path: string) => asked.filter((each) => each === path).length;
  const pressTryAgain = () => trouble().getByRole('button', { name: 'Try again' }).click();

  it('a reload after half an hour of use goes on with the conversation', async () => {
    await chat.open();
    await chat.say('help');
    await chat.newestCard().getByText('What you can type').waitFor();
    for (const minutes of [15, 15]) {
      const renewed = chat.page.waitForResponse('**/tokens/refresh');
      await chat.page.clock.fastForward(minutes * 60_000);
      await renewed;
    }
    await chat.page.clock.fastForward(60_000);
    await chat.reload();
    await chat.newestCard().getByText('What you can type').waitFor();
    expect(triesOf('/api/directline/token')).toBe(1);
  });

  it('a reload while the conversation begins loses no message', async () => {
    const mend = await fail(chat.page, conversations, 'answer lost');
    const begun = chat.page.waitForEvent('requestfailed', (request) =>
      request.url().endsWith('/v3/directline/conversations'),
    );
    await chat.visit();
    await begun;
    await mend();
    await chat.reload();
    await isFine();
    expect(triesOf('/api/directline/token')).toBe(1);
  });

  it('a failure of Direct Line at a reload does not lose the conversation', async () => {
    await chat.open();
    await chat.say('help');
    await chat.newestCard().getByText('What you can type').waitFor();
    const mend = await fail(chat.page, goingOn, 503);
    await chat.reload();
    await trouble().waitFor();
    await mend();
    await pressTryAgain();
    await chat.newestCard().getByText('What you can type').waitFor();
    expect(triesOf('/api/directline/token')).toBe(1);
  });

  it('a conversation that is gone at a reload is replaced by a new one without a message', async () => {
    await chat.open();
    await fail(chat.page, goingOn, 404);
    await chat.reload();
    await isFine();
    expect(triesOf('/api/directline/token')).toBe(2);
  });

  it('a browser without session storage can chat', async () => {
    await chat.page.addInitScript(
      'Object.defineProperty(window, "sessionStorage", { get() { throw new DOMException("blocked", "SecurityError"); } })',
    );
    await chat.open();
    await chat.say('help');
    await chat.newestCard().getByText('What you can type').waitFor();
    expect(chat.problems).toEqual([]);
  });
});
