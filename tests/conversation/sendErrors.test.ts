// Graph refuses a mail: each reason has its own words and a reference, and the form comes back with everything typed.
import restify from 'restify';
import { words } from '../../bot/locales';
import { minutes } from '../support/clock';
import type { Answer } from '../support/lists';
import { lastTurn, referenceIn } from '../support/log';
import { arrived, filledIn, someMail, withOpenForm } from '../support/mails';
import { closed, closedUrl, listen, startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
// An account may try thirty times an hour.
beforeEach(() => world.clock.pass(minutes(5)));
afterAll(() => world.close());

const aMinute = { wait: t('failure.aMinute') };
const busy = (seconds: string): Answer => ({
  status: 429,
  code: 'TooManyRequests',
  headers: { 'retry-after': seconds },
});
const refusals: [string, Answer, string][] = [
  ['consent or policy', { status: 403, code: 'ErrorAccessDenied' }, t('failure.work.consent')],
  ['a 403 of another kind', { status: 403, code: 'Surprise' }, t('failure.work.forbidden')],
  ['no mailbox', { status: 404, code: 'MailboxNotEnabledForRESTAPI' }, t('failure.work.noMailbox')],
  [
    'no mailbox, told as a 400',
    { status: 400, code: 'MailboxNotEnabledForRESTAPI' },
    t('failure.work.noMailbox'),
  ],
  [
    'no Exchange, told as a 401',
    { status: 401, code: 'OrganizationFromTenantGuidNotFound' },
    t('failure.work.noMailbox'),
  ],
  ['a mailbox that was not found', { status: 404, code: 'ResourceNotFound' }, t('failure.work.notFound')],
  ['an item that was not found', { status: 404, code: 'ErrorItemNotFound' }, t('failure.work.notFound')],
  ['a 404 of another kind', { status: 404, code: 'Surprise' }, t('failure.work.notFound')],
  ['bad recipients', { status: 400, code: 'ErrorInvalidRecipients' }, t('failure.badRecipients')],
  [
    'a recipient nobody knows',
    { status: 404, code: 'ErrorRecipientNotFound' },
    t('failure.recipientNotFound'),
  ],
  [
    'too many recipients',
    { status: 403, code: 'ErrorExceededMaxRecipientLimit' },
    t('failure.manyRecipients'),
  ],
  ['a mail taken for spam', { status: 403, code: 'ErrorMessageBlocked' }, t('failure.spam')],
  ['a used-up quota', { status: 429, code: 'ErrorExceededMessageLimit' }, t('failure.work.quota')],
  [
    'a used-up quota, told as a 403',
    { status: 403, code: 'ErrorExceededMessageLimit' },
    t('failure.work.quota'),
  ],
  ['a full mailbox', { status: 400, code: 'ErrorQuotaExceeded' }, t('failure.mailboxFull')],
  ['a blocked account', { status: 403, code: 'ErrorAccountSuspend' }, t('failure.work.blocked')],
  ['a sender of another name', { status: 403, code: 'ErrorSendAsDenied' }, t('failure.work.sendAs')],
  ['trouble told as a 400', { status: 400, code: 'ErrorMessageTransientError' }, t('failure.trouble')],
  ['a mail too large', { status: 413, code: 'ErrorMessageSizeExceeded' }, 'email is too large for Outlook'],
  ['a 413 of a proxy', { status: 413, code: '' }, t('failure.tooLarge')],
  ['throttling', busy('30'), t('failure.busy', aMinute)],
  ['throttling for minutes', busy('150'), t('failure.busy', { wait: t('failure.minutes', { count: 3 }) })],
  ['throttling for hours', busy('9000'), 'Try again in about 3 hours.'],
  ['throttling for a day', busy('86400'), 'Try again in 1 day.'],
  [
    'throttling that may have let the mail through',
    { status: 429, code: 'ApplicationThrottled', headers: { 'retry-after': '2' } },
    t('failure.throttled', aMinute),
  ],
  ['a reason nobody has met yet', { status: 400, code: 'ErrorSurprise' }, t('failure.refused')],
  ...[402, 405, 409, 410, 415, 423, 451].map((status): [string, Answer, string] => [
    `a bare ${status}`,
    { status, code: 'Surprise' },
    status === 410 ? t('failure.work.notFound') : t('failure.notTaken'),
  ]),
  [
    'a redirect to itself',
    { status: 307, headers: { location: '/v1.0/me/sendMail' } },
    t('failure.notTaken'),
  ],
];

it('a receipt that the channel refuses leaves the mail sent, in the log too', async () => {
  const ana = await withOpenForm(world.person());
  const mail = someMail();
  world.connector.answerNext(403, 403);
  await ana.clicks('Send', mail);
  expect([arrived(world, mail).length, lastTurn(world).outcome]).toEqual([1, 'sent']);
});

describe.each(refusals)('%s', (_what, answer, sentence) => {
  it('is explained, with a reference that is in the log', async () => {
    const ana = await withOpenForm(world.person());
    world.standIns.graph.answerNext({ on: 'sendMail', ...answer });
    await ana.clicks('Send', someMail());
    expect(ana.card().text).toContain(sentence);
    expect(lastTurn(world)).toMatchObject({ outcome: 'failed', reference: referenceIn(ana.card().text) });
  });

  it('leaves a form that can be sent again, and Graph was called once', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail();
    world.standIns.graph.answerNext({ on: 'sendMail', ...answer });
    const calls = await world.calls.during(() => ana.clicks('Send', mail));
    expect(calls).toEqual(['GetToken', 'sendMail', 'reply']);
    expect(ana.card().inputs).toEqual(filledIn(mail));
    await ana.clicks('Send');
    expect(arrived(world, mail)).toHaveLength(1);
  });
});

describe('a personal account', () => {
  const own: [Answer, Parameters<typeof t>[0]][] = [
    [{ status: 403, code: 'ErrorAccessDenied' }, 'failure.personal.consent'],
    [{ status: 403, code: 'Surprise' }, 'failure.personal.forbidden'],
    [{ status: 404, code: 'MailboxNotEnabledForRESTAPI' }, 'failure.personal.noMailbox'],
    [{ status: 404, code: 'ResourceNotFound' }, 'failure.personal.notFound'],
    [{ status: 429, code: 'ErrorExceededMessageLimitShowTierUpgrade' }, 'failure.personal.quota'],
    [{ status: 403, code: 'ErrorMessageSubmissionBlocked' }, 'failure.personal.blocked'],
    [{ status: 403, code: 'ErrorAccountSuspendShowTierUpgrade' }, 'failure.personal.blocked'],
    [{ status: 403, code: 'ErrorSendAsDenied' }, 'failure.personal.sendAs'],
  ];

  it.each(own)('is told its own way out after %j', async (answer, key) => {
    const linh = await withOpenForm(world.person(), 'linh');
    world.standIns.graph.answerNext({ on: 'sendMail', ...answer });
    await linh.clicks('Send', someMail());
    expect(linh.card().text).toContain(t(key));
    expect(linh.card().text).not.toMatch(/organisation|administrator/);
  });
});

describe('a time to wait', () => {
  it('is what is left of it when the reason is read again', async () => {
    const ana = await withOpenForm(world.person());
    world.standIns.graph.answerNext({ on: 'sendMail', ...busy('10800') });
    await ana.clicks('Send', someMail());
    expect(ana.card().text).toContain('Try again in 3 hours.');
    world.clock.pass(minutes(60));
    await ana.says('sent');
    expect(ana.card().text).toContain('Try again in 2 hours.');
  });
});

describe('a sign-in that Graph no longer takes (401)', () => {
  async function refused() {
    const ana = await withOpenForm(world.person());
    const mail = someMail();
    world.standIns.graph.answerNext({ on: 'sendMail', status: 401 });
    const calls = await world.calls.during(() => ana.clicks('Send', mail));
    return { ana, mail, calls };
  }

  it('is explained, and a sign-in card follows', async () => {
    const { ana } = await refused();
    expect(ana.card().text).toContain(t('signIn.rejected.title'));
    expect(ana.heard().at(-1)?.activity.attachments?.[0]?.contentType).toMatch(/card\.oauth$/);
  });

  it('is signed out of the token service, so that a new token can be issued', async () => {
    const { calls } = await refused();
    expect(calls.slice(0, 4)).toEqual(['GetToken', 'sendMail', 'SignOut', 'reply']);
  });

  it('keeps the form: after signing in again it is filled in and can be sent', async () => {
    const { ana, mail } = await refused();
    await ana.signsIn('ana');
    expect([ana.card().inputs, arrived(world, mail)]).toEqual([filledIn(mail), []]);
    await ana.clicks('Send');
    expect(arrived(world, mail)).toHaveLength(1);
  });

  it('drops the form when another account signs in, as its mail must not be sent as somebody else', async () => {
    const { ana } = await refused();
    await ana.signsIn('linh');
    expect(ana.card().inputs).toEqual(filledIn());
  });
});

describe('a redirect to another server', () => {
  it.each([307, 308])('(%i) is never followed: no second POST, and no token goes there', async (status) => {
    const elsewhere = restify.createServer();
    const met: unknown[] = [];
    elsewhere.post('/v1.0/me/sendMail', async (req, res) => {
      met.push(req.headers);
      res.send(202);
    });
    const location = `${await listen(elsewhere)}/v1.0/me/sendMail`;
    const ana = await withOpenForm(world.person());
    world.standIns.graph.answerNext({ on: 'sendMail', status, headers: { location } });
    const calls = await world.calls.during(() => ana.clicks('Send', someMail()));
    await closed(elsewhere);
    expect([met, calls]).toEqual([[], ['GetToken', 'sendMail', 'reply']]);
  });
});

describe('a connection that was never made', () => {
  it('is explained as not sent, and the form stays', async () => {
    const ana = await withOpenForm(world.person());
    const nowhere = await closedUrl();
    const mail = someMail();
    world.calls.answerNext('sendMail', (_url, init) => fetch(nowhere, init));
    await ana.clicks('Send', mail);
    expect(ana.card().text).toContain(t('failure.unreachable'));
    expect(ana.card().inputs).toEqual(filledIn(mail));
  });

  it('because GRAPH_BASE_URL is wrong is explained at the sign-in', async () => {
    const lost = await startWorld({ environment: { GRAPH_BASE_URL: await closedUrl() } });
    const ana = lost.person();
    await ana.says('send mail');
    await ana.signsIn('ana');
    expect(ana.card().text).toContain(t('failure.unreachable'));
    await lost.close();
  });
});

describe('a failing token service when Send is clicked', () => {
  it('loses nothing: the form comes back with a click', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail();
    world.standIns.tokenService.answerNext({ on: 'GetToken', status: 503 });
    await ana.clicks('Send', mail);
    expect(ana.card().text).toContain(t('failure.tokenService'));
    await ana.clicks(t('mail.edit'));
    expect([ana.card().inputs, arrived(world, mail)]).toEqual([filledIn(mail), []]);
  });
});
