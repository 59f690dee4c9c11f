// Files in Web Chat: chosen, dropped and pasted, refused by words at once, taken out again, and sent with a message.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { violations } from '../support/axe';
import { describeInBrowser, signInWindowOf } from '../support/browser';
import { chatStory } from '../support/chatPage';
import { picks } from '../support/chatRoom';
import { chooseFiles, dragOver, fileOf, hearFiles, paste, type SentFile } from '../support/chosenFiles';

const photo = readFileSync(join(__dirname, '../../playground/photos/ana.png'));

describeInBrowser('files in the chat', () => {
  const chat = chatStory({ isAnew: true });
  let sent: () => Promise<SentFile[]>;
  const errors: string[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'dragged-'));

  beforeEach(async () => {
    chat.page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    sent = hearFiles(chat.page);
    await chat.opens();
  });
  afterEach(() => {
    expect(chat.problems).toEqual([]);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
    expect(errors).toEqual([]);
  });

  const list = () => chat.page.getByRole('list', { name: 'Files that go with your next message' });
  const names = () => list().getByRole('listitem').allInnerTexts();
  const send = () => chat.page.getByRole('button', { name: 'Send message' }).click();
  const dragged = (name: string, content: string | Buffer) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const inTheChat = { x: 300, y: 300 };

  it('go with the next message, by name and byte for byte: a picture chosen, a PDF dropped', async () => {
    const picture = { name: 'kế "hoạch" ảnh.png', mimeType: 'image/png', buffer: photo };
    await chooseFiles(chat, [picture]);
    const pdf = Buffer.from([0x25, 0x50, 0x44, 0x46, 0, 0x0d, 0x0a, 0xff]);
    const drop = await dragOver(chat.page, [dragged('bản thảo.pdf', pdf)], inTheChat);
    await chat.page.getByText('Drop files here').waitFor();
    await drop();
    await chat.page.getByText('Drop files here').waitFor({ state: 'hidden' });
    await list().getByText('bản thảo.pdf').waitFor();
    // The thumbnail comes later than the name.
    await list().locator('img').waitFor();
    await chat.page.locator('#webchat textarea:focus').waitFor();
    await chat.says('about the plan');

    const [first, second] = await sent();
    expect([first?.name, first?.contentType, second?.name, second?.contentType]).toEqual([
      picture.name,
      'image/png',
      'bản thảo.pdf',
      'application/pdf',
    ]);
    expect([first?.bytes.equals(photo), second?.bytes.equals(pdf)]).toEqual([true, true]);
    await list().waitFor({ state: 'hidden' });
    const transcript = chat.page.locator('#webchat');
    await transcript.getByRole('img', { name: picture.name }).waitFor();
    await transcript.locator('figcaption', { hasText: picture.name }).waitFor();
    await transcript.getByRole('link', { name: 'bản thảo.pdf 8 bytes, download' }).waitFor();
    expect(await violations(chat.page)).toEqual([]);
  });

  it('stand on the form, where each can be taken out by name, and go along with the mail', async () => {
    await chooseFiles(chat, [fileOf('one.txt', 'text/plain', 3), fileOf('two.txt', 'text/plain', 4)]);
    const signInPage = await signInWindowOf(chat.page, send);
    await picks(signInPage);
    const removing = chat.newestCard().getByRole('button', { name: 'Remove', exact: true }).first();
    await chat.field('Message').fill('Here');
    const described = await removing.getAttribute('aria-describedby');
    await expect(chat.page.locator(`#${described}`).innerText()).resolves.toContain('one.txt');
    await removing.click();
    await chat.sees('one.txt was removed.');
    expect(await violations(chat.page)).toEqual([]);
    await chat.fills({ To: 'bao@contoso.com', Subject: 'Two', Message: 'Here it is' });
    await chat.presses('Send');
    await chat.sees('✓ Sent');
    const [mail] = chat.playground.standIns?.mailbox.messages ?? [];
    expect(mail?.attachments.map(({ name, bytes }) => [name, bytes?.length])).toEqual([['two.txt', 4]]);
  });

  it('that cannot go are named at once with the reason, and the rest goes on', async () => {
    const file = (name: string, size: number) => fileOf(name, 'application/octet-stream', size);
    await chooseFiles(chat, [file('film.mp4', 3_000_001), file('none.txt', 0), file('notes.txt', 900)]);
    const bar = chat.bar();
    await expect(bar.innerText()).resolves.toContain('Empty, so not attached: none.txt.');
    await expect(bar.innerText()).resolves.toContain(
      'Too large to attach: film.mp4 (3.1\u00a0MB). An email’s files can be 3\u00a0MB in all; put a sharing link in the text instead.',
    );
    expect(await names()).toEqual([expect.stringContaining('notes.txt')]);
    await chooseFiles(chat, [file('half.bin', 2_000_000), file('more.bin', 1_500_000), file('fits.bin', 5)]);
    await expect(bar.innerText()).resolves.toContain('No room left for more.bin (1.5\u00a0MB).');
    expect(await names()).toHaveLength(3);
    await chooseFiles(
      chat,
      Array.from({ length: 9 }, (_, at) => file(`${at}.txt`, 1)),
    );
    await expect(bar.innerText()).resolves.toContain(
      'can have 10 files, so these were left out: 7.txt (1\u00a0kB)',
    );
    await send();
    expect((await sent()).map(({ bytes }) => bytes.length)).toEqual([900, 2_000_000, 5, 1, 1, 1, 1, 1, 1, 1]);
  });

  it('may be dropped anywhere in the chat, and a folder or a miss leaves the page as it is', async () => {
    mkdirSync(join(folder, 'letters'), { recursive: true });
    const paths = [join(folder, 'letters'), dragged('one.txt', 'one')];
    await (await dragOver(chat.page, paths, inTheChat))();
    await chat.bar('A folder can’t be attached: letters.').waitFor();
    expect(await names()).toEqual([expect.stringContaining('one.txt')]);
    await (await dragOver(chat.page, [dragged('two.txt', 'two')], { x: 1100, y: 500 }))();
    expect(await names()).toHaveLength(1);
    expect(chat.page.url()).toBe(`${chat.playground.url}/playground`);
  });

  it('that are pasted are taken, and what Word copies stays text', async () => {
    await chat.box().focus();
    await paste(chat.page, {
      'text/html': '<p>Hi</p>',
      'text/plain': 'Hi',
      'image/png': 'a picture of it',
    });
    await expect(list().isVisible()).resolves.toBe(false);
    await paste(chat.page, { 'text/html': '<img>', 'image/png': 'no picture' });
    await list().getByText('image.png').waitFor();
    await chat.says('');
    expect(await sent()).toMatchObject([{ name: 'image.png', contentType: 'image/png' }]);
  });

  it('are taken out again by keyboard, which then is at the next one, and may be chosen anew', async () => {
    const one = fileOf('one.txt', 'text/plain', 3);
    await chooseFiles(chat, [one, fileOf('two.txt', 'text/plain', 4)]);
    await list().getByText('two.txt').waitFor();
    await chat.page.keyboard.press('Tab');
    await chat.page.keyboard.press('Tab');
    const focused = () => list().locator(':focus').getAttribute('aria-label');
    expect(await focused()).toBe('Remove one.txt');
    await chat.page.keyboard.press('Enter');
    expect(await focused()).toBe('Remove two.txt');
    await chat.page.keyboard.press('Enter');
    await expect(list().isVisible()).resolves.toBe(false);
    await chat.page.locator('#webchat textarea:focus').waitFor();
    await chooseFiles(chat, [one]);
    expect(await names()).toHaveLength(1);
  });

  it('on their way hold back what is pressed after them: no form overtakes its files', async () => {
    const posted: string[] = [];
    chat.page.on('request', (request) => {
      const [, what] = /\/conversations\/[^/]+\/(upload|activities)/.exec(request.url()) ?? [];
      if (what && request.method() === 'POST') posted.push(what);
    });
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const arrived = chat.page.waitForRequest('**/upload?*');
    await chat.page.route('**/upload?*', async (route) => {
      await held;
      await route.continue();
    });
    await chooseFiles(chat, [fileOf('slow.bin', 'application/octet-stream', 20)]);
    await send();
    await arrived;
    await chat.page.getByText('Sending', { exact: true }).first().waitFor();
    await chat.says('help');
    // More than the twenty seconds that the Direct Line client would wait.
    await chat.page.clock.runFor(60_000);
    expect(posted).toEqual(['upload']);
    release();
    expect(await sent()).toHaveLength(1);
    await chat.page.waitForRequest((request) => request.url().endsWith('/activities'));
    expect(posted).toEqual(['upload', 'activities']);
  });
});
