// The chat page is reloaded: the conversation goes on, however old it is and whatever fails meanwhile.
import { describeInBrowser } from '../support/browser';
import { chatStory } from '../support/chatPage';
import { fail } from '../support/fail';

/** Where a conversation begins. */
const conversations = '**/v3/directline/conversations';
/** Where it goes on after a reload. */
const goingOn = '**/v3/directline/conversations/*?watermark=*';

describeInBrowser('after a reload', () => {
  const chat = chatStory({ isAnew: true, isEmbedded: true });

  it('a reload after half an hour of use goes on with the conversation', async () => {
    await chat.opens();
    await chat.says('help');
    await chat.sees('What you can type');
    for (const minutes of [15, 15]) {
      const renewed = chat.page.waitForResponse('**/tokens/refresh');
      await chat.page.clock.fastForward(minutes * 60_000);
      await renewed;
    }
    await chat.page.clock.fastForward(60_000);
    await chat.reloads();
    await chat.sees('What you can type');
    expect(chat.triesOf('/api/directline/token')).toBe(1);
  });

  it('a reload while the conversation begins loses no message', async () => {
    const mend = await fail(chat.page, conversations, 'answer lost');
    const begun = chat.page.waitForEvent('requestfailed', (request) =>
      request.url().endsWith('/v3/directline/conversations'),
    );
    await chat.visits();
    await begun;
    await mend();
    await chat.reloads();
    await chat.isFine();
    expect(chat.triesOf('/api/directline/token')).toBe(1);
  });

  it('a failure of Direct Line at a reload does not lose the conversation', async () => {
    await chat.opens();
    await chat.says('help');
    await chat.sees('What you can type');
    const mend = await fail(chat.page, goingOn, 503);
    await chat.reloads();
    await chat.trouble().waitFor();
    await mend();
    await chat.triesAgain();
    await chat.sees('What you can type');
    expect(chat.triesOf('/api/directline/token')).toBe(1);
  });

  it('a conversation that is gone at a reload is replaced by a new one without a message', async () => {
    await chat.opens();
    await fail(chat.page, goingOn, 404);
    await chat.reloads();
    await chat.isFine();
    expect(chat.triesOf('/api/directline/token')).toBe(2);
  });

  it('a browser without session storage can chat', async () => {
    await chat.page.addInitScript(
      'Object.defineProperty(window, "sessionStorage", { get() { throw new DOMException("blocked", "SecurityError"); } })',
    );
    await chat.opens();
    await chat.says('help');
    await chat.sees('What you can type');
    expect(chat.problems).toEqual([]);
  });
});
