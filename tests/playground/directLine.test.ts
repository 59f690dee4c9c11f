// The Direct Line stand-in, spoken to by the real client (WebSocket and polling) and by plain requests.
import { DirectLine } from 'botframework-directlinejs';
import { WebSocket } from 'ws';
import type { ActivitySet } from '../../playground/directLine/conversations';
import { base, createEar, errorOf, message, person, type Rig, startRig } from './directLineRig';
import { FetchXhr } from './fetchXhr';

Object.assign(globalThis, { WebSocket, XMLHttpRequest: FetchXhr });

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.stop());

describe.each([
  ['WebSocket', true],
  ['polling', false],
])('the Direct Line client, by %s', (_, webSocket) => {
  test('is welcomed, speaks and is answered', async () => {
    const { token } = await rig.generate(person);
    const client = new DirectLine({
      token,
      webSocket,
      domain: `${rig.url()}/v3/directline`,
      pollingInterval: 200,
    });
    const seen = createEar<{ text?: string; replyToId?: string; from: { id: string } }>();
    const listening = client.activity$.subscribe((activity) => seen.hear(activity as never));
    await seen.first(({ text }) => text === 'Welcome');
    const id = await new Promise((resolve, reject) => {
      client.postActivity({ type: 'message', text: 'hello', from: person }).subscribe(resolve, reject);
    });
    const reply = await seen.first(({ text }) => text === 'You said hello');
    expect(reply.replyToId).toBe(id);
    expect(seen.heard.filter(({ text }) => text === 'hello')).toHaveLength(1);
    expect(seen.heard.map(({ text }) => text).indexOf('hello')).toBeLessThan(seen.heard.length - 1);
    listening.unsubscribe();
    client.end();
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

  test('a reconnected stream begins at the watermark and answers a sign of life', async () => {
    const { token, conversationId, activities } = await rig.started();
    await rig.call(activities, { token, json: message('hello') });
    const answer = await rig.call(`${base}/${conversationId}?watermark=2`, { token });
    const { streamUrl } = (await answer.json()) as { streamUrl: string };
    const frames = createEar<string>();
    const socket = new WebSocket(streamUrl);
    socket.on('message', (data) => frames.hear(String(data)));
    socket.on('open', () => socket.send(''));
    expect(JSON.parse(await frames.first((frame) => frame !== ''))).toMatchObject({
      activities: [{ text: 'You said hello' }],
      watermark: '3',
    });
    expect(await frames.first((frame) => frame === '')).toBe('');
    socket.close();
  });
});
