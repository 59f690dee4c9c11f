// A person's record: the account, sign-ins that wait, sign-outs that are pending, and the mail half. Pure.
import type { Account } from '../graph/profile';
import { moveForm } from '../mail/claim';
import { currentFormOf } from '../mail/currentForm';
import { dropExpiredMail, dropOpenForms, emptyMailRecord, type MailRecord } from '../mail/mailRecord';
import { dropExpiredUnsaid, type UnsaidRecord } from './unsaid';

/** `mail` sends as the person. `directory` looks people up in their organisation, and is asked for when first needed. */
export type Connection = 'mail' | 'directory';

export const connections: readonly Connection[] = ['mail', 'directory'];

const minute = 60_000;

/** How long a sign-in counts, in milliseconds; /privacy says the same in words. */
export const signInLifetimes = {
  /** The card, and the command that waits for it. */
  card: 15 * minute,
  /** A mail that was typed in one line waits longer. */
  typedMail: 60 * minute,
  /** After this nothing of it is kept. */
  record: 24 * 60 * minute,
};
/** Conversations that may wait for a sign-in at once. Every tab of a web page is one. */
const mostSignIns = 10;

/**
 * A command to carry out once, right after a sign-in. It shows something and never sends.
 * `typed`: its form holds a mail that was typed while nobody was signed in, so it belongs to no account yet.
 */
export type PendingCommand =
  | { name: 'profile' | 'token' | 'home' }
  | { name: 'compose'; formId?: string; typed?: true }
  /** Shows the mail of a form whose recipients' names the sign-in is for. */
  | { name: 'preview'; formId: string };

/** A sign-in that a person was asked for and that has not ended; signIns.ts has its rules. */
export interface WaitingSignIn {
  /** Milliseconds since 1970 at which its card was shown last. */
  since: number;
  command: PendingCommand;
  /** The connection it is for; `mail` if left out. */
  connection?: Connection;
  /** How many codes were tried. */
  codes: number;
  /** Single sign-on failed: the next card has a button only. */
  plain?: true;
  /** What the person was told of it. Several of their clients report one failure. */
  reported?: string[];
}

/** Graph wanted more of a sign-in than it had. */
export interface Refusal {
  /** Milliseconds since 1970 at which it did so last. */
  at: number;
  /** A hash of the first token it was said of. */
  tokenHash: string;
}

/** A question before signing out or deleting one's data. */
export interface LeavingQuestion {
  how: 'signOut' | 'forgetMe';
  /** Milliseconds since 1970 at which it was asked last. */
  at: number;
}

export interface PersonRecord extends MailRecord, UnsaidRecord {
  account?: Account;
  /** A hash of the token that `account` was learnt with. Another token may be another account's. */
  tokenHash?: string;
  /** The person asked for another account than the one that single sign-on takes. */
  anotherAccount?: true;
  /** The id of the form that was the current one then. It stays when the other account comes in. */
  comesAlong?: string;
  /** The person is signed out of these, but the token service is still to be told. */
  pendingSignOuts?: Connection[];
  /** The last hour's: see `noteRefusal`. */
  refusals?: Partial<Record<Connection, Refusal>>;
  /** By conversation. */
  signIns?: Record<string, WaitingSignIn>;
  /** The word "no" answers it. Only its own button says yes. */
  leaving?: LeavingQuestion;
}

export const emptyRecord: PersonRecord = emptyMailRecord;

/** Milliseconds. */
const refusalLifetime = 60 * minute;
/** Milliseconds. A "no" that comes later answers something else. */
const leavingLifetime = 15 * minute;

function dropExpiredLeaving(record: PersonRecord, now: number): PersonRecord {
  return record.leaving && now - record.leaving.at >= leavingLifetime ? withoutLeaving(record) : record;
}

/** Forgets the question: it was answered. */
export function withoutLeaving(record: PersonRecord): PersonRecord {
  if (!record.leaving) return record;
  const { leaving: _answered, ...rest } = record;
  return rest;
}

function dropExpiredRefusals(record: PersonRecord, now: number): PersonRecord {
  const { refusals, ...rest } = record;
  if (!refusals) return record;
  const left = Object.entries(refusals).filter(([, { at }]) => now - at < refusalLifetime);
  return left.length > 0 ? { ...rest, refusals: Object.fromEntries(left) } : rest;
}

/**
 * Notes that Graph answered with a claims challenge: the sign-in lacks something that a policy wants.
 * @param tokenHash of the token it was said of; an empty one is of no known token
 * @returns whether it said so of another sign-in within the hour. To sign in once more would then lead here again
 */
export function noteRefusal(
  record: PersonRecord,
  connection: Connection,
  tokenHash: string,
  now: number,
): { record: PersonRecord; result: boolean } {
  const { refusals = {}, ...rest } = dropExpiredRefusals(record, now);
  const first = refusals[connection]?.tokenHash ?? tokenHash;
  const noted = { ...refusals, [connection]: { at: now, tokenHash: first } };
  return { record: { ...rest, refusals: noted }, result: first !== tokenHash };
}

/** Forgets a refusal: what was refused works again. */
export function dropRefusal(record: PersonRecord, connection: Connection): PersonRecord {
  if (!record.refusals?.[connection]) return record;
  const { [connection]: _works, ...refusals } = record.refusals;
  return { ...record, refusals };
}

/**
 * Drops what is too old to keep.
 * @param now milliseconds since 1970
 */
export function dropExpired(record: PersonRecord, now: number): PersonRecord {
  const left = dropExpiredUnsaid(dropExpiredMail(record, now), now);
  const { signIns = {}, ...rest } = dropExpiredLeaving(dropExpiredRefusals(left, now), now);
  const waiting = Object.entries(signIns)
    .filter(([, { since }]) => now - since < signInLifetimes.record)
    .sort(([, a], [, b]) => b.since - a.since)
    .slice(0, mostSignIns);
  return waiting.length > 0 ? { ...rest, signIns: Object.fromEntries(waiting) } : rest;
}

/**
 * Notes who signed in for mail. With another account than before, open forms are dropped: a mail written as one person
 * must not go out as another. The directory is signed out of: names come from the organisation that sends.
 * @param tokenHash of the token they signed in with
 * @param typed the form of a mail that was typed while nobody was signed in: it stays, and is shown with its sender
 */
export function withAccount(
  record: PersonRecord,
  account: Account,
  tokenHash: string,
  typed?: string,
): PersonRecord {
  const isAnother = record.account !== undefined && record.account.id !== account.id;
  const { comesAlong, ...rest } = record;
  const left = isAnother ? addPendingSignOuts(dropOpenForms(rest, [typed, comesAlong]), ['directory']) : rest;
  return { ...left, account, tokenHash };
}

/**
 * Notes that the person wants another account. The current form comes along, and is shown with its new sender before it goes. The
 * other forms are dropped when another account has come in.
 * @param freshId the id that the current form gets
 * @param typed as in `withAccount`: no card has shown this form with a sender
 */
export function toOtherAccount(record: PersonRecord, freshId: string, typed?: string): PersonRecord {
  const { tokenHash: _ended, unsaid: _unsaid, ...left } = record;
  const current = currentFormOf(record)?.id;
  const moved =
    current && current !== typed ? { ...moveForm(left, current, freshId), comesAlong: freshId } : left;
  return { ...moved, anotherAccount: true };
}

/** Forgets the account and its open forms. Signatures are the person's, and stay. */
export function withoutAccount(record: PersonRecord): PersonRecord {
  const { forms, outcomes, signatures, refusals } = dropOpenForms(record);
  // Signing out and in again must not lead to the same challenge as if it were the first.
  return { forms, outcomes, ...(signatures ? { signatures } : {}), ...(refusals ? { refusals } : {}) };
}

/** Notes that the token service is still to be told of these sign-outs. */
export function addPendingSignOuts(record: PersonRecord, more: readonly Connection[]): PersonRecord {
  if (more.length === 0) return record;
  return { ...record, pendingSignOuts: [...new Set([...(record.pendingSignOuts ?? []), ...more])] };
}

/** Notes that these sign-outs were made, or that there is nothing left to sign out of. */
export function removePendingSignOuts(record: PersonRecord, done: readonly Connection[]): PersonRecord {
  const { pendingSignOuts = [], ...rest } = record;
  const left = pendingSignOuts.filter((connection) => !done.includes(connection));
  if (left.length === pendingSignOuts.length) return record;
  return left.length > 0 ? { ...rest, pendingSignOuts: left } : rest;
}
