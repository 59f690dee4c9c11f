// The log: JSON lines on stdout. Never a token, an address, a subject or a body.
import pino, { type DestinationStream, type Logger } from 'pino';

export type Log = Logger;

/** @param to stdout when it is left out */
export function openLog(level: string, now: () => number = Date.now, to?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date(now()).toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return to ? pino(options, to) : pino(options);
}

/**
 * What may be logged of an error nobody expected: its name and where it came from. Not its message, in which libraries
 * repeat what they were given: a token service's answer, a record's text.
 */
export function traceOf(error: unknown): { error: string; at: string[] } {
  const { name, stack = '' } = error instanceof Error ? error : new Error('not an Error');
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return { error: name, at: frames.map((line) => line.trim()) };
}
