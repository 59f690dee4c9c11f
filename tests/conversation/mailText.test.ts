// What a person types is what arrives: recipients in every notation, and text unchanged, as plain text.
import { words } from '../../bot/locales';
import { arrived, filledIn, someMail, withOpenForm } from '../support/mails';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe('recipients', () => {
  it('are read in every notation, and get one mail each', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail({ to: '"Tran, Bao" <bao@contoso.com>;\nBAO@contoso.com, linh@contoso.com' });
    await ana.clicks('Send', mail);
    expect(arrived(world, mail)[0]?.to).toEqual([
      { name: 'Tran, Bao', address: 'bao@contoso.com' },
      { address: 'linh@contoso.com' },
    ]);
  });
});

describe('what reaches Graph', () => {
  it('is plain text, kept in Sent Items', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail({ body: '<b>bold?</b>' });
    await ana.clicks('Send', mail);
    const { body } = world.calls.made.findLast(({ name }) => name === 'sendMail') ?? { body: '' };
    expect(JSON.parse(body)).toEqual({
      message: {
        subject: mail.subject,
        body: { contentType: 'text', content: '<b>bold?</b>' },
        toRecipients: [{ emailAddress: { address: 'bao@contoso.com' } }],
      },
      saveToSentItems: true,
    });
  });
});

// Adaptive Cards templates and JavaScript have the same syntax for placeholders.
const marked = (name: string) => `$\{${name}}`;
const delicate = [
  ['template marks', `Pay ${marked('amount')} for ${marked('words.title')} and ${marked('if(true, 1, 2)')}`],
  ['backticks and quotes', '`code` "double" \'single\' \\ back\\slash'],
  ['HTML', '<script>alert("hi")</script> &amp; <b>bold</b>'],
  ['Markdown', '# *not* _a_ [link](https://example.com) ~~at all~~'],
  ['emoji', '👩‍👩‍👧‍👦 🇻🇳 ✉️'],
  ['Vietnamese', 'Gửi chị Ánh Nguyễn'],
  ['right-to-left', 'שלום مرحبا می\u200cخواهم'],
  ['spaces and dots', '  two  spaces. . .and\u3000wide ones  '],
] as const;

describe.each(delicate)('%s', (_what, text) => {
  it('arrives as it was typed', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail({ body: `${text}\n\n${text}` });
    const subject = `${mail.subject} ${text}`.trim();
    await ana.clicks('Send', { ...mail, subject });
    expect(arrived(world, { ...mail, subject })[0]?.body).toBe(mail.body);
  });

  it('is unchanged in a form that comes back', async () => {
    const ana = await withOpenForm(world.person());
    const typed = { to: text, subject: text, body: text };
    await ana.clicks('Send', typed);
    expect(ana.card().inputs).toEqual(filledIn(typed));
  });

  it('is unchanged on the receipt', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail({ subject: `About ${text}`.trim() });
    await ana.clicks('Send', mail);
    expect(ana.card().text.split('\n')).toContain(mail.subject);
  });
});

describe('the receipt', () => {
  it('names account, recipients, subject and time', async () => {
    const linhHerself = await withOpenForm(world.person(), 'linh');
    const mail = someMail({ to: 'Bao <bao@contoso.com>; ana@contoso.com' });
    await linhHerself.clicks('Send', mail);
    const { text } = linhHerself.card();
    expect(text).toContain('Linh Phạm <linh.pham@outlook.com>');
    expect(text).toContain('Bao <bao@contoso.com>, ana@contoso.com');
    expect(text).toContain(mail.subject);
    expect(text).toContain('UTC');
  });

  it('tells the time of the person’s own zone where the channel names it', async () => {
    const ana = await withOpenForm(world.person());
    const { formId } = ana.card().buttons[0]?.data ?? {};
    const value = { verb: 'mail.send', formId, ...someMail() };
    await ana.does({ type: 'message', value, localTimezone: 'Asia/Ho_Chi_Minh' });
    expect(ana.card().text).toContain('4:00');
  });

  it('says only that Outlook has the mail, not that it was delivered', async () => {
    const ana = await withOpenForm(world.person());
    await ana.clicks('Send', someMail());
    expect(ana.card().text).toContain(t('cards.receipt.delivery'));
  });

  it('replaces the form, in Teams', async () => {
    const ana = await withOpenForm(world.person());
    const [answer] = await ana.clicks('Send', someMail());
    expect(answer?.how).toBe('updated');
  });

  it('comes as a new message where the channel cannot replace one', async () => {
    const ana = await withOpenForm(world.person());
    world.connector.answerNext(405);
    const [answer] = await ana.clicks('Send', someMail());
    expect(answer?.how).toBe('sent');
    expect(ana.card().text).toContain(t('cards.receipt.title'));
  });
});
