// A signature: set once for a language, seen on the form and the preview, and at the end of every mail that goes.
import { words } from '../../bot/locales';
import { plainSignature } from '../../bot/mail/signature';
import { lastTurn } from '../support/log';
import { arrived, filledIn, someMail, withOpenForm } from '../support/mails';
import type { Person } from '../support/person';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const markdown = '**Ana Nguyễn**\nContoso · [Meet me](https://contoso.com/ana)';
const plain = 'Ana Nguyễn\nContoso · Meet me (https://contoso.com/ana)';
const goes = t('signature.onForm', { start: plain.replace('\n', ' ') });

/** Somebody who has set a signature. */
async function withSignature(ana: Person, signature = markdown, signatureOn = 'true'): Promise<Person> {
  await ana.says('signature');
  await ana.clicks('Save', { signature, signatureOn });
  return ana;
}

describe.each(['msteams', 'directline', 'emulator'])('a signature set in %s', (channel) => {
  it('stands below a plain text, behind an empty line, as the preview shows it', async () => {
    const ana = await withSignature(await withOpenForm(world.person({ channel })));
    await ana.says('send mail');
    expect(ana.card().text).toContain(goes);
    const mail = someMail();
    await ana.clicks('Preview', mail);
    expect(ana.card().text).toContain(`See you at 12\n${plain}`);
    await ana.clicks('Send');
    expect(arrived(world, mail)).toMatchObject([{ contentType: 'text', body: `See you at 12\n\n${plain}` }]);
  });

  it('stands below Markdown in the look of the mail', async () => {
    const ana = await withSignature(await withOpenForm(world.person({ channel })));
    await ana.says('send mail');
    const mail = someMail({ format: 'markdown', body: '# Friday\n\n```\nan open fence' });
    await ana.clicks('Send', mail);
    const [sent] = arrived(world, mail);
    expect(sent?.body).toMatch(
      /an open fence\s*<\/code><\/pre>\s*<\/div><div [^>]+><p [^>]+><strong>Ana Nguyễn<\/strong><br \/>\s*Contoso · <a href="https:\/\/contoso\.com\/ana"[^>]*>Meet me<\/a><\/p>\s*<\/div>$/,
    );
  });
});

describe('the card', () => {
  it('shows what is kept, how it will look, and is the same for every form after it', async () => {
    const ana = await withSignature(world.person());
    expect(ana.card().text).toBe(`${t('signature.savedOn')}\n${plain.replace('Meet me', '\nMeet me\n')}`);
    await ana.clicks(t('signature.change'));
    expect(ana.card().inputs).toEqual({ signature: markdown, signatureOn: 'true' });
  });

  it('turns it off without losing it, and on again', async () => {
    const ana = await withSignature(await withOpenForm(world.person()), markdown, 'false');
    expect(ana.card().text).toContain(t('signature.savedOff'));
    await ana.says('send mail');
    expect(ana.card().text).not.toContain('signature');
    const mail = someMail();
    await ana.clicks('Send', mail);
    await ana.says('signature');
    expect(ana.card().inputs).toEqual({ signature: markdown, signatureOn: 'false' });
    await ana.clicks('Save', { signatureOn: 'true' });
    await ana.says('send mail');
    expect(ana.card().text).toContain(goes);
    expect(arrived(world, mail)[0]?.body).toBe('See you at 12');
  });

  it.each(['by its button', 'by an empty text'])('removes it %s', async (way) => {
    const ana = await withSignature(world.person());
    await ana.says('signature');
    if (way === 'by its button') await ana.clicks(t('signature.remove'));
    else await ana.clicks('Save', { signature: ' \n&nbsp;\n' });
    expect(ana.card().text).toContain(t('signature.removed.title'));
    await ana.says('signature');
    expect(ana.card().inputs).toEqual({ signature: '', signatureOn: 'true' });
    expect(ana.card().buttons.map(({ title }) => title)).toEqual(['Save']);
  });

  it.each(['  ', '```js\n\n```'])('wants a text, where there is none to remove (%j)', async (signature) => {
    const ana = await withSignature(world.person(), signature);
    expect([ana.card().text, lastTurn(world).outcome]).toEqual([
      expect.stringContaining(t('signature.missing')),
      'invalid',
    ]);
  });

  it.each([
    ['too many characters', 'a'.repeat(1_001)],
    ['too many lines', 'a\n'.repeat(21)],
    ['too many looks', '*a* b '.repeat(60)],
  ])('comes back with %s, and nothing typed is lost', async (_what, signature) => {
    const ana = await withSignature(world.person());
    await withSignature(ana, signature);
    expect(ana.card().text).toContain(t('signature.tooLong', { limit: 1_000, lines: 20 }));
    expect(ana.card().inputs.signature).toBe(signature.trimEnd());
    await ana.says('signature');
    expect(ana.card().inputs.signature).toBe(markdown);
  });

  it('fits Teams with more text than the field takes', async () => {
    const ana = await withSignature(world.person(), 'ế\n'.repeat(8_000));
    expect(ana.card().text).toContain(t('signature.tooLong', { limit: 1_000, lines: 20 }));
    expect(Buffer.byteLength(JSON.stringify(ana.card().json), 'utf16le')).toBeLessThan(28 * 1024);
  });

  it('has room on every preview for the largest signature beside the longest text', async () => {
    const largest = `${'*a* b '.repeat(49)}\n`.padEnd(990, 'ế');
    const ana = await withSignature(await withOpenForm(world.person()), largest);
    await ana.says('send mail');
    const mail = someMail({ body: 'ấ '.repeat(9_990) });
    await ana.clicks('Preview', mail);
    expect(Buffer.byteLength(JSON.stringify(ana.card().json), 'utf16le')).toBeLessThan(28 * 1024);
    await ana.clicks('Send');
    expect(arrived(world, mail)[0]?.body.endsWith(plainSignature(largest))).toBe(true);
  });

  it('is shown in the 1:1 chat only', async () => {
    const group = world.person({ conversationType: 'groupChat' });
    await group.says('signature');
    expect(group.card().text).toContain(t('place.title'));
    expect(group.alone().card().text).toContain(t('cards.signature.title'));
  });
});

describe('what is shown is what is sent', () => {
  it('also where the signature changes behind a form: the mail is shown before it goes', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail();
    await withSignature(ana);
    // The form above still shows no signature.
    await ana.clicks('Send', mail);
    expect(ana.card().text).toContain(`See you at 12\n${plain}`);
    expect(arrived(world, mail)).toEqual([]);
    await withSignature(ana, 'Another');
    await ana.clicks('Send', {});
    expect(arrived(world, mail)).toEqual([]);
    expect(ana.card().text).toContain('See you at 12\nAnother');
    await ana.clicks('Send');
    expect(arrived(world, mail)[0]?.body).toBe('See you at 12\n\nAnother');
  });

  it('also by the word "send": it shows the mail again', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail();
    await ana.clicks('Preview', mail);
    await withSignature(ana);
    await ana.says('send');
    expect(arrived(world, mail)).toEqual([]);
    expect(ana.card().text).toContain(plain);
    await ana.says('send');
    expect(arrived(world, mail)).toHaveLength(1);
  });

  it('the text above it stays as it was typed, with blanks and lines before it', async () => {
    const ana = await withSignature(await withOpenForm(world.person()));
    await ana.says('send mail');
    const mail = someMail({ body: '\n\n  1. Soup\n     hot\n\n' });
    await ana.clicks('Preview', mail);
    await ana.clicks('Send');
    expect(arrived(world, mail)[0]?.body).toBe(`\n\n  1. Soup\n     hot\n\n${plain}`);
  });

  it('a mail with files and no text has the signature alone', async () => {
    const ana = await withSignature(await withOpenForm(world.person({ channel: 'directline' })));
    await ana.says('send mail');
    const attachments = [
      { contentType: 'text/plain', name: 'plan.txt', contentUrl: 'data:text/plain;base64,aGVsbG8=' },
    ];
    await ana.says('', { attachments });
    const mail = someMail({ body: '' });
    await ana.clicks('Send', mail);
    expect(arrived(world, mail)[0]?.body).toBe(plain);
  });

  it('a mail that did not go gives its text back without the signature', async () => {
    const ana = await withSignature(await withOpenForm(world.person()));
    await ana.says('send mail');
    const mail = someMail();
    world.standIns.graph.answerNext({ on: 'sendMail', status: 403, code: 'ErrorAccessDenied' });
    await ana.clicks('Send', mail);
    expect(ana.card().inputs).toEqual(filledIn(mail));
    await ana.clicks('Send');
    expect(arrived(world, mail)[0]?.body).toBe(`See you at 12\n\n${plain}`);
  });
});

describe('a signature stays', () => {
  it('with the language it was set in', async () => {
    const ana = await withSignature(await withOpenForm(world.person()));
    const { t: de } = words('de');
    const locale = 'de-DE';
    await ana.says('signatur', { locale });
    expect(ana.card().inputs.signature).toBe('');
    await ana.does({
      type: 'message',
      locale,
      value: { verb: 'signature.save', signature: 'Gruß', signatureOn: 'true' },
    });
    await ana.says('send mail', { locale });
    expect(ana.card().text).toContain(de('signature.onForm', { start: 'Gruß' }));
    await ana.says('send mail');
    expect(ana.card().text).toContain(goes);
  });

  it('after signing out, and with another account', async () => {
    const ana = await withSignature(await withOpenForm(world.person()));
    await ana.says('sign out');
    await withOpenForm(ana, 'linh');
    expect(ana.card().text).toContain(goes);
  });

  it('until "forget me"', async () => {
    const ana = await withSignature(await withOpenForm(world.person()));
    await ana.says('forget me');
    await withOpenForm(ana);
    expect(ana.card().text).not.toContain('signature');
  });

  it('for longer than anything else is kept', async () => {
    const ana = await withSignature(world.person());
    world.clock.pass(400 * 24 * 3_600_000);
    await ana.says('signature');
    expect(ana.card().inputs.signature).toBe(markdown);
  });
});
