// An email typed in one line to a name: its form opens with the person found, with a choice, or with a word on what comes.
import { words } from '../../bot/locales';
import { elementsOf } from '../support/card';
import { seconds, until } from '../support/clock';
import { directory, foundInDirectory } from '../support/directory';
import { arrived, reasonAt, someMail } from '../support/mails';
import type { Person } from '../support/person';
import { signInCards } from '../support/signIn';
import { startWorld, type World } from '../support/world';

const { t } = words('en');
const later = t('mail.lookedUp.later');

let world: World;
beforeAll(async () => {
  world = await startWorld({ environment: directory });
});
afterAll(() => world.close());

/** Somebody who has signed in and let the bot look names up. */
async function withPermission(channel = 'msteams'): Promise<Person> {
  const ana = world.person({ channel });
  await ana.comesInAs('ana');
  await ana.says('send mail to Chi about Names: see you at 12');
  await ana.clicks('Preview');
  await ana.signsIn('ana');
  return ana;
}

const lineTo = (to: string, { subject, body } = someMail()) => `send mail to ${to} about ${subject}: ${body}`;

describe('an email typed in one line, to a name', () => {
  it('opens with the one person of that name, who is told apart from what was typed', async () => {
    const ana = await withPermission();
    const calls = await world.calls.during(() => ana.says(lineTo('Chi, bao@contoso.com')));
    expect(calls).toEqual(['GetToken', 'GetToken', 'users', 'reply']);
    expect(ana.card().inputs.to).toBe(`${foundInDirectory}, bao@contoso.com`);
    expect(ana.card().text).toContain(t('mail.lookedUp.found', { people: foundInDirectory }));
  });

  it.each(['the button', 'the word'])('is sent to that person with %s', async (how) => {
    const ana = await withPermission();
    const mail = someMail();
    await ana.says(lineTo('Chi', mail));
    await (how === 'the word' ? ana.says('send') : ana.clicks('Send'));
    expect(arrived(world, mail)[0]?.to).toEqual([{ name: 'Lê Chi', address: 'chi.le@contoso.com' }]);
  });

  it('opens with a choice among several of that name', async () => {
    const ana = await withPermission();
    await ana.says(lineTo('Ana'));
    expect(reasonAt(ana, 'to')).toBe(t('mail.problem.several', { names: 'Ana' }));
    expect(elementsOf(ana.card(), 'Input.ChoiceSet').map(({ id }) => id)).toContain('pick0');
  });

  it('opens with the word that nobody is called so', async () => {
    const ana = await withPermission();
    await ana.says(lineTo('Zoe'));
    expect(reasonAt(ana, 'to')).toBe(t('mail.problem.nobody', { names: 'Zoe' }));
  });

  it('of somebody not signed in leads to one sign-in, and then to the form, which says what comes', async () => {
    const ana = world.person();
    await ana.says(lineTo('Chi'));
    await ana.signsIn('ana');
    expect(ana.card().text).toContain(later);
    expect(signInCards(ana)).toHaveLength(1);
    await ana.clicks('Send');
    expect(signInCards(ana).at(-1)).toMatchObject({
      text: t('signIn.directoryText'),
      buttons: [{ title: t('signIn.directoryButton') }],
    });
    await ana.signsIn('ana');
    expect(ana.card().text).toContain(foundInDirectory);
  });

  it('of a personal account opens with the word that an address is needed', async () => {
    const linh = world.person();
    await linh.comesInAs('linh');
    await linh.says(lineTo('Chi'));
    expect(reasonAt(linh, 'to')).toBe(t('mail.problem.addressNeededPersonal', { names: 'Chi' }));
  });
});

describe('the form of an email to a name opens all the same', () => {
  it.each([
    ['refuses', { status: 403 }],
    ['takes the sign-in no more', { status: 401 }],
    ['is down', { status: 503 }],
    ['breaks the connection', { drop: true }],
  ] as const)('when the directory %s', async (_why, fault) => {
    const ana = await withPermission();
    const before = signInCards(ana).length;
    world.standIns.graph.answerNext({ on: 'users', ...fault });
    await ana.says(lineTo('Chi'));
    expect([ana.card().inputs.to, signInCards(ana).length]).toEqual(['Chi', before]);
    expect(ana.card().text).toContain(later);
  });

  it('when the token service has trouble with the directory', async () => {
    const ana = await withPermission();
    world.calls.answerNext('GetToken', (url, init) => fetch(url, init));
    world.calls.answerNext('GetToken', async () => new Response('', { status: 500 }));
    await ana.says(lineTo('Chi'));
    expect(ana.card().text).toContain(later);
  });

  it('when the directory takes longer than two seconds', async () => {
    const ana = await withPermission();
    let isAsked = false;
    let letGo = () => {};
    world.calls.answerNext('users', (url, init) => {
      isAsked = true;
      return new Promise((resolve) => {
        letGo = () => resolve(fetch(url, init));
      });
    });
    const turn = ana.says(lineTo('Chi'));
    await until(() => isAsked);
    world.clock.pass(seconds(2));
    await turn;
    expect(ana.card().text).toContain(later);
    letGo();
    await ana.clicks('Send');
    expect(ana.card().text).toContain(foundInDirectory);
  });
});
