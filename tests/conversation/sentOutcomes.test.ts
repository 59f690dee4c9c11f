// In the list of sent mails failed ones come first, then unknown ones, those in flight and sent ones, each with its action.
import { words } from '../../bot/locales';
import { hours, seconds, until } from '../support/clock';
import { rowsOf, sends, statesOf } from '../support/lists';
import { someMail, withOpenForm } from '../support/mails';
import { signedIn } from '../support/signIn';
import { startWorld, type World } from '../support/world';

const { t } = words('en');
const [failed, unknown, sending, sent] = [
  t('sent.state.failed'),
  t('sent.state.unknown'),
  t('sent.state.sending'),
  t('sent.state.sent'),
];
const refusal = { status: 400, code: 'ErrorInvalidRecipients' };

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe('the order of the list', () => {
  it('is failed, unknown, being sent, sent', async () => {
    const ana = await withOpenForm(world.person());
    const sentMail = await sends(world, ana);
    const unknownMail = await sends(world, ana, {}, { status: 504 });
    const failedMail = await sends(world, ana, {}, refusal);
    const onItsWay = someMail();
    const { release } = world.standIns.graph.answerNext({ on: 'sendMail', hang: true });
    await ana.says('send mail');
    const asked = world.standIns.graph.requests.length;
    const click = ana.clicks('Send', onItsWay);
    await until(() => world.standIns.graph.requests.length > asked);
    await ana.says('sent');
    const states = statesOf(ana);
    release();
    await click;
    expect(states).toEqual([
      [failedMail.subject, failed],
      [unknownMail.subject, unknown],
      [onItsWay.subject, sending],
      [sentMail.subject, sent],
    ]);
  });
});

describe('a mail that failed', () => {
  it('has the reason in words', async () => {
    const ana = await signedIn(world);
    await sends(world, ana, {}, refusal);
    await ana.says('sent');
    expect(rowsOf(ana)[0]).toContain(t('failure.badRecipients'));
  });

  it('is a click away from its form', async () => {
    const ana = await signedIn(world);
    const mail = await sends(world, ana, {}, refusal);
    await ana.says('sent');
    await ana.clicks(t('mail.edit'));
    expect(ana.card().inputs).toMatchObject(mail);
  });

  it('is not listed as failed once it went out', async () => {
    const ana = await signedIn(world);
    const { subject } = await sends(world, ana, {}, refusal);
    await ana.clicks('Send');
    await ana.says('sent');
    expect(statesOf(ana)).toEqual([[subject, sent]]);
  });
});

describe('a mail that may have gone', () => {
  it('has the advice to look in Sent Items', async () => {
    const ana = await signedIn(world);
    await sends(world, ana, {}, { status: 504 });
    await ana.says('sent');
    expect(rowsOf(ana)[0]).toContain(t('sent.look'));
  });

  it('can be taken into a form again when it is not there', async () => {
    const ana = await signedIn(world);
    const mail = await sends(world, ana, {}, { status: 504 });
    await ana.says('sent');
    await ana.clicks(t('mail.sendAgain'));
    expect(ana.card().inputs).toMatchObject(mail);
  });

  it('is listed without a button once its text is gone', async () => {
    const ana = await signedIn(world);
    const { subject } = await sends(world, ana, {}, { status: 504 });
    world.clock.pass(hours(24));
    await ana.says('sent');
    expect(statesOf(ana)).toEqual([[subject, unknown]]);
    expect(rowsOf(ana)[0]).not.toContain(t('mail.sendAgain'));
  });
});

describe('an unreported outcome', () => {
  it('is reported first, and then listed', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail();
    world.standIns.graph.answerNext({ on: 'sendMail', status: 504 });
    // The connector refuses the receipt and the notice of that failure.
    world.connector.answerNext(500, 500, 500);
    await ana.clicks('Send', mail);
    world.clock.pass(seconds(60));
    const [told] = await ana.says('sent');
    expect(told?.activity.summary).toBe(t('mail.unknown.title', mail));
    expect(statesOf(ana)).toEqual([[mail.subject, unknown]]);
  });
});
