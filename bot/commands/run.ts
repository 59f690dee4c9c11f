// Which command or button does what.

import type { Services } from '../turn/services';
import { replace, type Turn } from '../turn/turn';
import { signInHelp } from './account/account';
import { signInCommand } from './account/pending';
import { showProfile } from './account/profile';
import { codeMistyped, codeTyped } from './account/signInEvents';
import { forgetMe, otherAccount, signOut } from './account/signOut';
import { showToken } from './account/token';
import { showHelp } from './help';
import { cancelMail } from './mail/cancel';
import { dropDraft, showDrafts } from './mail/drafts';
import { composeMail, reopenForm } from './mail/form';
import { editAtHand, sendAtHand } from './mail/sendWord';
import { showSent } from './mail/sent';
import { submitMail } from './mail/submitForm';
import type { Command } from './words/words';

export async function runCommand(turn: Turn, services: Services, command: Command): Promise<void> {
  switch (command.name) {
    case 'help':
      return showHelp(turn);
    case 'signIn':
      return signInCommand(turn, services);
    case 'signInHelp':
      return signInHelp(turn, services);
    case 'otherAccount':
      return otherAccount(turn, services);
    case 'signOut':
      return signOut(turn, services);
    case 'profile':
      return showProfile(turn, services);
    case 'compose':
      return composeMail(turn, services, command.draft);
    case 'send':
      return sendAtHand(turn, services);
    case 'edit':
      return editAtHand(turn, services);
    case 'drafts':
      return showDrafts(turn);
    case 'sent':
      return showSent(turn);
    case 'token':
      return showToken(turn, services);
    case 'cancel':
      return cancelMail(turn, services);
    case 'forgetMe':
      return forgetMe(turn, services);
    case 'code':
      return codeTyped(turn, services, command.code);
    case 'unknown':
      if (command.nearlyCode && (await codeMistyped(turn, services))) return;
      return showHelp(turn, command);
  }
}

/** What our buttons ask for. */
const verbs = new Set([
  'mail.compose',
  'mail.edit',
  'mail.send',
  'mail.preview',
  'mail.drop',
  'mail.cancel',
  'mail.drafts',
  'mail.sent',
  'profile.show',
  'account.signIn',
  'account.signInHelp',
  'account.otherAccount',
  'account.signOut',
  'token.show',
]);

export const isVerb = (verb: string): boolean => verbs.has(verb);

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
    case 'mail.edit':
      return reopenForm(turn, services, formId ?? '', replace);
    case 'mail.send':
      return submitMail(turn, services, 'send', value, formId ?? '');
    case 'mail.preview':
      return submitMail(turn, services, 'preview', value, formId ?? '');
    case 'mail.drop':
      return dropDraft(turn, services, formId ?? '');
    case 'mail.cancel':
      return cancelMail(turn, services, formId);
    case 'mail.drafts':
      return showDrafts(turn);
    case 'mail.sent':
      return showSent(turn);
    case 'profile.show':
      return showProfile(turn, services);
    case 'account.signIn':
      return signInCommand(turn, services);
    case 'account.signInHelp':
      return signInHelp(turn, services);
    case 'account.otherAccount':
      return otherAccount(turn, services);
    case 'account.signOut':
      return signOut(turn, services);
    case 'token.show':
      return showToken(turn, services);
    default:
      return showHelp(turn, {});
  }
}
