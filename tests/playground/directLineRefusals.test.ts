// What the Direct Line stand-in refuses, and in which words: as the real service does.
import { WebSocket } from 'ws';
import { base, errorOf, person, type Rig, startRig } from './directLineRig';

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.stop());

test.each([
  [undefined, 401, 'BadArgument'],
  ['rubbish', 403, 'BadArgument'],
])('token %s', async (token, status, code) => {
  const answer = await rig.call(base, { method: 'POST', ...(token ? { token } : {}) });
  expect(await errorOf(answer)).toMatchObject([status, { code }]);
});

test('only the secret makes tokens', async () => {
  const { token } = await rig.generate();
  expect((await rig.call('/v3/directline/tokens/generate', { method: 'POST', token })).status).toBe(403);
});

test('a token over its half hour, unless it was refreshed', async () => {
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

test("another's conversation, an unknown one, and nonsense", async () => {
  const { token, activities } = await rig.started();
  expect((await rig.call(`${base}/another/activities`, { token })).status).toBe(403);
  expect((await rig.call(`${base}/another/activities`, { token: 'the-secret' })).status).toBe(404);
  expect((await rig.call(activities, { token, json: ['no'] })).status).toBe(400);
  expect(
    (await rig.call(activities, { token, json: { type: 'installationUpdate', from: person } })).status,
  ).toBe(400);
});

test('changing and deleting what was said', async () => {
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
});
