// The end of a sign-in: the account is noted, and the command that waited for it is carried out once.
import type { Token } from '../../channel/signIn';
import { accountOf } from '../../graph/profile';
import { formOf } from '../../mail/mailRecord';
import {
  type Connection,
  type PendingCommand,
  type PersonRecord,
  removePendingSignOuts,
  withAccount,
} from '../../people/record';
import { takeSignIn, typedForm, wantsDirectory } from '../../people/signIns';
import type { Outcome } from '../../turn/outcome';
import type { Turn } from '../../turn/turn';
import { openPendingForm } from '../mail/form';
import { newSubmit, submit } from '../mail/submitForm';
import { inDirectory, openDirectory } from '../session/directorySession';
import { asSignedIn, hereIn, notePending, openSession } from '../session/session';
import { showHome } from './home';
import { showProfile } from './showProfile';
import { showToken } from './showToken';

/** A sign-in that has led to a token. */
export interface SignedIn {
  token: Token;
  connection: Connection;
}

/**
 * Ends a sign-in. Its command is taken from the record by ETag: of several events that tell of one sign-in, on any
 * instance, only the first carries it out.
 * @returns the command to carry out; nothing when nothing waits here for this connection any more
 */
export async function completeSignIn(
  turn: Turn,
  { token, connection }: SignedIn,
): Promise<PendingCommand | undefined> {
  const here = hereIn(turn);
  const note = connection === 'mail' ? await noteAccountOf(turn, token) : undefined;
  if (connection === 'directory') turn.directory = openDirectory(turn, token);
  const command = await turn.person.update((record) => {
    const taken = takeSignIn(record, here, connection);
    // A pending sign-out would end this sign-in and not the one before it.
    const left = removePendingSignOuts(taken.record, [connection]);
    return { record: note ? note(left, typedForm(taken.command)) : left, result: taken.command };
  });
  turn.isSignedIn = true;
  if (command?.name === 'compose') turn.keptForm = command.formId;
  return command;
}

/** Learns who has signed in for mail. @returns a change of the record; `typed` as in `withAccount` */
async function noteAccountOf(
  turn: Turn,
  token: Token,
): Promise<(record: PersonRecord, typed?: string) => PersonRecord> {
  const session = openSession(turn, token);
  turn.session = session;
  const account = accountOf(await session.profile());
  return (record, typed) => withAccount(record, account, session.tokenHash, typed);
}

/**
 * `sign in`. A person who is signed in already gets the command that still waits, for instance because Graph was down
 * right after the sign-in, or else their home card. What waits for the directory goes on with the sign-in to that.
 */
export async function signIn(turn: Turn): Promise<Outcome> {
  const home = { name: 'home' } as const;
  return asSignedIn(turn, home, async () => {
    const isForDirectory =
      turn.services.settings.directoryConnectionName !== undefined &&
      wantsDirectory(await turn.person.record(), hereIn(turn));
    return isForDirectory ? inDirectory(turn, () => takePending(turn), notePending(home)) : takePending(turn);
  });
}

async function takePending(turn: Turn): Promise<Outcome> {
  const command = await turn.person.update<PendingCommand | undefined>((record) => {
    const taken = takeSignIn(record, hereIn(turn));
    return { record: taken.record, result: taken.command };
  });
  turn.isSignedIn = true;
  return runPending(turn, command ?? { name: 'home' });
}

/** Carries out the command that waited for a sign-in. It shows something and never sends. */
export async function runPending(turn: Turn, command: PendingCommand): Promise<Outcome> {
  turn.entry.command = `${turn.entry.command}, then ${command.name}`;
  switch (command.name) {
    case 'home':
      return asSignedIn(turn, command, (session) => showHome(turn, session));
    case 'profile':
      return showProfile(turn);
    case 'token':
      return showToken(turn);
    case 'compose':
      return openPendingForm(turn, command);
    case 'preview':
      return previewPending(turn, command.formId);
  }
}

/** Shows the mail whose recipients the sign-in was for, or what became of it meanwhile. A dropped one leads home. */
async function previewPending(turn: Turn, formId: string): Promise<Outcome> {
  const record = await turn.person.record();
  const isKnown = formOf(record, formId) ?? record.outcomes.find((outcome) => outcome.formId === formId);
  if (!isKnown) return runPending(turn, { name: 'home' });
  return submit(turn, newSubmit(turn, formId, 'preview'));
}
