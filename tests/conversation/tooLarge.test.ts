// Emails too long for a chat: their form comes back with the longest texts folded away and kept, and every step stays within reach.
import { words } from '../../bot/locales';
import type { Draft } from '../../bot/mail/draft';
import { arrived, someMail, type Typed, withOpenForm } from '../support/mails';
import type { Person } from '../support/person';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  world.connector.largest = Number.POSITIVE_INFINITY;
});

/** So many characters, in lines. */
const long = (line: string, length = 20_000) => line.repeat(Math.ceil(length / line.length)).slice(0, length);
const texts = {
  Latin: long('Dear all, see you on Friday at noon. "Bring" something.\n'),
  Vietnamese: long('Kính gửi các anh chị, hẹn gặp lại vào trưa thứ sáu nhé.\n'),
  Chinese: long('各位同事大家好，星期五中午见，请准时参加。\n'),
  Thai: long('เรียนทุกท่าน พบกันวันศุกร์ตอนเที่ยงนะคะ\n'),
  emoji: long('🎉🥳🍜'),
};
const names = ['to', 'cc', 'bcc'] as const;
/** Fifty people with long names, in all three fields. */
const fifty = Object.fromEntries(
  names.map((field, n) => [
    field,
    Array.from(
      { length: n === 0 ? 18 : 16 },
      (_, i) => `"${long(`Nguyễn Thị Phương Thảo ${i} `, 90).trim()}" <${field}${i}@contoso.com>`,
    ).join('; '),
  ]),
) as Record<(typeof names)[number], string>;

const sizes = (person: Person) => person.heard().map(({ activity }) => JSON.stringify(activity).length * 2);
const folded = (person: Person) => person.card().text.includes('is saved (');

describe.each(Object.entries(texts))('20,000 characters of %s', (_script, body) => {
  it.each([28, 40, 100])('can be mended, seen, changed and sent where %i KB are taken', async (kilobytes) => {
    world.connector.largest = kilobytes * 1024;
    const ana = await withOpenForm(world.person());
    const mail = someMail({ body });
    await ana.clicks('Send', { ...mail, to: 'nobody' });
    expect(folded(ana)).toBe(true);
    expect(ana.card().text).toContain('full address for nobody');
    // The text was folded away, and goes along all the same.
    await ana.clicks('Preview', { to: mail.to });
    expect(ana.card().text).toContain(t('mail.preview.title'));
    await ana.clicks(t('cards.preview.edit'));
    expect([folded(ana), ana.card().inputs.body]).toEqual([true, '']);
    await ana.says('drafts');
    await ana.clicks(t('drafts.goOn'));
    expect(folded(ana)).toBe(true);
    await ana.clicks('Send');
    expect(ana.card().text).toContain(t('cards.receipt.title'));
    expect(arrived(world, mail).map((sent) => sent.body)).toEqual([body]);
    expect(Math.max(...sizes(ana))).toBeLessThan(28 * 1024);
  });
});

describe('a text that was folded away', () => {
  const body = long('A line of a long email.\n');

  /** Somebody whose form came back with its text folded. */
  async function withFolded(changed: Partial<Draft> = {}): Promise<{ ana: Person; mail: Typed }> {
    const ana = await withOpenForm(world.person());
    const mail = someMail({ body });
    await ana.clicks('Send', { ...mail, to: 'nobody', ...changed });
    return { ana, mail };
  }

  it('can be seen page by page, all of it', async () => {
    const { ana } = await withFolded();
    await ana.clicks(t('cards.mailForm.showText'));
    let seen = ana.card().text;
    while (ana.card().buttons.some(({ title }) => title === t('mail.whole.next'))) {
      await ana.clicks(t('mail.whole.next'));
      seen += ana.card().text;
    }
    expect(seen.match(/A line of a long email\./g)).toHaveLength(833);
    await ana.clicks(t('mail.edit'));
    expect(folded(ana)).toBe(true);
  });

  it('is replaced by what is typed in its place', async () => {
    const { ana, mail } = await withFolded();
    await ana.clicks('Send', { to: mail.to, body: 'Short after all' });
    expect(arrived(world, mail).map((sent) => sent.body)).toEqual(['Short after all']);
  });

  it('is shown before it goes, where it is another one by now', async () => {
    const { ana, mail } = await withFolded();
    const card = ana.card();
    await ana.clicks('Preview', { body: `${body.slice(0, -3)}!` });
    const old = card.buttons.find(({ title }) => title === 'Send')?.data;
    await ana.does({ type: 'message', value: { ...card.inputs, ...old, to: mail.to } });
    expect(ana.card().text).toContain(t('mail.preview.title'));
    expect(arrived(world, mail)).toEqual([]);
  });

  it('is gone with its form', async () => {
    const { ana, mail } = await withFolded();
    const card = ana.card();
    await ana.clicks('Cancel');
    await ana.clicks(t('drafts.drop'));
    await ana.clicks(t('drafts.drop'));
    const send = card.buttons.find(({ title }) => title === 'Send')?.data;
    await ana.does({ type: 'message', value: { ...card.inputs, ...send, to: mail.to } });
    expect(ana.card().text).toContain(t('mail.problem.bodyMissing'));
    expect(arrived(world, mail)).toEqual([]);
  });

  it('does not keep a question from being answered', async () => {
    const { ana, mail } = await withFolded({ to: 'bao@gmial.com' });
    expect(folded(ana)).toBe(true);
    await ana.clicks('Send');
    expect(arrived(world, mail).map((sent) => sent.body)).toEqual([body]);
  });

  it('of 60,000 characters is kept, with the reason why it cannot go', async () => {
    const { ana } = await withFolded({ body: long('Too long. ', 59_000), to: 'bao@contoso.com' });
    expect([folded(ana), ana.card().text]).toEqual([true, expect.stringContaining('20,000')]);
  });
});

describe('fifty recipients with long names', () => {
  it.each([28, 100])('are within reach at %i KB', async (kilobytes) => {
    world.connector.largest = kilobytes * 1024;
    const ana = await withOpenForm(world.person());
    const mail = someMail({ ...fifty, body: texts.Vietnamese });
    await ana.clicks('Preview', { ...mail, body: '' });
    await ana.clicks('Preview', { body: mail.body });
    expect(ana.card().text).toContain(t('mail.many.title', { count: 50 }));
    await ana.clicks(t('cards.preview.showText'));
    expect(ana.card().text).toContain('to17@contoso.com');
    await ana.clicks(t('mail.many.send', { count: 50 }));
    expect(ana.card().text).toContain(t('cards.receipt.title'));
    expect(arrived(world, mail)).toHaveLength(1);
    expect(Math.max(...sizes(ana))).toBeLessThan(28 * 1024);
  });
});

describe('lists', () => {
  it('that have no room for all of twenty drafts lead to the others', async () => {
    world.connector.largest = 28 * 1024;
    const ana = await withOpenForm(world.person());
    const row = {
      subject: long('Chào mừng các bạn ', 250),
      to: `${fifty.to.slice(0, 400)}, nobody`,
      body: 'x',
    };
    for (let drafts = 0; drafts < 20; drafts++) {
      await ana.clicks('Preview', row);
      await ana.says('send mail');
    }
    await ana.says('drafts');
    // The newest form is blank, and so no draft.
    const rows = () => ana.card().buttons.filter(({ title }) => title === t('drafts.goOn')).length;
    expect(rows()).toBe(12);
    await ana.clicks(t('list.older'));
    expect(rows()).toBe(7);
    await ana.clicks(t('drafts.drop'));
    await ana.clicks(t('drafts.drop'));
    await ana.clicks(t('drafts.button'));
    expect(rows()).toBe(12);
  });
});

describe('outside Teams', () => {
  it('a long text stays in the form as long as the channel takes it', async () => {
    const ana = await withOpenForm(world.person({ channel: 'webchat' }));
    await ana.clicks('Send', { ...someMail({ body: texts.Latin }), to: 'nobody' });
    expect([folded(ana), ana.card().inputs.body]).toEqual([false, texts.Latin]);
    world.connector.largest = 28 * 1024;
    await ana.clicks('Send', { to: 'nobody else' });
    expect(folded(ana)).toBe(true);
  });

  it('a card that cannot be smaller is answered in a sentence', async () => {
    const ana = world.person({ channel: 'webchat' });
    world.connector.answerNext(413);
    await ana.says('help');
    expect(ana.card().text).toContain(t('failure.answerTooLarge'));
  });
});
