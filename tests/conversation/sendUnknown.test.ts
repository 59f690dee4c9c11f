// An unknown outcome: the mail may have been sent. The bot says so, never retries by itself, and lets the person decide.
import { words } from '../../bot/locales';
import { minutes } from '../support/clock';
import type { Answer } from '../support/lists';
import { lastTurn, referenceIn } from '../support/log';
import { arrived, filledIn, someMail, type Typed, withOpenForm } from '../support/mails';
import type { Person } from '../support/person';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
// An account may try thirty times an hour.
beforeEach(() => world.clock.pass(minutes(5)));
afterAll(() => world.close());

const answers: [string, Answer][] = [
  ...[500, 502, 503, 504].map((status): [string, Answer] => [`an answer of ${status}`, { status }]),
  ['a 504 behind which the mail went out', { status: 504, accept: true }],
  ['a connection that broke after the request', { drop: true }],
  ...[200, 201, 204, 206, 226].map((status): [string, Answer] => [`an answer of ${status}`, { status }]),
  ['a timeout of Exchange’s own', { status: 400, code: 'ErrorTimeoutExpired' }],
  ['a redirect to look elsewhere', { status: 303, headers: { location: '/elsewhere' } }],
];

async function sendsInto(answer: Answer): Promise<{ ana: Person; mail: Typed; calls: string[] }> {
  const ana = await withOpenForm(world.person());
  const mail = someMail();
  world.standIns.graph.answerNext({ on: 'sendMail', ...answer });
  const calls = await world.calls.during(() => ana.clicks('Send', mail));
  return { ana, mail, calls };
}

describe.each(answers)('%s', (_what, answer) => {
  it('is reported as unknown, with a reference that is in the log', async () => {
    const { ana } = await sendsInto(answer);
    expect(ana.card().text).toContain(t('mail.unknown.text'));
    expect(lastTurn(world)).toMatchObject({ outcome: 'unknown', reference: referenceIn(ana.card().text) });
  });

  it('is not tried a second time', async () => {
    const { calls } = await sendsInto(answer);
    expect(calls).toEqual(['GetToken', 'sendMail', 'reply']);
  });
});

describe('the page of a proxy, with a 200', () => {
  it.each([
    ['short', '<html>Please sign in</html>'],
    ['endless', 'x'.repeat(1_000_000)],
  ])('(%s) is no receipt, and the text stays', async (_what, page) => {
    const ana = await withOpenForm(world.person());
    const mail = someMail();
    world.calls.answerNext('sendMail', async () => new Response(page));
    await ana.clicks('Send', mail);
    expect(ana.card().text).toContain(t('mail.unknown.text'));
    await ana.clicks(t('mail.sendAgain'));
    expect(ana.card().inputs).toEqual(filledIn(mail));
  });
});

describe('after an unknown outcome', () => {
  it('Send on the old form mails nothing', async () => {
    const ana = await withOpenForm(world.person({ channel: 'webchat' }));
    const mail = someMail();
    world.standIns.graph.answerNext({ on: 'sendMail', status: 504 });
    await ana.clicks('Send', mail);
    await ana.clicks('Send', mail);
    expect(ana.card().text).toContain(t('mail.unknown.title', { subject: mail.subject }));
    expect(arrived(world, mail)).toEqual([]);
  });

  it('Send on the old form mails nothing after signing out and in again either', async () => {
    const ana = await withOpenForm(world.person({ channel: 'webchat' }));
    const mail = someMail();
    world.standIns.graph.answerNext({ on: 'sendMail', status: 504, accept: true });
    await ana.clicks('Send', mail);
    await ana.says('sign out');
    await ana.comesInAs('ana');
    await ana.clicks('Send', mail);
    expect(ana.card().text).toContain(t('mail.unknown.title', { subject: mail.subject }));
    expect(arrived(world, mail)).toHaveLength(1);
  });

  it('the person may take the text into a new form and send that', async () => {
    const { ana, mail } = await sendsInto({ status: 504 });
    await ana.clicks(t('mail.sendAgain'));
    expect(ana.card().inputs).toEqual(filledIn(mail));
    await ana.clicks('Send');
    expect(arrived(world, mail)).toHaveLength(1);
  });

  it.each(['cancel', 'edit', 'send'])(
    '"%s" shows what is known of the mail, with its button',
    async (said) => {
      const { ana, mail } = await sendsInto({ status: 504 });
      await ana.says(said);
      expect(ana.card().text).toContain(t('mail.unknown.title', { subject: mail.subject }));
      await ana.clicks(t('mail.sendAgain'));
      expect(ana.card().inputs).toEqual(filledIn(mail));
      expect(arrived(world, mail)).toEqual([]);
    },
  );

  it('"cancel" and "edit" mean a mail that was begun later', async () => {
    const { ana } = await sendsInto({ status: 504 });
    await ana.says('send mail');
    const mail = someMail();
    await ana.clicks('Preview', mail);
    await ana.says('edit');
    expect(ana.card().inputs).toEqual(filledIn(mail));
    await ana.says('cancel');
    expect(ana.card().text).toContain(t('account.kept.title'));
  });
});
