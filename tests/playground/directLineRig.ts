// A Direct Line stand-in on a free port with a tiny bot behind it, for the tests directLine*.test.ts.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import restify from 'restify';
import { systemClock } from '../../bot/runtime/clock';
import type { Activity } from '../../playground/directLine/conversations';
import { type DirectLineOptions, mountDirectLine } from '../../playground/directLine/index';

export const base = '/v3/directline/conversations';
export const person = { id: 'dl_person', name: 'Lan' };

/** An activity of a client. Its `from` must not be trusted. */
export const message = (text: string) => ({ type: 'message', text, from: { id: 'somebody else' } });

/** A refusal's status and error. */
export const errorOf = async (answer: Response) => [
  answer.status,
  ((await answer.json()) as { error: unknown }).error,
];

export type Rig = Awaited<ReturnType<typeof startRig>>;

/** One thing heard of many: resolves with the first match, whether it came already or comes later. */
export function createEar<T>() {
  const heard: T[] = [];
  const waiting: { wanted: (item: T) => boolean; resolve: (item: T) => void }[] = [];
  const hear = (item: T) => {
    heard.push(item);
    for (const { wanted, resolve } of waiting) if (wanted(item)) resolve(item);
  };
  const first = (wanted: (item: T) => boolean): Promise<T> =>
    new Promise((resolve) => {
      const already = heard.find(wanted);
      if (already) resolve(already);
      else waiting.push({ wanted, resolve });
    });
  return { heard, hear, first };
}

/** Starts both. The bot sends a welcome and a typing indicator, repeats what it gets, and answers 500 to "fail". */
export async function startRig(options: Partial<DirectLineOptions> = {}) {
  const ear = createEar<{ activity: Activity; authorization?: string | undefined }>();
  const clock = { ...systemClock, at: Date.now(), now: () => clock.at };
  const server = restify.createServer();
  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const directLine = mountDirectLine(server, {
    botEndpoint: () => `${url()}/api/messages`,
    url,
    clock,
    ids: randomUUID,
    fetch,
    secret: 'the-secret',
    ...options,
  });
  server.post(
    '/api/messages',
    ...restify.plugins.bodyParser(),
    async (req: restify.Request, res: restify.Response) => {
      const activity = req.body as Activity;
      if (activity.text !== 'fail') await answer(activity);
      ear.hear({ activity, authorization: req.headers.authorization });
      res.send(activity.text === 'fail' ? 500 : 202);
    },
  );
  server.server.on('upgrade', (req, socket, head) => directLine.upgrade(req, socket, head));
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');

  const call = (
    path: string,
    init: RequestInit & { headers?: Record<string, string>; token?: string; json?: unknown } = {},
  ) =>
    fetch(`${url()}${path}`, {
      ...init,
      headers: {
        ...init.headers,
        ...(init.token ? { authorization: `Bearer ${init.token}` } : {}),
        ...(init.json ? { 'content-type': 'application/json' } : {}),
      },
      ...(init.json ? { method: init.method ?? 'POST', body: JSON.stringify(init.json) } : {}),
    });
  const generate = async (user?: { id: string; name?: string }) =>
    (await (
      await call('/v3/directline/tokens/generate', { token: 'the-secret', json: { user } })
    ).json()) as { token: string; conversationId: string; expires_in: number };
  /** A conversation of `person`, up to the bot's welcome. */
  const started = async () => {
    const { token, conversationId } = await generate(person);
    const answer = await call(base, { token, json: { locale: 'vi-VN' } });
    const { streamUrl } = (await answer.json()) as { streamUrl: string };
    await ear.first(({ activity }) => JSON.stringify(activity.membersAdded ?? '').includes(person.id));
    const activities = `${base}/${conversationId}/activities`;
    return { token, conversationId, streamUrl, status: answer.status, activities };
  };
  const stop = async () => {
    directLine.close();
    server.server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { ...ear, clock, url, call, generate, started, directLine, stop };
}

async function answer(activity: Activity): Promise<void> {
  const { serviceUrl, conversation, id, recipient } = activity as Activity & {
    serviceUrl: string;
    conversation: { id: string };
    recipient: { id: string };
  };
  const address = `${serviceUrl}/v3/conversations/${encodeURIComponent(conversation.id)}/activities`;
  const say = (path: string, said: Activity) =>
    fetch(address + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ from: recipient, ...said }),
    });
  const members = (activity.membersAdded ?? []) as { id: string }[];
  if (members.some((member) => member.id !== recipient.id))
    await say('', { type: 'message', text: 'Welcome' });
  if (activity.type === 'message') {
    await say('', { type: 'typing' });
    await say(`/${encodeURIComponent(String(id))}`, { type: 'message', text: `You said ${activity.text}` });
  }
}
