// The advice for each refusal of Graph's, by status and code, and what any refusal must never be blamed on.
import fc from 'fast-check';
import { type Advice, adviceFor, adviceForMail } from '../../bot/graph/advice';
import { GraphAnswered, GraphCallFailed } from '../../bot/graph/errors';
import { words } from '../../bot/locales';
import { adviceText } from '../../bot/turn/failure';

const answered = (status: number, code = '') => new GraphAnswered(status, code, '');

const codes: [string, Advice][] = [
  ['ErrorAccessDenied', 'consent'],
  ['accessDenied', 'consent'],
  ['AccessDenied', 'consent'],
  ['Authorization_RequestDenied', 'consent'],
  ['MailboxNotEnabledForRESTAPI', 'noMailbox'],
  ['MailboxNotSupportedForRESTAPI', 'noMailbox'],
  ['ErrorMailboxNotEnabledForRESTAPI', 'noMailbox'],
  ['RESTAPINotEnabledForComponentSharedMailbox', 'noMailbox'],
  ['OrganizationFromTenantGuidNotFound', 'noMailbox'],
  ['ErrorInvalidUser', 'noMailbox'],
  ['ErrorNonExistentMailbox', 'noMailbox'],
  ['ErrorInvalidRecipients', 'badRecipients'],
  ['ErrorInvalidSmtpAddress', 'badRecipients'],
  ['ErrorRecipientNotFound', 'recipientNotFound'],
  ['ErrorMailRecipientNotFound', 'recipientNotFound'],
  ['ErrorTooManyRecipients', 'manyRecipients'],
  ['ErrorExceededMaxRecipientLimit', 'manyRecipients'],
  ['ErrorExceededMaxRecipientLimitBlock', 'manyRecipients'],
  ['ErrorExceededMaxRecipientLimitShowTierUpgrade', 'manyRecipients'],
  ['ErrorExceededMaxRecipients', 'manyRecipients'],
  ['ErrorMessageBlocked', 'spam'],
  ['ErrorMessageSizeExceeded', 'tooLarge'],
  ['ErrorAttachmentSizeLimitExceeded', 'tooLarge'],
  ['RequestBodyTooLarge', 'tooLarge'],
  ['RequestEntityTooLarge', 'tooLarge'],
  ['ErrorExceededMessageLimit', 'quota'],
  ['ErrorExceededMessageLimitShowTierUpgrade', 'quota'],
  ['ErrorExceededHourlyMessageLimit', 'quota'],
  ['ErrorSubmissionQuotaExceeded', 'quota'],
  ['ErrorSendQuotaExceeded', 'quota'],
  ['ErrorQuotaExceeded', 'mailboxFull'],
  ['ErrorMailboxQuotaExceeded', 'mailboxFull'],
  ['ErrorMessageSubmissionBlocked', 'blocked'],
  ['ErrorAccountSuspend', 'blocked'],
  ['ErrorAccountSuspendShowTierUpgrade', 'blocked'],
  ['ErrorSendAsDenied', 'sendAs'],
  ['ErrorMessageThrottled', 'busy'],
  ['ErrorMessageTransientError', 'trouble'],
  ['ErrorInternalServerTransientError', 'trouble'],
  ['ErrorInternalServerError', 'trouble'],
  ['ErrorMailboxStoreUnavailable', 'trouble'],
  ['ErrorServerBusy', 'trouble'],
  ['ErrorMailboxMoveInProgress', 'trouble'],
  ['serviceNotAvailable', 'trouble'],
  ['ResourceNotFound', 'notFound'],
  ['Request_ResourceNotFound', 'notFound'],
  ['ErrorItemNotFound', 'notFound'],
  ['itemNotFound', 'notFound'],
  ['ErrorFolderNotFound', 'notFound'],
];

describe.each([400, 403, 404, 409])('with a %i, the code', (status) => {
  it.each(codes)('%s is answered with "%s", whatever its case', (code, advice) => {
    for (const written of [code, code.toLowerCase(), code.toUpperCase()])
      expect([adviceFor(answered(status, written)), adviceForMail(answered(status, written))]).toEqual([
        advice,
        advice,
      ]);
  });
});

describe('without a code that is known, the status', () => {
  it.each<[number, Advice, Advice]>([
    [400, 'notTaken', 'refused'],
    [401, 'signInAgain', 'signInAgain'],
    [402, 'notTaken', 'notTaken'],
    [403, 'forbidden', 'forbidden'],
    [404, 'notFound', 'notFound'],
    [405, 'notTaken', 'notTaken'],
    [409, 'notTaken', 'notTaken'],
    [410, 'notFound', 'notFound'],
    [413, 'tooLarge', 'tooLarge'],
    [415, 'notTaken', 'notTaken'],
    [422, 'notTaken', 'refused'],
    [423, 'notTaken', 'notTaken'],
    [429, 'busy', 'busy'],
    [451, 'notTaken', 'notTaken'],
    [503, 'trouble', 'trouble'],
  ])('%i is answered with "%s", after a mail with "%s"', (status, advice, ofMail) => {
    for (const code of ['', 'Surprise', 'ErrorSurprise'])
      expect([adviceFor(answered(status, code)), adviceForMail(answered(status, code))]).toEqual([
        advice,
        ofMail,
      ]);
  });

  it('429 with ApplicationThrottled leaves it open whether the mail was taken', () => {
    expect(adviceFor(answered(429, 'ApplicationThrottled'))).toBe('busy');
    expect(adviceForMail(answered(429, 'ApplicationThrottled'))).toBe('throttled');
  });
});

describe('any refusal', () => {
  const code = fc.oneof(
    fc.constantFrom('', ...codes.map(([known]) => known)),
    fc.stringMatching(/^[A-Za-z_.-]{0,60}$/),
  );
  const status = fc.oneof(fc.integer({ min: 300, max: 599 }), fc.constantFrom(400, 401, 403, 404, 409, 429));
  const kind = fc.constantFrom('work', 'personal', undefined);
  const retryAfter = fc.option(fc.integer({ min: 0, max: 3_000_000 }), { nil: undefined });
  const each = (check: (error: GraphAnswered, text: string, of: { kind?: string | undefined }) => void) =>
    fc.assert(
      fc.property(status, code, kind, retryAfter, fc.constantFrom('en', 'vi'), (...given) => {
        const [status, code, kind, retryAfter, language] = given;
        const error = answered(status, code);
        const facts = { kind, retryAfter } as const;
        check(error, adviceText(words(language), adviceForMail(error), facts), facts);
      }),
      { seed: 17, numRuns: 2000 },
    );

  it('has words for every kind of account, with nothing left to fill in', () => {
    each((_error, text) => expect(text).toMatch(/^[^{}]{20,}$/));
  });

  it('blames no organisation for a personal account', () => {
    each((_error, text, { kind }) => {
      if (kind === 'personal') expect(text).not.toMatch(/organisation|administrator|tổ chức|quản trị/i);
    });
  });

  it('sends nobody to check what they typed but after a 400, a 422 or a code about recipients', () => {
    each(({ status, code }, text) => {
      if (![400, 422].includes(status) && !/recipient|smtpaddress/i.test(code))
        expect(text).not.toMatch(/check what you typed|check (them|the addresses)|kiểm tra/i);
    });
  });
});

describe('a call without an answer', () => {
  it.each([
    [true, 'trouble'],
    [false, 'unreachable'],
  ] as const)('that may have arrived (%s) is answered with "%s"', (mayHaveArrived, advice) => {
    expect(adviceForMail(new GraphCallFailed(mayHaveArrived, 'ECONNRESET'))).toBe(advice);
  });
});
