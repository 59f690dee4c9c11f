// Blob storage on a bad day: conflicts that are none, answers that get lost, and short outages.
import { answer, type Passing, type RunningProxy, startProxy } from './proxy';
import { pick } from './random';

type Fault = 'none' | 'conflict' | 'answer lost' | 'outage';

const onWrite: [Fault, number][] = [
  ['conflict', 2],
  ['answer lost', 1],
  ['outage', 1],
];
const onRead: [Fault, number][] = [['outage', 0.5]];
/** Requests in a row that an outage refuses. */
const outageLength = 6;

/** Puts faults in front of a blob storage; its signatures do not cover the port, so they stay good. */
export function startStorageFaults(target: string, seed: number): Promise<RunningProxy> {
  let count = 0;
  let down = 0;
  return startProxy(target, async (passing) => {
    const { req, res } = passing;
    const isRecord = req.url?.includes('people');
    if (!isRecord) return answer(res, await passing.forward());
    if (down > 0) {
      down -= 1;
      return refuse(res, 503);
    }
    count += 1;
    const fault = pick(seed, `storage/${count}`, req.method === 'GET' ? onRead : onWrite, 'none');
    if (fault === 'outage') down = outageLength;
    await meet(passing, fault);
  });
}

async function meet({ res, forward }: Passing, fault: Fault): Promise<void> {
  switch (fault) {
    case 'none':
      return answer(res, await forward());
    case 'conflict':
      return refuse(res, 412);
    case 'answer lost':
      await forward();
      res.destroy();
      return;
    case 'outage':
      return refuse(res, 503);
  }
}

function refuse(res: Passing['res'], status: number): void {
  const code = status === 412 ? 'ConditionNotMet' : 'ServerBusy';
  const headers = { 'content-type': 'application/xml', 'x-ms-error-code': code };
  answer(res, {
    status,
    headers,
    body: Buffer.from(`<?xml version="1.0"?><Error><Code>${code}</Code></Error>`),
  });
}
