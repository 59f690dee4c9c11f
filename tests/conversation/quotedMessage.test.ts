// A quoted Teams message in a form: any author, any content, any length.
import { words } from '../../bot/locales';
import { link, mails, messageAction, reading } from '../support/messageAction';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe('the quote', () => {
  /** The form that such a message opens. */
  async function formFor(message: Record<string, unknown>) {
    const { ana, alone } = await reading(world, {}, 'ana');
    await mails(ana, messageAction(message));
    const { subject = '', body = '' } = alone.card().inputs;
    return { subject, body };
  }
  const html = (content: string) => ({ body: { contentType: 'html', content } });
  const from = (sender: unknown) => ({ from: sender });

  it.each([
    ['a mention', '<div><at id="0">Bảo Trần</at>, hello</div>', '> Bảo Trần, hello\n'],
    [
      'a link',
      '<p>See <a href="https://contoso.com/x?a=1&amp;b=2">it</a></p>',
      'https://contoso.com/x?a=1&b=2',
    ],
    ['an emoji', '<p>Fine <emoji id="smile" alt="🙂" title="Smile"></emoji></p>', '> Fine 🙂\n'],
    [
      'an emoji as a picture',
      '<p>Fine <img itemtype="http://schema.skype.com/Emoji" alt="🙂" src="https://x/e"></p>',
      '> Fine 🙂\n',
    ],
    ['paragraphs', '<p>One</p><p>&nbsp;</p><p>Two &lt;b&gt;</p>', '> One\n>\n> Two <b>\n'],
    ['a file', '<p>Here</p><attachment id="1"></attachment>', '> Here\n'],
    ['a card only', '<attachment id="1"></attachment>', '> (no text)\n'],
    ['a picture only', '<p><img alt="image" src="https://graph.microsoft.com/v1.0/x"></p>', '> (no text)\n'],
  ])('shows %s as text', async (_what, content, shown) => {
    expect((await formFor(html(content))).body).toContain(shown);
  });

  it('takes plain text as it is', async () => {
    const { body } = await formFor({ body: { contentType: 'text', content: 'a < b\r\n<i>c</i>' } });
    expect(body).toContain('> a < b\n> <i>c</i>\n');
  });

  it('takes the message’s own subject, in one line and no longer than a subject may be', async () => {
    const { subject } = await formFor({ subject: `Plan\r\nfor\u2028${'n'.repeat(400)}` });
    expect(subject).toBe(`Plan for ${'n'.repeat(246)}`);
  });

  it('names the app that wrote the message', async () => {
    const bot = { user: null, application: { applicationIdentityType: 'bot', displayName: 'Build bot' } };
    expect((await formFor(from(bot))).subject).toBe('Message from Build bot');
  });

  it.each([
    ['nobody', null],
    ['somebody without a name', { user: { id: 'gone', displayName: null }, application: null }],
  ])('leaves out the name of %s', async (_who, sender) => {
    const { subject, body } = await formFor(from(sender));
    expect(`${subject}${body}`).toMatch(/^A message from Teams\nSomeone wrote in Teams on /);
  });

  it('shows a name as it is, even if it looks like a placeholder', async () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what a card's template would fill in
    const displayName = '$t(help.title) {{time}} ${draft.to}';
    const { subject } = await formFor(from({ user: { displayName } }));
    expect(subject).toBe(`Message from ${displayName}`);
  });

  it.each([
    ['a time', { createdDateTime: 'yesterday' }, /^\nLinh Phạm wrote in Teams:\n/],
    ['a link', { linkToMessage: 'javascript:alert(1)' }, /> The plan is ready\.$/],
    ['a body', { body: null }, /\n> \(no text\)\n/],
  ])('leaves out %s that is invalid', async (_what, message, shown) => {
    expect((await formFor(message)).body).toMatch(shown);
  });

  it.each([
    ['of one line', 'ă'.repeat(60_000)],
    ['of many lines', '<p>x</p>'.repeat(20_000)],
    ['of nothing but tags', `<p>${'<img '.repeat(40_000)}${'<div>'.repeat(40_000)}`],
  ])('of a message that is far too long, %s, leaves room for a text of one’s own', async (_what, content) => {
    expect((await formFor(html(content))).body.length).toBeLessThanOrEqual(15_000);
  });

  it('says that the message was cut, and keeps its link', async () => {
    const { ana, alone } = await reading(world, {}, 'ana');
    await mails(ana, messageAction(html('long '.repeat(12_000))));
    // The form is too small for so much text, which can be seen page by page.
    await alone.clicks(t('cards.mailForm.showText'));
    const goesOn = () => alone.card().buttons.some(({ title }) => title === t('mail.whole.next'));
    while (goesOn()) await alone.clicks(t('mail.whole.next'));
    expect(alone.card().text).toContain(`> ${t('quote.cut')}\n\u00a0\n${link}`);
  });
});
