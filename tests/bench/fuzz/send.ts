// Sending what the fuzz made up: activities with a good token, and raw requests whose connection must end.
import { Agent, request } from 'node:http';
import type { FuzzedBot } from './bot';
import { exchange } from './exchange';
import type { RawRequest } from './requests';
import { holders, people } from './samples';

export type Sent = RawRequest | { activity: string };

/** Milliseconds for an answer. A turn is given up after less. */
const longestAnswer = 20_000;
/** Milliseconds that the bot may leave a connection open whose client has ended its side, or is silent. */
const longestAfterEnd = 5_000;
const longestSilence = 60_000;
/** Connections of silent clients at a time. */
const mostSilent = 30;
/** What was sent, as JSON, with repetitions written short. Every byte of it comes again in the replay. */
export function show(sent: Sent): string {
  const text = 'activity' in sent ? sent.activity : JSON.stringify(sent);
  const short = text.replace(
    /(.{1,12}?)\1{15,}/g,
    (all, piece) => `${piece}[${all.length / piece.length} times]`,
  );
  return short.length > 5_000 ? `${short.slice(0, 5_000)}… (${short.length} characters)` : short;
}

const agent = new Agent({ keepAlive: true, timeout: 4_000 });
let count = 0;

/** Sends an activity with a good token. @returns what is wrong with the answer */
export function sendActivity(
  bot: FuzzedBot,
  activity: string,
  idOf: (person: string) => string,
): Promise<string[]> {
  count += 1;
  const body = people
    .reduce((text, person) => text.replaceAll(person, idOf(person)), activity)
    .replaceAll(holders.serviceUrl, bot.microsoft.connectorUrl)
    .replaceAll(holders.id, `fuzz-${count}`);
  const headers = {
    authorization: `Bearer ${tokenOf(bot)}`,
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  };
  const began = Date.now();
  return new Promise((resolve) => {
    const failed = (error: Error) => resolve([`an activity got no answer: ${error.message}`]);
    const signal = AbortSignal.timeout(longestAnswer);
    const options = {
      port: bot.port,
      host: '127.0.0.1',
      path: '/api/messages',
      method: 'POST',
      agent,
      headers,
      signal,
    };
    request(options, (res) => {
      res.resume().once('error', failed);
      res.once('end', () => resolve(wrongStatus(res.statusCode ?? 0, Date.now() - began)));
    })
      .once('error', failed)
      .end(body);
  });
}

export async function sendRaw(bot: FuzzedBot, silent: SilentClients, raw: RawRequest): Promise<string[]> {
  const withTokens = (text: string) =>
    text.replace(/@token(?::(\w+)|\^(\d+))?/g, (_, wrong, at) => tokenOf(bot, wrong, at && Number(at)));
  const parts = raw.parts.map(({ text, times }) => ({ text: withTokens(text), times }));
  const { statuses, malformed, closed, destroy } = await exchange(bot.port, { ...raw, parts });
  const problems = statuses.flatMap((status) => wrongStatus(status, 0));
  if (malformed) problems.push(`no HTTP: ${JSON.stringify(malformed)}`);
  if (raw.ending === 'stays') silent.add(closed, destroy, show(raw));
  if (raw.ending === 'waits' && !(await isDone(closed, longestAfterEnd))) {
    problems.push(`a connection was left open for ${longestAfterEnd} ms after its client had ended`);
    destroy();
  }
  return problems;
}

function wrongStatus(status: number, took: number): string[] {
  const isFine = status < 500 || status === 501 || status === 503;
  return isFine ? [] : [`an answer was ${status}, after ${took} ms`];
}

/** A good token of the channel, or one that is wrong in one thing. */
function tokenOf(bot: FuzzedBot, wrong?: string, changedAt?: number): string {
  const { botAuthentication } = bot.microsoft.standIns;
  const good = { serviceUrl: bot.microsoft.connectorUrl };
  const now = Math.floor(Date.now() / 1_000);
  const wrongs: Record<string, Parameters<typeof botAuthentication.activityToken>[0]> = {
    expired: { ...good, claims: { exp: now - 3_600, nbf: now - 7_200 } },
    audience: { ...good, claims: { aud: 'somebody-else' } },
    issuer: { ...good, claims: { iss: 'https://evil.example' } },
    key: { ...good, key: 'stranger' },
    keyId: { ...good, key: 'stranger', keyId: 'unknown' },
    hs256: { ...good, algorithm: 'HS256' },
    none: { ...good, algorithm: 'none' },
    rs512: { ...good, algorithm: 'RS512' },
    claims: { ...good, claims: { aud: undefined, iss: undefined } },
  };
  const token = botAuthentication.activityToken((wrong && wrongs[wrong]) || good);
  if (changedAt === undefined) return token;
  const changed = token[changedAt] === 'A' ? 'B' : 'A';
  return token.slice(0, changedAt) + changed + token.slice(changedAt + 1);
}

/** Clients that keep their connection and say nothing more. The bot must end each of them. */
export class SilentClients {
  private readonly open = new Set<{ since: number; shown: string; destroy: () => void }>();

  add(closed: Promise<void>, destroy: () => void, shown: string): void {
    const client = { since: Date.now(), shown, destroy };
    this.open.add(client);
    void closed.then(() => this.open.delete(client));
    const [oldest] = this.open;
    if (this.open.size > mostSilent) oldest?.destroy();
  }

  problems(): string[] {
    const overdue = [...this.open].filter(({ since }) => Date.now() > since + longestSilence);
    for (const { destroy } of overdue) destroy();
    return overdue.map(({ shown }) => `a silent connection was left open for ${longestSilence} ms: ${shown}`);
  }
}

async function isDone(promise: Promise<void>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, ms, false);
  });
  const done = await Promise.race([promise.then(() => true), late]);
  clearTimeout(timer);
  return done;
}
