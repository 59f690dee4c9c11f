// The Direct Line stand-in, used by the real client (WebSocket and polling) and by plain requests.
import type { ActivitySet } from '../../playground/directLine/conversations';
import { openClient, ways } from './directLineClient';
import { base, errorOf, message, person, type Rig, startRig } from './directLineRig';

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.stop());

describe.each(ways)('the Direct Line client, by %s', (_, webSocket) => {
  test('is welcomed, speaks and is answered', async () => {
    const { token } = await rig.generate(person);
    const client = openClient(rig, { token, webSocket });
    await client.first(({ text }) => text === 'Welcome');
    const id = await client.post({ type: 'message', text: 'hello', from: person });
    const reply = await client.first(({ text }) => text === 'You said hello');
    expect(reply.replyToId).toBe(id);
    expect(client.heard.filter(({ text }) => text === 'hello')).toHaveLength(1);
    expect(client.heard.map(({ text }) => text).indexOf('hello')).toBeLessThan(client.heard.length - 1);
    client.leave();
  });

  test('goes on after a reload and sees all that was said', async () => {
    const { token, conversationId, activities } = await rig.started();
    await rig.call(activities, { token, json: message('hello') });
    const client = openClient(rig, { token, conversationId, webSocket });
    await client.first(({ text }) => text === 'You said hello');
    expect(client.heard.map(({ text }) => text)).toEqual(['Welcome', 'hello', 'You said hello']);
    client.leave();
  });
});

describe('towards the bot', () => {
  test('a conversation begins with two updates, the bot first, then the person', async () => {
    const { conversationId, status } = await rig.started();
    expect(status).toBe(201);
    const [bot, user] = rig.heard.map(({ activity }) => activity);
    expect(bot).toMatchObject({
      type: 'conversationUpdate',
      membersAdded: [{ id: 'mailbot' }],
      locale: 'vi-VN',
    });
    expect(user).toMatchObject({ membersAdded: [person], from: person, recipient: { id: 'mailbot' } });
    expect(user).toMatchObject({
      channelId: 'webchat',
      serviceUrl: rig.url(),
      conversation: { id: conversationId },
    });
  });

  test("the token's user wins over the activity's", async () => {
    const { token, activities } = await rig.started();
    await rig.call(activities, { token, json: { ...message('hello'), locale: 'en-US' } });
    const { activity } = await rig.first((heard) => heard.activity.type === 'message');
    expect(activity).toMatchObject({ from: person, locale: 'en-US', text: 'hello' });
  });

  test('the secret may name any user', async () => {
    const answer = await rig.call(base, { token: 'the-secret', json: { user: person } });
    const { conversationId } = (await answer.json()) as { conversationId: string };
    const activities = `${base}/${conversationId}/activities`;
    await rig.call(activities, { token: 'the-secret', json: message('hello') });
    const { activity } = await rig.first((heard) => heard.activity.type === 'message');
    expect(activity.from).toEqual({ id: 'somebody else' });
  });

  test("a type of the client's own arrives, and an end of the conversation ends nothing", async () => {
    const { token, activities } = await rig.started();
    for (const type of ['endOfConversation', 'contoso.ping', 'message']) {
      expect((await rig.call(activities, { token, json: { ...message('hello'), type } })).status).toBe(200);
    }
    const { activities: said } = (await (await rig.call(activities, { token })).json()) as ActivitySet;
    const types = said.map(({ type }) => type);
    expect(types).toEqual(['message', 'endOfConversation', 'contoso.ping', 'message', 'message']);
    expect(rig.heard.map(({ activity }) => activity.type).slice(2)).toEqual(types.slice(1, 4));
    expect(said.map(({ channelId }) => channelId)).toEqual(Array(5).fill('webchat'));
  });

  test('a bot that fails gives the client 502 and no echo', async () => {
    const { token, activities } = await rig.started();
    const answer = await rig.call(activities, { token, json: message('fail') });
    expect(await errorOf(answer)).toEqual([
      502,
      { code: 'BotError', message: 'Failed to send activity: bot returned an error' },
    ]);
    const history = (await (await rig.call(activities, { token })).json()) as ActivitySet;
    expect(history.activities.map(({ text }) => text)).not.toContain('fail');
  });

  test('a finished sign-in is told as a tokens/response event', async () => {
    const { conversationId } = await rig.started();
    expect(await rig.directLine.signedIn({ conversation: conversationId, connectionName: 'graph' })).toBe(
      true,
    );
    const { activity } = await rig.first((heard) => heard.activity.type === 'event');
    expect(activity).toMatchObject({
      name: 'tokens/response',
      from: person,
      value: { connectionName: 'graph' },
    });
    expect(await rig.directLine.signedIn({ conversation: 'elsewhere', connectionName: 'graph' })).toBe(false);
  });
});

describe('history', () => {
  test('is paged by watermark and holds no typing', async () => {
    const { token, activities } = await rig.started();
    await rig.call(activities, { token, json: message('hello') });
    const read = async (watermark: string) =>
      (await (await rig.call(`${activities}?watermark=${watermark}`, { token })).json()) as ActivitySet;
    const all = await read('');
    expect(all.activities.map(({ text }) => text)).toEqual(['Welcome', 'hello', 'You said hello']);
    expect((await read('2')).activities.map(({ text }) => text)).toEqual(['You said hello']);
    expect(await read(all.watermark ?? '')).toEqual({ activities: [], watermark: '3' });
    expect((await rig.call(`${activities}?watermark=x`, { token })).status).toBe(400);
  });
});

test('another origin may call, with every header a client sends', async () => {
  const { token, conversationId, activities } = await rig.started();
  const upload = await rig.call(`${base}/${conversationId}/upload?userId=1`, { method: 'OPTIONS' });
  expect(upload.status).toBe(204);
  expect(upload.headers.get('access-control-allow-methods')).toContain('POST');
  const allowed = upload.headers.get('access-control-allow-headers')?.toLowerCase().split(', ');
  expect(allowed).toEqual(
    expect.arrayContaining([
      'authorization',
      'content-type',
      'content-disposition',
      'x-ms-bot-agent',
      'x-requested-with',
    ]),
  );
  for (const answer of [await rig.call(activities, { token }), await rig.call(activities)]) {
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  }
});
