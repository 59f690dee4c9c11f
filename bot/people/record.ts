// The person's record: what is remembered of one person on one channel, and the rules by which it is forgotten.
import type { Advice } from '../graph/advice';
import type { Draft } from '../mail/draft';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long things are kept, in milliseconds, and how many; /privacy says the same in words. */
export const keep = {
  pending: 15 * minute,
  mails: hour,
  formText: day,
  outcome: 30 * day,
  outcomes: 20,
  forms: 20,
};

/** The mail account a person signed in with, as Graph names it. */
export interface Account {
  id: string;
  name: string;
  address: string;
}

export type FormState = 'open' | 'sending' | 'failed' | 'unknown';

/** A mail form whose end is not known to be good: only these keep their text. */
export interface Form {
  id: string;
  state: FormState;
  draft: Draft;
  /** Milliseconds since 1970 at which `state` was entered. */
  since: number;
  /** Of a form that is being sent: which submit does it. */
  claim?: string;
  /** The activity that submitted it last: channels deliver one more than once. */
  activity?: string;
  failure?: Advice;
  /** The person was asked whether the mail shall really go to so many. */
  askedAboutMany?: true;
  /** The person was not told of this state yet, as far as is known. */
  untold?: true;
}

/** A mail that Graph took; the body is not kept. */
export interface Outcome {
  formId: string;
  at: number;
  from: string;
  recipients: string[];
  subject: string;
  untold?: true;
}

/** A command to carry out once, right after sign-in. It shows something; it never sends. */
export type PendingCommand = { name: 'profile' | 'token' | 'home' } | { name: 'compose'; formId?: string };

export interface PersonRecord {
  account?: Account;
  forms: Record<string, Form>;
  /** Newest first. */
  outcomes: Outcome[];
  pending?: { command: PendingCommand; at: number };
  /** When mails were claimed for sending within the last hour; those that failed are taken out again. */
  mails: number[];
}

export const emptyRecord: PersonRecord = { forms: {}, outcomes: [], mails: [] };

/** Drops what is too old to keep. A form that is being sent stays until its end is known. */
export function forgetOld(record: PersonRecord, now: number): PersonRecord {
  const forms = Object.values(record.forms)
    .filter((form) => form.state === 'sending' || now - form.since < keep.formText)
    .sort((a, b) => b.since - a.since)
    .slice(0, keep.forms);
  const { pending, ...rest } = record;
  return {
    ...rest,
    forms: Object.fromEntries(forms.map((form) => [form.id, form])),
    outcomes: record.outcomes.filter(({ at }) => now - at < keep.outcome).slice(0, keep.outcomes),
    mails: record.mails.filter((at) => now - at < keep.mails),
    ...(pending && now - pending.at < keep.pending ? { pending } : {}),
  };
}

/** Remembers a command. A mere "sign in" does not push out what the sign-in was for. */
export function remember(record: PersonRecord, command: PendingCommand, now: number): PersonRecord {
  const kept = command.name === 'home' ? (record.pending?.command ?? command) : command;
  return { ...record, pending: { command: kept, at: now } };
}

/** Takes the remembered command out of the record, so that of two instances only one carries it out. */
export function takePending(record: PersonRecord): { record: PersonRecord; command?: PendingCommand } {
  const { pending, ...rest } = record;
  return pending ? { record: rest, command: pending.command } : { record };
}

/**
 * Notes who signed in. With another account than before, open forms are dropped:
 * a mail written as one person must not go out as another.
 */
export function signedIn(record: PersonRecord, account: Account): PersonRecord {
  const another = record.account !== undefined && record.account.id !== account.id;
  return { ...record, account, forms: another ? withoutOpenForms(record) : record.forms };
}

export function signedOut({ forms, outcomes, mails }: PersonRecord): PersonRecord {
  return { forms: withoutOpenForms({ forms }), outcomes, mails };
}

/** A form that is being sent keeps its claim: dropping it would let its end go untold. */
function withoutOpenForms({ forms }: Pick<PersonRecord, 'forms'>): Record<string, Form> {
  return Object.fromEntries(Object.entries(forms).filter(([, form]) => form.state === 'sending'));
}
