// A claims challenge of Graph's: a new sign-in may answer it. One that comes back is a policy's, and nobody goes in circles.
import { words } from '../../bot/locales';
import { hours, minutes } from '../support/clock';
import type { Answer } from '../support/lists';
import { lastTurn } from '../support/log';
import { arrived, filledIn, someMail, withOpenForm } from '../support/mails';
import type { Person } from '../support/person';
import { askingFor, signInCards } from '../support/signIn';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
beforeEach(() => world.clock.pass(hours(1)));
afterAll(() => world.close());

const claims = 'eyJhY2Nlc3NfdG9rZW4iOnsiYWNycyI6eyJlc3NlbnRpYWwiOnRydWV9fX0=';
const bearer =
  'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"';
const header = `${bearer}, error="insufficient_claims", claims="${claims}"`;

const challenge = (header: string, status = 401): Answer => ({
  status,
  code: 'InvalidAuthenticationToken',
  headers: { 'www-authenticate': header },
});

/** Sends a mail, and Graph refuses it. */
async function sendsInto(person: Person, refusal = challenge(header)) {
  const mail = someMail();
  world.standIns.graph.answerNext({ on: 'sendMail', ...refusal });
  await person.clicks('Send', mail);
  return mail;
}

/** Somebody whose mail met two challenges, with a sign-in between them. */
async function challengedTwice(account = 'ana') {
  const person = await withOpenForm(world.person(), account);
  await sendsInto(person);
  await person.signsIn(account);
  const before = signInCards(person).length;
  const mail = await sendsInto(person);
  return { person, mail, cards: signInCards(person).length - before };
}

describe('the first challenge', () => {
  it('is answered with a sign-in, and the form comes back after it', async () => {
    const ana = await withOpenForm(world.person());
    const mail = await sendsInto(ana);
    expect(ana.card().text).toContain(t('signIn.rejected.title'));
    await ana.signsIn('ana');
    expect(ana.card().inputs).toEqual(filledIn(mail));
    await ana.clicks('Send');
    expect(arrived(world, mail)).toHaveLength(1);
  });

  it.each([
    ['the claims before the error', `${bearer}, claims="${claims}", error="insufficient_claims"`],
    ['no quotes', `Bearer error=insufficient_claims, claims=${claims}`],
    ['no error', `${bearer}, claims="${claims}"`],
    ['another scheme before it', `PoP nonce="x", ${header}`],
    ['capitals', header.replace('error=', 'Error = ')],
  ])('is known with %s', async (_what, written) => {
    const ana = await withOpenForm(world.person());
    await sendsInto(ana, challenge(written));
    expect(lastTurn(world).cause).toBe('401 InvalidAuthenticationToken claims challenge');
  });

  it.each([
    ['an ordinary refusal', bearer],
    ['an expired token', `${bearer}, error="invalid_token"`],
    ['a description that names it', `${bearer}, error_description="no insufficient_claims"`],
    ['a challenge beyond what is looked at', `${bearer}, x="${'x'.repeat(8_200)}", ${header}`],
  ])('is not seen in %s', async (_what, written) => {
    const ana = await withOpenForm(world.person());
    await sendsInto(ana, challenge(written));
    expect(lastTurn(world).cause).toBe('401 InvalidAuthenticationToken');
  });

  it('may be a 403', async () => {
    const ana = await withOpenForm(world.person());
    await sendsInto(ana, challenge(header, 403));
    expect(ana.card().text).toContain(t('signIn.rejected.title'));
  });
});

describe('a challenge that comes again after a sign-in', () => {
  it('is told as a policy, with what to give an administrator, and no sign-in card follows', async () => {
    const { person, cards } = await challengedTwice();
    const { text } = person.card();
    const { graphRequestId, reference } = lastTurn(world);
    expect(text).toContain(t('failure.work.policy'));
    expect(text).toContain(String(graphRequestId));
    expect(text).toContain(String(reference));
    expect(cards).toBe(0);
  });

  it('keeps the form, and is told again when it is sent again', async () => {
    const { person, mail } = await challengedTwice();
    expect(person.card().inputs).toEqual(filledIn(mail));
    await sendsInto(person);
    expect(person.card().text).toContain(t('failure.work.policy'));
  });

  it('is told so after signing out and in again too', async () => {
    const { person } = await challengedTwice();
    await person.says('sign out');
    await withOpenForm(person);
    await sendsInto(person);
    expect(person.card().text).toContain(t('failure.work.policy'));
  });

  it('goes out once the policy lets it', async () => {
    const { person, mail } = await challengedTwice();
    await person.clicks('Send');
    expect(arrived(world, mail)).toHaveLength(1);
  });

  it('is told to a personal account without an organisation in it', async () => {
    const { person } = await challengedTwice('linh');
    expect(person.card().text).toContain(t('failure.personal.policy'));
  });

  it('an hour later is a first one again', async () => {
    const ana = await withOpenForm(world.person());
    await sendsInto(ana);
    await ana.signsIn('ana');
    world.clock.pass(minutes(61));
    await sendsInto(ana);
    expect(ana.card().text).toContain(t('signIn.rejected.title'));
  });

  it('is told at the profile as well', async () => {
    const ana = await askingFor(world);
    for (const expected of [t('failure.signInAgain'), t('failure.policy')]) {
      const code = await ana.getsCode('ana');
      world.standIns.graph.answerNext({ on: 'me', ...challenge(header) });
      await ana.says(code);
      expect(ana.card().text).toContain(expected);
      if (expected === t('failure.signInAgain')) await ana.clicks(t('signIn.again'));
    }
    expect(ana.card().buttons.map(({ title }) => title)).toContain(t('account.other.button'));
  });
});

describe('a refusal without a challenge', () => {
  const refusal: Answer = { status: 401, code: 'UnknownError' };

  it('leads to one more sign-in, and then to what may be behind it and another account', async () => {
    const ana = await withOpenForm(world.person());
    await sendsInto(ana, refusal);
    expect(ana.card().text).toContain(t('signIn.rejected.title'));
    await ana.signsIn('ana');
    const cards = signInCards(ana).length;
    const mail = await sendsInto(ana, refusal);
    expect(ana.card().text).toContain(t('failure.work.stillRefused'));
    expect([ana.card().inputs, signInCards(ana).length]).toEqual([filledIn(mail), cards]);
  });

  it('is a first one again once a mail has gone', async () => {
    const ana = await withOpenForm(world.person());
    await sendsInto(ana, refusal);
    await ana.signsIn('ana');
    await ana.clicks('Send');
    await ana.says('send mail');
    await sendsInto(ana, refusal);
    expect(ana.card().text).toContain(t('signIn.rejected.title'));
  });

  it('is told at the profile as well', async () => {
    const ana = await askingFor(world);
    for (const expected of [t('failure.signInAgain'), t('failure.stillRefused')]) {
      const code = await ana.getsCode('ana');
      world.standIns.graph.answerNext({ on: 'me', ...refusal });
      await ana.says(code);
      expect(ana.card().text).toContain(expected);
      if (expected === t('failure.signInAgain')) await ana.clicks(t('signIn.again'));
    }
  });
});

describe('two mails that were refused with one sign-in', () => {
  it('are both answered with a sign-in', async () => {
    const ana = await withOpenForm(world.person({ channel: 'webchat' }));
    const { release } = world.standIns.graph.answerNext({
      on: 'sendMail',
      ...challenge(header),
      times: 2,
      hang: true,
    });
    const first = ana.clicks('Send', someMail());
    await ana.says('send mail');
    const second = ana.clicks('Send', someMail());
    release();
    await Promise.all([first, second]);
    expect(ana.card().text).not.toContain(t('failure.work.policy'));
  });
});

it('the claims never reach the log', async () => {
  await challengedTwice();
  expect(JSON.stringify(world.log)).not.toContain(claims);
});
