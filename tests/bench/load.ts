// The load: what people say, sent as Teams sends it, so many at a time.
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { appId } from './standIns/identity';
import { idOf } from './standIns/people';

export const agent = new Agent({ keepAlive: true });

export interface Target {
  /** Where the bot listens. */
  url: string;
  /** Where its calls go: what it takes for Teams. */
  serviceUrl: string;
  channelToken: string;
}

export interface Load {
  text: string;
  turns: number;
  /** How many people there are; their turns go round. */
  people: number;
  /** The person to begin with. */
  from?: number;
  atOnce?: number;
}

/** Says it so often. @returns milliseconds each turn took, unsorted, and all of them together */
export async function say(target: Target, load: Load): Promise<{ latencies: number[]; ms: number }> {
  const { text, turns, people, from = 0, atOnce = 16 } = load;
  const latencies: number[] = [];
  let next = 0;
  const began = performance.now();
  const one = async () => {
    while (next < turns) {
      const person = (from + next) % people;
      next += 1;
      const sent = performance.now();
      const status = await post(target, message(target.serviceUrl, person, text), target.channelToken);
      if (status !== 200) throw new Error(`A turn was answered ${status}`);
      latencies.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, turns) }, one));
  return { latencies, ms: performance.now() - began };
}

/** Sends an activity. @returns the status it is answered with; rejects when there is no answer in 15 s */
export function post({ url }: { url: string }, activity: object, token?: string): Promise<number> {
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
function message(serviceUrl: string, person: number, text: string): object {
  const now = new Date().toISOString();
  return {
    type: 'message',
    id: randomUUID(),
    text,
    textFormat: 'plain',
    timestamp: now,
    localTimestamp: now,
    localTimezone: 'Asia/Ho_Chi_Minh',
    locale: 'en-US',
    channelId: 'msteams',
    serviceUrl,
    from: {
      id: idOf(person),
      name: `Person ${person}`,
      aadObjectId: `8c5f6f0a-2b7e-4b57-9d40-${String(person).padStart(12, '0')}`,
    },
    recipient: { id: `28:${appId}`, name: 'Mail bot' },
    conversation: { id: `a:${idOf(person)}`, conversationType: 'personal', tenantId },
    entities: [
      { type: 'clientInfo', locale: 'en-US', country: 'US', platform: 'Web', timezone: 'Asia/Ho_Chi_Minh' },
    ],
    channelData: { tenant: { id: tenantId } },
  };
}
