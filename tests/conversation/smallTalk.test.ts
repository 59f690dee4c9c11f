// What people say to a bot besides its commands: a short true answer, and the buttons that fit.
import { languageOf, words } from '../../bot/locales';
import { filledIn, someMail, withOpenForm } from '../support/mails';
import { signedIn } from '../support/signIn';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe('a sentence with an address in it', () => {
  it.each([
    ['can you send an email to ana@contoso.com?', 'ana@contoso.com'],
    ['write to ana@contoso.com', 'ana@contoso.com'],
    ['I want to mail bao@contoso.com and ana.nguyen@contoso.com.', 'bao@contoso.com, ana.nguyen@contoso.com'],
    ['Could you please e-mail (chi@contoso.com)?', 'chi@contoso.com'],
    ['bạn ơi, gửi mail tới bao@contoso.com được không?', 'bao@contoso.com'],
  ])('opens a form to them: %s', async (said, to) => {
    const ana = await signedIn(world);
    await ana.says(said);
    expect(ana.card().inputs).toEqual(filledIn({ to }));
  });

  it.each(['ana@contoso.com', 'my address is ana@contoso.com', `send ${'x '.repeat(200)} ana@contoso.com`])(
    'but no wish to write opens none: %s',
    async (said) => {
      const ana = await signedIn(world);
      await ana.says(said);
      expect(ana.card().text).toContain(t('help.unknown'));
    },
  );
});

describe('a sentence with the subject before the address, or a text behind a colon', () => {
  it.each([
    ['send mail about Lunch to bao@contoso.com: see you', 'Lunch', 'see you'],
    ['gửi mail về Ăn trưa cho bao@contoso.com: hẹn gặp', 'Ăn trưa', 'hẹn gặp'],
    [
      'send mail about attachments to bao@contoso.com: from ana@contoso.com',
      'attachments',
      'from ana@contoso.com',
    ],
    ['please write to bao@contoso.com: thank you', '', 'thank you'],
    ["please write to bao@contoso.com: don't be late", '', "don't be late"],
  ])('loses nothing: %s', async (said, subject, body) => {
    const ana = await signedIn(world);
    await ana.says(said);
    expect(ana.card().inputs).toEqual(filledIn({ to: 'bao@contoso.com', subject, body }));
  });
});

describe('words about "it" with an address', () => {
  const all = [
    'send it to bao@contoso.com',
    'send this to bao@contoso.com',
    'also send it to bao@contoso.com',
    'change the email to bao@contoso.com',
    'gửi cho bao@contoso.com',
    'gửi nó cho bao@contoso.com',
  ];

  it.each(all)('lead to the mail that is open: %s', async (said) => {
    const ana = await withOpenForm(world.person());
    const mail = someMail({ to: 'chi@contoso.com' });
    await ana.clicks('Preview', mail);
    await ana.says(said);
    expect(ana.card().text).toContain(t('talk.formOpen.title'));
    await ana.clicks(t('drafts.goOn'));
    expect(ana.card().inputs).toEqual(filledIn(mail));
  });

  it.each(all)('open a form to them where none is: %s', async (said) => {
    const ana = await signedIn(world);
    await ana.says(said);
    expect(ana.card().inputs).toEqual(filledIn({ to: 'bao@contoso.com' }));
  });
});

describe('a wish that cannot be fulfilled', () => {
  it.each([
    ['read', 'can you read my emails?'],
    ['schedule', 'schedule this for Monday'],
    ['recall', 'please unsend that'],
    ['calendar', 'book a meeting with Ana'],
    ['recall', 'thu hoi thu vua gui'],
  ] as const)('is answered so (%s): %s', async (feature, said) => {
    const ana = await signedIn(world);
    await ana.says(said);
    expect(ana.card().text).toContain(t(`talk.lacks.${feature}.text`));
    expect(ana.card().buttons).toHaveLength(2);
  });
});

describe('text typed while a form is open', () => {
  it('is said not to go into it, and the form is one press away', async () => {
    const ana = await withOpenForm(world.person({ channel: 'webchat' }));
    const mail = someMail();
    await ana.clicks('Preview', mail);
    await ana.says('see you at noon then');
    expect(ana.card().text).toContain(t('talk.formOpen.text', { subject: mail.subject }));
    await ana.clicks(t('drafts.goOn'));
    expect(ana.card().inputs).toEqual(filledIn(mail));
  });

  it('in a group says nothing of it', async () => {
    const ana = await withOpenForm(world.person());
    const group = world.person({ id: ana.options.id, conversationType: 'groupChat' });
    await group.says('see you at noon then');
    expect(group.card().text).not.toContain(t('talk.formOpen.title'));
  });
});

describe('while a sign-in waits', () => {
  it.each(['it does not work', 'done', 'where is the form?'])('"%s" leads to the sign-in', async (said) => {
    const ana = world.person();
    await ana.says('send mail');
    await ana.says(said);
    expect(ana.card().text).toContain(t('talk.signInWaits.title'));
    expect(ana.card().buttons.map(({ title }) => title)).toEqual([t('signIn.again'), t('signIn.help')]);
  });
});

it('a near miss has a button for what was probably meant', async () => {
  const ana = await signedIn(world);
  await ana.says('drfats');
  await ana.clicks('drafts');
  expect(ana.card().text).toContain(t('drafts.none.title'));
});

it.each([
  ['en', 'compoze', 'send mail'],
  ['vi', 'gưi mail', 'gửi thư'],
  ['vi', 'quen toi', 'xóa dữ liệu của tôi'],
  ['vi', 'drfats', 'thư nháp'],
])('in %s, "%s" is asked about in the words that help shows: "%s"', async (locale, said, shown) => {
  const ana = world.person({ locale });
  await ana.says(said);
  expect(ana.card().text).toContain(words(languageOf(locale)).t('help.nearMiss', { phrase: shown }));
});

it.each(['send?', 'can you attach a file'])(
  '"%s" while a mail is open has the button back to it',
  async (said) => {
    const ana = await withOpenForm(world.person());
    const mail = someMail();
    await ana.clicks('Preview', mail);
    await ana.says(said);
    expect(ana.card().buttons.map(({ title }) => title)).toEqual([t('drafts.goOn'), t('talk.help')]);
    await ana.clicks(t('drafts.goOn'));
    expect(ana.card().inputs).toEqual(filledIn(mail));
  },
);

it.each([
  "don't send anything to bao@contoso.com",
  'did you send the mail to bao@contoso.com?',
  'my mail is bao@contoso.com',
  'ana@contoso.com sent me a mail',
  'I got an email from ana@contoso.com',
  'is the mail to ana@contoso.com sent?',
  'thư gửi cho bao@contoso.com đã đến chưa',
  'mail gửi bao@contoso.com bị trả lại',
])('no form is opened for "%s"', async (said) => {
  const ana = await signedIn(world);
  await ana.says(said);
  expect(ana.card().inputs).toEqual({});
});

it.each([
  'send mail please',
  'can you send an email?',
  'I want to send an email',
  'gửi mail giúp tôi',
  'tôi muốn gửi email',
])('"%s" opens a form', async (said) => {
  const ana = await signedIn(world);
  await ana.says(said);
  expect(ana.card().inputs).toHaveProperty('to');
});
