// People who were mailed before: found by name without a directory, written to again, and told from look-alikes.
import { words } from '../../bot/locales';
import { listOf } from '../../bot/turn/listOf';
import { elementsOf } from '../support/card';
import { arrived, filledIn, reasonAt, someMail, withOpenForm } from '../support/mails';
import type { Person } from '../support/person';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

/** Somebody who has sent a mail to these. */
async function whoHasMailed(to: string, more: Record<string, string> = {}, account = 'ana'): Promise<Person> {
  const ana = await withOpenForm(world.person(), account);
  await ana.clicks('Send', someMail({ to, ...more }));
  return ana;
}

describe('a name', () => {
  it.each(['ana', 'linh'])(
    'is found among the people one has mailed, with any account (%s)',
    async (account) => {
      const ana = await whoHasMailed('Lê Chi <chi.le@fabrikam.example>', {}, account);
      await ana.says('send mail to chi about Tea: at four');
      expect(ana.card().inputs.to).toBe('Lê Chi <chi.le@fabrikam.example>');
      expect(reasonAt(ana, 'to')).toContain('Lê Chi');
    },
  );

  it('that means several of them is asked about', async () => {
    const ana = await whoHasMailed('Chi Lê <chi.le@fabrikam.example>, Chi Trần <chi.tran@fabrikam.example>');
    await ana.says('send mail');
    await ana.clicks('Send', someMail({ to: 'Chi' }));
    expect(ana.card().text).toContain(t('mail.problem.several', { names: 'Chi' }));
  });

  it('that begins like a title is theirs who have all of it', async () => {
    const ana = await whoHasMailed('Bảo Lê <bao.le@fabrikam.example>, Lê Chi <chi@fabrikam.example>');
    await ana.says('send mail');
    await ana.clicks('Preview', someMail({ to: 'chi le' }));
    expect(ana.card().text).toContain('\nLê Chi <chi@fabrikam.example>\n');
    await ana.says('send mail');
    await ana.clicks('Preview', someMail({ to: 'anh Bảo' }));
    expect(ana.card().text).toContain('\nBảo Lê <bao.le@fabrikam.example>\n');
  });

  it('that none of them has is refused as before', async () => {
    const ana = await whoHasMailed('Chi Lê <chi.le@fabrikam.example>');
    await ana.says('send mail');
    await ana.clicks('Send', someMail({ to: 'Nobody' }));
    expect(reasonAt(ana, 'to')).toBe(t('mail.problem.addressNeeded', { names: 'Nobody' }));
  });
});

describe('the form', () => {
  it('offers those one has mailed last, and whoever is chosen is in To', async () => {
    const ana = await whoHasMailed('"Lê, Chi" <chi.le@fabrikam.example>, bao@contoso.com');
    await ana.says('send mail');
    const [list] = elementsOf(ana.card(), 'Input.ChoiceSet').filter(({ id }) => id === 'people');
    expect(list?.choices).toEqual([
      { title: '"Lê, Chi" <chi.le@fabrikam.example>', value: 'chi.le@fabrikam.example' },
      { title: 'bao@contoso.com', value: 'bao@contoso.com' },
    ]);
    const mail = someMail({ to: 'linh@contoso.com' });
    await ana.clicks('Send', { ...mail, people: 'chi.le@fabrikam.example,bao@contoso.com' });
    expect(arrived(world, mail)[0]?.to.map(({ address }) => address)).toEqual([
      'chi.le@fabrikam.example',
      'bao@contoso.com',
      'linh@contoso.com',
    ]);
  });

  it('offers nobody before the first mail, and nobody beside recipients', async () => {
    const ana = await withOpenForm(world.person());
    expect(ana.card().inputs).toEqual(filledIn());
    const bao = await whoHasMailed('bao@contoso.com');
    await bao.says('send mail to linh@contoso.com about Tea: at four');
    expect(bao.card().inputs).not.toHaveProperty('people');
  });
});

describe('an email to the same people', () => {
  const copies = { cc: 'Chi <chi@contoso.com>', bcc: 'linh@contoso.com' };

  it('is one press away from the receipt, each in the field where they were', async () => {
    const ana = await whoHasMailed('bao@contoso.com', copies);
    await ana.clicks(t('cards.receipt.again'));
    expect(ana.card().inputs).toEqual(filledIn({ to: 'bao@contoso.com', ...copies }));
  });

  it('is no email typed in one line: nothing is asked about copies in its text', async () => {
    const ana = await whoHasMailed('bao@contoso.com');
    await ana.clicks(t('cards.receipt.again'));
    const mail = someMail({ body: 'Please send it to Chi, cc linh@contoso.com' });
    await ana.clicks('Send', mail);
    expect(arrived(world, mail)).toHaveLength(1);
  });

  it('is one press away from the list of sent emails', async () => {
    const ana = await whoHasMailed('bao@contoso.com', copies);
    await ana.says('sent');
    await ana.clicks(t('mail.again'));
    expect(ana.card().inputs).toEqual(filledIn({ to: 'bao@contoso.com', ...copies }));
  });

  it.each([
    ['ana', 'https://outlook.office.com/mail/sentitems'],
    ['linh', 'https://outlook.live.com/mail/0/sentitems'],
  ])('and Sent Items are a link away (%s)', async (account, url) => {
    const ana = await whoHasMailed('bao@contoso.com', {}, account);
    expect(ana.card().links).toEqual([{ title: t('cards.receipt.sentItems'), url }]);
  });
});

describe('an email that failed or may have gone', () => {
  it.each([
    [400, t('mail.edit')],
    [504, t('mail.sendAgain')],
  ])('has its own text back in place of its people (%i)', async (status, button) => {
    const ana = await withOpenForm(world.person());
    world.standIns.graph.answerNext({ on: 'sendMail', status });
    const mail = someMail({ cc: 'chi@contoso.com', bcc: 'linh@contoso.com' });
    await ana.clicks('Send', mail);
    await ana.says('sent');
    expect(ana.card().buttons.map(({ title }) => title)).not.toContain(t('mail.again'));
    await ana.clicks(button);
    expect(ana.card().inputs).toEqual(filledIn(mail));
  });
});

describe('the preview', () => {
  it('names recipients outside the organisation, and keeps nothing back', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail({ to: 'bao@contoso.com, x@fabrikam.example' });
    await ana.clicks('Preview', mail);
    const note = t('mail.notes.outside', { count: 1, addresses: 'x@fabrikam.example' });
    expect(ana.card().text).toContain(note);
    await ana.clicks('Send');
    expect(arrived(world, mail)).toHaveLength(1);
  });

  it('says so aloud once, and again when the recipients have changed', async () => {
    const ana = await withOpenForm(world.person());
    const [x, y] = ['x@fabrikam.example', 'y@fabrikam.example'];
    const note = (...all: string[]) =>
      t('mail.notes.outside', { count: all.length, addresses: listOf(words('en'), all) });
    const previews = async (typed: Record<string, string>, ...outside: string[]) => {
      await ana.clicks('Preview', typed);
      const { text, json } = ana.card();
      expect(text).toContain(note(...outside));
      await ana.clicks('Edit');
      return String(json.speak).includes(note(...outside));
    };
    const mail = someMail({ to: x });
    const heard = [
      await previews(mail, x),
      await previews(mail, x),
      await previews({ ...mail, body: 'Changed' }, x),
      await previews({ ...mail, cc: y }, x, y),
    ];
    expect(heard).toEqual([true, false, false, true]);
  });

  it('says nothing of that to a personal account', async () => {
    const linh = await withOpenForm(world.person(), 'linh');
    await linh.clicks('Preview', someMail());
    expect(linh.card().text).not.toContain('outside');
  });

  it('asks about an address one letter from one that was mailed', async () => {
    const ana = await whoHasMailed('bao.tran@contoso.com');
    await ana.says('send mail');
    await ana.clicks('Preview', someMail({ to: 'bao.tram@contoso.com' }));
    const values = { address: 'bao.tram@contoso.com', known: 'bao.tran@contoso.com' };
    expect(ana.card().text).toContain(t('mail.notes.similar', values));
  });
});
