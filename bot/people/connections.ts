// The OAuth connections a person signs in to: which there are, and sign-outs from them that are still to be made. Pure.
import type { PersonRecord } from './record';

/** `mail` sends as the person; `directory` looks up people in their organisation, and is asked for when first needed. */
export type Connection = 'mail' | 'directory';

export const connections: readonly Connection[] = ['mail', 'directory'];

/** Notes that the token service is still to be told of these sign-outs. */
export function oweSignOuts(record: PersonRecord, more: readonly Connection[]): PersonRecord {
  if (more.length === 0) return record;
  return { ...record, signOutsOwed: [...new Set([...(record.signOutsOwed ?? []), ...more])] };
}

/** These sign-outs are made, or there is nothing left to sign out of. */
export function settleSignOuts(record: PersonRecord, done: readonly Connection[]): PersonRecord {
  const { signOutsOwed = [], ...rest } = record;
  const left = signOutsOwed.filter((connection) => !done.includes(connection));
  if (left.length === signOutsOwed.length) return record;
  return left.length > 0 ? { ...rest, signOutsOwed: left } : rest;
}
