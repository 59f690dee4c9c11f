// Recipients by name: looked up in the organisation's directory, chosen among several, and shown before they are mailed.
import { words } from '../../bot/locales';
import { elementsOf } from '../support/card';
import { directory, foundInDirectory } from '../support/directory';
import { drops, plan } from '../support/files';
import { lastTurn } from '../support/log';
import { arrived, filledIn, reasonAt, someMail, withOpenForm } from '../support/mails';
import type { Person } from '../support/person';
import { signInCards } from '../support/signIn';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld({ environment: directory });
});
afterAll(() => world.close());

/** Somebody signed in, for the directory too, with an empty form in front of them. */
async function withDirectory(channel = 'msteams', account = 'ana'): Promise<Person> {
  const person = await withOpenForm(world.person({ channel }), account);
  await person.clicks('Preview', someMail({ to: 'Chi' }));
  await person.signsIn(account);
  await person.says('send mail');
  return person;
}

const choicesOf = (person: Person) =>
  elementsOf(person.card(), 'Input.ChoiceSet')
    .filter(({ id }) => String(id).startsWith('pick'))
    .map(({ id, label, choices }) => ({ id, label, choices: choices as { title: string; value: string }[] }));

const choiceOf = (person: Person, title: string) =>
  choicesOf(person)
    .flatMap(({ choices }) => choices)
    .find((choice) => choice.title === title)?.value ?? '';

const anas = [
  'Ana Nguyen <ana@contoso.com>',
  'Ana Phạm <ana.pham@contoso.com>',
  'Ana Vega <ana.vega@contoso.com>',
];

describe('the first name that somebody types', () => {
  it('leads to a sign-in to the directory, and what was typed is still there after it', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail({ to: 'Chi' });
    await ana.clicks('Send', mail);
    expect(signInCards(ana).at(-1)?.text).toBe(t('signIn.directoryText'));
    await ana.signsIn('ana');
    expect(ana.card().text).toContain(foundInDirectory);
    expect(ana.card().text).toContain(mail.subject);
  });

  it('is not mailed by that sign-in alone', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail({ to: 'Chi' });
    await ana.clicks('Send', mail);
    await ana.signsIn('ana');
    expect(arrived(world, mail)).toEqual([]);
    await ana.clicks('Send');
    expect(arrived(world, mail)[0]?.to).toEqual([{ name: 'Lê Chi', address: 'chi.le@contoso.com' }]);
  });

  it('leads to a sign-in card below the form, which keeps its values in Teams', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail({ to: 'Chi' });
    const said = await ana.clicks('Send', mail);
    expect(said.map(({ how }) => how)).toEqual(['sent', 'updated']);
    expect(ana.card().inputs).toEqual(filledIn(mail));
  });

  it('leads to no sign-in while another field has a mistake', async () => {
    const ana = await withOpenForm(world.person());
    await ana.clicks('Send', { ...someMail({ to: 'Chi' }), cc: 'half@' });
    expect(reasonAt(ana, 'cc')).toBe(t('mail.problem.notAnAddress', { entry: 'half@' }));
    expect([reasonAt(ana, 'to'), signInCards(ana)]).toEqual([undefined, [expect.anything()]]);
  });

  it('can be replaced by the full address, without that sign-in', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail({ to: 'Chi' });
    await ana.clicks('Send', mail);
    await ana.clicks('Send', { ...mail, to: 'chi.le@contoso.com' });
    expect(arrived(world, mail)).toHaveLength(1);
  });

  it('is the only reason: full addresses need no directory', async () => {
    const ana = await withOpenForm(world.person());
    const calls = await world.calls.during(() => ana.clicks('Preview', someMail()));
    expect(calls).toEqual(['GetToken', 'reply']);
  });
});

describe('one match', () => {
  it.each(['Preview', 'Send'])('is used, and shown before anything is sent, on "%s"', async (button) => {
    const ana = await withDirectory();
    const mail = someMail({ to: 'Lê Chi, bao@contoso.com', cc: "O'Neil" });
    await ana.clicks(button, mail);
    expect(ana.card().text).toContain(`${foundInDirectory}, bao@contoso.com`);
    expect(ana.card().text).toContain('siobhan.oneil@contoso.com');
    expect(ana.card().text).toContain(t('mail.preview.newAddresses'));
    expect(arrived(world, mail)).toEqual([]);
  });

  it('is mailed from the preview, by name and address', async () => {
    const ana = await withDirectory();
    const mail = someMail({ to: 'chi', bcc: 'R&D' });
    await ana.clicks('Send', mail);
    await ana.clicks('Send');
    expect(arrived(world, mail)).toEqual([
      expect.objectContaining({
        to: [{ name: 'Lê Chi', address: 'chi.le@contoso.com' }],
        bcc: [expect.objectContaining({ address: 'rnd@contoso.com' })],
      }),
    ]);
  });

  it('costs one token and one search, however often the name is typed', async () => {
    const ana = await withDirectory();
    const preview = () => ana.clicks('Preview', someMail({ to: 'Chi', cc: 'chi' }));
    expect(await world.calls.during(preview)).toEqual(['GetToken', 'GetToken', 'users', 'reply']);
  });

  it('that is in another field as an address is mailed once', async () => {
    const ana = await withDirectory();
    const mail = someMail({ to: 'Chi', cc: 'chi.le@contoso.com' });
    await ana.clicks('Preview', mail);
    await ana.clicks('Send');
    expect(arrived(world, mail)).toEqual([expect.objectContaining({ cc: [] })]);
  });
});

describe('several matches', () => {
  const mail = () => someMail({ to: 'Ana, bao@contoso.com' });

  it('are a choice on the form, which keeps everything that was typed', async () => {
    const ana = await withDirectory();
    const typed = mail();
    await ana.clicks('Send', typed);
    expect(choicesOf(ana)).toEqual([
      { id: 'pick0', label: t('mail.choose.which', { name: 'Ana' }), choices: expect.any(Array) },
    ]);
    expect(choicesOf(ana)[0]?.choices.map(({ title }) => title)).toEqual(anas);
    expect(ana.card().inputs).toMatchObject(typed);
    expect(reasonAt(ana, 'to')).toBe(t('mail.problem.several', { names: 'Ana' }));
  });

  it('are mailed to the one that is chosen', async () => {
    const ana = await withDirectory();
    const typed = mail();
    await ana.clicks('Send', typed);
    await ana.clicks('Send', { pick0: choiceOf(ana, anas[1] ?? '') });
    expect(arrived(world, typed)[0]?.to).toEqual([
      { name: 'Ana Phạm', address: 'ana.pham@contoso.com' },
      { address: 'bao@contoso.com' },
    ]);
  });

  it('are asked about again when none is chosen', async () => {
    const ana = await withDirectory();
    const typed = mail();
    await ana.clicks('Send', typed);
    await ana.clicks('Send');
    expect([choicesOf(ana).length, arrived(world, typed)]).toEqual([1, []]);
  });

  it('are not asked about any more when the name is replaced, whatever was chosen', async () => {
    const ana = await withDirectory();
    const typed = mail();
    await ana.clicks('Send', typed);
    await ana.clicks('Send', { to: 'bao@contoso.com', pick0: choiceOf(ana, anas[1] ?? '') });
    expect(arrived(world, typed)[0]?.to).toEqual([{ address: 'bao@contoso.com' }]);
  });

  it('in two fields are two questions, and Cc is unfolded where one is', async () => {
    const ana = await withDirectory();
    await ana.clicks('Send', someMail({ to: 'Ana', cc: 'Tran' }));
    expect(choicesOf(ana).map(({ id }) => id)).toEqual(['pick0', 'pick1']);
    expect(elementsOf(ana.card(), 'Container').find(({ id }) => id === 'copies')?.isVisible).toBe(true);
  });

  it('keep what was found for the other names', async () => {
    const ana = await withDirectory();
    await ana.clicks('Send', someMail({ to: 'Chi, Ana' }));
    expect(ana.card().inputs.to).toBe(`${foundInDirectory}, Ana`);
  });

  it('are the first ten of many, and the label says so', async () => {
    const ana = await withDirectory();
    await ana.clicks('Send', someMail({ to: 'Minh' }));
    const [question] = choicesOf(ana);
    expect(question?.choices).toHaveLength(10);
    expect(question?.label).toBe(t('mail.choose.first', { name: 'Minh', count: 10 }));
  });
});

describe('a name that cannot be found', () => {
  it('is explained at its field, and everything typed is kept', async () => {
    const ana = await withDirectory();
    const typed = someMail({ to: 'Zoe, bao@contoso.com', cc: 'Yan' });
    await ana.clicks('Send', typed);
    expect(reasonAt(ana, 'to')).toBe(t('mail.problem.nobody', { names: 'Zoe' }));
    expect(reasonAt(ana, 'cc')).toBe(t('mail.problem.nobody', { names: 'Yan' }));
    expect(ana.card().inputs).toEqual(filledIn(typed));
  });

  it.each([
    ['the directory refuses', { status: 403 }, 'directoryRefused'],
    ['the directory is busy', { status: 429 }, 'directoryDown'],
    ['the directory is down', { status: 503 }, 'directoryDown'],
    ['the connection breaks', { drop: true }, 'directoryDown'],
  ] as const)('because %s is explained, and a full address works', async (_why, fault, problem) => {
    const ana = await withDirectory();
    const typed = someMail({ to: 'Chi' });
    world.standIns.graph.answerNext({ on: 'users', ...fault });
    await ana.clicks('Send', typed);
    expect(reasonAt(ana, 'to')).toBe(t(`mail.problem.${problem}`, { names: 'Chi' }));
    await ana.clicks('Send', { to: 'chi.le@contoso.com' });
    expect(arrived(world, typed)).toHaveLength(1);
  });

  it('because Graph refuses the directory’s token leads to a new sign-in, and continues after it', async () => {
    const ana = await withDirectory();
    world.standIns.graph.answerNext({ on: 'users', status: 401 });
    await ana.clicks('Send', someMail({ to: 'Chi' }));
    expect(signInCards(ana).at(-1)?.text).toBe(t('signIn.directoryText'));
    await ana.signsIn('ana');
    expect(ana.card().text).toContain(foundInDirectory);
  });

  it('is never in the log', async () => {
    const ana = await withDirectory();
    await ana.clicks('Send', someMail({ to: 'Chi, Ana, Zoe' }));
    expect(JSON.stringify(world.log)).not.toMatch(/Chi|Zoe|contoso/);
    expect(lastTurn(world).outcome).toBe('invalid');
  });
});

describe('a personal account', () => {
  it('is told that a full address is needed, and the directory is not asked', async () => {
    const linh = await withOpenForm(world.person(), 'linh');
    const calls = await world.calls.during(() => linh.clicks('Send', someMail({ to: 'Chi' })));
    expect(reasonAt(linh, 'to')).toBe(t('mail.problem.addressNeededPersonal', { names: 'Chi' }));
    expect(calls).toEqual(['GetToken', 'reply']);
  });
});

describe('too many names', () => {
  it('count as too many recipients, and are not looked up', async () => {
    const ana = await withDirectory();
    const names = Array.from({ length: 51 }, (_, n) => `Name${n}`).join(', ');
    const calls = await world.calls.during(() => ana.clicks('Send', someMail({ to: names })));
    expect(reasonAt(ana, 'to')).toBe(t('mail.problem.tooManyRecipients', { count: 51, limit: 50 }));
    expect(calls).not.toContain('users');
  });
});

describe('a form that was sent', () => {
  it('looks nobody up any more', async () => {
    const ana = await withDirectory('webchat');
    const mail = someMail();
    await ana.clicks('Send', mail);
    const calls = await world.calls.during(() => ana.clicks('Send', { ...mail, to: 'Chi' }));
    expect(calls).toEqual(['GetToken', 'reply']);
  });
});

describe('a name on an email with a file and no text', () => {
  it('is looked up as on any other: the permission is asked for', async () => {
    const ana = world.person({ channel: 'emulator' });
    await ana.comesInAs('ana');
    await drops(world, ana, [plan]);
    await ana.clicks('Send', someMail({ to: 'Chi', body: '' }));
    expect(signInCards(ana)).toHaveLength(2);
  });
});
