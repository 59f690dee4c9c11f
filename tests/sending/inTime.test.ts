// A send and the clock: a receipt in the turn if Outlook is quick, otherwise "still sending" and a proactive message.
import { words } from '../../bot/locales';
import type { Fault } from '../../playground/faults';
import type { GraphCall } from '../../playground/graph';
import { seconds, until } from '../support/clock';
import { arrived, filledIn, someMail, withOpenForm } from '../support/mails';
import type { Person } from '../support/person';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

/** Clicks Send while Outlook does not answer. */
async function sendsIntoSilence(channel = 'msteams', fault: Partial<Fault<GraphCall>> = {}) {
  const ana = await withOpenForm(world.person({ channel }));
  const mail = someMail();
  const { release } = world.standIns.graph.answerNext({ on: 'sendMail', hang: true, ...fault });
  const asked = world.standIns.graph.requests.length;
  const turn = ana.clicks('Send', mail);
  await until(() => world.standIns.graph.requests.length > asked);
  return { ana, mail, release, turn };
}

/** The turn is over with "still sending", and Outlook still has not answered. */
async function waits(channel?: string, fault?: Partial<Fault<GraphCall>>) {
  const begun = await sendsIntoSilence(channel, fault);
  world.clock.pass(seconds(5));
  await begun.turn;
  return begun;
}

/** The id of the form that was shown, whatever was sent after it. */
function formShown(ana: Person): string {
  const [, formId = ''] = /"verb":"mail.send","formId":"([^"]+)"/.exec(JSON.stringify(ana.heard())) ?? [];
  return formId;
}

const hears = (ana: Person, text: string) => until(() => ana.card().text.includes(text));

describe('Outlook takes longer than five seconds', () => {
  it('and the turn ends with "still sending"', async () => {
    const { ana, release } = await waits();
    expect(ana.card().text).toContain(t('mail.sending.title'));
    release();
    await hears(ana, t('cards.receipt.title'));
  });

  it.each(['msteams', 'webchat', 'emulator'])('and the receipt comes by itself, on %s', async (channel) => {
    const { ana, mail, release } = await waits(channel);
    release();
    await hears(ana, t('cards.receipt.title'));
    expect(ana.card().text).toContain(mail.subject);
    expect(arrived(world, mail)).toHaveLength(1);
  });

  it('and in Teams the receipt takes the place of the form', async () => {
    const { ana, release } = await waits();
    release();
    await hears(ana, t('cards.receipt.title'));
    const [form, sending, receipt] = ana.heard().slice(-3);
    expect([sending?.how, receipt?.how]).toEqual(['updated', 'updated']);
    expect([sending?.id, receipt?.id]).toEqual([form?.id, form?.id]);
  });

  it('and a failure comes by itself, too, with the form filled in', async () => {
    const { ana, mail, release } = await waits('webchat', { status: 403, code: 'ErrorAccessDenied' });
    release();
    await hears(ana, t('mail.failed.title'));
    expect(ana.card().inputs).toEqual(filledIn(mail));
  });

  it('and a second click is told that it is being sent', async () => {
    const { ana, mail, release } = await waits('webchat');
    const formId = formShown(ana);
    const { said } = await ana.does({ type: 'message', value: { verb: 'mail.send', formId, ...mail } });
    expect(JSON.stringify(said)).toContain(t('mail.sending.title'));
    release();
    await hears(ana, t('cards.receipt.title'));
    expect(arrived(world, mail)).toHaveLength(1);
  });
});

describe('Outlook never answers', () => {
  it('and after a minute the person is told that the outcome is unknown', async () => {
    const { ana, mail, release } = await waits();
    world.clock.pass(seconds(55));
    await hears(ana, t('mail.unknown.title', { subject: mail.subject }));
    release();
  });
});

describe('Outlook asks to wait', () => {
  const busy = (retryAfter: string): Partial<Fault<GraphCall>> => ({
    status: 429,
    code: 'TooManyRequests',
    headers: { 'Retry-After': retryAfter },
    hang: false,
  });

  it('for two seconds, and the mail is sent within the turn', async () => {
    const { ana, mail, turn } = await sendsIntoSilence('msteams', busy('2'));
    await until(() => world.calls.made.at(-1)?.name === 'sendMail');
    // The bot starts its wait once it has read the answer.
    await until(() => {
      world.clock.pass(100);
      return arrived(world, mail).length > 0;
    });
    await turn;
    expect(ana.card().text).toContain(t('cards.receipt.title'));
  });

  it('for ten minutes, and the person is told how long', async () => {
    const { ana, mail, turn } = await sendsIntoSilence('msteams', busy('600'));
    await turn;
    expect(ana.card().text).toContain(t('failure.busy', { wait: t('failure.minutes', { count: 10 }) }));
    expect(arrived(world, mail)).toEqual([]);
  });
});

describe('a turn', () => {
  it('is acknowledged before the channel gives up, and goes on', async () => {
    const ana = world.person();
    let answer = (_response: Response) => {};
    const held = new Promise<Response>((resolve) => {
      answer = resolve;
    });
    world.calls.answerNext('GetToken', () => held);
    const asked = world.calls.made.length;
    const turn = ana.does({ type: 'message', text: 'profile' });
    await until(() => world.calls.made.length > asked);
    world.clock.pass(seconds(9));
    expect((await turn).status).toBe(200);
    answer(new Response(null, { status: 404 }));
    await until(() => ana.heard().length > 0);
    expect(ana.signInLink()).toContain('/signin');
  });
});
