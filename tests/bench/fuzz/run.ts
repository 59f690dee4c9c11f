// The fuzz: what strangers and channels could send, from a seed, to the built bot; a failure is made small and can be replayed.
import fc from 'fast-check';
import ensureBuilt from '../../support/freshBuild';
import { activities } from './activities';
import { type FuzzedBot, startBot } from './bot';
import { rawRequests } from './requests';
import { conversationOf, people } from './samples';
import { type Sent, SilentClients, sendActivity, sendRaw, show } from './send';

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
