// The load: what people send, as Teams sends it.
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { appId, idOf, objectIdOf } from './people';

/** A program to be spoken to. */
export interface Target {
  url: string;
  /** Where the program's calls go: what it takes for Teams. */
  serviceUrl: string;
  channelToken: string;
}

/** Idle connections are closed here first: a server closes them after five seconds, and a request into that is lost. */
const agent = new Agent({ keepAlive: true, timeout: 4_000 });
const atOnce = 16;

/** Has people say it, in turn, so many at a time. */
export async function say(target: Target, text: string, turns: number, people: number): Promise<void> {
  let next = 0;
  const one = async () => {
    while (next < turns) await take(target, next++ % people, { text });
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, turns) }, one));
}

/** One turn of one person. */
export async function take(target: Target, person: number, what: object): Promise<void> {
  const status = await post(target.url, message(target.serviceUrl, person, what), target.channelToken);
  if (status !== 200) throw new Error(`A turn was answered ${status}`);
}

/** Sends an activity. @returns the status it is answered with; rejects when there is no answer in 15 s */
export function post(url: string, activity: object, token?: string): Promise<number> {
  const body = JSON.stringify(activity);
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  };
  return new Promise((resolve, reject) => {
    const options = { agent, method: 'POST', headers, signal: AbortSignal.timeout(15_000) };
    const req = request(`${url}/api/messages`, options, (res) => {
      res.once('end', () => resolve(res.statusCode ?? 0)).once('error', reject);
      res.resume();
    });
    req.once('error', reject);
    req.end(body);
  });
}

const tenantId = '5f0e1c1c-53a7-4b0e-9f3c-6d1d2b7a4c11';

/** A message in a person's own chat with the bot, with all that Teams puts on one. */
function message(serviceUrl: string, person: number, what: object): object {
  const now = new Date().toISOString();
  return {
    type: 'message',
    id: randomUUID(),
    textFormat: 'plain',
    timestamp: now,
    localTimestamp: now,
    localTimezone: 'Asia/Ho_Chi_Minh',
    locale: 'en-US',
    channelId: 'msteams',
    serviceUrl,
    from: { id: idOf(person), name: `Person ${person}`, aadObjectId: objectIdOf(person) },
    recipient: { id: `28:${appId}`, name: 'Mail bot' },
    conversation: { id: `a:${idOf(person)}`, conversationType: 'personal', tenantId },
    entities: [
      { type: 'clientInfo', locale: 'en-US', country: 'US', platform: 'Web', timezone: 'Asia/Ho_Chi_Minh' },
    ],
    channelData: { tenant: { id: tenantId } },
    ...what,
  };
}
