// Cc, Bcc, importance and format: folded away, checked like the other fields, and part of the mail.
import { words } from '../../bot/locales';
import { elementsOf } from '../support/card';
import { addresses, arrived, filledIn, reasonAt, someMail, withOpenForm } from '../support/mails';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const bao = { address: 'bao@contoso.com' };
const chi = { name: 'Chi', address: 'chi@contoso.com' };
const linh = { address: 'linh@contoso.com' };

/** The mail as it arrived, typed with more than To, Subject and Message. */
async function sent(more: Record<string, string>) {
  const ana = await withOpenForm(world.person());
  const mail = { ...someMail(), ...more };
  await ana.clicks('Send', mail);
  return { ana, mail: arrived(world, mail)[0] };
}

describe('a mail goes out', () => {
  it('with Cc and Bcc', async () => {
    const { mail } = await sent({ cc: 'Chi <chi@contoso.com>', bcc: 'linh@contoso.com' });
    expect(mail).toMatchObject({ to: [bao], cc: [chi], bcc: [linh] });
  });

  it('once to somebody who is in several fields, in the first of them', async () => {
    const { mail } = await sent({
      cc: 'BAO@contoso.com, linh@contoso.com',
      bcc: 'linh@contoso.com, bao@contoso.com',
    });
    expect(mail).toMatchObject({ to: [bao], cc: [linh], bcc: [] });
  });

  it.each(['low', 'normal', 'high'])('with %s importance', async (importance) => {
    expect((await sent({ importance })).mail?.importance).toBe(importance);
  });

  it.each(['urgent', '', '1'])('with normal importance where the card brings "%s"', async (importance) => {
    expect((await sent({ importance })).mail?.importance).toBe('normal');
  });

  it('as plain text unless Markdown is chosen', async () => {
    const { mail } = await sent({ body: '**not** bold' });
    expect(mail).toMatchObject({ contentType: 'text', body: '**not** bold' });
  });

  it('as clean HTML from Markdown', async () => {
    const { mail } = await sent({
      format: 'markdown',
      body: '# Hello\n\n- **one**\n- [two](https://two.example)',
    });
    expect(mail?.contentType).toBe('html');
    expect(mail?.body).toMatch(/<h1 style="[^"]+">Hello<\/h1>/);
    expect(mail?.body).toMatch(/<strong[^>]*>one<\/strong>/);
    expect(mail?.body).toMatch(/<a href="https:\/\/two\.example"[^>]*>two<\/a>/);
  });

  it('with other addresses for replies and a wish for a receipt, which the preview names', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail({ replyTo: 'Team <team@contoso.com>; chi@contoso.com', readReceipt: 'true' });
    await ana.clicks('Preview', mail);
    expect(ana.card().text).toContain('Team <team@contoso.com>, chi@contoso.com');
    expect(ana.card().text).toContain(t('mail.readReceiptAsked'));
    await ana.clicks('Send');
    const team = { name: 'Team', address: 'team@contoso.com' };
    expect(arrived(world, mail)).toMatchObject([
      { replyTo: [team, { address: 'chi@contoso.com' }], readReceipt: true },
    ]);
  });

  it('with replies to its sender and no receipt unless asked for', async () => {
    const { mail } = await sent({});
    expect([mail?.replyTo, mail?.readReceipt]).toEqual([undefined, undefined]);
  });

  it('with Cc and Bcc on the receipt', async () => {
    const { ana } = await sent({ cc: 'chi@contoso.com', bcc: 'linh@contoso.com', importance: 'high' });
    expect(ana.card().text).toMatch(/\nCc\nchi@contoso\.com\nBcc\nlinh@contoso\.com\n/);
  });
});

describe('a mistake in Cc or Bcc', () => {
  it.each(['cc', 'bcc'])('is explained below "%s", and everything typed is kept', async (field) => {
    const ana = await withOpenForm(world.person());
    const typed = { ...someMail(), [field]: 'half@' };
    await ana.clicks('Send', typed);
    expect(reasonAt(ana, field)).toBe(t('mail.problem.notAnAddress', { entry: 'half@' }));
    expect(ana.card().inputs).toEqual(filledIn(typed));
  });

  it('may be a mark of another field, and the words say where those people belong', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail({ to: 'bao@contoso.com\nBcc: Linh <linh@contoso.com>', cc: 'Cc: chi@contoso.com' });
    await ana.clicks('Send', mail);
    expect(reasonAt(ana, 'to')).toBe(t('mail.problem.bccMark', { entry: 'Bcc:' }));
    expect([reasonAt(ana, 'cc'), arrived(world, mail)]).toEqual([undefined, []]);
  });

  it('is no mark of the field itself', async () => {
    const { mail } = await sent({ cc: 'Cc: Chi <chi@contoso.com>', bcc: '[Bcc] linh@contoso.com' });
    expect(mail).toMatchObject({ to: [bao], cc: [chi], bcc: [linh] });
  });

  it('may be too many recipients: all fields together have at most fifty', async () => {
    const ana = await withOpenForm(world.person());
    await ana.clicks('Send', { ...someMail(), cc: addresses(30), bcc: `${addresses(49)}, x@y.example` });
    expect(reasonAt(ana, 'to')).toBe(t('mail.problem.tooManyRecipients', { count: 51, limit: 50 }));
  });

  it('may be an empty To: copies alone are not enough', async () => {
    const ana = await withOpenForm(world.person());
    await ana.clicks('Send', { ...someMail(), to: '', cc: 'chi@contoso.com' });
    expect(reasonAt(ana, 'to')).toBe(t('mail.problem.toMissing'));
  });
});

describe('a mistake in where replies go', () => {
  const problemOf = (person: Awaited<ReturnType<typeof withOpenForm>>) =>
    JSON.stringify(elementsOf(person.card(), 'RichTextBlock').find(({ id }) => id === 'problem-replyTo'));

  it.each([
    ['half@', t('mail.problem.notAnAddress', { entry: 'half@' })],
    ['Chi', t('mail.problem.replyToName', { names: 'Chi' })],
    [addresses(11), t('mail.problem.tooManyReplyTo', { count: 11, limit: 10 })],
  ])('is explained below the field: %s', async (replyTo, problem) => {
    const ana = await withOpenForm(world.person());
    const mail = someMail({ replyTo });
    await ana.clicks('Send', mail);
    expect(problemOf(ana)).toContain(problem);
    expect([ana.card().inputs, arrived(world, mail)]).toEqual([filledIn(mail), []]);
  });
});

describe('what is folded on a form', () => {
  type Somebody = Awaited<ReturnType<typeof withOpenForm>>;
  const containers = (person: Somebody) => elementsOf(person.card(), 'Container').filter(({ id }) => id);
  const openOnes = (person: Somebody) =>
    containers(person)
      .filter(({ isVisible }) => isVisible)
      .map(({ id }) => id);

  it('is Cc and Bcc right below To, and importance and format at the end, each one button away', async () => {
    const ana = await withOpenForm(world.person());
    const targets = elementsOf(ana.card(), 'Action.ToggleVisibility').map(
      ({ targetElements }) => targetElements,
    );
    expect([openOnes(ana), targets]).toEqual([[], [['copies'], ['more']]]);
    const order = JSON.stringify(ana.card().json).match(
      /(?<="id":")(cc|bcc|to|subject|body|importance|replyTo|readReceipt|format|copies|more)(?=")/g,
    );
    expect(order).toEqual(
      'to copies cc bcc subject body more importance replyTo readReceipt format'.split(' '),
    );
  });

  it.each([
    ['a copy', { cc: 'chi@contoso.com' }, 'copies'],
    ['a blind copy', { bcc: 'chi@contoso.com' }, 'copies'],
    ['importance', { importance: 'high' }, 'more'],
    ['Markdown', { format: 'markdown' }, 'more'],
    ['where replies go', { replyTo: 'team@contoso.com' }, 'more'],
    ['a receipt', { readReceipt: 'true' }, 'more'],
  ])('is open on a form that comes back with %s in it', async (_what, typed, fold) => {
    const ana = await withOpenForm(world.person());
    await ana.clicks('Send', { ...someMail({ body: '' }), ...typed });
    expect(openOnes(ana)).toEqual([fold]);
  });
});
