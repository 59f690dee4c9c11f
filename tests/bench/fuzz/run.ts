// The fuzz: what strangers and channels could send, from a seed, to the built bot; a failure is made small and can be replayed.
import { Agent, request } from 'node:http';
import fc from 'fast-check';
import ensureBuilt from '../../support/freshBuild';
import { activities, conversationOf, holders, people } from './activities';
import { type FuzzedBot, startBot } from './bot';
import { exchange } from './exchange';
import { type RawRequest, rawRequests } from './requests';

export interface FuzzRun {
  /** Of the first round. Each round has the next seed, and people of its own. */
  seed: number;
  /** How many cases a round has. Each is a few requests and activities at the same time. */
  cases: number;
  /** Rounds go on until so many seconds are over. Left out, there is one. */
  seconds?: number;
  /** As a failure names it: this case alone. */
  path?: string | undefined;
  /** Problems that are known and left out of the count. */
  except?: RegExp | undefined;
  /** Takes what is worth reading while it runs. */
  say?: (line: string) => void;
}

type Sent = RawRequest | { activity: string };

/** Milliseconds for an answer. A turn is given up after less. */
const longestAnswer = 20_000;
/** Milliseconds that the bot may leave a connection open whose client has ended its side, or is silent. */
const longestAfterEnd = 5_000;
const longestSilence = 60_000;
/** Connections of silent clients at a time. */
const mostSilent = 30;
/** Milliseconds in which a failing case is made smaller. */
const shrinkWithin = 30_000;

/** @returns what went wrong, each with what it takes to see it again: nothing, if all went well */
export async function runFuzz({
  seed,
  cases,
  seconds = 0,
  path,
  except,
  say = () => undefined,
}: FuzzRun): Promise<string[]> {
  ensureBuilt();
  const bot = await startBot();
  const failures: string[] = [];
  try {
    const end = Date.now() + seconds * 1_000;
    const silent = new SilentClients();
    for (let round = seed; round === seed || Date.now() < end; round += 1) {
      const failure = await runRound(bot, silent, { seed: round, cases, path, except });
      const { megabytes, files, problems } = bot.appetite();
      if (failure) failures.push(failure);
      if (problems.length > 0) failures.push(`After seed ${round}: ${problems.join(', ')}`);
      say(
        failure ??
          `seed ${round}: ${cases} cases, ${megabytes} MB, ${files} files, worst wait ${bot.worstWait()} ms`,
      );
      if (path) break;
    }
    // Some clients are still connected, and some of their requests have no end.
    failures.push(...(await bot.stop()));
  } finally {
    await bot.close();
  }
  return failures;
}

async function runRound(
  bot: FuzzedBot,
  silent: SilentClients,
  { seed, cases, path, except }: Pick<FuzzRun, 'seed' | 'cases' | 'path' | 'except'>,
): Promise<string | undefined> {
  const idOf = (person: string) => `${person.slice(1)}-${seed}`;
  for (const [person, channel] of [
    [people[0], 'msteams'],
    [people[1], 'webchat'],
  ] as const) {
    const options = { id: idOf(person), channel, conversation: conversationOf(idOf(person)) };
    await bot.microsoft.person(options).comesInAs('ana');
  }
  const send = async (sent: Sent) =>
    'activity' in sent ? sendActivity(bot, sent.activity, idOf) : sendRaw(bot, silent, sent);
  const sent = fc.oneof(
    rawRequests,
    activities.map((activity) => ({ activity })),
  );
  let failedAt = 0;
  const property = fc.asyncProperty(fc.array<Sent>(sent, { minLength: 1, maxLength: 6 }), async (all) => {
    // Nobody waits for the last byte of the smallest case.
    if (failedAt && Date.now() > failedAt + shrinkWithin) return;
    const answers = await Promise.all(all.map(send));
    const found = [...answers.flat(), ...silent.problems(), ...(await bot.problems())];
    const problems = found.filter((problem) => !except?.test(problem));
    if (problems.length === 0) return;
    failedAt ||= Date.now();
    await bot.revive();
    throw new Error([...new Set(problems)].join('\n'));
  });
  const { failed, counterexample, counterexamplePath, errorInstance } = await fc.check(property, {
    seed,
    numRuns: cases,
    ...(path ? { path, endOnFailure: true } : {}),
  });
  if (!failed) return undefined;
  const shown = counterexample?.[0].map(show).join('\n') ?? '';
  const replay = `npm run bench -- fuzz --seed ${seed} --path ${counterexamplePath}`;
  return `${errorInstance instanceof Error ? errorInstance.message : errorInstance}\n${shown}\n${replay}`;
}

/** What was sent, as JSON, with repetitions written short. Every byte of it comes again in the replay. */
function show(sent: Sent): string {
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
function sendActivity(bot: FuzzedBot, activity: string, idOf: (person: string) => string): Promise<string[]> {
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

async function sendRaw(bot: FuzzedBot, silent: SilentClients, raw: RawRequest): Promise<string[]> {
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
class SilentClients {
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
