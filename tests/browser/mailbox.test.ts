// The playground's mailbox: emails as their recipients see them, and a list that the keyboard gets past.
import type { Page, Request } from 'playwright-core';
import type { SentMail } from '../../playground/mailbox';
import { violations } from '../support/axe';
import { describeInBrowser, tidy } from '../support/browser';
import { browserStory } from '../support/browserStory';

const mail = (subject: string, more: Partial<SentMail> = {}): SentMail => ({
  id: subject,
  at: '2026-11-27T09:00:00.000Z',
  from: { name: 'Ana', address: 'ana@contoso.com' },
  to: [{ address: 'bao@contoso.com' }],
  cc: [],
  bcc: [],
  subject,
  body: `This is ${subject}`,
  contentType: 'text',
  importance: 'normal',
  attachments: [],
  ...more,
});
const html = mail('Styled', {
  contentType: 'html',
  body: `<h1>Lunch</h1><p>at <strong>twelve</strong>, <a href="https://elsewhere.example/menu">the menu</a></p>
<img src="https://elsewhere.example/seen.png" alt="a picture"><script>document.body.textContent = 'It ran'</script>
<p onclick="alert(1)" style="background: url(https://elsewhere.example/style.png)">${'A long line of words. '.repeat(40)}</p>
<meta http-equiv="refresh" content="0; url=https://elsewhere.example/away"><p>the last line</p>`,
});

describeInBrowser('the mailbox', () => {
  const story = browserStory();
  let page: Page;
  let asked: Request[];

  afterEach(() => tidy(story.browser));

  const open = async (path: string, ...messages: SentMail[]) => {
    page = await story.newPage();
    asked = [];
    page.on('request', (request) => asked.push(request));
    await page.route('**/mailbox.json', (route) => route.fulfill({ json: { messages } }));
    await page.goto(story.playground.url + path);
    await page.getByText(messages[0]?.subject ?? '', { exact: true }).waitFor();
  };
  const focused = () => page.evaluate<string>('document.activeElement.textContent');
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };

  it('draws an HTML email as it looks, runs nothing in it and fetches nothing for it', async () => {
    await open('/mailbox', html);
    await page.getByText('Styled').click();
    const frame = page.getByTitle('Text of “Styled”');
    const inside = frame.contentFrame();
    await inside.getByRole('heading', { name: 'Lunch' }).waitFor();
    await inside.getByText('twelve').waitFor();
    await expect(inside.getByRole('link').count()).resolves.toBe(0);
    await expect(frame.getAttribute('sandbox')).resolves.toBe('');
    // The browser tells of what the policy stops, too.
    const elsewhere = asked.filter((request) => request.url().includes('elsewhere'));
    expect(elsewhere.filter((request) => request.failure()?.errorText !== 'csp')).toEqual([]);
    // The guess of its height leaves no great hole, and the end is in sight.
    const [end, whole] = await Promise.all([
      inside.getByText('the last line').boundingBox(),
      frame.boundingBox(),
    ]);
    const left = (whole?.y ?? 0) + (whole?.height ?? 0) - ((end?.y ?? 0) + (end?.height ?? 0));
    expect(left).toBeGreaterThanOrEqual(0);
    expect(left).toBeLessThan(120);
  });

  it('is one stop of the Tab key, and the arrow keys lead through it', async () => {
    await open('/playground', mail('First'), mail('Second'), mail('Third'));
    await page.getByRole('link', { name: 'Open on its own page' }).focus();
    await press('Tab', 'ArrowDown', 'ArrowDown');
    expect(await focused()).toContain('Third');
    await page.getByText('The arrow keys move from email to email').waitFor();
    await press('Enter');
    await page.getByText('This is Third').waitFor();
    expect(await violations(page)).toEqual([]);
    await press('Home');
    expect(await focused()).toContain('First');
    await press('Shift+Tab');
    expect(await focused()).toBe('Open on its own page');
    await press('Tab', 'End', 'Tab');
    expect(await page.evaluate('document.activeElement.closest("#mailbox")')).toBeNull();
  });

  it('and the chat say in one sentence that they need JavaScript', async () => {
    const context = await story.browser.newContext({ javaScriptEnabled: false });
    page = await context.newPage();
    await page.goto(`${story.playground.url}/playground`);
    await expect(page.locator('noscript p:visible').allTextContents()).resolves.toEqual([
      expect.stringContaining('The chat needs JavaScript.'),
      expect.stringContaining('The mailbox needs JavaScript.'),
    ]);
    await expect(page.getByText('Opening the chat…').isVisible()).resolves.toBe(false);
  });
});
