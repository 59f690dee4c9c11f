// Direct Line is down, refuses, or cannot be reached: the page says so, keeps trying by itself, and goes on when it can.
import type { Browser } from 'playwright-core';
import { type Playground, servePlayground } from '../../playground/serve';
import { violations } from '../support/axe';
import { describeInBrowser, startBrowser } from '../support/browser';
import { type ChatPage, openChat } from '../support/chatPage';

jest.setTimeout(60_000);

const tokens = '**/api/directline/token';
/** Where a conversation begins. */
const conversations = '**/v3/directline/conversations';
/** Where it goes on after a reload. */
const goingOn = '**/v3/directline/conversations/*?watermark=*';

describeInBrowser('without a chat', () => {
  let playground: Playground;
  let browser: Browser;
  let chat: ChatPage;
  /** Addresses that were asked for. */
  let asked: string[];

  beforeAll(async () => {
    playground = await servePlayground(0, { LOG_LEVEL: 'silent' });
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await playground?.close();
  });
  beforeEach(async () => {
    chat = await openChat({ browser, playground });
    asked = [];
    chat.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  });
  afterEach(() => chat.context.close());

  const trouble = () => chat.page.getByRole('alert').filter({ hasText: 'The chat is not connected' });
  const fail = (address: string, status: number) =>
    chat.page.route(address, (route) => route.fulfill({ status, body: '{}' }));
  const hello = () => chat.newestCard().getByText('Hello, I send mail for you').waitFor();
  const isFine = async () => {
    await hello();
    await trouble().waitFor({ state: 'hidden' });
  };
  const triesOf = (path: string) => asked.filter((each) => each === path).length;
  /** Puts the clock forward and waits for what is asked then. */
  const after = async (seconds: number, address: string) => {
    const answer = chat.page.waitForResponse(address);
    await chat.page.clock.fastForward(seconds * 1000);
    await answer;
  };

  it.each([
    [502, 'as the bot answers when Direct Line is down or its secret is wrong'],
    [403, 'as it answers another page'],
  ])(
    'a token refused with %i, %s: tries again and again, each time later, until it is there',
    async (status) => {
      await fail(tokens, status);
      await chat.visit();
      await trouble().getByText('This page keeps trying by itself.').waitFor();
      expect(await violations(chat.page)).toEqual([]);
      for (const seconds of [3, 6, 12, 24, 30, 30]) await after(seconds, tokens);
      expect(triesOf('/api/directline/token')).toBe(7);
      await chat.page.unroute(tokens);
      await after(30, tokens);
      await isFine();
    },
  );

  it('a press on "Try again" does not wait', async () => {
    await fail(tokens, 502);
    await chat.visit();
    await trouble().waitFor();
    await chat.page.unroute(tokens);
    await trouble().getByRole('button', { name: 'Try again' }).click();
    await isFine();
  });

  it('nor does the network that comes back', async () => {
    await chat.page.route(tokens, (route) => route.abort());
    await chat.visit();
    await trouble().waitFor();
    await chat.context.setOffline(true);
    await chat.page.unroute(tokens);
    await chat.context.setOffline(false);
    await isFine();
  });

  it('asked for too often: waits for a minute', async () => {
    await fail(tokens, 429);
    await chat.visit();
    await trouble().getByText('It tries again by itself in a minute.').waitFor();
    await chat.page.clock.fastForward(59_000);
    expect(triesOf('/api/directline/token')).toBe(1);
    await chat.page.unroute(tokens);
    await chat.page.clock.fastForward(1000);
    await isFine();
  });

  it('Direct Line itself fails: goes on with the same token', async () => {
    await fail(conversations, 503);
    await chat.visit();
    await trouble().waitFor();
    await chat.page.unroute(conversations);
    await after(3, conversations);
    await isFine();
    expect(triesOf('/api/directline/token')).toBe(1);
  });

  it('Direct Line does not answer at all: says so after a while', async () => {
    await chat.page.route(conversations, () => {});
    await chat.visit();
    await chat.page.waitForRequest(conversations);
    await chat.page.clock.fastForward(15_000);
    await trouble().waitFor();
    await chat.page.unroute(conversations);
    await trouble().getByRole('button', { name: 'Try again' }).click();
    await isFine();
  });

  it('Direct Line fails at a reload: the conversation from before comes back', async () => {
    await chat.open();
    await chat.say('help');
    await chat.newestCard().getByText('What you can say').waitFor();
    await fail(goingOn, 503);
    await chat.page.reload();
    await trouble().waitFor();
    await chat.page.unroute(goingOn);
    await trouble().getByRole('button', { name: 'Try again' }).click();
    await chat.newestCard().getByText('What you can say').waitFor();
    expect(triesOf('/api/directline/token')).toBe(1);
  });

  it('a conversation that is gone at a reload: a new one, without a word', async () => {
    await chat.open();
    await fail(goingOn, 404);
    await chat.page.reload();
    await isFine();
    expect(triesOf('/api/directline/token')).toBe(2);
  });

  it('Direct Line answers, but no WebSocket gets through: says that the answers do not', async () => {
    await chat.page.addInitScript(
      'window.WebSocket = class extends WebSocket { constructor() { super("ws://127.0.0.1:1"); } }',
    );
    const answered = chat.page.waitForResponse(conversations);
    await chat.visit();
    await answered;
    await chat.page.locator('#waiting').waitFor({ state: 'hidden' });
    await chat.page.clock.fastForward(15_000);
    await chat.bar("The bot's answers do not get through.").waitFor();
  });

  it('a browser that keeps nothing for the page: the chat works', async () => {
    await chat.page.addInitScript(
      'Object.defineProperty(window, "sessionStorage", { get() { throw new DOMException("blocked", "SecurityError"); } })',
    );
    await chat.open();
    await chat.say('help');
    await chat.newestCard().getByText('What you can say').waitFor();
    expect(chat.problems).toEqual([]);
  });
});
