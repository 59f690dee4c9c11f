// A mail in hand when the person wants another account: it comes along, and nothing goes from the new sender unseen.
import { words } from '../../bot/locales';
import { submit } from '../support/activities';
import { arrived, filledIn, someMail, type Typed, withOpenForm } from '../support/mails';
import type { Person } from '../support/person';
import { signInCards } from '../support/signIn';
import { startWorld, type World } from '../support/world';

const { t } = words('en');
const linhs = 'Linh Phạm <linh.pham@outlook.com>';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe('a mail in hand when another account is wanted', () => {
  /** Somebody who has previewed a mail as Ana, says so, and then wants another account. */
  async function writing(typed: Partial<Typed> = {}): Promise<{ ana: Person; mail: Typed }> {
    const ana = await withOpenForm(world.person());
    const mail = someMail(typed);
    await ana.clicks('Preview', mail);
    await ana.says('use another account');
    return { ana, mail };
  }
  const sendOf = (ana: Person) => ana.card().buttons.find(({ data }) => data.verb === 'mail.send')?.data;

  it('comes along, with the new sender', async () => {
    const { ana, mail } = await writing();
    await ana.signsIn('linh');
    expect([ana.card().text, ana.card().inputs]).toEqual([expect.stringContaining(linhs), filledIn(mail)]);
    await ana.clicks('Send');
    expect(arrived(world, mail)).toMatchObject([{ from: { address: 'linh.pham@outlook.com' } }]);
  });

  it('is shown and not sent at a typed "send"', async () => {
    const { ana, mail } = await writing();
    await ana.signsIn('linh');
    await ana.says('send');
    expect([ana.card().text, arrived(world, mail)]).toEqual([expect.stringContaining(linhs), []]);
    await ana.says('send');
    expect(arrived(world, mail)).toHaveLength(1);
  });

  it.each(['mail.send', 'mail.edit'])(
    'is shown and not sent at a button of an earlier card: %s',
    async (verb) => {
      const ana = await withOpenForm(world.person());
      const mail = someMail();
      await ana.clicks('Preview', mail);
      const { formId } = ana.card().buttons.find(({ data }) => data.verb === verb)?.data ?? {};
      await ana.says('use another account');
      await ana.signsIn('linh');
      await ana.does(submit({ verb, formId }));
      expect([ana.card().text, arrived(world, mail)]).toEqual([expect.stringContaining(linhs), []]);
      expect(ana.card().text + JSON.stringify(ana.card().inputs)).toContain(mail.subject);
    },
  );

  it('keeps what was only typed into an earlier form, and shows it', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail();
    const formId = sendOf(ana)?.formId;
    await ana.says('use another account');
    await ana.signsIn('linh');
    await ana.does(submit({ verb: 'mail.send', formId, ...mail }));
    expect([ana.card().text, arrived(world, mail)]).toEqual([expect.stringContaining(linhs), []]);
    await ana.says('send');
    expect(arrived(world, mail)).toHaveLength(1);
  });

  it('keeps a text that was folded away, also behind an earlier card', async () => {
    const body = 'See you at 12. '.repeat(1_200).trim();
    const ana = await withOpenForm(world.person());
    const mail = someMail({ body });
    await ana.clicks('Preview', { ...mail, to: 'nobody' });
    const folded = sendOf(ana)?.formId;
    await ana.says('use another account');
    await ana.signsIn('linh');
    await ana.does(submit({ verb: 'mail.send', formId: folded, ...mail, body: '' }));
    expect(arrived(world, mail)).toEqual([]);
    await ana.says('send');
    expect(arrived(world, mail)).toMatchObject([{ body, from: { address: 'linh.pham@outlook.com' } }]);
  });

  it('stays when the sign-in is cancelled and the same account comes back', async () => {
    const { ana, mail } = await writing();
    await ana.says('cancel');
    expect(ana.card().text).toContain(t('signIn.cancelled.title'));
    await ana.comesInAs('ana');
    await ana.says('send');
    expect([ana.card().text, arrived(world, mail)]).toEqual([expect.stringContaining(mail.subject), []]);
  });

  it('stays when something else is asked for before the sign-in', async () => {
    const { ana, mail } = await writing();
    await ana.says('profile');
    await ana.signsIn('linh');
    await ana.says('edit');
    expect([ana.card().text, ana.card().inputs]).toEqual([expect.stringContaining(linhs), filledIn(mail)]);
  });

  it('is spoken of on the card only where there is one', async () => {
    const { ana } = await writing();
    expect(signInCards(ana).at(-1)?.text).toBe(t('signIn.otherTextWithForm'));
    const bao = world.person();
    await bao.comesInAs('bao');
    await bao.says('use another account');
    expect(signInCards(bao).at(-1)?.text).toBe(t('signIn.otherText'));
  });

  it.each([
    ['ana', true],
    ['linh', false],
  ])('other drafts are kept for the same account only: %s', async (account, isKept) => {
    const ana = await withOpenForm(world.person());
    const other = someMail();
    await ana.clicks('Preview', other);
    await ana.says('send mail');
    await ana.says('use another account');
    expect(signInCards(ana).at(-1)?.text).toContain('other drafts are deleted');
    await ana.signsIn(account);
    await ana.says('drafts');
    expect(ana.card().text.includes(other.subject)).toBe(isKept);
  });
});

it('a button to a mail that is gone says so, and opens no form', async () => {
  const ana = await withOpenForm(world.person());
  await ana.clicks('Preview', someMail());
  await ana.says('drafts');
  await ana.clicks(t('drafts.drop'));
  await ana.clicks(t('drafts.drop'));
  await ana.clicks(t('drafts.goOn'));
  expect([ana.card().text, ana.card().inputs]).toEqual([expect.stringContaining(t('mail.gone.title')), {}]);
});
