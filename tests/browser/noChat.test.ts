// Direct Line is down, refuses, or cannot be reached: the page says so, keeps trying, and goes on when it can.
import type { Request } from 'playwright-core';
import { violations } from '../support/axe';
import { describeInBrowser } from '../support/browser';
import { chatStory } from '../support/chatPage';
import { until } from '../support/clock';
import { type Fault, fail as failIn } from '../support/fail';

/** Web Chat itself. */
const program = '**/webchat/webchat.js*';
const tokens = '**/api/directline/token';
/** Where a conversation begins. */
const conversations = '**/v3/directline/conversations';

describeInBrowser('without a chat', () => {
  const chat = chatStory({ isAnew: true, isEmbedded: true });
  /** Requests without an answer. */
  let open: Set<Request>;

  beforeEach(async () => {
    open = new Set();
    chat.page.on('request', (request) => {
      open.add(request);
    });
    chat.page.on('requestfinished', (request) => open.delete(request));
    chat.page.on('requestfailed', (request) => open.delete(request));
  });

  let mend: () => Promise<void>;
  const fail = async (address: string, fault: Fault, until?: Promise<void>) => {
    mend = await failIn(chat.page, address, fault, until);
  };
  /** Stops the page's clock: nothing happens by itself from then on. */
  const pause = async () => {
    const now = await chat.page.evaluate<number>('Date.now()');
    await chat.page.clock.pauseAt(now + 1000);
  };
  /** Stops the page's clock between two tries to get a token. One under way would end the trouble once that is mended. */
  const pauseBetweenTries = async () => {
    await pause();
    await until(() => [...open].every((request) => !request.url().includes('/api/directline/token')));
  };
  /** Waits for the request that `act` causes while the page's clock stands still. */
  const atOnce = async (address: string, act: () => Promise<unknown>) => {
    const request = chat.page.waitForRequest(address);
    await act();
    await request;
    await chat.page.clock.resume();
  };
  /** Moves the stopped clock forward and waits for the request that is made then, and not before. */
  const after = async (seconds: number, address: string) => {
    const before = chat.asked.length;
    await chat.page.clock.runFor(seconds * 1000 - 1);
    expect(chat.asked.length).toBe(before);
    const answer = chat.page.waitForResponse(address);
    await chat.page.clock.runFor(1);
    await answer;
    // When this answer has arrived, the page has handled the one before.
    await chat.page.evaluate('fetch("/").then((page) => page.text())');
  };

  it.each([
    [502, 'as the bot answers when Direct Line is down or its secret is wrong'],
    [403, 'as it answers another page'],
  ])('a token refused with %i, %s, is requested again after longer and longer waits', async (status) => {
    await fail(tokens, status);
    await pause();
    await chat.visits();
    await chat.trouble().getByText('This page keeps trying.').waitFor();
    for (const seconds of [3, 6, 12, 24, 30, 30]) await after(seconds, tokens);
    await mend();
    await after(30, tokens);
    await chat.page.clock.resume();
    await chat.isFine();
  });

  it('"Try again" does not wait', async () => {
    await fail(tokens, 502);
    await chat.visits();
    await chat.trouble().waitFor();
    expect(await violations(chat.page)).toEqual([]);
    await pauseBetweenTries();
    await mend();
    await atOnce(tokens, chat.triesAgain);
    await chat.isFine();
  });

  it('"Try again" by keyboard does not lose the focus', async () => {
    await fail(tokens, 502);
    await chat.visits();
    await chat.trouble().waitFor();
    await mend();
    await chat.trouble().getByRole('button', { name: 'Try again' }).press('Enter');
    await expect(chat.room.locator('#chat:focus-within, #chat:focus').count()).resolves.toBe(1);
    await chat.isFine();
    await expect(chat.room.locator('#chat:focus-within, #chat:focus').count()).resolves.toBe(1);
  });

  it('the network that comes back does not wait either', async () => {
    await fail(tokens, 'aborted');
    await chat.visits();
    await chat.trouble().waitFor();
    await pauseBetweenTries();
    await chat.context.setOffline(true);
    await mend();
    await atOnce(tokens, () => chat.context.setOffline(false));
    await chat.isFine();
  });

  it('the focus stays in the page around the chat while somebody types there', async () => {
    let answer = () => {};
    const isTyping = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await fail(tokens, 502, isTyping);
    await chat.visits();
    await chat.page.waitForRequest(tokens);
    const search = chat.page.getByLabel('Search');
    await search.focus();
    await chat.page.keyboard.type('lun');
    answer();
    await chat.trouble().waitFor();
    await chat.page.keyboard.type('ch');
    await expect(search.inputValue()).resolves.toBe('lunch');
  });

  it.each([
    ['at the first visit', false],
    ['at a reload, with a conversation to go on with', true],
  ])("Web Chat's own program does not arrive %s: it is fetched again", async (_when, isReload) => {
    if (isReload) {
      await chat.opens();
      await chat.says('help');
      await chat.sees('What you can type');
    }
    // `route` switches off the cache, from which the program would be loaded otherwise.
    await chat.page.route(program, (route) => route.abort());
    await (isReload ? chat.reloads() : chat.visits());
    await chat.trouble().waitFor();
    await pause();
    await chat.page.unroute(program);
    await atOnce(program, chat.triesAgain);
    if (isReload) await chat.sees('What you can type');
    else await chat.isFine();
    expect(chat.triesOf('/api/directline/token')).toBe(1);
  });

  it('a token refused with 429 is requested again after a minute', async () => {
    await fail(tokens, 429);
    await chat.visits();
    await chat.trouble().getByText('It will try again in a minute.').waitFor();
    await pause();
    await chat.page.clock.runFor(58_000);
    expect(chat.triesOf('/api/directline/token')).toBe(1);
    await mend();
    await atOnce(tokens, () => chat.page.clock.runFor(2000));
    await chat.isFine();
  });

  it('a failure of Direct Line is retried with the same token', async () => {
    await fail(conversations, 503);
    await chat.visits();
    await chat.trouble().waitFor();
    await mend();
    await chat.page.clock.fastForward(3000);
    await chat.isFine();
    expect(chat.triesOf('/api/directline/token')).toBe(1);
  });

  it('Direct Line without an answer leads to the notice after a while', async () => {
    await fail(conversations, 'silence');
    await chat.visits();
    await chat.page.waitForRequest(conversations);
    await chat.page.clock.fastForward(15_000);
    await chat.trouble().waitFor();
    await mend();
    await chat.triesAgain();
    await chat.isFine();
  });

  it('a WebSocket that does not connect leads to a bar that says so', async () => {
    await chat.page.addInitScript(
      'window.WebSocket = class extends WebSocket { constructor() { super("ws://127.0.0.1:1"); } }',
    );
    const answered = chat.page.waitForResponse(conversations);
    await chat.visits();
    await answered;
    await chat.room.locator('#waiting').waitFor({ state: 'hidden' });
    await chat.page.clock.fastForward(15_000);
    await chat.bar('The bot’s answers aren’t getting through.').waitFor();
  });
});
