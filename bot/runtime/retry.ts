// Calls that may be made twice: each try has its time, and a second one follows where the first brought nothing.
import type { Clock } from './clock';
import { type Fetch, type FetchInit, type FetchResponse, retryAfterOf } from './http';

export interface Answer {
  status: number;
  headers: FetchResponse['headers'];
  text: string;
}

export type SendTwice = (url: string, init: Omit<FetchInit, 'redirect' | 'signal'>) => Promise<Answer>;

/** A turn waits for such calls a few times: each may fail in time to be told of. */
const tryFor = 2_000;
/** Between the tries, in milliseconds. */
const wait = { least: 200, most: 400 };
/** Answers of a service that is not well just now. */
const passing = new Set([408, 429, 500, 502, 503, 504]);

/**
 * Makes a way to send what does no harm when it is done twice: two seconds a try with its answer read, and after no
 * answer, or one that says "not now", a second try 200 to 400 milliseconds later, or sooner if Retry-After says so.
 * What it gives (rejects with) is the second try's answer (error), whatever it is.
 * @param random from 0 up to 1: spreads out who tries again
 */
export function openSendTwice(fetch: Fetch, clock: Clock, random: () => number): SendTwice {
  const send: SendTwice = async (url, init) => {
    const response = await fetch(url, { ...init, redirect: 'manual', signal: clock.timeout(tryFor) });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };

  const waitAfter = (answer: Answer | undefined): number => {
    const asked = answer && retryAfterOf(answer.headers);
    if (asked !== undefined) return Math.min(asked * 1_000, wait.most);
    return wait.least + random() * (wait.most - wait.least);
  };

  return async (url, init) => {
    const first = await send(url, init).catch(() => undefined);
    if (first && !passing.has(first.status)) return first;
    await clock.sleep(waitAfter(first));
    return send(url, init);
  };
}
