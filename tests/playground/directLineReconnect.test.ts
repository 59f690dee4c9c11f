// Reconnecting to a Direct Line conversation: after a lost connection, from a watermark, and with a refreshed token.
import { WebSocket } from 'ws';
import type { ActivitySet } from '../../playground/directLine/conversations';
import { openClient, ways } from './directLineClient';
import { base, createEar, errorOf, message, person, type Rig, startRig } from './directLineRig';
import { createClientTime, reconnectWait, refreshWait } from './directLineTime';
import { FetchXhr } from './fetchXhr';

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.stop());

interface Started {
  conversationId: string;
  token: string;
  expires_in: number;
  streamUrl: string;
}

const botSays = (conversationId: string, text: string) =>
  rig.call(`/v3/conversations/${conversationId}/activities`, { json: { type: 'message', text } });

/** Opens a stream and waits until it stands. */
async function listen(streamUrl: string) {
  const ear = createEar<string>();
  const socket = new WebSocket(streamUrl);
  socket.on('message', (data) => ear.hear(String(data)));
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
  const texts = () =>
    ear.heard
      .filter((frame) => frame !== '')
      .flatMap((frame) => (JSON.parse(frame) as ActivitySet).activities.map(({ text }) => text));
  return { ...ear, socket, texts, says: (text: string) => ear.first((frame) => frame.includes(text)) };
}

const refusalOf = (streamUrl: string) =>
  new Promise<string>((resolve) => new WebSocket(streamUrl).on('error', (error) => resolve(String(error))));

describe('the Direct Line client', () => {
  test('misses nothing while its stream is cut, and sees nothing twice', async () => {
    const { token, conversationId } = await rig.generate(person);
    const { scheduler, skip } = createClientTime();
    const client = openClient(rig, { token, scheduler, random: () => 0 });
    await client.first(({ text }) => text === 'Welcome');
    rig.directLine.close();
    await botSays(conversationId, 'You were away');
    await skip(reconnectWait);
    await client.first(({ text }) => text === 'You were away');
    await botSays(conversationId, 'You are back');
    await client.first(({ text }) => text === 'You are back');
    expect(client.heard.map(({ text }) => text)).toEqual(['Welcome', 'You were away', 'You are back']);
    client.leave();
  });

  test.each(ways)('has its token made new before it is over, by %s', async (_, webSocket) => {
    const { token } = await rig.generate(person);
    const { scheduler, skip } = createClientTime();
    const client = openClient(rig, { token, scheduler, webSocket });
    await client.first(({ text }) => text === 'Welcome');
    rig.clock.at += refreshWait;
    await skip(refreshWait);
    const { status } = await FetchXhr.answered.first(
      ({ url }) => url.startsWith(rig.url()) && url.endsWith('/tokens/refresh'),
    );
    expect(status).toBe(200);
    rig.clock.at += refreshWait + 60_000;
    await client.post({ type: 'message', text: 'hello', from: person });
    await client.first(({ text }) => text === 'You said hello');
    client.leave();
  });
});

describe('a stream', () => {
  const reconnect = async (query: string) => {
    const { token, conversationId, activities } = await rig.started();
    await rig.call(activities, { token, json: message('hello') });
    const answer = await rig.call(`${base}/${conversationId}${query}`, { token });
    expect(answer.status).toBe(200);
    const given = (await answer.json()) as Started;
    expect(given).toMatchObject({ conversationId, token: expect.any(String), expires_in: 1800 });
    const stream = await listen(given.streamUrl);
    await botSays(conversationId, 'Anything else?');
    await stream.says('Anything else?');
    stream.socket.close();
    return stream;
  };

  test.each([
    ['at a watermark', '?watermark=2', ['You said hello', 'Anything else?']],
    ['at the beginning', '?watermark=', ['Welcome', 'hello', 'You said hello', 'Anything else?']],
    ['at the beginning', '?watermark=-', ['Welcome', 'hello', 'You said hello', 'Anything else?']],
    ['now', '', ['Anything else?']],
  ])('begins %s after a reconnect with "%s"', async (_, query, texts) => {
    expect((await reconnect(query)).texts()).toEqual(texts);
  });

  test('numbers what it brings as the history does', async () => {
    const { heard } = await reconnect('?watermark=1');
    const sets = heard.map((frame) => JSON.parse(frame) as ActivitySet);
    expect(sets.map(({ watermark }) => watermark)).toEqual(['3', '4']);
  });

  test('answers a sign of life with one', async () => {
    const { streamUrl } = await rig.started();
    const stream = await listen(streamUrl);
    stream.socket.send('');
    expect(await stream.first((frame) => frame === '')).toBe('');
    stream.socket.close();
  });

  test('is for a minute to be had; then a reconnect gives another', async () => {
    const { token, conversationId, streamUrl } = await rig.started();
    rig.clock.at += 61_000;
    expect(await refusalOf(streamUrl)).toContain('403');
    const answer = await rig.call(`${base}/${conversationId}?watermark=`, { token });
    const { streamUrl: another } = (await answer.json()) as Started;
    const stream = await listen(another);
    await stream.says('Welcome');
    stream.socket.close();
  });

  test('is refused in the error shape, too', async () => {
    const { streamUrl } = await rig.started();
    const ask = (address: string) =>
      new Promise<Response>((resolve) => {
        new WebSocket(address).on('unexpected-response', async (_request, answer) => {
          const parts: Buffer[] = [];
          for await (const part of answer) parts.push(part as Buffer);
          resolve(new Response(Buffer.concat(parts), { status: answer.statusCode ?? 0 }));
        });
      });
    const address = new URL(streamUrl);
    address.searchParams.delete('t');
    expect(await errorOf(await ask(address.href))).toMatchObject([401, { code: 'BadArgument' }]);
    const elsewhere = streamUrl.replace(/conversations\/[^/]+/, 'conversations/another');
    expect(await errorOf(await ask(elsewhere))).toMatchObject([403, { code: 'BadArgument' }]);
  });
});

test('a conversation started twice is the same one, and its new stream begins at the second start', async () => {
  const { token, conversationId, status, activities } = await rig.started();
  expect(status).toBe(201);
  await rig.call(activities, { token, json: message('hello') });
  const answer = await rig.call(base, { method: 'POST', token });
  expect(answer.status).toBe(200);
  const again = (await answer.json()) as Started;
  expect(again.conversationId).toBe(conversationId);
  const stream = await listen(again.streamUrl);
  await botSays(conversationId, 'Anything else?');
  await stream.says('Anything else?');
  expect(stream.texts()).toEqual(['Anything else?']);
  const updates = rig.heard.filter(({ activity }) => activity.type === 'conversationUpdate');
  expect(updates).toHaveLength(2);
  stream.socket.close();
});

test('the secret starts a new conversation each time', async () => {
  const starts = [1, 2].map(() => rig.call(base, { method: 'POST', token: 'the-secret' }));
  const answers = await Promise.all(starts);
  expect(answers.map(({ status }) => status)).toEqual([201, 201]);
  const [one, two] = (await Promise.all(answers.map((answer) => answer.json()))) as Started[];
  expect(one?.conversationId).not.toBe(two?.conversationId);
});
