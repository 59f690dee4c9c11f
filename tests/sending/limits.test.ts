// Limits: a mail to more than ten recipients is confirmed, and a person sends thirty mails an hour at most.
import { words } from '../../bot/locales';
import { limitRules } from '../../bot/turn/limits';
import { hours } from '../support/clock';
import { addresses, arrived, filledIn, someMail, withOpenForm } from '../support/mails';
import type { Person } from '../support/person';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe('a mail to more than ten', () => {
  const asked = async (channel = 'msteams') => {
    const ana = await withOpenForm(world.person({ channel }));
    const mail = someMail({ to: addresses(11) });
    await ana.clicks('Send', mail);
    return { ana, mail };
  };

  it('is confirmed first, and not sent yet', async () => {
    const { ana, mail } = await asked();
    expect(ana.card().text).toContain(t('mail.many.title', { count: 11 }));
    expect(ana.card().text).toContain('p10@contoso.com');
    expect(arrived(world, mail)).toEqual([]);
  });

  it.each(['msteams', 'webchat'])('is sent after the confirmation, on %s', async (channel) => {
    const { ana, mail } = await asked(channel);
    await ana.clicks(t('mail.many.send', { count: 11 }));
    expect(ana.card().text).toContain(t('cards.receipt.title'));
    expect(arrived(world, mail)[0]?.to).toHaveLength(11);
  });

  it('comes back to the form with everything kept', async () => {
    const { ana, mail } = await asked();
    await ana.clicks(t('cards.preview.edit'));
    expect(ana.card().inputs).toEqual(filledIn(mail));
  });

  it('is confirmed again when the form is submitted again instead', async () => {
    const { ana, mail } = await asked('webchat');
    await ana.clicks('Send', mail);
    expect(ana.card().text).toContain(t('mail.many.title', { count: 11 }));
    expect(arrived(world, mail)).toEqual([]);
  });

  it('cannot be confirmed before the question was shown', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail({ to: addresses(11) });
    await ana.clicks('Send', { ...mail, body: '' });
    const { formId } = ana.card().buttons[0]?.data ?? {};
    await ana.does({ type: 'message', value: { verb: 'mail.send', formId } });
    expect(arrived(world, mail)).toEqual([]);
  });

  it('that has gone is not sent again by its old card, which says "already sent"', async () => {
    const ana = await withOpenForm(world.person({ channel: 'webchat' }));
    const mail = someMail({ to: addresses(11) });
    await ana.clicks('Send', mail);
    await ana.clicks(t('mail.many.send', { count: 11 }));
    await ana.clicks(t('mail.many.send', { count: 11 }));
    expect(ana.card().text).toContain(t('mail.alreadySent.title', { subject: mail.subject }));
    expect(arrived(world, mail)).toHaveLength(1);
  });

  it('is not confirmed by an older card, which asked about fewer', async () => {
    const ana = await withOpenForm(world.person({ channel: 'webchat' }));
    const mail = someMail({ to: addresses(11) });
    await ana.clicks('Send', mail);
    await ana.clicks('Send', { ...mail, to: addresses(40) });
    await ana.clicks(t('mail.many.send', { count: 11 }));
    expect(ana.card().text).toContain(t('mail.many.title', { count: 40 }));
    expect(arrived(world, mail)).toEqual([]);
  });
});

describe('the hour’s thirty mails', () => {
  let ana: Person;
  beforeAll(async () => {
    world.clock.pass(hours(1));
    ana = await withOpenForm(world.person());
    for (let count = 1; count <= limitRules.sends.most; count++) {
      // Tries that Graph refuses count as well: it answers a throttled account ever later.
      if (count % 2 === 0)
        world.standIns.graph.answerNext({ on: 'sendMail', status: 400, code: 'ErrorSurprise' });
      await ana.clicks('Send', someMail());
      await ana.says('send mail');
    }
  });

  const refusal = t('mail.limit', { time: 'Nov 22, 2026, 11:00 AM UTC' });

  it('are tried, and the next is kept and not sent', async () => {
    const mail = someMail();
    const calls = await world.calls.during(() => ana.clicks('Send', mail));
    expect(calls).toEqual(['GetToken', 'reply']);
    expect(ana.card().text).toContain(refusal);
    expect(ana.card().inputs).toEqual(filledIn(mail));
  });

  it('are no limit for another account', async () => {
    const bao = await withOpenForm(world.person(), 'bao');
    const mail = someMail();
    await bao.clicks('Send', mail);
    expect(arrived(world, mail)).toHaveLength(1);
  });

  it.each(['msteams', 'webchat', 'emulator'])(
    'count for the account in every other chat, on %s',
    async (channel) => {
      const elsewhere = await withOpenForm(world.person({ channel }));
      const mail = someMail();
      await elsewhere.clicks('Send', mail);
      expect([arrived(world, mail), elsewhere.card().text]).toEqual([[], expect.stringContaining(refusal)]);
    },
  );

  it('still count after "forget me"', async () => {
    await ana.says('forget me');
    await withOpenForm(ana);
    await ana.clicks('Send', someMail());
    expect(ana.card().text).toContain(refusal);
  });

  it('no longer count after an hour', async () => {
    world.clock.pass(hours(1));
    await ana.clicks('Send');
    expect(ana.card().text).toContain(t('cards.receipt.title'));
  });
});
