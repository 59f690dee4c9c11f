// The preview: the mail as it will be sent, a way back with everything kept, and the words that do the same as its buttons.
import { words } from '../../bot/locales';
import { elementsOf } from '../support/card';
import { addresses, arrived, filledIn, someMail, withOpenForm } from '../support/mails';
import type { Person } from '../support/person';
import { signedIn } from '../support/signIn';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

/** Somebody who sees the preview of this mail. */
async function withPreview(changed: Record<string, string> = {}, channel = 'msteams') {
  const ana = await withOpenForm(world.person({ channel }));
  const mail = { ...someMail(), ...changed };
  await ana.clicks('Preview', mail);
  return { ana, mail };
}

const lines = (person: Person) => person.card().text.split('\n');

describe('a preview', () => {
  it('sends nothing', async () => {
    const { mail } = await withPreview();
    expect(arrived(world, mail)).toEqual([]);
  });

  it('costs GetToken and the reply', async () => {
    const ana = await withOpenForm(world.person());
    const calls = await world.calls.during(() => ana.clicks('Preview', someMail()));
    expect(calls).toEqual(['GetToken', 'reply']);
  });

  it('shows who it is from and for, what it is about, and its text', async () => {
    const more = { cc: 'Chi <chi@contoso.com>', bcc: 'linh@contoso.com', importance: 'high' };
    const { ana, mail } = await withPreview({ ...more, body: 'Dear Bao,\n\n  see you' });
    const shown = ['Ana Nguyen <ana@contoso.com>', mail.to, more.cc, more.bcc, mail.subject];
    expect(lines(ana)).toEqual(
      expect.arrayContaining([...shown, t('mail.importance.high'), 'Dear Bao,', '\u00a0\u00a0see you']),
    );
  });

  it('shows Markdown as far as a card can', async () => {
    const { ana } = await withPreview({ format: 'markdown', body: '**Now** _please_' });
    const runs = JSON.stringify(ana.card().json);
    expect(runs).toMatch(/"text":"Now"[^}]*"weight":"Bolder"/);
    expect(runs).toMatch(/"text":"please"[^}]*"italic":true/);
  });

  it('shows plain text as it was typed, with its Markdown characters', async () => {
    const { ana } = await withPreview({ body: '**Now** <b>_please_</b>' });
    expect(lines(ana)).toContain('**Now** <b>_please_</b>');
  });

  it('says how much of a long text it does not show', async () => {
    const { ana } = await withPreview({ body: `${'line\n'.repeat(3_000)}end` });
    expect(ana.card().text).toMatch(/… and [\d,]+ more characters, which will be sent too/);
  });

  it('folds the end of a text that is long, so that its buttons stay near', async () => {
    const { ana } = await withPreview({ body: `${'line\n'.repeat(30)}end` });
    const rest = elementsOf(ana.card(), 'Container').find(({ id }) => id === 'rest');
    expect(rest?.isVisible).toBe(false);
    expect(JSON.stringify(rest)).toContain('"end"');
    expect(JSON.stringify(ana.card().json)).toContain(t('mail.preview.rest'));
  });

  it('is not shown for a mail with mistakes: the form comes back with the reasons', async () => {
    const { ana, mail } = await withPreview({ to: 'half@', body: '' });
    expect(ana.card().text).toContain(t('mail.problem.bodyMissing'));
    expect(ana.card().inputs).toEqual(filledIn(mail));
  });

  it('of a mail to many shows their number', async () => {
    const { ana } = await withPreview({
      to: addresses(8),
      cc: 'x@y.example',
      bcc: 'a@b.example, c@d.example',
    });
    expect(ana.card().text).toContain(t('mail.many.title', { count: 11 }));
  });

  it('replaces the form, in Teams', async () => {
    const ana = await withOpenForm(world.person());
    const [answer] = await ana.clicks('Preview', someMail());
    expect(answer?.how).toBe('updated');
  });

  it('of a form that was sent says so', async () => {
    const ana = await withOpenForm(world.person({ channel: 'webchat' }));
    const mail = someMail();
    await ana.clicks('Send', mail);
    await ana.clicks('Preview', mail);
    expect(ana.card().text).toContain(t('mail.alreadySent.title', { subject: mail.subject }));
  });

  it('of an unknown form shows the mail, from a new form that can be sent', async () => {
    const ana = await signedIn(world);
    const mail = someMail();
    await ana.does({ type: 'message', value: { verb: 'mail.preview', formId: 'made-up', ...mail } });
    await ana.clicks('Send');
    expect(arrived(world, mail)).toHaveLength(1);
  });
});

describe('from a preview', () => {
  it('"Send" sends the mail, once', async () => {
    const { ana, mail } = await withPreview({ cc: 'chi@contoso.com' }, 'webchat');
    await ana.clicks('Send');
    expect(ana.card().text).toContain(t('cards.receipt.title'));
    expect(arrived(world, mail)).toEqual([expect.objectContaining({ cc: [{ address: 'chi@contoso.com' }] })]);
  });

  it('"Edit" goes back with everything kept', async () => {
    const typed = { cc: 'chi@contoso.com', importance: 'low', format: 'markdown' };
    const { ana, mail } = await withPreview(typed);
    await ana.clicks('Edit');
    expect(ana.card().inputs).toEqual(filledIn(mail as object));
  });

  it('"Edit" replaces the preview with the form, in Teams', async () => {
    const { ana } = await withPreview();
    const [answer] = await ana.clicks('Edit');
    expect(answer?.how).toBe('updated');
  });

  it('"Cancel" sends nothing, and leaves nothing that a word sends', async () => {
    const { ana, mail } = await withPreview();
    await ana.clicks('Cancel');
    await ana.says('send');
    expect(arrived(world, mail)).toEqual([]);
    expect(ana.card().text).toContain(t('cards.drafts.title'));
  });

  it('that is older than the newest text, "Send" sends nothing and shows the newest', async () => {
    const { ana, mail } = await withPreview({}, 'webchat');
    const old = ana.card().buttons.find(({ title }) => title === 'Send')?.data;
    await ana.clicks('Edit');
    await ana.clicks('Preview', { body: 'changed' });
    await ana.does({ type: 'message', value: old });
    expect([lines(ana).includes('changed'), arrived(world, mail)]).toEqual([true, []]);
  });

  it('whose form was refused since, "Send" sends nothing', async () => {
    const { ana, mail } = await withPreview({}, 'webchat');
    const old = ana.card().buttons.find(({ title }) => title === 'Send')?.data;
    await ana.clicks('Edit');
    await ana.clicks('Send', { to: 'half@' });
    await ana.does({ type: 'message', value: old });
    expect(arrived(world, mail)).toEqual([]);
  });

  it('a send that failed brings the form back', async () => {
    const { ana, mail } = await withPreview();
    world.standIns.graph.answerNext({ on: 'sendMail', status: 400, code: 'ErrorInvalidRecipients' });
    await ana.clicks('Send');
    expect(ana.card().inputs).toEqual(filledIn(mail));
  });
});

describe('the word', () => {
  it.each(['send', 'Send it!', 'gửi'])('"%s" sends the mail of a preview', async (word) => {
    const { ana, mail } = await withPreview();
    await ana.says(word);
    expect(arrived(world, mail)).toHaveLength(1);
  });

  it('"send" sends a one-line mail that was shown in a form', async () => {
    const ana = await signedIn(world);
    const mail = someMail();
    await ana.says(`send mail to ${mail.to} about ${mail.subject}: ${mail.body}`);
    await ana.says('send');
    expect(arrived(world, mail)).toHaveLength(1);
  });

  it('"send" after going back to the form shows the preview first, as the form on the screen may differ', async () => {
    const { ana, mail } = await withPreview();
    await ana.clicks('Edit');
    await ana.says('send');
    expect([ana.card().text.includes(t('mail.preview.title')), arrived(world, mail)]).toEqual([true, []]);
    await ana.says('send');
    expect(arrived(world, mail)).toHaveLength(1);
  });

  it('"send" of a mail that lacks something says what', async () => {
    const ana = await signedIn(world);
    await ana.says('send mail to bao@contoso.com about Lunch');
    await ana.says('send');
    expect(ana.card().text).toContain(t('mail.problem.bodyMissing'));
  });

  it('"send" of a one-line mail to more than ten asks first', async () => {
    const ana = await signedIn(world);
    await ana.says(`send mail to ${addresses(11)} about Lunch: now`);
    await ana.says('send');
    expect(ana.card().text).toContain(t('mail.many.title', { count: 11 }));
  });

  it.each(['edit', 'sửa'])('"%s" goes back to the form with everything kept', async (word) => {
    const { ana, mail } = await withPreview({ cc: 'chi@contoso.com' });
    await ana.says(word);
    expect(ana.card().inputs).toEqual(filledIn(mail));
  });

  it('"cancel" closes the current mail, and keeps it beside the other draft', async () => {
    const { ana, mail } = await withPreview();
    const other = someMail();
    await ana.says('send mail');
    await ana.clicks('Preview', other);
    await ana.says('cancel');
    expect(ana.card().text).toContain(t('account.cancelled.others', { count: 1 }));
    await ana.says('drafts');
    expect(ana.card().text).toContain(mail.subject);
    expect(ana.card().text).toContain(other.subject);
  });

  it.each(['send', 'edit'])('"%s" when nothing is open says so', async (word) => {
    const ana = await signedIn(world);
    await ana.says(word);
    expect(ana.card().text).toContain(t('mail.nothingOpen.title'));
  });

  it('"send" sends the draft that was continued last', async () => {
    const { ana, mail } = await withPreview({}, 'webchat');
    const other = someMail();
    await ana.says('send mail');
    await ana.clicks('Preview', other);
    world.clock.pass(1_000);
    await ana.clicks('Preview', other);
    world.clock.pass(1_000);
    await ana.says('drafts');
    const first = ana
      .card()
      .buttons.filter(({ title }) => title === t('drafts.goOn'))
      .at(-1)?.data;
    await ana.does({ type: 'message', value: first });
    await ana.says('send');
    await ana.says('send');
    expect([arrived(world, mail).length, arrived(world, other).length]).toEqual([1, 0]);
  });
});
