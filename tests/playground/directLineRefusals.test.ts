// Requests that the Direct Line stand-in refuses, with the real service's errors.
import { WebSocket } from 'ws';
import { base, errorOf, person, type Rig, startRig } from './directLineRig';

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.stop());

test.each([
  [undefined, 401, 'BadArgument'],
  ['Basic dXNlcjpwYXNz', 401, 'BadArgument'],
  ['Bearer', 401, 'BadArgument'],
  ['Bearer rubbish', 403, 'BadArgument'],
])('authorization %s', async (authorization, status, code) => {
  const answer = await rig.call(base, { method: 'POST', headers: authorization ? { authorization } : {} });
  expect(await errorOf(answer)).toMatchObject([status, { code }]);
});

test('only the secret makes tokens', async () => {
  const { token } = await rig.generate();
  expect((await rig.call('/v3/directline/tokens/generate', { method: 'POST', token })).status).toBe(403);
});

test('an expired token is refused, a refreshed one is not', async () => {
  const { token, activities, streamUrl } = await rig.started();
  rig.clock.at += 29 * 60_000;
  const refreshed = await rig.call('/v3/directline/tokens/refresh', { method: 'POST', token });
  const { token: fresh } = (await refreshed.json()) as { token: string };
  rig.clock.at += 2 * 60_000;
  expect(await errorOf(await rig.call(activities, { token }))).toMatchObject([403, { code: 'TokenExpired' }]);
  expect((await rig.call(activities, { token: fresh })).status).toBe(200);
  const refusal = await new Promise((resolve) => new WebSocket(streamUrl).on('error', resolve));
  expect(String(refusal)).toContain('403');
});

test('an expired token and the secret are not refreshed', async () => {
  const { token } = await rig.generate(person);
  const refresh = (token: string) => rig.call('/v3/directline/tokens/refresh', { method: 'POST', token });
  rig.clock.at += 31 * 60_000;
  expect(await errorOf(await refresh(token))).toMatchObject([403, { code: 'TokenExpired' }]);
  expect((await refresh('the-secret')).status).toBe(403);
});

test('the conversation of another token, an unknown one, and one that was not started are refused', async () => {
  const { token } = await rig.started();
  const { token: early, conversationId } = await rig.generate(person);
  const calls: [string, RequestInit][] = [
    ['', {}],
    ['/activities', {}],
    ['/activities', { method: 'POST', body: '{}' }],
    ['/upload', { method: 'POST', body: 'a file' }],
  ];
  for (const [path, init] of calls) {
    const open = (id: string, token: string) => rig.call(`${base}/${id}${path}`, { ...init, token } as never);
    expect(await errorOf(await open('another', token))).toMatchObject([403, { code: 'BadArgument' }]);
    expect(await errorOf(await open('another', 'the-secret'))).toMatchObject([404, { code: 'BadArgument' }]);
    expect(await errorOf(await open(conversationId, early))).toMatchObject([404, { code: 'BadArgument' }]);
  }
});

test.each([
  ['no body', '', 'MissingProperty'],
  ['broken JSON', '{"type":', 'BadArgument'],
  ['a list', '["no"]', 'BadArgument'],
  ['nobody speaking', '{"type":"message"}', 'MissingProperty'],
  ['a nameless one speaking', '{"type":"message","from":{}}', 'MissingProperty'],
  ['what only a channel says', '{"type":"conversationUpdate","from":{"id":"1"}}', 'BadArgument'],
  ['too much', `{"type":"message","from":{"id":"1"},"text":"${'x'.repeat(262_144)}"}`, 'MessageSizeTooBig'],
])('%s', async (_, body, code) => {
  const { token, conversationId } = await rig.generate();
  await rig.call(base, { method: 'POST', token });
  const headers = { 'content-type': 'application/json' };
  const answer = await rig.call(`${base}/${conversationId}/activities`, {
    method: 'POST',
    token,
    headers,
    body,
  });
  expect(await errorOf(answer)).toMatchObject([400, { code }]);
});

test.each([
  ['GET', '/v3/directline/nothing', 404, 'ResourceNotFound'],
  ['DELETE', base, 405, 'MethodNotAllowed'],
  ['GET', '/v3/conversations/1/nothing', 404, 'ResourceNotFound'],
])('%s %s', async (method, path, status, code) => {
  const answer = await rig.call(path, { method });
  expect(await errorOf(answer)).toMatchObject([status, { code, message: expect.any(String) }]);
});

test('an invalid watermark is refused', async () => {
  const { token, conversationId, activities, streamUrl } = await rig.started();
  for (const path of [activities, `${base}/${conversationId}`]) {
    const answer = await rig.call(`${path}?watermark=1e1`, { token });
    expect(await errorOf(answer)).toEqual([400, { code: 'BadArgument', message: 'Invalid watermark' }]);
  }
  const refusal = await new Promise((resolve) =>
    new WebSocket(streamUrl.replace('watermark=-', 'watermark=x')).on('error', resolve),
  );
  expect(String(refusal)).toContain('400');
});

test('updating and deleting activities is refused', async () => {
  const { conversationId } = await rig.started();
  for (const method of ['PUT', 'DELETE']) {
    const answer = await rig.call(`/v3/conversations/${conversationId}/activities/1`, { method });
    expect(await errorOf(answer)).toMatchObject([
      405,
      { message: 'This channel does not support this operation' },
    ]);
  }
});

test('with an app id, the bot is posted to with a token and must bring its own', async () => {
  await rig.stop();
  rig = await startRig({
    authorization: () => 'Bearer channel',
    ownsAppToken: (header) => header === 'Bearer app',
  });
  const { conversationId } = await rig.started();
  expect(rig.heard[0]?.authorization).toBe('Bearer channel');
  const activities = `/v3/conversations/${conversationId}/activities`;
  expect((await rig.call(activities, { json: { type: 'message' } })).status).toBe(401);
  expect((await rig.call(activities, { token: 'app', json: { type: 'message' } })).status).toBe(200);
  const long = await rig.call(activities, {
    token: 'app',
    json: { type: 'message', text: 'x'.repeat(262_144) },
  });
  expect(await errorOf(long)).toMatchObject([413, { code: 'MessageSizeTooBig' }]);
});
