// What a person can do about a failed call to Graph: each cause has its sentences, below `failure` in the language files.
import { GraphAnswered, type GraphCallFailed } from './errors';

export const advices = [
  'signInAgain',
  'policy',
  'stillRefused',
  'consent',
  'forbidden',
  'noMailbox',
  'notFound',
  'badRecipients',
  'recipientNotFound',
  'manyRecipients',
  'spam',
  'tooLarge',
  'quota',
  'mailboxFull',
  'blocked',
  'sendAs',
  'busy',
  'throttled',
  'trouble',
  'unreachable',
  'notTaken',
  'refused',
] as const;
export type Advice = (typeof advices)[number];

/**
 * Families of codes, the first that fits counts. They are Exchange's (EWS reference, "ResponseCode"), those of
 * Outlook.com's limits (ServiceError of the EWS API) and Graph's own, from its documentation and from people who met them.
 */
const families: [RegExp, Advice][] = [
  [/^(Error)?AccessDenied$|^Authorization_RequestDenied$/i, 'consent'],
  [/^(Error)?MailboxNot(Enabled|Supported)ForRESTAPI$|^RESTAPINotEnabled/i, 'noMailbox'],
  [/^Error(InvalidUser|NonExistentMailbox)$|^OrganizationFromTenantGuidNotFound$/i, 'noMailbox'],
  [/^ErrorInvalid(Recipients?|SmtpAddress)$/i, 'badRecipients'],
  [/^Error(Mail)?RecipientNotFound$/i, 'recipientNotFound'],
  [/^Error\w*(MaxRecipient|TooManyRecipients|RecipientLimit)/i, 'manyRecipients'],
  [/^ErrorMessageBlocked$/i, 'spam'],
  [/^Error\w*Size(Limit)?Exceeded$|^(Error|Request)\w*Too(Big|Large)$/i, 'tooLarge'],
  [/^Error\w*(MessageLimit|SubmissionQuota|Send(ing)?Quota)/i, 'quota'],
  [/^Error(Mailbox|Storage)?QuotaExceeded$|^ErrorMailboxFull$/i, 'mailboxFull'],
  [/^Error(\w*SubmissionBlocked|AccountSuspend)/i, 'blocked'],
  [/^ErrorSend(As|OnBehalfOf)Denied$/i, 'sendAs'],
  [/^Error(Message|Request)?Throttled$/i, 'busy'],
  [
    /Transient|Unavailable$|Unavaiable$|ServerBusy$|NotAvailable$|MoveInProgress$|^ErrorInternalServer/i,
    'trouble',
  ],
  [/ResourceNotFound$|(Item|Folder|Object)NotFound$/i, 'notFound'],
];

const byStatus: Record<number, Advice> = {
  401: 'signInAgain',
  403: 'forbidden',
  404: 'notFound',
  410: 'notFound',
  413: 'tooLarge',
  429: 'busy',
};

/** What to advise after a failed call that holds nothing a person typed. */
export function adviceFor(error: GraphAnswered | GraphCallFailed): Advice {
  if (!(error instanceof GraphAnswered)) return error.mayHaveArrived ? 'trouble' : 'unreachable';
  const { status, code, isChallenge } = error;
  if (isChallenge) return 'signInAgain';
  if (status >= 500) return 'trouble';
  const named = families.find(([family]) => family.test(code))?.[1];
  const usual = byStatus[status] ?? 'notTaken';
  // An organisation without Exchange Online is a 401 too (OrganizationFromTenantGuidNotFound): no sign-in would mend that.
  if (status === 401 && named !== 'noMailbox') return usual;
  // Every 429 says that Graph is busy. Its time to wait must not be lost.
  if (status === 429 && named === 'trouble') return usual;
  return named ?? usual;
}

/**
 * Somebody who got these codes from sendMail says that the mail was sent all the same:
 * https://learn.microsoft.com/en-us/answers/questions/5629476
 */
const unsureThrottles = /^(ApplicationThrottled|CommandConcurrencyLimitReached|UnknownError)$/i;
export const isUnsureThrottle = ({ status, code }: GraphAnswered): boolean =>
  status === 429 && unsureThrottles.test(code);

/** What to advise after a mail was not sent. */
export function adviceForMail(error: GraphAnswered | GraphCallFailed): Advice {
  const advice = adviceFor(error);
  if (!(error instanceof GraphAnswered)) return advice;
  if (advice === 'busy' && isUnsureThrottle(error)) return 'throttled';
  // What was typed is a likely reason of these alone.
  const isAboutContent = error.status === 400 || error.status === 422;
  return advice === 'notTaken' && isAboutContent ? 'refused' : advice;
}
