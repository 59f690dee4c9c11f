// A mail without a subject: asked about once, and then sent as it is, with its name in the lists.
import { words } from '../../bot/locales';
import { elementsOf } from '../support/card';
import { addresses, filledIn, withOpenForm } from '../support/mails';
import type { Person } from '../support/person';
import { signedIn } from '../support/signIn';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

let count = 0;
/** A mail whose text names it, as it has no subject. */
const nameless = () => {
  count += 1;
  return { to: 'bao@contoso.com', subject: '', body: `Nameless no. ${count}` };
};
const arrived = ({ body }: { body: string }) =>
  world.standIns.mailbox.messages.filter((mail) => mail.body === body);

/** Somebody who is asked whether to send this mail without a subject. */
async function asked(changed: Record<string, string> = {}) {
  const ana = await withOpenForm(world.person());
  const mail = { ...nameless(), ...changed };
  await ana.clicks('Send', mail);
  return { ana, mail };
}
const sees = (person: Person) => person.card().text;

describe('a mail without a subject', () => {
  it('is not sent before the question is answered', async () => {
    const { ana, mail } = await asked();
    expect(sees(ana)).toContain(t('mail.noSubjectAsked.title'));
    expect(sees(ana)).toContain(t('mail.noSubject'));
    expect(arrived(mail)).toEqual([]);
  });

  it('goes out with an empty subject once the person says so', async () => {
    const { ana, mail } = await asked();
    await ana.clicks(t('mail.noSubjectAsked.send'));
    expect(sees(ana)).toContain(t('cards.receipt.title'));
    expect(sees(ana)).toContain(t('mail.noSubject'));
    expect(arrived(mail)).toEqual([expect.objectContaining({ subject: '' })]);
    await ana.says('sent');
    expect(sees(ana)).toContain(t('mail.noSubject'));
  });

  it('gets one when the person goes back to the form', async () => {
    const { ana, mail } = await asked();
    await ana.clicks(t('mail.noSubjectAsked.edit'));
    expect(ana.card().inputs).toEqual(filledIn(mail));
    await ana.clicks('Send', { subject: 'A name' });
    expect(arrived(mail)).toEqual([expect.objectContaining({ subject: 'A name' })]);
  });

  it('is sent by the word "send" after the question', async () => {
    const { ana, mail } = await asked();
    await ana.says('send');
    expect(arrived(mail)).toHaveLength(1);
  });

  it('is asked about once: not again when the sending failed', async () => {
    const { ana, mail } = await asked();
    world.standIns.graph.answerNext({ on: 'sendMail', status: 400, code: 'ErrorInvalidRecipients' });
    await ana.clicks(t('mail.noSubjectAsked.send'));
    expect(arrived(mail)).toEqual([]);
    await ana.clicks('Send');
    expect(arrived(mail)).toHaveLength(1);
  });

  it('is asked about again once its text has changed behind the question', async () => {
    const { ana, mail } = await asked();
    const old = ana.card().buttons.find(({ title }) => title === t('mail.noSubjectAsked.send'))?.data;
    await ana.clicks(t('mail.noSubjectAsked.edit'));
    const changed = nameless();
    await ana.clicks('Preview', changed);
    await ana.does({ type: 'message', value: old });
    expect([arrived(mail), arrived(changed)]).toEqual([[], []]);
  });

  it('says so in its preview, whose button is the answer', async () => {
    const ana = await withOpenForm(world.person());
    const mail = nameless();
    await ana.clicks('Preview', mail);
    expect(sees(ana)).toContain(t('mail.noSubjectAsked.text'));
    await ana.clicks(t('mail.noSubjectAsked.send'));
    expect(arrived(mail)).toHaveLength(1);
  });

  it('to many people is one question and not two', async () => {
    const { ana, mail } = await asked({ to: addresses(12) });
    expect(sees(ana)).toContain(t('mail.many.title', { count: 12 }));
    expect(sees(ana)).toContain(t('mail.noSubjectAsked.text'));
    await ana.clicks(t('mail.many.send', { count: 12 }));
    expect(arrived(mail)).toHaveLength(1);
  });

  it('typed in one line is asked about when it is to be sent', async () => {
    const ana = await signedIn(world);
    const mail = nameless();
    await ana.says(`send mail to ${mail.to}: ${mail.body}`);
    await ana.says('send');
    expect(sees(ana)).toContain(t('mail.noSubjectAsked.title'));
    expect(arrived(mail)).toEqual([]);
    await ana.says('send');
    expect(arrived(mail)).toHaveLength(1);
  });
});

describe('a preview of a mail to twelve people', () => {
  it('names the first three and counts the others, and has all of them behind one button', async () => {
    const { ana } = await asked({ to: addresses(12), cc: 'chi@contoso.com', subject: 'Lunch' });
    const lines = sees(ana).split('\n');
    const names = addresses(3);
    expect(lines).toEqual(
      expect.arrayContaining([`${names}, ${t('list.people', { count: 9 })}`, 'chi@contoso.com']),
    );
    const [fold] = elementsOf(ana.card(), 'Action.ToggleVisibility');
    expect(fold).toMatchObject({
      title: t('mail.preview.everyone', { count: 13 }),
      targetElements: ['everyone'],
    });
    const [everyone] = elementsOf(ana.card(), 'Container').filter(({ id }) => id === 'everyone');
    expect(everyone?.isVisible).toBe(false);
    expect(JSON.stringify(everyone)).toContain(addresses(12));
  });
});
