// What went wrong at Microsoft's sign-in: refused with a reason, unexpected, or no answer at all.
import { type Refused, readRefusal } from './refusals';

/** For the log: names and codes, and nothing of what Microsoft wrote. */
export interface Trouble {
  at: 'sign-in' | 'refresh';
  error: string;
  /** openid-client's code, such as OAUTH_JWT_TIMESTAMP_CHECK_FAILED, or the network's. */
  code: string;
}

const partOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;

const codeOf = (error: unknown): string => {
  const code = partOf(error, 'code') ?? partOf(partOf(error, 'cause'), 'code');
  return typeof code === 'string' ? code : '';
};

export function troubleOf(at: Trouble['at'], error: unknown): Trouble {
  return { at, error: error instanceof Error ? error.name : 'unknown', code: codeOf(error) };
}

/** Bytes of an answer that are looked at. */
const longestAnswer = 16_000;

/** What Microsoft refused, and why; nothing where it gave no reason. */
export async function refusalOf(error: unknown): Promise<Refused | undefined> {
  const cause = partOf(error, 'cause');
  // Discovery with a wrong TENANT: openid-client hands over the answer, whose body nobody has read.
  const answer = cause instanceof Response && !cause.bodyUsed ? await readJson(cause) : cause;
  const word = partOf(error, 'error') ?? partOf(answer, 'error');
  if (typeof word !== 'string') return undefined;
  const text = partOf(error, 'error_description') ?? partOf(answer, 'error_description');
  const numbers = partOf(answer, 'error_codes');
  return readRefusal(
    word,
    typeof text === 'string' ? text : '',
    Array.isArray(numbers) ? numbers.filter(Number.isInteger) : [],
  );
}

async function readJson(answer: Response): Promise<unknown> {
  try {
    return JSON.parse((await answer.text()).slice(0, longestAnswer));
  } catch {
    return undefined;
  }
}

/** Whether Microsoft answered at all. Without an answer the network is what to look at. */
export const hasAnswered = (error: unknown): boolean => /^OAUTH_(?!TIMEOUT)/.test(codeOf(error));

/** Whether the token's times do not fit this machine's clock. */
export const isOfClock = (error: unknown): boolean => codeOf(error) === 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED';
