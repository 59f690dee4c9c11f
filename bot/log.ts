// The log: one JSON line a turn on stdout. Never a token, an address, a subject or a body.
import pino, { type Logger } from 'pino';

export type Log = Logger;

/** What one turn's line says. */
export interface TurnEntry {
  channel: string;
  /** The command, verb or invoke name; never what a person typed. */
  command: string;
  outcome: string;
  /** The short reference a person was shown, when something went wrong. */
  reference?: string;
  /** Graph's request-id of the turn's newest call. */
  graphRequestId?: string;
}

export function openLog(level: string): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  });
}
