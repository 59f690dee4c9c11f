// The log: JSON lines on stdout. Never a token, an address, a subject or a body.
import pino, { type DestinationStream, type Logger } from 'pino';

export type Log = Logger;

/** No `@`, no quotation marks, no other script: a name of ours, a code, a status, an id. */
const loggable = /^[\w ,.:;'/~()[\]-]{0,200}$/;

/** A field of a line that holds anything else was chosen by whoever sent it, or by a service. */
function withoutTexts(line: Record<string, unknown>): Record<string, unknown> {
  const fields = Object.entries(line).map(([name, value]) =>
    typeof value === 'string' && !loggable.test(value) ? [name, 'other'] : [name, value],
  );
  return Object.fromEntries(fields);
}

/** @param to stdout when it is left out */
export function openLog(level: string, now: () => number = Date.now, to?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date(now()).toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }), log: withoutTexts },
  };
  return to ? pino(options, to) : pino(options);
}

/**
 * What may be logged of an error nobody expected: its name and where it came from. Not its message, in which libraries
 * repeat what they were given: a token service's answer, a record's text.
 */
export function traceOf(error: unknown): { error: string; at: string[] } {
  try {
    return readTrace(error instanceof Error ? error : new Error('not an Error'));
  } catch {
    // Anything can be thrown, also an error whose parts are no texts or cannot be read.
    return { error: 'unreadable', at: [] };
  }
}

function readTrace({ name, message, stack = '' }: Error): { error: string; at: string[] } {
  // The stack begins with the message, whose own lines may look like frames.
  const said = stack.indexOf(message);
  const trace = said < 0 ? stack : stack.slice(said + message.length);
  const frames = trace.split('\n').filter((line) => /^\s+at /.test(line));
  return { error: name, at: frames.map((line) => line.trim()) };
}
