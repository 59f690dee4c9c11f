// The Graph stand-in and attachments: the bytes it keeps, and what Graph and Exchange refuse.
import { type Account, accounts } from '../../playground/accounts';
import { mountGraph } from '../../playground/graph';
import { largestRequest } from '../../playground/graph/sendMail';
import { createMailbox } from '../../playground/mailbox';
import { createTokens } from '../../playground/tokens';
import { standingClock } from '../support/clock';
import { countingIds, type Running, start } from './standIns';

const [ana] = accounts as [Account];
const file = {
  '@odata.type': '#microsoft.graph.fileAttachment',
  name: 'plan.pdf',
  contentType: 'application/pdf',
  contentBytes: Buffer.from('%PDF-1.7 and more').toString('base64'),
};

describe('the Graph stand-in, given attachments,', () => {
  let running: Running;
  const clock = standingClock();
  const tokens = createTokens({ clock });
  const mailbox = createMailbox({ clock });

  beforeAll(async () => {
    running = await start((server) => {
      mountGraph(server, { tokens, clock, mailbox, ids: countingIds() });
    });
  });
  afterEach(() => mailbox.clear());
  afterAll(() => running.close());

  const post = (body: string) =>
    fetch(`${running.url}/v1.0/me/sendMail`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${tokens.issue(ana, ['Mail.Send']).token}`,
        'content-type': 'application/json',
      },
      body,
    });
  const bodyWith = (attachments: unknown, content = 'Hi') =>
    JSON.stringify({
      message: {
        subject: 'Hello',
        body: { contentType: 'text', content },
        toRecipients: [{ emailAddress: { address: 'linh@contoso.com' } }],
        attachments,
      },
    });
  const refusalOf = async (body: string) => {
    const answer = await post(body);
    const { error } = (await answer.json()) as { error: { code: string; message: string } };
    return { status: answer.status, code: error.code, message: error.message };
  };

  it('keeps their bytes', async () => {
    expect((await post(bodyWith([file, { ...file, isInline: true, contentId: 'one' }]))).status).toBe(202);
    const kept = { name: 'plan.pdf', contentType: 'application/pdf', size: 17 };
    expect(mailbox.messages[0]?.attachments).toEqual([
      { ...kept, bytes: Buffer.from('%PDF-1.7 and more') },
      { ...kept, bytes: Buffer.from('%PDF-1.7 and more') },
    ]);
  });

  it.each<[string, unknown, string]>([
    ['no type', { ...file, '@odata.type': undefined }, "The property 'contentBytes' does not exist on type"],
    ['an unknown type', { ...file, '@odata.type': '#microsoft.graph.file' }, 'could not be resolved'],
    ['a type that is no text', { ...file, '@odata.type': 1 }, 'could not be resolved'],
    ['bytes that are not base64', { ...file, contentBytes: 'a file!!' }, "expected type 'Edm.Binary'"],
    ['base64 that is cut off', { ...file, contentBytes: 'JVBER' }, "expected type 'Edm.Binary'"],
    ['base64 with more behind its end', { ...file, contentBytes: 'JQ==JQ==' }, "expected type 'Edm.Binary'"],
    ['a list of numbers', { ...file, contentBytes: [1, 2] }, "expected type 'Edm.Binary'"],
    ['an unknown property', { ...file, filename: 'plan.pdf' }, "The property 'filename' does not exist"],
    ['a text', 'plan.pdf', "A 'StartObject' node was expected"],
  ])('refuses %s', async (_what, attachment, message) => {
    expect(await refusalOf(bodyWith([file, attachment]))).toEqual({
      status: 400,
      code: 'RequestBodyRead',
      message: expect.stringContaining(message),
    });
    expect(mailbox.messages).toEqual([]);
  });

  it.each([undefined, null, ''])('refuses one whose name is %p', async (name) => {
    expect(await refusalOf(bodyWith([{ ...file, name }]))).toMatchObject({
      status: 400,
      code: 'ErrorRequiredPropertyMissing',
    });
  });

  it('refuses what is no list', async () => {
    expect(await refusalOf(bodyWith(file))).toMatchObject({ status: 400, code: 'RequestBodyRead' });
  });

  it('takes 4,194,304 bytes, and refuses one more with 413', async () => {
    const contentBytes = Buffer.alloc(3_000_000).toString('base64');
    const room = largestRequest - Buffer.byteLength(bodyWith([{ ...file, contentBytes }], ''));
    const body = (length: number) => bodyWith([{ ...file, contentBytes }], 'a'.repeat(length));
    expect((await post(body(room))).status).toBe(202);
    expect(await refusalOf(body(room + 1))).toMatchObject({ status: 413, code: 'BadRequest' });
    expect(mailbox.messages).toHaveLength(1);
  });
});
