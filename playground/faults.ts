// Planned faults: what a stand-in answers to the next calls instead of the truth, so that tests can see a bad day.
import type { Response } from 'restify';
import { type Answer, send } from './http';

export interface Fault<Call extends string> {
  on: Call;
  /** Left out: the true answer, once `hang` or `hangMs` is over. */
  status?: number;
  code?: string;
  message?: string;
  headers?: Record<string, string>;
  /** How many calls it hits; 1 unless told. */
  times?: number;
  /** Do what was asked although the answer says otherwise: a mail that went out behind a 504. */
  accept?: boolean;
  /** Answer only after `release`. */
  hang?: boolean;
  hangMs?: number;
  /** Cut the connection after the request was read. */
  drop?: boolean;
}

export interface Faults<Call extends string> {
  /** Plans a fault for the next calls. `release` lets the ones that hang go on. */
  plan(fault: Fault<Call>): { release(): void };
  /**
   * Answers one call, as planned or truly.
   * @param truth does the work and gives the true answer; called at most once
   * @param wrong gives the service's own error shape for a planned status
   */
  answer(
    call: Call,
    res: Response,
    truth: () => Answer | Promise<Answer>,
    wrong: (fault: Planned) => Answer,
  ): Promise<void>;
}

export type Planned = Pick<Fault<string>, 'code' | 'message' | 'headers'> & { status: number };

/** An empty plan of faults, for the calls a stand-in names. */
export function createFaults<Call extends string>(): Faults<Call> {
  const plans: { fault: Fault<Call>; left: number; held: Promise<void> }[] = [];
  return {
    plan(fault) {
      const { held, release } = hold(fault);
      plans.push({ fault, left: fault.times ?? 1, held });
      return { release };
    },
    async answer(call, res, truth, wrong) {
      const plan = plans.find(({ fault, left }) => fault.on === call && left > 0);
      if (!plan) return send(res, await truth());
      plan.left -= 1;
      const { fault, held } = plan;
      const accepted = fault.accept ? await truth() : undefined;
      await held;
      if (fault.drop) return void res.socket?.destroy();
      if (fault.status)
        return send(res, { headers: fault.headers ?? {}, ...wrong({ ...fault, status: fault.status }) });
      return send(res, accepted ?? (await truth()));
    },
  };
}

function hold({ hang, hangMs }: Fault<string>): { held: Promise<void>; release(): void } {
  let release = () => {};
  if (!hang && hangMs === undefined) return { held: Promise.resolve(), release };
  const held = new Promise<void>((resolve) => {
    release = resolve;
    // Unref: a planned delay must not keep a finished test run alive.
    if (!hang) setTimeout(resolve, hangMs).unref();
  });
  return { held, release };
}
