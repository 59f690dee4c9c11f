// Graph on a bad day: what each mail meets is drawn by the seed and the mail's subject.
import { setTimeout } from 'node:timers/promises';
import { answer, type Passing, type RunningProxy, startProxy } from './proxy';
import { pick } from './random';

type Fault = 'none' | 'answer lost' | '5xx after' | '5xx before' | '307' | '429 short' | '429 long' | 'stall';

const faults: [Fault, number][] = [
  ['answer lost', 6],
  ['5xx after', 4],
  ['5xx before', 4],
  ['307', 2],
  ['429 short', 4],
  ['429 long', 2],
  ['stall', 3],
];

/** Puts faults in front of a Graph. @param speed how many times faster than real the bots' clocks go */
export function startGraphFaults(target: string, seed: number, speed: number): Promise<RunningProxy> {
  const tries = new Map<string, number>();
  return startProxy(target, async (passing) => {
    const { req, body } = passing;
    if (req.url !== '/v1.0/me/sendMail') return answer(passing.res, await passing.forward());
    const { subject } = JSON.parse(body.toString()).message as { subject: string };
    const count = (tries.get(subject) ?? 0) + 1;
    tries.set(subject, count);
    await meet(passing, pick(seed, `graph/${subject}/${count}`, faults, 'none'), speed);
  });
}

async function meet({ res, forward }: Passing, fault: Fault, speed: number): Promise<void> {
  const refuse = (status: number, headers: Record<string, string> = {}) =>
    answer(res, { status, headers, body: Buffer.from('{"error":{"code":"Planned","message":"Planned"}}') });
  switch (fault) {
    case 'none':
      return answer(res, await forward());
    case 'answer lost':
      await forward();
      res.destroy();
      return;
    case '5xx after':
      await forward();
      return refuse(504);
    case '5xx before':
      return refuse(503, { 'retry-after': '1' });
    case '307':
      return refuse(307, { location: '/v1.0/me/sendMail' });
    case '429 short':
      return refuse(429, { 'retry-after': '1' });
    case '429 long':
      return refuse(429, { 'retry-after': '120' });
    case 'stall': {
      await setTimeout(12_000 / speed);
      return answer(res, await forward());
    }
  }
}
