// The attachments of an email in the mailbox: seen, heard, reached by keyboard and stored, and none of them opens as a page.
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { type Account, accounts } from '../../playground/accounts';
import { type Playground, servePlayground } from '../../playground/serve';
import { violations } from '../support/axe';
import { describeInBrowser, profileOf, startBrowser, tidy } from '../support/browser';

const [ana] = accounts as [Account];
const picture = ana.photo ?? Buffer.alloc(0);
const pdf = Buffer.alloc(123_456, '%PDF-1.7 ');
const html = Buffer.from('<script>document.title = "It ran"</script>');

describeInBrowser('attachments in the mailbox', () => {
  let playground: Playground;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    playground = await servePlayground(0, { LOG_LEVEL: 'silent' });
    browser = await startBrowser();
    await send('With files', [
      ['seen.png', 'image/png', picture],
      ['kế hoạch (1).pdf', 'application/pdf', pdf],
      ['page.html', 'text/html', html],
      ['broken.png', 'image/png', Buffer.from('89504e470d0a1a0a00', 'hex')],
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await playground?.close();
  });
  beforeEach(async () => {
    page = await profileOf(browser).newPage();
  });
  afterEach(() => tidy(browser));

  /** Sends a mail as the bot does. */
  const send = async (
    subject: string,
    files: [name: string, type: string, bytes: Buffer][],
    contentType = 'text',
  ) => {
    const attachments = files.map(([name, type, bytes]) => ({
      '@odata.type': '#microsoft.graph.fileAttachment',
      ...{ name, contentType: type, contentBytes: bytes.toString('base64') },
    }));
    const toRecipients = [{ emailAddress: { address: 'bao@contoso.com' } }];
    const body = { contentType, content: 'See attached' };
    const answer = await fetch(`${playground.url}/v1.0/me/sendMail`, {
      method: 'POST',
      headers: { authorization: `Bearer ${playground.standIns?.tokens.issue(ana, ['Mail.Send']).token}` },
      body: JSON.stringify({ message: { subject, body, toRecipients, attachments } }),
    });
    expect(answer.status).toBe(202);
  };
  const opens = async (path = '/mailbox') => {
    await page.goto(playground.url + path);
    await page.getByText('With files', { exact: true }).click();
    await page.getByRole('link', { name: 'seen.png' }).waitFor();
  };
  const heard = () => page.getByRole('list', { name: 'Attachments', exact: true }).last().ariaSnapshot();

  it('are counted in the list, and heard with their names and sizes', async () => {
    await opens();
    await page.getByText('Attachments: 4').waitFor();
    const snapshot = await heard();
    for (const name of ['kế hoạch (1).pdf 123 kB', 'page.html 42 bytes', 'broken.png 9 bytes'])
      expect(snapshot.normalize()).toContain(`link "${name}"`);
  });

  it('stand below the text, also where that is drawn in a frame of its own', async () => {
    await send('Drawn', [['drawn.pdf', 'application/pdf', pdf]], 'html');
    await opens();
    await page.getByText('Drawn', { exact: true }).click();
    const [text, file] = await Promise.all([
      page.getByTitle('Text of “Drawn”').boundingBox(),
      page.getByRole('link', { name: 'drawn.pdf' }).boundingBox(),
    ]);
    expect(file?.y).toBeGreaterThan((text?.y ?? 0) + (text?.height ?? 0));
  });

  it.each(['light', 'dark'] as const)('have no barrier, in the %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await opens();
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await violations(page)).toEqual([]);
    await expect(page.evaluate('document.documentElement.scrollWidth')).resolves.toBeLessThanOrEqual(320);
  });

  it('show pictures small, and the end of the name where there is none to show', async () => {
    await opens();
    const image = page.getByRole('link', { name: 'seen.png' }).locator('img');
    await image.evaluate((shown: { decode(): Promise<void> }) => shown.decode());
    await page.getByText('PNG', { exact: true }).waitFor();
    await expect(page.locator('.file img').count()).resolves.toBe(1);
  });

  it('are reached by the Tab key, and Enter stores one byte for byte under its name', async () => {
    await opens('/playground');
    await page.getByText('With files', { exact: true }).focus();
    await page.getByRole('link', { name: 'seen.png' }).focus();
    await page.keyboard.press('Tab');
    const [stored] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    expect(stored.suggestedFilename().normalize()).toBe('kế hoạch (1).pdf');
    expect(pdf.equals(await readFile(await stored.path()))).toBe(true);
    expect(page.url()).toBe(`${playground.url}/playground`);
  });

  it('do not run as a page, even at their own address', async () => {
    await opens();
    const address = await page.getByRole('link', { name: 'page.html' }).getAttribute('href');
    const [stored] = await Promise.all([
      page.waitForEvent('download'),
      page.goto(playground.url + address).catch(() => undefined),
    ]);
    expect(html.equals(await readFile(await stored.path()))).toBe(true);
    await expect(page.title()).resolves.not.toBe('It ran');
  });

  it('that were let go for newer ones say so, in a mailbox that is open', async () => {
    await opens();
    const [mail] = playground.standIns?.mailbox.messages ?? [];
    delete mail?.attachments[1]?.bytes;
    await send('One more', []);
    await page.getByText('No longer kept here: newer attachments needed the space.').waitFor();
    const snapshot = (await heard()).normalize();
    expect(snapshot).not.toContain('link "kế hoạch');
    expect(snapshot).toContain('kế hoạch (1).pdf 123 kB No longer kept here');
  });
});
