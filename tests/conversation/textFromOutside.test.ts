// Text from outside, over HTTP: what a person types, names and quoted messages are clean before anything reads them.
import fc from 'fast-check';
import { words } from '../../bot/locales';
import { longestTexts } from '../../bot/mail/draft';
import { joined } from '../support/activities';
import { arrived, filledIn, reasonAt, someMail, withOpenForm } from '../support/mails';
import { mails, messageAction, reading } from '../support/messageAction';
import { askingFor, isSignedIn, signedIn } from '../support/signIn';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

/** Signs that nobody sees, as copied text has them, and controls. */
const unseen = [
  '\u200b',
  '\u2060',
  '\ufeff',
  '\u00ad',
  '\u200e',
  '\u202e',
  '\u2066',
  '\u2069',
  '\u0000',
  '\u001b',
  '\u3164',
];
/** Texts with such signs strewn in, beside what they are without. */
const strewn = (text: string, count: number) =>
  fc
    .sample(
      fc.array(fc.constantFrom(...unseen, ''), { minLength: text.length + 1, maxLength: text.length + 1 }),
      { seed: 17, numRuns: count },
    )
    .map((signs) => signs.map((sign, at) => sign + text.charAt(at)).join(''));

describe('a command', () => {
  it.each([
    '"send mail"',
    '“send mail” 🙏🏽',
    '\u202asend mail\u202c',
    'ｓｅｎｄ　ｍａｉｌ',
    '📧 send\u00a0mail！',
    ...strewn('send mail', 5),
  ])('is understood as it is seen: %j', async (typed) => {
    const ana = await signedIn(world);
    await ana.says(typed);
    expect(ana.card().inputs).toEqual(filledIn());
  });

  it('that is a whole mail is clean in every field, and keeps what is seen', async () => {
    const ana = await signedIn(world);
    await ana.says(
      'se\u200bnd mail to \u202abao@contoso.com\u202c about Re: H\u0000arvest: see you 👩‍👩‍👧, می‌خواهم\u2069',
    );
    expect(ana.card().inputs).toEqual(
      filledIn({ to: 'bao@contoso.com', subject: 'Re: Harvest', body: 'see you 👩‍👩‍👧, می‌خواهم' }),
    );
  });
});

describe('a code', () => {
  const written: [string, (code: string) => string][] = [
    [
      'in full-width digits',
      (code) => code.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    ],
    [
      'in Arabic digits',
      (code) => code.replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit))),
    ],
    ['with signs that nobody sees', (code) => `\u200e${[...code].join('\u2060')}\ufeff`],
    ['in quotes', (code) => `“${code}”`],
    ['as code in Markdown', (code) => `\`${code}\``],
  ];
  it.each(written)('%s signs in', async (_how, write) => {
    const ana = await askingFor(world);
    await ana.says(write(await ana.getsCode('ana')));
    expect(ana.card().text).toContain('Product Designer');
  });

  it('in a sentence gets a hint and is never tried', async () => {
    const ana = await askingFor(world);
    const code = await ana.getsCode('ana');
    const before = world.calls.made.length;
    await ana.says(`Hi, my code is ${code}, thanks!`);
    expect(ana.card().text).toContain(t('signIn.nearlyCode.text'));
    expect(world.calls.made.slice(before).filter(({ url }) => /code=/.test(url))).toEqual([]);
    expect(await isSignedIn(ana)).toBe(false);
  });
});

describe('a form', () => {
  it.each(strewn('See you at noon', 5))(
    'sends what is seen of its text and its subject: %j',
    async (typed) => {
      const ana = await withOpenForm(world.person());
      const { subject } = someMail();
      await ana.clicks('Send', { to: 'bao@contoso.com', subject: `${subject} ${typed}\u0007`, body: typed });
      const [mail] = arrived(world, someMail({ subject: `${subject} See you at noon` }));
      expect(mail?.body).toBe('See you at noon');
    },
  );

  it.each([
    ['typed', ','],
    ['that grows when its letters are composed', '\ufb2c'],
  ])('with recipients %s beyond the limit is refused, and no address is cut', async (_how, sign) => {
    const ana = await withOpenForm(world.person());
    const length = longestTexts.recipients - 'bao@contoso.co'.length;
    const mail = someMail({
      to: `${sign.repeat(Math.ceil(length / sign.normalize('NFC').length))},bao@contoso.com`,
    });
    await ana.clicks('Preview', mail);
    await ana.clicks('Send');
    expect(reasonAt(ana, 'to')).toBe(t('mail.problem.recipientsTooLong', { limit: longestTexts.recipients }));
    await ana.says('send');
    expect(arrived(world, mail)).toEqual([]);
  });

  it('sends a subject without tabs, and asks about line breaks of every kind', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail();
    await ana.clicks('Send', { ...mail, subject: `${mail.subject}\u2028two` });
    expect(reasonAt(ana, 'subject')).toBe(t('mail.problem.subjectLineBreak'));
    await ana.clicks('Send', { ...mail, subject: `${mail.subject}\ttwo` });
    expect(arrived(world, { ...mail, subject: `${mail.subject} two` })).toHaveLength(1);
  });

  it.each([
    '',
    '\u3164',
    '\u2800\u2800',
    '\u200b\u200d \ufeff',
    '\u00a0\u3000',
    '\u202e\u2069',
    '\u{e0061}\u{e007f}',
    '\ufe0f',
  ])('in which nobody can see anything is asked about: %j', async (nothing) => {
    const ana = await withOpenForm(world.person());
    await ana.clicks('Send', { to: 'bao@contoso.com', subject: nothing, body: nothing });
    expect(reasonAt(ana, 'body')).toBe(t('mail.problem.bodyMissing'));
    await ana.clicks('Send', { body: 'Hello' });
    expect(ana.card().text).toContain(t('mail.noSubjectAsked.title'));
  });

  it.each(['&nbsp;', '&#8203;&ZeroWidthSpace;', '&#x3164;\n\n&#10240;'])(
    'in Markdown that shows nothing is asked about: %s',
    async (body) => {
      const ana = await withOpenForm(world.person());
      await ana.clicks('Send', { ...someMail({ body }), format: 'markdown' });
      expect(reasonAt(ana, 'body')).toBe(t('mail.problem.bodyMissing'));
    },
  );

  it.each(['---', '`x`', '&amp;', '⠓'])('in Markdown that shows something is sent: %s', async (body) => {
    const ana = await withOpenForm(world.person());
    const mail = someMail({ body });
    await ana.clicks('Send', { ...mail, format: 'markdown' });
    expect(arrived(world, mail)).toHaveLength(1);
  });
});

describe('a name', () => {
  it('of somebody who comes in is greeted as it is seen', async () => {
    const ana = world.person();
    const from = { id: ana.options.id, name: '\u202eA\u200bna\n Le\u0302\u202c' };
    await ana.does({ ...joined('bot'), from });
    expect(ana.card().text).toContain('Ana Lê');
  });

  it('and a text that are quoted are clean, also where HTML writes their signs as references', async () => {
    const { ana, alone } = await reading(world, {}, 'ana');
    const content = '<p>The pl&#8203;an&#x202E; is\u2060 rea\u00addy 👩‍💻.</p>';
    const from = { user: { displayName: 'Linh\u202e Ph\u200bạm\u0007' } };
    await mails(
      ana,
      messageAction({ from, subject: '\u2066The\u2028plan\u2069', body: { contentType: 'html', content } }),
    );
    const { subject, body } = alone.card().inputs;
    expect(subject).toBe('The plan');
    expect(body).toMatch(/^\nLinh Phạm wrote .*\n> The plan is ready 👩‍💻\.\n/);
  });
});
