// What a person can do about a failed call to Graph: each cause has one sentence, below `failure` in the language files.
import { GraphAnswered, type GraphCallFailed } from './errors';

export const advices = [
  'signInAgain',
  'consent',
  'noMailbox',
  'badRecipients',
  'tooLarge',
  'quota',
  'sendAs',
  'busy',
  'trouble',
  'unreachable',
  'refused',
] as const;
export type Advice = (typeof advices)[number];

// Codes of Exchange and Graph, from the Graph documentation and from threads of people who met them.
const byCode: Record<string, Advice> = {
  ErrorAccessDenied: 'consent',
  Authorization_RequestDenied: 'consent',
  accessDenied: 'consent',
  MailboxNotEnabledForRESTAPI: 'noMailbox',
  MailboxNotSupportedForRESTAPI: 'noMailbox',
  ErrorInvalidUser: 'noMailbox',
  ErrorNonExistentMailbox: 'noMailbox',
  ErrorInvalidRecipients: 'badRecipients',
  ErrorInvalidSmtpAddress: 'badRecipients',
  ErrorMessageSizeExceeded: 'tooLarge',
  ErrorExceededMessageLimit: 'quota',
  ErrorQuotaExceeded: 'quota',
  ErrorMessageSubmissionBlocked: 'quota',
  ErrorSendAsDenied: 'sendAs',
};

export function adviceFor(error: GraphAnswered | GraphCallFailed): Advice {
  if (!(error instanceof GraphAnswered)) return error.mayHaveArrived ? 'trouble' : 'unreachable';
  if (error.status === 401) return 'signInAgain';
  if (error.status >= 500) return 'trouble';
  const known = byCode[error.code];
  if (known) return known;
  if (error.status === 429) return 'busy';
  if (error.status === 403) return 'consent';
  return error.status === 413 ? 'tooLarge' : 'refused';
}
