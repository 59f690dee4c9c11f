// The bot's cards under the finger and the keyboard: where the focus goes, what a press does, what becomes of used cards.
import type { Route } from 'playwright-core';
import { describeInBrowser } from '../support/browser';
import { chatStory, sentSubjects } from '../support/chatPage';
import { focusOn as isFocusOn } from '../support/focus';
import { shownFromTop } from '../support/view';

const posts = '**/v3/directline/conversations/*/activities';

describeInBrowser('a person at the cards', () => {
  const chat = chatStory();
  /** What the page has posted: the verbs of buttons. */
  const posted: string[] = [];

  beforeAll(async () => {
    await chat.page.setViewportSize({ width: 1280, height: 720 });
    chat.page.on('request', (request) => {
      if (request.method() !== 'POST' || !request.url().endsWith('/activities')) return;
      const { value } = request.postDataJSON() as { value?: { verb?: string } };
      if (value?.verb) posted.push(value.verb);
    });
    await chat.opens();
  });

  const card = () => chat.newestCard();
  const field = (name: string) => card().getByRole('textbox', { name });
  const button = (name: string) => card().getByRole('button', { name, exact: true });
  const focusOn = (text: string) => isFocusOn(chat.page, text);
  /** What stands in the place of used cards. */
  const lines = () => chat.page.locator('[data-folded] > .folded:visible').allInnerTexts();

  it('can type at once, and has one Send less to mistake for another', async () => {
    await focusOn('Message input box');
    await chat.page.getByRole('button', { name: 'Send message' }).waitFor();
    // From the top of the page the first stop leads here.
    await chat.page.evaluate('document.body.tabIndex = -1, document.body.focus()');
    await chat.page.keyboard.press('Tab');
    await focusOn('Skip to the text box');
    await chat.page.keyboard.press('Enter');
    await focusOn('Message input box');
  });

  it('finds the form ready at its first empty field, with six lines for the message', async () => {
    await chat.opensForm({ To: 'bao@', Subject: 'Lunch', Message: 'See you at 12' });
    await focusOn('Message');
    const height = await chat.page.evaluate(
      '(({ activeElement: at }) => at.clientHeight / parseFloat(getComputedStyle(at).lineHeight))(document)',
    );
    expect(height).toBeGreaterThanOrEqual(6);
  });

  it('is led to the field that is wrong, hears why, and is let alone once it is changed', async () => {
    await button('Send').click();
    await card().getByText('“bao@” isn’t a complete address').waitFor();
    await focusOn('To');
    // The form that was sent away is used up, although it was typed into.
    await expect(
      chat.page.locator('textarea[aria-label="To"]:visible, [id="to"] textarea:visible').count(),
    ).resolves.toBe(1);
    // The line that describes the field, as long as there is one.
    const told = () =>
      chat.page.evaluate(
        '(({ activeElement: at }) => [at.ariaInvalid, document.getElementById(at.getAttribute("aria-describedby"))?.innerText ?? ""])(document)',
      );
    expect(await told()).toEqual(['true', expect.stringContaining('isn’t a complete address')]);
    await expect(field('Subject').getAttribute('aria-invalid')).resolves.toBeNull();
    await field('To').fill('bao@contoso.com');
    expect(await told()).toEqual([null, '']);
    await expect(card().getByText('isn’t a complete address').isVisible()).resolves.toBe(false);
  });

  it('sees a pressed card at rest until the answer comes, and asks once however often it is pressed', async () => {
    let answer = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await chat.page.route(posts, async (route: Route) => {
      await held;
      await route.continue();
    });
    posted.length = 0;
    await button('Preview').dblclick();
    await chat.page.keyboard.press('Enter');
    await expect(card().getAttribute('aria-busy')).resolves.toBe('true');
    await expect(button('Send').getAttribute('aria-disabled')).resolves.toBe('true');
    answer();
    await card().getByText('Check before you send').waitFor();
    await chat.page.unroute(posts);
    await focusOn('Check before you send');
    expect(posted).toEqual(['mail.preview']);
    await expect(chat.page.locator('[aria-busy="true"]').count()).resolves.toBe(0);
  });

  it('sends with Ctrl+Enter, once, and is led to the receipt', async () => {
    await chat.page.keyboard.press('Control+Enter');
    await chat.page.keyboard.press('Control+Enter');
    await card().getByText('✓ Sent').waitFor();
    await focusOn('✓ Sent');
    expect(await sentSubjects(chat.playground)).toEqual(['Lunch']);
  });

  it('has one quiet line in the place of each used card, after a reload too', async () => {
    // The form was sent away twice and its preview once: of the three the last one says so.
    const used = ['Signed in', 'Sent'];
    expect(await lines()).toEqual(used);
    await expect(chat.page.locator('[data-folded]').getByRole('button').count()).resolves.toBe(0);
    await expect(chat.page.locator('[data-folded]').getByRole('textbox').count()).resolves.toBe(0);
    await chat.reloads();
    await card().getByText('✓ Sent').waitFor();
    await chat.page.locator('[data-folded]').nth(3).waitFor({ state: 'attached' });
    expect(await lines()).toEqual(used);
  });

  const opensTea = async () => {
    await chat.says('send mail to bao@contoso.com about Tea: at four');
    await card().getByText('From: Ana Nguyen').waitFor();
    await focusOn('To');
  };

  it('is led back to what was typed into a form by a button that leads to its email', async () => {
    await opensTea();
    await field('Message').fill('at five');
    await chat.says('drafts');
    await card().getByText('Your drafts').waitFor();
    await button('Continue').click();
    await focusOn('To');
    const messages = chat.page.getByRole('textbox', { name: 'Message', exact: true });
    await expect(
      messages.evaluateAll((fields) => fields.map((field) => Reflect.get(field, 'value'))),
    ).resolves.toEqual(['at five']);
  });

  it('can press again when the press did not get through', async () => {
    await opensTea();
    await chat.page.route(posts, (route) => route.abort());
    await button('Preview').click();
    await chat.bar('The bot may not have got your last click').waitFor();
    await expect(button('Preview').getAttribute('aria-disabled')).resolves.toBeNull();
    await chat.page.unroute(posts);
    await chat.bar().getByRole('button', { name: 'Dismiss' }).click();
    await button('Preview').click();
    await card().getByText('Check before you send').waitFor();
    await expect(chat.page.locator('[aria-pressed]').count()).resolves.toBe(0);
  });

  it('is led to the line that says why a send was refused, above the form', async () => {
    chat.playground.standIns?.graph.answerNext({ on: 'sendMail', status: 403 });
    await button('Send').click();
    await focusOn('Not sent. Your organisation doesn’t let this app do that');
    await expect(field('Message').inputValue()).resolves.toBe('at four');
  });

  it('sees a new form from its top in a window of 320 pixels', async () => {
    await chat.page.setViewportSize({ width: 320, height: 560 });
    await chat.says('send mail');
    await card().getByText('From: Ana Nguyen').waitFor();
    await focusOn('To');
    await shownFromTop(chat.page);
    await expect(chat.page.evaluate('document.documentElement.scrollWidth')).resolves.toBe(320);
    expect(chat.problems).toEqual([]);
  });
});
