// What goes wrong in a fault run: Graph and the blob storage on a bad day. The same seed gives the same faults to the same mails.
import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { answer, type Passing, type RunningProxy, startProxy } from './proxy';

/** How often in a hundred calls each fault is met. */
const ofSends = {
  'answer lost': 6,
  '5xx after': 4,
  '5xx before': 4,
  '307': 2,
  '429 short': 4,
  '429 long': 2,
  stall: 3,
};
const ofWrites = { conflict: 2, 'answer lost': 1, outage: 1 };
const ofReads = { outage: 0.5 };
/** A file is new, and conflicts with nothing but its own first attempt. */
const ofNewFiles = { 'answer lost': 1, outage: 1 };
/** Requests in a row that an outage refuses besides its first. */
const outageLength = 6;

/** Puts faults in front of a Graph. @param speed how many times faster than real the bots' clocks go */
export function startGraphFaults(target: string, seed: number, speed: number): Promise<RunningProxy> {
  const tries = new Map<string, number>();
  return startProxy(target, async (passing) => {
    const { req, res, body, forward } = passing;
    if (req.url !== '/v1.0/me/sendMail') return answer(res, await forward());
    const { subject } = JSON.parse(body.toString()).message as { subject: string };
    const count = (tries.get(subject) ?? 0) + 1;
    tries.set(subject, count);
    switch (pick(seed, `graph/${subject}/${count}`, ofSends)) {
      case 'answer lost':
        return loseAnswer(passing);
      case '5xx after':
        await forward();
        return refuseMail(passing, 504);
      case '5xx before':
        return refuseMail(passing, 503, { 'retry-after': '1' });
      case '307':
        return refuseMail(passing, 307, { location: '/v1.0/me/sendMail' });
      case '429 short':
        return refuseMail(passing, 429, { 'retry-after': '1' });
      case '429 long':
        return refuseMail(passing, 429, { 'retry-after': '120' });
      case 'stall':
        await setTimeout(12_000 / speed);
        return answer(res, await forward());
      case undefined:
        return answer(res, await forward());
    }
  });
}

/**
 * Puts faults in front of a blob storage: conflicts that are none, lost answers and short outages, all of people's
 * records and files. The storage's signatures do not cover the port, so they stay good.
 * @returns also how many faults there were
 */
export async function startStorageFaults(
  target: string,
  seed: number,
): Promise<RunningProxy & { met(): number }> {
  let count = 0;
  let down = 0;
  let met = 0;
  const proxy = await startProxy(target, async (passing) => {
    const { req, res, forward } = passing;
    const [place] = /people|files/.exec(req.url ?? '') ?? [];
    if (!place) return answer(res, await forward());
    if (down > 0) {
      down -= 1;
      return refuseRecord(passing, 503);
    }
    count += 1;
    const ofChanges = place === 'files' ? ofNewFiles : ofWrites;
    const likely: Partial<typeof ofWrites> = req.method === 'GET' ? ofReads : ofChanges;
    const fault = pick(seed, `storage/${count}`, likely);
    if (fault) met += 1;
    switch (fault) {
      case 'conflict':
        return refuseRecord(passing, 412);
      case 'answer lost':
        return loseAnswer(passing);
      case 'outage':
        down = outageLength;
        return refuseRecord(passing, 503);
      case undefined:
        return answer(res, await forward());
    }
  });
  return { ...proxy, met: () => met };
}

async function loseAnswer({ res, forward }: Passing): Promise<void> {
  await forward();
  res.destroy();
}

function refuseMail({ res }: Passing, status: number, headers: Record<string, string> = {}): void {
  const body = '{"error":{"code":"Planned","message":"Planned"}}';
  answer(res, { status, headers, body: Buffer.from(body) });
}

function refuseRecord({ res }: Passing, status: 412 | 503): void {
  const code = status === 412 ? 'ConditionNotMet' : 'ServerBusy';
  const headers = { 'content-type': 'application/xml', 'x-ms-error-code': code };
  const body = `<?xml version="1.0"?><Error><Code>${code}</Code></Error>`;
  answer(res, { status, headers, body: Buffer.from(body) });
}

/** @returns a number from 0 up to 1 that depends on the seed and the name of what is decided, and on nothing else */
export function chance(seed: number, name: string): number {
  const digest = createHash('sha256').update(`${seed}/${name}`).digest();
  return digest.readUInt32BE(0) / 2 ** 32;
}

function pick<Fault extends string>(
  seed: number,
  name: string,
  faults: Partial<Record<Fault, number>>,
): Fault | undefined {
  let left = chance(seed, name) * 100;
  for (const [fault, percent] of Object.entries(faults) as [Fault, number][]) {
    if (left < percent) return fault;
    left -= percent;
  }
  return undefined;
}
