// Which command or button does what.
import type { Turn } from '../turn';
import { forgetMe, signInHelp, signOut } from './account';
import { showHelp } from './help';
import { cancelMail, composeMail, reopenForm } from './mailForm';
import { submitMail } from './mailSend';
import { signInCommand } from './pending';
import { showProfile } from './profile';
import type { Services } from './services';
import { codeTyped } from './signInEvents';
import { showToken } from './token';
import type { Command } from './words';

export async function runCommand(turn: Turn, services: Services, command: Command): Promise<void> {
  switch (command.name) {
    case 'help':
      return showHelp(turn);
    case 'signIn':
      return signInCommand(turn, services);
    case 'signInHelp':
      return signInHelp(turn);
    case 'signOut':
      return signOut(turn, services);
    case 'profile':
      return showProfile(turn, services);
    case 'compose':
      return composeMail(turn, services, command.draft);
    case 'token':
      return showToken(turn, services);
    case 'cancel':
      return cancelMail(turn, services);
    case 'forgetMe':
      return forgetMe(turn, services);
    case 'code':
      return codeTyped(turn, services);
    case 'unknown':
      return showHelp(turn, command);
  }
}

/** @param value everything the card sent, the inputs among it */
export async function runVerb(
  turn: Turn,
  services: Services,
  { verb, formId }: { verb: string; formId?: string | undefined },
  value: unknown,
): Promise<void> {
  switch (verb) {
    case 'mail.compose':
      return formId ? reopenForm(turn, services, formId) : composeMail(turn, services);
    case 'mail.send':
      return submitMail(turn, services, value, formId ?? '');
    case 'mail.cancel':
      return cancelMail(turn, services, formId);
    case 'profile.show':
      return showProfile(turn, services);
    case 'account.signIn':
      return signInCommand(turn, services);
    case 'account.signOut':
      return signOut(turn, services);
    case 'token.show':
      return showToken(turn, services);
    default:
      // Not a word of ours, so not one for the log.
      turn.entry.command = 'unknown verb';
      return showHelp(turn, {});
  }
}
