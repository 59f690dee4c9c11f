// Files sent to the bot through Direct Line: by the real client, as a form, and as a request's whole body.
import { createAttachments } from '../../playground/directLine/attachments';
import type { Activity, ActivitySet } from '../../playground/directLine/conversations';
import { openClient, ways } from './directLineClient';
import { base, errorOf, person, type Rig, startRig } from './directLineRig';

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.stop());

/** The address the browser gives a picked file. */
const picked = (content: string, type: string) => URL.createObjectURL(new Blob([content], { type }));

const heardMessage = async () =>
  (await rig.first(({ activity }) => activity.type === 'message')).activity as Activity & {
    attachments: { contentUrl: string }[];
  };

/** A conversation whose token names no user. */
async function nobodys() {
  const { token, conversationId } = await rig.generate();
  await rig.call(base, { method: 'POST', token });
  return { token, upload: `${base}/${conversationId}/upload` };
}

describe.each(ways)('the Direct Line client, by %s', (_, webSocket) => {
  test('sends files with words and sees them arrive', async () => {
    const { token } = await rig.generate(person);
    const client = openClient(rig, { token, webSocket });
    await client.first(({ text }) => text === 'Welcome');
    const thumbnailUrl = 'data:image/png;base64,AAAA';
    const id = await client.post({
      type: 'message',
      text: 'the plan',
      from: person,
      channelData: { clientActivityID: 'from this page' },
      attachments: [
        {
          contentType: 'application/pdf',
          contentUrl: picked('%PDF', 'application/pdf'),
          name: 'kế hoạch.pdf',
          thumbnailUrl,
        },
        {
          contentType: 'text/plain',
          contentUrl: picked('see page 2', 'text/plain'),
          name: 'my/notes (1).txt',
        },
      ],
    });
    const echo = await client.first(({ channelData }) => channelData?.clientActivityID === 'from this page');
    const at = expect.stringContaining(`${rig.url()}/v3/directline/attachments/`);
    expect(echo).toMatchObject({ id, text: 'the plan', from: person });
    expect(echo.attachments).toEqual([
      { contentType: 'application/pdf', contentUrl: at, name: 'kế hoạch.pdf', thumbnailUrl },
      { contentType: 'text/plain', contentUrl: at, name: 'notes (1).txt' },
    ]);
    expect((await heardMessage()).attachments).toEqual(echo.attachments);
    const files = (echo.attachments ?? []).map(async ({ contentUrl }) => (await fetch(contentUrl)).text());
    expect(await Promise.all(files)).toEqual(['%PDF', 'see page 2']);
    await client.first(({ replyToId }) => replyToId === id);
    client.leave();
  });
});

test('one file may be the whole body', async () => {
  const { token, upload } = await nobodys();
  const bytes = Buffer.from([0xff, 0xd8, 0x00, 0x0d, 0x0a, 0xff]);
  const answer = await rig.call(`${upload}?userId=user1`, {
    method: 'POST',
    token,
    headers: {
      'content-type': 'image/jpeg',
      'content-disposition': 'name="file"; filename="badjokeeel.jpg"',
    },
    body: bytes,
  });
  expect(answer.status).toBe(200);
  const message = await heardMessage();
  expect(await answer.json()).toEqual({ id: message.id });
  expect(message).toMatchObject({
    type: 'message',
    from: { id: 'user1' },
    attachments: [{ contentType: 'image/jpeg', name: 'badjokeeel.jpg' }],
  });
  expect(message.text).toBeUndefined();
  const file = await fetch(message.attachments[0]?.contentUrl ?? '');
  expect(Buffer.from(await file.arrayBuffer())).toEqual(bytes);
});

test('a form may bring its activity in a part without a name', async () => {
  const { token, upload } = await nobodys();
  const boundary = '----DD4E5147-E865-4652-B662-F223701A8A89';
  const body = [
    `--${boundary}`,
    'Content-Type: image/jpeg',
    'Content-Disposition: form-data; name="file"; filename="badjokeeel.jpg"',
    '',
    'JPEG',
    `--${boundary}`,
    // As a browser sends a field for a file when none was picked.
    'Content-Type: application/octet-stream',
    'Content-Disposition: form-data; name="another"; filename=""',
    '',
    '',
    `--${boundary}`,
    'Content-Type: application/vnd.microsoft.activity; charset=utf-8',
    '',
    JSON.stringify({ type: 'message', from: { id: 'user2', name: 'Bảo' }, text: 'gọi tôi nhé' }),
    `--${boundary}--`,
    '',
  ].join('\r\n');
  const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
  const answer = await rig.call(`${upload}?userId=user1`, { method: 'POST', token, headers, body });
  expect(answer.status).toBe(200);
  const message = await heardMessage();
  expect(message).toMatchObject({ text: 'gọi tôi nhé', from: { id: 'user1', name: 'Bảo' } });
  const contentUrl = expect.any(String);
  expect(message.attachments).toEqual([{ contentType: 'image/jpeg', name: 'badjokeeel.jpg', contentUrl }]);
});

test.each([
  ['as Chromium writes it', 'filename="kế %22hoạch%22.pdf"', 'kế "hoạch".pdf'],
  ['by RFC 5987', `filename="plan.pdf"; filename*=UTF-8''k%E1%BA%BF%20ho%E1%BA%A1ch.pdf`, 'kế hoạch.pdf'],
])('a name in UTF-8, %s, arrives from a form', async (_, named, expected) => {
  const { token, upload } = await nobodys();
  const part = (headers: string[], content: string) => ['--edge', ...headers, '', content].join('\r\n');
  const file = [`Content-Disposition: form-data; name="file"; ${named}`, 'Content-Type: application/pdf'];
  const body = `${part(file, '%PDF')}\r\n--edge--\r\n`;
  const headers = { 'content-type': 'multipart/form-data; boundary=edge' };
  const answer = await rig.call(`${upload}?userId=user1`, { method: 'POST', token, headers, body });
  expect(answer.status).toBe(200);
  expect((await heardMessage()).attachments).toMatchObject([{ name: expected }]);
});

test("files join what the activity has attached, and the token's user wins", async () => {
  const { token, conversationId, activities } = await rig.started();
  const card = { contentType: 'application/vnd.microsoft.card.hero', content: { title: 'A card' } };
  const activity = { from: { id: 'somebody else' }, attachments: [card] };
  const body = new FormData();
  body.append('a', new Blob(['no type']), '../../folder/ảnh.png');
  body.append(
    'activity',
    new Blob([JSON.stringify(activity)], { type: 'application/vnd.microsoft.activity' }),
  );
  body.append('note', 'a field without a file name');
  await rig.call(`${base}/${conversationId}/upload?userId=another`, { method: 'POST', token, body });
  const message = await heardMessage();
  expect(message.from).toEqual(person);
  expect(message.attachments).toEqual([
    card,
    { contentType: 'application/octet-stream', name: 'ảnh.png', contentUrl: expect.any(String) },
    { contentType: 'text/plain', name: 'note', contentUrl: expect.any(String) },
  ]);
  const history = (await (await rig.call(activities, { token })).json()) as ActivitySet;
  expect(history.activities[1]?.attachments).toEqual(message.attachments);
});

test('a file is served as a download, for a day', async () => {
  const { token, conversationId } = await rig.started();
  const headers = {
    'content-type': 'text/html',
    'content-disposition': `attachment; filename="it's (1).html"`,
  };
  await rig.call(`${base}/${conversationId}/upload`, { method: 'POST', token, headers, body: '<script>' });
  const { contentUrl } = (await heardMessage()).attachments[0] ?? { contentUrl: '' };
  const file = await fetch(contentUrl);
  expect(file.status).toBe(200);
  expect(Object.fromEntries(file.headers)).toMatchObject({
    'content-type': 'text/html',
    'content-disposition': "attachment; filename*=UTF-8''it%27s%20%281%29.html",
    'x-content-type-options': 'nosniff',
    'access-control-allow-origin': '*',
  });
  rig.clock.at += 24 * 60 * 60_000;
  expect(await errorOf(await fetch(contentUrl))).toMatchObject([404, { code: 'BadArgument' }]);
});

test('files have a limit in memory, and the oldest go first', async () => {
  let count = 0;
  const ids = () => String(count++);
  const attachments = createAttachments({ clock: rig.clock, ids, url: () => '', most: 10_000 });
  const file = (size: number) => new File([Buffer.alloc(size)], 'a');
  await attachments.keep([file(4000), file(3000)]);
  expect(attachments.find('0')?.bytes).toHaveLength(4000);
  await attachments.keep([file(2000)]);
  expect(['0', '1', '2'].map((id) => attachments.find(id)?.bytes.length)).toEqual([undefined, 3000, 2000]);
  await attachments.keep(Array.from({ length: 20 }, () => file(0)));
  expect(attachments.find('1')).toBeUndefined();
  expect(attachments.find('22')?.bytes).toHaveLength(0);
});
