// Uploads that the Direct Line stand-in refuses, all in its error format. The bot gets none of them.
import { base, errorOf, person, type Rig, startRig } from './directLineRig';

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.stop());

type Body = string | Buffer | FormData;

async function upload(body: Body, headers: Record<string, string> = {}) {
  const { token, conversationId } = await rig.started();
  return rig.call(`${base}/${conversationId}/upload`, { method: 'POST', token, headers, body } as never);
}

const form = (...parts: [content: string, type: string][]) => {
  const body = new FormData();
  for (const [content, type] of parts) body.append('part', new Blob([content], { type }), 'a part');
  return body;
};
const activity = 'application/vnd.microsoft.activity';
const multipart = { 'content-type': 'multipart/form-data; boundary=here' };

test.each<[string, Body, Record<string, string>, string]>([
  ['nothing', '', {}, 'MissingProperty'],
  ['a form without a file', form(['{}', activity]), {}, 'MissingProperty'],
  ['an empty form', '--here--\r\n', multipart, 'MissingProperty'],
  ['a form that is none', 'a file', multipart, 'BadArgument'],
  ['a form without a boundary', 'a file', { 'content-type': 'multipart/form-data' }, 'BadArgument'],
  ['half a form', '--here\r\nContent-Disposition: form-data; name="a"\r\n\r\nx', multipart, 'BadArgument'],
  ['an activity that is no JSON', form(['{', activity], ['x', 'text/plain']), {}, 'BadArgument'],
  ['an activity that is a list', form(['[]', activity], ['x', 'text/plain']), {}, 'BadArgument'],
  ['two activities', form(['{}', activity], ['{}', activity], ['x', 'text/plain']), {}, 'BadArgument'],
  [
    'what only a channel says',
    form(['{"type":"conversationUpdate"}', activity], ['x', '']),
    {},
    'BadArgument',
  ],
  ['more than 4 MB', Buffer.alloc(4 * 1024 * 1024 + 1), {}, 'BadArgument'],
])('%s', async (_, body, headers, code) => {
  const answer = await upload(body, headers);
  expect(await errorOf(answer)).toEqual([400, { code, message: expect.any(String) }]);
  expect(rig.heard.map(({ activity }) => activity.type)).not.toContain('message');
});

test('4 MB are accepted', async () => {
  expect((await upload(Buffer.alloc(4 * 1024 * 1024))).status).toBe(200);
});

test('a file without a user', async () => {
  const { token, conversationId } = await rig.generate();
  await rig.call(base, { method: 'POST', token });
  const path = `${base}/${conversationId}/upload`;
  const answer = await rig.call(path, { method: 'POST', token, body: 'a file' });
  expect(await errorOf(answer)).toMatchObject([400, { code: 'MissingProperty' }]);
});

test('a file without a token', async () => {
  const { conversationId } = await rig.started();
  const answer = await rig.call(`${base}/${conversationId}/upload`, { method: 'POST', body: 'a file' });
  expect(await errorOf(answer)).toMatchObject([401, { code: 'BadArgument' }]);
});

test('a file whose message fails at the bot', async () => {
  const answer = await upload(
    form([JSON.stringify({ text: 'fail', from: person }), activity], ['x', 'text/plain']),
  );
  expect(await errorOf(answer)).toMatchObject([502, { code: 'BotError' }]);
});

test('an unknown file', async () => {
  const answer = await rig.call('/v3/directline/attachments/guessed/name.txt');
  expect(await errorOf(answer)).toMatchObject([404, { code: 'BadArgument' }]);
});
