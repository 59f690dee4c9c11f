// A small window, such as a large one at 200 %: what is new is shown from its top, and nothing wastes the width.
import { describeInBrowser } from '../support/browser';
import { chatStory } from '../support/chatPage';
import { inView, shownFromTop } from '../support/view';

const large = { width: 1280, height: 800 };
const zoomed = { width: 640, height: 400 };

describeInBrowser('somebody with a small window', () => {
  const chat = chatStory({ isAnew: true });

  it.each(['no-preference', 'reduce'] as const)(
    'sees the welcome from its top, at first and after a reload (motion: %s)',
    async (reducedMotion) => {
      await chat.page.emulateMedia({ reducedMotion });
      await chat.page.setViewportSize(zoomed);
      await chat.opens();
      await shownFromTop(chat.page);
      await chat.reloads();
      await chat.seesWelcome();
      await shownFromTop(chat.page);
    },
  );

  it.each(['no-preference', 'reduce'] as const)(
    'sees the welcome from its top after zooming in (motion: %s)',
    async (reducedMotion) => {
      await chat.page.emulateMedia({ reducedMotion });
      await chat.page.setViewportSize(large);
      await chat.opens();
      await chat.page.keyboard.press('Control+Equal');
      await chat.page.setViewportSize(zoomed);
      await shownFromTop(chat.page);
    },
  );

  it('sees the form from its top after signing in, when the cards before it are lines', async () => {
    await chat.page.setViewportSize({ width: 390, height: 820 });
    await chat.opens();
    await chat.signsIn(chat.button('Write an email'));
    await shownFromTop(chat.page);
  });

  it('sees what More options holds without looking for it', async () => {
    await chat.opens();
    await chat.page.setViewportSize({ width: 620, height: 820 });
    await chat.opensForm();
    await shownFromTop(chat.page);
    await chat.presses('More options');
    await inView(chat.page, 'Press Preview to see how it will look.');
  });

  it('reads below a field why it was marked', async () => {
    await chat.opens();
    await chat.page.setViewportSize({ width: 390, height: 700 });
    await chat.opensForm({ To: 'bao@contoso.com', Subject: 'Lunch', Message: 'See you at 12' });
    await chat.presses('More options');
    await chat.field('Replies go to').fill('team@');
    await chat.presses('Preview');
    await chat.sees('“team@” isn’t a complete address');
    await inView(chat.page, '“team@” isn’t a complete address');
  });

  it('reads To, Subject and the rest above their values at 320 pixels', async () => {
    await chat.opens();
    await chat.opensForm({ To: 'bao@contoso.com', Subject: 'Lunch', Message: 'See you at 12' });
    await chat.presses('Preview');
    await chat.sees('Check before you send');
    const boxOf = async (text: string) => {
      const box = await chat.newestCard().getByText(text, { exact: true }).boundingBox();
      if (!box) throw new Error(`"${text}" is not to be seen`);
      return box;
    };
    expect((await boxOf('Lunch')).x).toBeGreaterThan((await boxOf('Subject')).x + 90);
    await chat.page.setViewportSize({ width: 320, height: 560 });
    const [label, value] = [await boxOf('Subject'), await boxOf('Lunch')];
    expect(value.x).toBe(label.x);
    expect(value.y).toBeGreaterThanOrEqual(label.y + label.height);
  });
});
