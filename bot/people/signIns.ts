// Sign-ins that wait in a person's record, one a conversation: what each is for, and whether it still counts. Pure.
import type { Decision } from './people';
import {
  type Connection,
  type PendingCommand,
  type PersonRecord,
  signInLifetimes,
  type WaitingSignIn,
} from './record';

const codeAttempts = 3;

/** Where a sign-in waits, and what time it is. */
export interface Here {
  /** The conversation's id: a code belongs to the conversation that asked for it. */
  conversation: string;
  /** Milliseconds since 1970. */
  now: number;
}

/** What a person is told of a sign-in at most once, however many of their clients report it. */
export type SignInReport = 'failed' | 'closed' | 'trouble' | 'down';

/** The sign-in a conversation last asked for, whether or not its card still counts. */
export function askedSignIn(record: PersonRecord, { conversation }: Here): WaitingSignIn | undefined {
  const { signIns = {} } = record;
  return Object.hasOwn(signIns, conversation) ? signIns[conversation] : undefined;
}

/** The sign-in whose card counts: not too old, and not closed by wrong codes. */
export function waitingSignIn(record: PersonRecord, here: Here): WaitingSignIn | undefined {
  const asked = askedSignIn(record, here);
  return asked && asked.codes < codeAttempts && here.now - asked.since < signInLifetimes.card
    ? asked
    : undefined;
}

/** Which connection the sign-in of a conversation is for; without one, the one for mail. */
export function askedConnection(record: PersonRecord, here: Here): Connection {
  return askedSignIn(record, here)?.connection ?? 'mail';
}

/**
 * Notes that a sign-in card is shown, and what it is for. A mere "sign in" keeps the command that an earlier card was for.
 * @param plain the card has a button only. So have the cards after it, as long as they are for the same connection
 */
export function waitForSignIn(
  record: PersonRecord,
  here: Here,
  command: PendingCommand,
  { connection = 'mail', plain = false }: { connection?: Connection; plain?: boolean } = {},
): PersonRecord {
  const before = askedSignIn(record, here);
  const kept = command.name === 'home' && before ? commandOf(before, here) : stillTyped(command, before);
  const wasPlain = before?.plain === true && askedConnection(record, here) === connection;
  return withSignIn(record, here, {
    since: here.now,
    command: kept,
    ...(connection === 'mail' ? {} : { connection }),
    codes: 0,
    ...(plain || wasPlain ? { plain: true as const } : {}),
  });
}

/**
 * Takes a sign-in out of the record with what to do now, so that of several turns only one carries it out.
 * @param connection the one that was signed in to: a sign-in that waits for another stays
 */
export function takeSignIn(
  record: PersonRecord,
  here: Here,
  connection: Connection = askedConnection(record, here),
): { record: PersonRecord; command?: PendingCommand } {
  const asked = askedSignIn(record, here);
  if (!asked || askedConnection(record, here) !== connection) return { record };
  return { record: dropSignIn(record, here), command: commandOf(asked, here) };
}

/** Whether something that is still wanted here waits for the directory. */
export function wantsDirectory(record: PersonRecord, here: Here): boolean {
  return (takeSignIn(record, here, 'directory').command?.name ?? 'home') !== 'home';
}

function dropSignIn(record: PersonRecord, { conversation }: Here): PersonRecord {
  const { signIns = {}, ...rest } = record;
  const left = Object.entries(signIns).filter(([where]) => where !== conversation);
  return left.length > 0 ? { ...rest, signIns: Object.fromEntries(left) } : rest;
}

/** Cancels a sign-in. After one for mail, single sign-on may take its own account again. */
export function cancelSignIn(record: PersonRecord, here: Here): PersonRecord {
  if (!askedSignIn(record, here)) return record;
  const left = dropSignIn(record, here);
  if (askedConnection(record, here) !== 'mail') return left;
  const { anotherAccount: _another, ...rest } = left;
  return rest;
}

/** A form was cancelled: a sign-in that was to lead to it leads home. */
export function forgetForm(record: PersonRecord, here: Here, formId: string): PersonRecord {
  const asked = askedSignIn(record, here);
  if (!asked || formIdOf(asked.command) !== formId) return record;
  return withSignIn(record, here, { ...asked, command: { name: 'home' } });
}

/**
 * Counts a code before it is tried: of many that come at once, on any instance, three are tried and no more.
 * @returns whether it may be tried, or why not
 */
export function countCode(
  record: PersonRecord,
  here: Here,
): Decision<'try' | 'tryLast' | 'notWaiting' | 'expired'> {
  const asked = askedSignIn(record, here);
  if (!asked || asked.codes >= codeAttempts) return { result: 'notWaiting' };
  if (!waitingSignIn(record, here)) return { result: 'expired' };
  const codes = asked.codes + 1;
  const counted = withSignIn(record, here, { ...asked, codes });
  return { record: counted, result: codes < codeAttempts ? 'try' : 'tryLast' };
}

/** Takes a code's count back: it could not be tried. */
export function uncountCode(record: PersonRecord, here: Here): PersonRecord {
  const asked = askedSignIn(record, here);
  return asked?.codes ? withSignIn(record, here, { ...asked, codes: asked.codes - 1 }) : record;
}

/**
 * Claims a report on a sign-in that waits. After `failed` the next card has a button only.
 * @returns whether to tell the person: not when nothing waits, or when they were told before
 */
export function claimReport(record: PersonRecord, here: Here, what: SignInReport): Decision<boolean> {
  const asked = waitingSignIn(record, here);
  if (!asked || asked.reported?.includes(what)) return { result: false };
  const plain = what === 'failed' ? { plain: true as const } : {};
  const reported = [...(asked.reported ?? []), what];
  return { record: withSignIn(record, here, { ...asked, ...plain, reported }), result: true };
}

/** The form of a mail that was typed while nobody was signed in, if that is what a command is about. */
export function typedForm(command: PendingCommand | undefined): string | undefined {
  return command?.name === 'compose' && command.typed ? command.formId : undefined;
}

/** The form that a command is about. */
export const formIdOf = (command: PendingCommand): string | undefined =>
  'formId' in command ? command.formId : undefined;

/** A mail that was typed while nobody was signed in belongs to no account until a sign-in, whatever is done with its form. */
function stillTyped(command: PendingCommand, before: WaitingSignIn | undefined): PendingCommand {
  const typed = typedForm(before?.command);
  return command.name === 'compose' && typed && command.formId === typed
    ? { ...command, typed: true }
    : command;
}

/** The command after a sign-in: the home card if the command it was for has expired. */
function commandOf({ command, since }: WaitingSignIn, { now }: Here): PendingCommand {
  return now - since < (typedForm(command) ? signInLifetimes.typedMail : signInLifetimes.card)
    ? command
    : { name: 'home' };
}

function withSignIn(record: PersonRecord, { conversation }: Here, signIn: WaitingSignIn): PersonRecord {
  return { ...record, signIns: { ...record.signIns, [conversation]: signIn } };
}
