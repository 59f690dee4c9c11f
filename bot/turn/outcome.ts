// What a turn came to, and the log line it leaves. docs/operations.md explains each.

export type Outcome =
  // Any command
  | 'done'
  | 'ignored'
  | 'failed'
  | 'delivered before'
  | 'unfinished'
  | 'gone private'
  | 'private only'
  | 'tenant refused'
  | 'too many turns'
  | 'greeted before'
  | 'not understood'
  | 'answer refused'
  | 'said later'
  // Signing in and out
  | 'sign-in shown'
  | `sign-in refused: ${SignInRefusal}`
  | 'sign-in refused'
  | `sign-in failed: ${string}`
  | 'sign-in cancelled'
  | 'signed in before'
  | 'signed in'
  | 'exchange refused'
  | 'window closed'
  | 'failed, reported before'
  | 'sign-out pending'
  // Leaving and deleting with something to lose
  | 'asked'
  | 'kept'
  // Mail
  | 'form shown'
  | 'still opening'
  | 'still sending'
  | 'sent'
  | 'unknown'
  | 'invalid'
  | 'preview'
  | 'noForm'
  | 'limit'
  | 'ended'
  | 'gone'
  | 'overtaken'
  | 'cancelled'
  | 'nothing to cancel'
  | 'form is open'
  | 'dropped'
  | 'no current form'
  | 'files joined'
  | 'files refused'
  | 'file taken out';

/** Why a sign-in was not taken; the words for it are below `signIn` in the language files. */
export type SignInRefusal =
  | 'wrong'
  | 'tooMany'
  | 'expired'
  | 'notWaiting'
  | 'limit'
  | 'nearlyCode'
  | 'unfinished'
  | 'noToken';

/** The log line of one turn. It holds nothing that a person typed. */
export interface TurnEntry {
  channel: string;
  /** The command, verb or invoke name. */
  command: string;
  outcome: Outcome;
  /** The short reference a person was shown, when something went wrong. */
  reference?: string;
  /** Why a mail did not go, or a sign-in or sign-out was not taken: a service's status, a system's code. */
  cause?: string;
  /** Graph's request-id of the turn's newest call. */
  graphRequestId?: string;
}
