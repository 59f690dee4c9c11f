// The log: JSON lines on stdout. Never a token, an address, a subject or a body.
import pino, { type Logger } from 'pino';

export type Log = Logger;

export function openLog(level: string): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  });
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
