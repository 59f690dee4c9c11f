// The person's record: what is remembered of one person on one channel, and the rules by which it is forgotten.
import type { Advice } from '../graph/advice';
import type { Account } from '../graph/profile';
import { type Draft, emptyDraft, isBlank } from '../mail/draft';
import { type Connection, oweSignOuts } from './connections';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long things are kept, in milliseconds, and how many; /privacy says the same in words. */
export const keep = {
  /** A sign-in card counts this long, and so does what it was for. */
  signIn: 15 * minute,
  /** A mail that was typed in one line waits longer for its sign-in. */
  typed: hour,
  mails: hour,
  formText: day,
  outcome: 30 * day,
  outcomes: 20,
  forms: 20,
};

export type FormState = 'open' | 'sending' | 'failed' | 'unknown';

/** A mail form whose end is not known to be good: only these keep their text. */
export interface Form {
  id: string;
  state: FormState;
  draft: Draft;
  /** Milliseconds since 1970 at which `state` was entered. */
  since: number;
  /** Of a form that was submitted: which attempt it was. */
  claim?: string;
  /** The activity that submitted it last: channels deliver one more than once. */
  activity?: string;
  /** Whom it was claimed for. */
  recipients?: string[];
  failure?: Advice;
  /** The mark of the preview that shows this very draft: the Send of any other preview does not count. */
  preview?: string;
  /** The person was not told of this state yet, as far as is known. */
  untold?: true;
}

/** A mail that Graph took, or may have taken; the body is not kept. */
export interface Outcome {
  formId: string;
  state: 'sent' | 'unknown';
  at: number;
  recipients: string[];
  subject: string;
  untold?: true;
}

/**
 * A command to carry out once, right after a sign-in. It shows something; it never sends.
 * `typed`: its form holds a mail that was typed while nobody was signed in, so it is not yet anybody's.
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
  /** Which connection it is for; the one for mail if left out. */
  connection?: Connection;
  /** How many codes were tried. */
  codes: number;
  /** Single sign-on failed: its next card has a button only. */
  plain?: true;
  /** What the person was told of it: several clients report one trouble. */
  told?: string[];
}

export interface PersonRecord {
  account?: Account;
  /** A mark of the token `account` was learnt with: another token may be another account's. */
  tokenMark?: string;
  /** They asked for another account than single sign-on takes. */
  chosen?: true;
  /** They are signed out of these, but the token service is still to be told. */
  signOutsOwed?: Connection[];
  /** By conversation. */
  signIns?: Record<string, WaitingSignIn>;
  forms: Record<string, Form>;
  /** The form that words are about; mail/atHand.ts has its rules. `seen`: milliseconds since 1970. */
  atHand?: { formId: string; seen?: number };
  /** Newest first. */
  outcomes: Outcome[];
  /** When mails were claimed for sending within the last hour; those that failed are taken out again. */
  mails: number[];
}

export const emptyRecord: PersonRecord = { forms: {}, outcomes: [], mails: [] };

/** A form by its id, which comes from a card and may be any text: `constructor` is no form. */
export function formOf(record: PersonRecord, id: string): Form | undefined {
  return Object.hasOwn(record.forms, id) ? record.forms[id] : undefined;
}

/** Forms that can be filled in and sent, the one shown or touched last first. */
export function openForms(record: PersonRecord): Form[] {
  return Object.values(record.forms)
    .filter(({ state }) => state === 'open' || state === 'failed')
    .reverse()
    .sort((a, b) => b.since - a.since);
}

/** What must not be forgotten whatever its age: a claim, and an end that nobody told. */
const unsettled = ({ state, untold }: Form) => state === 'sending' || untold === true;

/** Drops what is too old to keep. */
export function forgetOld(record: PersonRecord, now: number): PersonRecord {
  // The form at hand is what the person looks at. Those that nothing was typed into must not push a draft out.
  const rank = ({ id, draft }: Form) => (id === record.atHand?.formId ? 0 : isBlank(draft) ? 2 : 1);
  const forms = Object.values(record.forms)
    .map(whole)
    .sort((a, b) => rank(a) - rank(b) || b.since - a.since);
  const isOld = ({ since }: Form) => now - since >= keep.formText;
  const settled = forms.filter((form) => !unsettled(form));
  const dropped = settled.filter((form, index) => isOld(form) || index >= keep.forms);
  const left = withoutForms(record, dropped);
  const { signIns = {}, ...rest } = left;
  const waiting = Object.entries(signIns).filter(([, { since }]) => now - since < keep.formText);
  return {
    ...rest,
    forms: Object.fromEntries(
      Object.entries(left.forms).map(([id, form]) => [id, isOld(form) ? withoutText(form) : whole(form)]),
    ),
    outcomes: left.outcomes.filter(
      ({ at, untold }, index) => untold || (now - at < keep.outcome && index < keep.outcomes),
    ),
    mails: record.mails.filter((at) => now - at < keep.mails),
    ...(waiting.length > 0 ? { signIns: Object.fromEntries(waiting) } : {}),
  };
}

/**
 * Notes who signed in for mail. With another account than before, open forms are dropped: a mail written as one person
 * must not go out as another. The directory is signed out of: names come from the organisation that sends.
 * @param mark of the token they came in with
 * @param typed the form of a mail that was typed while nobody was signed in: it stays, and is shown with its sender
 */
export function signedIn(record: PersonRecord, account: Account, mark: string, typed?: string): PersonRecord {
  const another = record.account !== undefined && record.account.id !== account.id;
  const left = another ? oweSignOuts(withoutOpenForms(record, typed), ['directory']) : record;
  return { ...left, account, tokenMark: mark };
}

/** @param typed as in `signedIn` */
export function signedOut(record: PersonRecord, typed?: string): PersonRecord {
  const { forms, outcomes, mails } = withoutOpenForms(record, typed);
  return { forms, outcomes, mails };
}

function withoutOpenForms(record: PersonRecord, but?: string): PersonRecord {
  return withoutForms(
    record,
    Object.values(record.forms).filter((form) => !unsettled(form) && form.id !== but),
  );
}

/** Drops forms. Of one whose mail may have gone it stays known that it may: it must not be taken for never sent. */
export function withoutForms(record: PersonRecord, dropped: Form[]): PersonRecord {
  const ids = new Set(dropped.map(({ id }) => id));
  const maybeSent = dropped.filter(({ state }) => state === 'unknown');
  return {
    ...record,
    forms: Object.fromEntries(Object.entries(record.forms).filter(([id]) => !ids.has(id))),
    outcomes: [
      ...maybeSent.map(({ id, since, recipients = [], draft: { subject } }): Outcome => {
        return { formId: id, state: 'unknown', at: since, recipients, subject };
      }),
      ...record.outcomes,
    ],
  };
}

/** A form that an earlier version stored lacks what has been added since. */
function whole(form: Form): Form {
  return { ...form, draft: { ...emptyDraft, ...form.draft } };
}

/** The subject stays: without it nobody could be told which mail it was. */
function withoutText(form: Form): Form {
  return { ...form, draft: { ...emptyDraft, subject: form.draft.subject } };
}
