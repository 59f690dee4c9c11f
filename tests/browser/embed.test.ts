// The embed in Chromium: opened, used and closed by mouse, keyboard and touch, on a trusted site and on another.
import type { Page, Route } from 'playwright-core';
import { violations } from '../support/axe';
import { describeInBrowser } from '../support/browser';
import { chatIn } from '../support/chatRoom';
import { button, embeddingStory, focusedPart, panel, styleOf } from '../support/embedded';

describeInBrowser("the chat on somebody else's page", () => {
  const embedding = embeddingStory();

  it('is one small script until it is opened', async () => {
    const { opens, fetched } = await embedding.visit('trusted');
    expect(fetched.filter((url) => url.startsWith(embedding.playground.url))).toEqual([
      `${embedding.playground.url}/embed.js`,
    ]);
    await opens();
  });

  it('sends a mail from there, signing in in a window of its own', async () => {
    const { chat, opens } = await embedding.visit('trusted');
    await opens();
    await chat.opensForm({
      To: 'bao@contoso.com',
      Subject: 'From the intranet',
      Message: 'Sent from the panel',
    });
    await chat.presses('Send');
    await chat.sees('✓ Sent');
  });

  it('does not open on a site that is not trusted, says so, and offers a window of its own', async () => {
    const { page, context } = await embedding.visit('stranger');
    await button(page).click();
    await page.frames()[1]?.waitForLoadState();
    await page.clock.runFor(60_000);
    await panel(page).getByText('The chat didn’t open').waitFor();
    expect(await violations(page)).toEqual([]);
    const window = context.waitForEvent('page');
    await panel(page).getByRole('link', { name: 'Open in a new window' }).click();
    const opened = await window;
    await chatIn(opened, opened).seesWelcome();
  });

  it('closes with Escape, from the panel and from within the chat, and gives the focus back', async () => {
    const { page, chat } = await embedding.visit('trusted');
    await button(page).focus();
    await page.keyboard.press('Enter');
    await chat.seesWelcome();
    await chat.box().focus();
    await page.keyboard.press('Escape');
    await panel(page).waitFor({ state: 'hidden' });
    expect(await focusedPart(page)).toBe('button');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Close the chat' }).focus();
    await page.keyboard.press('Escape');
    await panel(page).waitFor({ state: 'hidden' });
    expect(await focusedPart(page)).toBe('button');
  });

  it('moves the focus into the chat when it is opened', async () => {
    const { page, chat } = await embedding.visit('trusted');
    await button(page).press('Enter');
    await chat.seesWelcome();
    expect(await focusedPart(page)).toBe('IFRAME');
  });

  it('keeps its conversation when it is closed and opened again', async () => {
    const { page, chat, opens } = await embedding.visit('trusted');
    await opens();
    await chat.says('help');
    await chat.sees('What you can type');
    await page.getByRole('button', { name: 'Close the chat' }).click();
    await button(page).click();
    await chat.sees('What you can type');
    await page.reload();
    await button(page).click();
    await chat.sees('What you can type');
  });

  it('covers a phone, and gives it back', async () => {
    const viewport = { width: 375, height: 700 };
    const { page, chat } = await embedding.visit('trusted', { viewport, isMobile: true, hasTouch: true });
    await button(page).tap();
    await chat.seesWelcome();
    expect(await panel(page).boundingBox()).toEqual({ x: 0, y: 0, ...viewport });
    // What lies behind cannot be reached, with the keyboard either.
    expect(await panel(page).and(page.locator(':modal')).count()).toBe(1);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Close the chat' }).tap();
    await panel(page).waitFor({ state: 'hidden' });
    expect(await focusedPart(page)).toBe('button');
  });

  it('has the title, position, theme and language of the tag', async () => {
    const attributes = 'data-title="Thư nhanh" data-position="left" data-language="vi" data-theme="dark"';
    const { page } = await embedding.visit('trusted', { attributes, colorScheme: 'light' });
    const vietnamese = page.getByRole('button', { name: 'Mở khung trò chuyện' });
    expect((await vietnamese.boundingBox())?.x).toBeLessThan(100);
    await vietnamese.click();
    const frame = page.frameLocator('iframe[title="Thư nhanh"]');
    await frame.getByText('Gửi thư ngay trong cuộc trò chuyện này').first().waitFor();
    const ground = await page.frames()[1]?.evaluate('getComputedStyle(document.body).backgroundColor');
    expect(ground).toBe('rgb(19, 18, 27)');
  });

  it('becomes modal when the window under it gets small, and stays open', async () => {
    const { page, opens } = await embedding.visit('trusted');
    await opens();
    await page.setViewportSize({ width: 844, height: 390 });
    await panel(page).and(page.locator(':modal')).waitFor();
    expect((await panel(page).boundingBox())?.height).toBeCloseTo(390);
    expect(await page.locator('mail-bot .button').getAttribute('aria-expanded')).toBe('true');
  });

  it.each([
    ['reduce', 'none'],
    ['no-preference', 'appear'],
  ] as const)('respects the visitor’s choice about motion (%s)', async (reducedMotion, animation) => {
    const { page } = await embedding.visit('trusted', { reducedMotion });
    await button(page).click();
    expect(await styleOf(page, '.panel', 'animationName')).toBe(animation);
  });

  /** Opens the panel while the bot does not answer, until the panel gives up. The function it gives lets the answer come. */
  const openInVain = async (page: Page) => {
    let held: Route | undefined;
    await page.route('**/chat?**', (route) => {
      held = route;
    });
    const asked = page.waitForRequest('**/chat?**');
    await button(page).press('Enter');
    await asked;
    await page.clock.runFor(20_000);
    await panel(page).getByText('The chat didn’t open').waitFor();
    return async () => held?.continue();
  };

  it('moves the focus into the chat when a late answer hides the button that has it', async () => {
    const { page, chat } = await embedding.visit('trusted');
    const answer = await openInVain(page);
    await panel(page).getByRole('button', { name: 'Try again' }).focus();
    await answer();
    await chat.seesWelcome();
    expect(await focusedPart(page)).toBe('IFRAME');
  });

  it('says so when the bot does not answer, and "Try again" does not lose the focus', async () => {
    const { page, chat } = await embedding.visit('trusted');
    await openInVain(page);
    // The first request stays without an answer: removing its route would let it go on.
    await page.route('**/chat?**', (route) => route.continue());
    await panel(page).getByRole('button', { name: 'Try again' }).press('Enter');
    // The focus is on the panel's button until the chat is ready, which may be at once, and then in the chat.
    expect(['close', 'IFRAME']).toContain(await focusedPart(page));
    await chat.seesWelcome();
    await page.keyboard.press('Escape');
    await panel(page).waitFor({ state: 'hidden' });
  });
});
