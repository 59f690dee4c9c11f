// The attachments in the mailbox: handed out as files and never as pages, and kept while there is room.
import { createMailbox, mountMailbox } from '../../playground/mailbox';
import type { GivenFile } from '../../playground/mailboxFiles';
import { standingClock } from '../support/clock';
import { type Running, start } from './standIns';

const png = Buffer.from('89504e470d0a1a0a0000', 'hex');
const file = (name: string, bytes: Buffer, contentType = 'application/pdf'): GivenFile => ({
  name,
  contentType,
  bytes,
});

interface Told {
  id: string;
  attachments: { name: string; size: number; picture?: string; address?: string }[];
}

describe('an attachment in the mailbox', () => {
  let running: Running;
  const mailbox = createMailbox({ clock: standingClock(), mostFileBytes: 10_000 });

  beforeAll(async () => {
    running = await start((server) => mountMailbox(server, mailbox));
  });
  beforeEach(() => mailbox.clear());
  afterAll(() => running.close());

  const arrives = (...attachments: GivenFile[]) =>
    mailbox.add({
      from: { name: 'Ana', address: 'ana@contoso.com' },
      to: [{ address: 'linh@contoso.com' }],
      ...{ cc: [], bcc: [], subject: 'Files', body: '', contentType: 'text', importance: 'normal' },
      attachments,
    });
  const told = async () => {
    const answer = await fetch(`${running.url}/mailbox.json`);
    return ((await answer.json()) as { messages: Told[] }).messages;
  };
  const get = (address = '/none') => fetch(running.url + address);

  it('is listed with its name and size and without its bytes, and read at its address', async () => {
    const { id } = arrives(file('plan.pdf', Buffer.from('%PDF-1.7')));
    const [mail] = await told();
    const address = `/mailbox/files/${id}/0`;
    expect(mail?.attachments).toEqual([
      { name: 'plan.pdf', contentType: 'application/pdf', size: 8, address },
    ]);
    const answer = await get(address);
    expect([answer.status, await answer.text()]).toEqual([200, '%PDF-1.7']);
  });

  it('is stored and not opened, whatever its sender says it is', async () => {
    arrives(file("a'page (1)\r\n\ud800ă.html", Buffer.from('<script>alert(1)</script>'), 'text/html'));
    const { headers } = await get((await told())[0]?.attachments[0]?.address);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': "attachment; filename*=UTF-8''a%27page%20%281%29%0D%0A%EF%BF%BD%C4%83.html",
      'content-security-policy': "sandbox; default-src 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
  });

  it.each([
    ['image/png', png],
    ['image/jpeg', Buffer.from('ffd8ffe000104a46', 'hex')],
    ['image/gif', Buffer.from('GIF89a..')],
    ['image/webp', Buffer.from('RIFF....WEBPVP8 ')],
  ])('is a picture when it begins as %s', async (type, bytes) => {
    arrives(file('seen', bytes, 'text/html'));
    const [attachment] = (await told())[0]?.attachments ?? [];
    expect(attachment?.picture).toBe(type);
    expect((await get(attachment?.address)).headers.get('content-type')).toBe(type);
  });

  it.each([
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['nothing', ''],
    ['a page', '<html>'],
  ])('is no picture when it is %s', async (_what, text) => {
    arrives(file('seen.png', Buffer.from(text), 'image/png'));
    expect((await told())[0]?.attachments[0]).not.toHaveProperty('picture');
  });

  it('is let go for newer ones, which the list says, and its address too', async () => {
    const { id } = arrives(file('old.pdf', Buffer.alloc(5_000)), file('small.pdf', Buffer.alloc(10)));
    arrives(file('new.pdf', Buffer.alloc(6_000)));
    const [newer, older] = await told();
    expect(newer?.attachments[0]?.address).toBeDefined();
    expect(older?.attachments.map(({ name, size, address }) => [name, size, address])).toEqual([
      ['old.pdf', 5_000, undefined],
      ['small.pdf', 10, `/mailbox/files/${id}/1`],
    ]);
    expect((await get(`/mailbox/files/${id}/0`)).status).toBe(410);
  });

  it('cannot be larger than the room, and many empty ones need room too', async () => {
    arrives(file('huge.pdf', Buffer.alloc(20_000)));
    arrives(...Array.from({ length: 50 }, () => file('empty.txt', Buffer.alloc(0))));
    const [empty, huge] = await told();
    expect(huge?.attachments[0]).not.toHaveProperty('address');
    expect(empty?.attachments.filter(({ address }) => address)).toHaveLength(9);
  });

  it('goes with its mail, and one that never was is not found', async () => {
    const { id } = arrives(file('plan.pdf', png));
    for (const address of [`${id}/1`, `${id}/-1`, `${id}/length`, 'mail-0/0'])
      expect((await get(`/mailbox/files/${address}`)).status).toBe(404);
    mailbox.clear();
    expect((await get(`/mailbox/files/${id}/0`)).status).toBe(404);
  });
});
