// The mail form: opened, filled in, refused field by field with the text kept, cancelled.
import { words } from '../../bot/locales';
import { submit } from '../support/activities';
import { elementsOf } from '../support/card';
import { addresses, arrived, filledIn, reasonAt, someMail, withOpenForm } from '../support/mails';
import { signedIn } from '../support/signIn';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe('opening the form', () => {
  it('costs GetToken and the reply', async () => {
    const ana = await signedIn(world);
    expect(await world.calls.during(() => ana.says('send mail'))).toEqual(['GetToken', 'reply']);
  });

  it.each(['send mail', 'send email', 'mail', 'compose', 'gửi thư'])('is what "%s" does', async (said) => {
    const ana = await signedIn(world);
    await ana.says(said);
    expect(ana.card().inputs).toEqual(filledIn());
  });

  it('is filled with what a web page brings from a conversation that has ended, after the sign-in, and sends nothing', async () => {
    const ana = world.person();
    const mail = { ...someMail(), cc: 'chi@contoso.com', importance: 'high', format: 'markdown' } as const;
    await ana.does(submit({ verb: 'mail.compose', ...mail }));
    await ana.signsIn('ana');
    expect([ana.card().inputs, arrived(world, mail)]).toEqual([filledIn(mail), []]);
  });

  it('shows which account sends', async () => {
    const linh = await withOpenForm(world.person(), 'linh');
    expect(linh.card().text).toContain('From: Linh Phạm <linh.pham@outlook.com>');
  });

  it.each([
    ['send mail to bao@contoso.com about 12:30 lunch: ok?', ['bao@contoso.com', '12:30 lunch', 'ok?']],
    ['send email to Ana, c@d.example about x\nsee you', ['Ana, c@d.example', 'x', 'see you']],
    ['gửi thư cho Ana về Lunch: see you', ['Ana', 'Lunch', 'see you']],
    ['gui mail toi Ana ve viec Lunch: see you', ['Ana', 'Lunch', 'see you']],
  ])('with "%s" it is filled in', async (said, [to = '', subject = '', body = '']) => {
    const ana = await signedIn(world);
    await ana.says(said);
    expect(ana.card().inputs).toEqual(filledIn({ to, subject, body }));
  });
});

describe('a form that cannot be sent yet', () => {
  it.each([
    ['nobody', 'to', '', t('mail.problem.toMissing')],
    ['a name', 'to', 'bao', t('mail.problem.addressNeeded', { names: 'bao' })],
    ['half an address', 'to', 'b@contoso.com, ana@', t('mail.problem.notAnAddress', { entry: 'ana@' })],
    [
      'two halves',
      'to',
      'ana@, b@contoso.com, @chi',
      t('mail.problem.notAddresses', { entries: '“ana@” and “@chi”' }),
    ],
    [
      'many halves',
      'to',
      'a@, b@, c@, d@, e@, a@',
      t('mail.problem.notAddresses', { entries: '“a@”, “b@”, “c@”, and 2 more' }),
    ],
    [
      'mistakes of several kinds',
      'to',
      'a@, bcc: e@contoso.com, c@d.example <a@b.example>, d@',
      [
        t('mail.problem.notAnAddress', { entry: 'a@' }),
        t('mail.problem.bccMark', { entry: 'bcc:' }),
        t('mail.problem.unclear', { entry: 'c@d.example <a@b.example>' }),
        t('mail.problem.others', { count: 1 }),
      ].join(' '),
    ],
    ['another field’s name', 'to', 'bcc: e@contoso.com', t('mail.problem.bccMark', { entry: 'bcc:' })],
    [
      'an address for a name',
      'to',
      'c@d.example <a@b.example>',
      t('mail.problem.unclear', { entry: 'c@d.example <a@b.example>' }),
    ],
    ['a crowd', 'to', addresses(51), t('mail.problem.tooManyRecipients', { count: 51, limit: 50 })],
    ['two lines', 'subject', 'Hi\nBcc: e@contoso.com', t('mail.problem.subjectLineBreak')],
    ['too much', 'subject', 's'.repeat(256), t('mail.problem.subjectTooLong', { count: 256, limit: 255 })],
    ['empty lines', 'body', '\n \n', t('mail.problem.bodyMissing')],
    ['a novel', 'body', 'b'.repeat(20_001), t('mail.problem.bodyTooLong', { count: 20_001, limit: 20_000 })],
  ])('because of %s in "%s" says why right below the field', async (_what, field, typed, reason) => {
    const ana = await withOpenForm(world.person());
    await ana.clicks('Send', { ...someMail(), [field]: typed });
    expect(reasonAt(ana, field)).toBe(reason);
  });

  it('keeps everything that was typed', async () => {
    const ana = await withOpenForm(world.person());
    const typed = { to: 'bao', subject: 'y'.repeat(300), body: 'Dear Bao,\n\nhello' };
    await ana.clicks('Send', typed);
    expect(ana.card().inputs).toEqual(filledIn(typed));
  });

  it('says in one sentence above that nothing was sent', async () => {
    const ana = await withOpenForm(world.person());
    await ana.clicks('Send', { to: '', subject: '', body: '' });
    expect(ana.card().text).toContain(t('mail.check'));
  });

  it('names the reason at each field at once', async () => {
    const ana = await withOpenForm(world.person());
    await ana.clicks('Send', { to: '', subject: '', body: '' });
    expect(['to', 'body'].map((field) => reasonAt(ana, field))).toEqual([
      t('mail.problem.toMissing'),
      t('mail.problem.bodyMissing'),
    ]);
    expect(elementsOf(ana.card(), 'Input.Text').filter(({ isRequired }) => isRequired)).toEqual([]);
  });

  it('never reaches Graph', async () => {
    const ana = await withOpenForm(world.person());
    const send = () => ana.clicks('Send', { to: '', subject: '', body: '' });
    expect(await world.calls.during(send)).toEqual(['GetToken', 'reply']);
  });

  it('is sent once it is corrected', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail();
    await ana.clicks('Send', { ...mail, to: 'bao' });
    await ana.clicks('Send', { to: mail.to });
    expect(arrived(world, mail)).toHaveLength(1);
  });

  it.each([
    ['nothing', {}],
    ['other types', { to: 1, subject: { $gt: '' }, body: ['x'] }],
  ])('whose card sends %s is taken as empty', async (_what, value) => {
    const ana = await withOpenForm(world.person());
    const { formId } = ana.card().buttons[0]?.data ?? {};
    await ana.does({ type: 'message', value: { verb: 'mail.send', formId, ...value } });
    expect(ana.card().inputs).toEqual(filledIn());
  });
});

describe('at its limits', () => {
  it.each([
    ['a subject of 255 characters', { subject: 's'.repeat(255) }],
    ['a body of 20,000 characters', { body: 'b'.repeat(20_000) }],
    ['ten recipients', { to: addresses(10) }],
  ])('a mail with %s goes out', async (_what, changed) => {
    const ana = await withOpenForm(world.person());
    await ana.clicks('Send', someMail(changed));
    expect(ana.card().text).toContain(t('cards.receipt.title'));
  });
});

describe('cancelling', () => {
  it('does not require any field to be filled in, and takes what is filled in along', async () => {
    const ana = await withOpenForm(world.person());
    const actions = ana.card().json.actions as { title: string; associatedInputs?: string }[];
    const cancel = actions.find(({ title }) => title === t('cards.mailForm.cancel'));
    expect(cancel?.associatedInputs ?? 'auto').toBe('auto');
    expect(elementsOf(ana.card(), 'Input.Text').filter(({ isRequired }) => isRequired)).toEqual([]);
  });

  it('in Teams puts a note where the form was', async () => {
    const ana = await withOpenForm(world.person());
    const [answer] = await ana.clicks(t('cards.mailForm.cancel'));
    expect(answer?.how).toBe('updated');
    expect(ana.card().text).toContain(t('account.cancelled.title'));
  });

  it('with the word "cancel" says so, and then that nothing is open', async () => {
    const ana = await withOpenForm(world.person());
    await ana.says('send mail');
    await ana.says('cancel');
    expect(ana.card().text).toContain(t('account.cancelled.title'));
    await ana.says('cancel');
    expect(ana.card().text).toContain(t('account.nothingToCancel.title'));
  });

  it('leads to a new form with a click', async () => {
    const ana = await withOpenForm(world.person());
    await ana.says('cancel');
    await ana.clicks(t('mail.newForm'));
    expect(ana.card().inputs).toEqual(filledIn());
  });
});
