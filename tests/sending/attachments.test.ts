// A mail with files: byte for byte at Outlook, never a longer request than Graph takes, and encoded once.
import { createHash } from 'node:crypto';
import { connectGraph } from '../../bot/graph/client';
import type { Mail } from '../../bot/mail/check';
import { type Attachment, longestRequest, sendMail } from '../../bot/mail/send';
import { type FetchInit, request } from '../../bot/runtime/http';
import { type Account, accounts } from '../../playground/accounts';
import { type GraphStandIn, mountGraph } from '../../playground/graph';
import { createMailbox } from '../../playground/mailbox';
import { createTokens } from '../../playground/tokens';
import { countingIds, type Running, start } from '../playground/standIns';
import { seconds, standingClock, until } from '../support/clock';

const [ana] = accounts as [Account];
const mail: Mail = {
  to: [{ address: 'bao@contoso.com' }],
  cc: [],
  bcc: [],
  subject: 'Lunch',
  body: 'See attached',
  importance: 'normal',
  format: 'text',
  replyTo: [],
  readReceipt: false,
  signature: '',
};
const fifty = Array.from({ length: 50 }, (_, n) => ({
  name: 'Nguyễn Thị Hồng Ánh'.repeat(3),
  address: `${'p'.repeat(60)}${n}@contoso.com`,
}));
const longest: Mail = { ...mail, to: fifty, subject: 'ế'.repeat(255), format: 'markdown' };

/** Bytes of every value. */
const bytes = (length: number) => Buffer.from(Array.from({ length }, (_, n) => (n * 7 + (n >> 8)) % 256));
const picture = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), bytes(70_001)]);
const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), bytes(5_000)]);

/** Jest takes seconds to compare three million bytes. */
const hashOf = (bytes?: Buffer) =>
  createHash('sha256')
    .update(bytes ?? '')
    .digest('hex');

const piece = bytes(300_000);
/** As many bytes as a form's files may have, in as many files with names as long as they may be. */
const most = (): Attachment[] =>
  Array.from({ length: 10 }, (_, n) => ({
    name: `${n}${'ế'.repeat(115)}.pdf`,
    type: 'application/pdf',
    bytes: piece,
  }));

describe('a mail with files', () => {
  const clock = standingClock();
  const tokens = createTokens({ clock });
  const mailbox = createMailbox({ clock });
  const asked: FetchInit[] = [];
  let running: Running;
  let graph: GraphStandIn;

  beforeAll(async () => {
    running = await start((server) => {
      graph = mountGraph(server, { tokens, clock, mailbox, ids: countingIds() });
    });
  });
  afterEach(() => {
    mailbox.clear();
    asked.splice(0);
  });
  afterAll(() => running.close());

  const send = (sent: Mail, attachments?: Attachment[]) => {
    const client = connectGraph({
      baseUrl: running.url,
      token: tokens.issue(ana, ['Mail.Send']).token,
      signal: clock.timeout(seconds(60)),
      fetch: (url, init) => {
        asked.push(init);
        return request(url, init);
      },
    });
    return sendMail(client, sent, clock, attachments);
  };
  const arrived = () =>
    mailbox.messages.map(({ attachments }) =>
      attachments.map(({ name, contentType, bytes }) => ({ name, type: contentType, hash: hashOf(bytes) })),
    );
  const hashed = (files: Attachment[]) =>
    files.map(({ bytes, ...file }) => ({ ...file, hash: hashOf(bytes) }));
  /** The bytes of the request that was made. */
  const requested = () => Buffer.byteLength(asked[0]?.body ?? '');

  it('arrives with them, byte for byte', async () => {
    const files = [
      { name: 'Ăn trưa "1".png', type: 'image/png', bytes: picture },
      { name: 'plan.pdf', type: 'application/pdf', bytes: pdf },
      { name: 'nothing.txt', type: 'text/plain', bytes: Buffer.alloc(0) },
    ];
    expect(await send(mail, files)).toMatchObject({ state: 'sent' });
    expect(arrived()).toEqual([hashed(files)]);
  });

  it('arrives though a file has no name, for which Graph would refuse the whole mail', async () => {
    expect(await send(mail, [{ name: '', type: 'application/pdf', bytes: pdf }])).toMatchObject({
      state: 'sent',
    });
    expect(arrived()).toEqual([hashed([{ name: 'file', type: 'application/pdf', bytes: pdf }])]);
  });

  it('is as it was, without any', async () => {
    await send(mail);
    expect(String(asked[0]?.body)).not.toContain('attachments');
    expect(arrived()).toEqual([[]]);
  });

  it.each([
    ['plain words', 'ế'.repeat(20_000)],
    ['a long list', '- một\n'.repeat(3_333)],
    ['signs that grow fivefold', '&'.repeat(20_000)],
  ])('goes with three million bytes, fifty recipients and the longest text: %s', async (_what, body) => {
    const files = most();
    expect(await send({ ...longest, body }, files)).toMatchObject({ state: 'sent' });
    expect(arrived()).toEqual([hashed(files)]);
    expect(requested()).toBeLessThanOrEqual(longestRequest);
  });

  it('is refused in words before anything is asked, when its Markdown grows beyond what Graph takes', async () => {
    const grown = { ...longest, body: '`a` '.repeat(5_000) };
    expect(await send(grown, most())).toEqual({
      state: 'failed',
      failure: 'tooLarge',
      cause: 'request too large',
    });
    expect(asked).toEqual([]);
  });

  it('goes with as many bytes as Graph takes, and not with one more', async () => {
    await send({ ...mail, body: '' }, most());
    const room = longestRequest - requested();
    asked.splice(0);
    expect(await send({ ...mail, body: 'a'.repeat(room) }, most())).toMatchObject({ state: 'sent' });
    expect(requested()).toBe(longestRequest);
    expect(await send({ ...mail, body: 'a'.repeat(room + 1) }, most())).toMatchObject({
      failure: 'tooLarge',
    });
    expect(asked).toHaveLength(1);
  });

  it('that Graph finds too large was not sent', async () => {
    graph.answerNext({ on: 'sendMail', status: 413, code: 'BadRequest' });
    expect(await send(mail, most())).toMatchObject({ state: 'failed', failure: 'tooLarge' });
    expect(mailbox.messages).toEqual([]);
  });

  it('is sent again after a 429 as the very bytes that were made for the first try', async () => {
    graph.answerNext({
      on: 'sendMail',
      status: 429,
      code: 'TooManyRequests',
      headers: { 'retry-after': '2' },
    });
    const files = most();
    const sending = send(mail, files);
    await until(() => clock.due().includes(seconds(2)));
    clock.pass(seconds(2));
    expect(await sending).toMatchObject({ state: 'sent' });
    expect(asked).toHaveLength(2);
    expect(asked[0]?.body).toBe(asked[1]?.body);
    expect(arrived()).toEqual([hashed(files)]);
  });
});
