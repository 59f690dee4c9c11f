// The profile: the attributes that Graph has, names as they are, and Graph's failures in words.
import { words } from '../../bot/locales';
import { elementsOf } from '../support/card';
import { lastTurn, referenceIn } from '../support/log';
import type { Person } from '../support/person';
import { closedUrl, startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

async function signedIn(account: string): Promise<Person> {
  const somebody = world.person();
  await somebody.comesInAs(account);
  return somebody;
}

/** Rows of the newest card, by their label: those that are shown, or those that are folded away. */
function rowsOf(somebody: Person, which: 'shown' | 'folded' = 'shown'): Record<string, string> {
  const containers = elementsOf(somebody.card(), 'Container') as { id?: string; items: Columns[] }[];
  type Columns = { columns: { items: Element[] }[] };
  type Element = { text?: string; inlines?: { text: string }[] };
  const textOf = ([element]: Element[] = []) => element?.text ?? element?.inlines?.[0]?.text ?? '';
  const rows = containers.find(({ id }) => (id === 'details') === (which === 'folded'))?.items ?? [];
  return Object.fromEntries(
    rows.map(({ columns: [label, value] }) => [textOf(label?.items), textOf(value?.items)]),
  );
}

describe('the profile of a work account', () => {
  it('has the eleven attributes: the name once, how to reach the person, and the rest folded away', async () => {
    const ana = await signedIn('ana');
    await ana.says('profile');
    const [name, jobTitle] = elementsOf(ana.card(), 'RichTextBlock').map(({ inlines }) => inlines);
    expect([name, jobTitle]).toEqual([
      [expect.objectContaining({ text: 'Ana Nguyen' })],
      [expect.objectContaining({ text: 'Product Designer' })],
    ]);
    expect(Object.entries(rowsOf(ana))).toEqual(
      Object.entries({
        Email: 'ana@contoso.com',
        'Business phones': '+84 28 3823 4567',
        'Mobile phone': '+84 90 123 4567',
        Office: 'Ho Chi Minh City, 4/217',
        Language: 'Vietnamese (vi-VN)',
      }),
    );
    expect(rowsOf(ana, 'folded')).toEqual({
      'Given name': 'Ana',
      Surname: 'Nguyen',
      'Sign-in name': 'ana@contoso.com',
      ID: '8c5f6f0a-2b7e-4b57-9d40-1f2a3c4d5e60',
    });
  });

  it('is shown by a click as well', async () => {
    const ana = await signedIn('ana');
    await ana.clicks(t('cards.home.profile'));
    expect(ana.card().text).toContain('Product Designer');
  });

  it('leaves out what is empty', async () => {
    const bao = await signedIn('bao');
    await bao.says('profile');
    expect(Object.keys(rowsOf(bao))).toEqual(['Sign-in name']);
    expect(Object.keys(rowsOf(bao, 'folded'))).toEqual(['ID']);
  });

  it('never shows null or undefined', async () => {
    const bao = await signedIn('bao');
    await bao.says('profile');
    expect(JSON.stringify(bao.card().json)).not.toMatch(/null|undefined/);
  });

  it('shows a name with Markdown in it as typed', async () => {
    const bao = await signedIn('bao');
    await bao.says('profile');
    const runs = elementsOf(bao.card(), 'TextRun').map(({ text }) => text);
    expect(runs).toContain('Bảo_Tran *guest*');
  });

  it('shows nothing of the person in elements that render Markdown', async () => {
    const bao = await signedIn('bao');
    await bao.says('profile');
    const blocks = elementsOf(bao.card(), 'TextBlock').map(({ text }) => String(text));
    expect(blocks.filter((text) => text.includes('guest'))).toEqual([]);
  });
});

describe('the profile of a personal account', () => {
  it('shows the little that Graph tells', async () => {
    const linh = await signedIn('linh');
    await linh.says('profile');
    expect(rowsOf(linh)).toEqual({ 'Sign-in name': 'linh.pham@outlook.com' });
    expect(rowsOf(linh, 'folded')).toEqual({ 'Given name': 'Linh', Surname: 'Phạm', ID: '0003bffd3a1c92e7' });
    expect(elementsOf(linh.card(), 'TextRun').map(({ text }) => text)).toEqual(
      expect.arrayContaining(['LP', 'Linh Phạm']),
    );
  });
});

describe('when Graph fails, a profile', () => {
  it.each([
    [302, 'failure.notTaken'],
    [400, 'failure.notTaken'],
    [403, 'failure.work.consent'],
    [404, 'failure.work.notFound'],
    [429, 'failure.busy'],
    [500, 'failure.trouble'],
    [503, 'failure.trouble'],
  ] as const)('(%i) is answered with the reason and a reference', async (status, key) => {
    const ana = await signedIn('ana');
    world.standIns.graph.answerNext({ on: 'me', status });
    await ana.says('profile');
    expect(ana.card().text).toContain(t(key, { wait: t('failure.aMinute') }));
    expect(lastTurn(world)).toMatchObject({ outcome: 'failed', reference: referenceIn(ana.card().text) });
  });

  it('of a personal account does not blame an organisation', async () => {
    const linh = await signedIn('linh');
    world.standIns.graph.answerNext({ on: 'me', status: 403, code: 'Surprise' });
    await linh.says('profile');
    expect(linh.card().text).toContain(t('failure.personal.forbidden'));
  });

  it('is answered with the reason when Graph cannot be reached', async () => {
    const ana = await signedIn('ana');
    const nowhere = await closedUrl();
    world.calls.answerNext('me', (_url, init) => fetch(nowhere, init));
    await ana.says('profile');
    expect(ana.card().text).toContain(t('failure.unreachable'));
  });

  it('is answered with the reason when Graph sends something else', async () => {
    const ana = await signedIn('ana');
    world.calls.answerNext('me', async () => Response.json({ surprise: true }));
    await ana.says('profile');
    expect(ana.card().text).toContain(t('failure.trouble'));
  });

  it('refused for its token leads to a new sign-in', async () => {
    const ana = await signedIn('ana');
    world.standIns.graph.answerNext({ on: 'me', status: 401 });
    await ana.says('profile');
    expect(ana.card().text).toContain(t('failure.signInAgain'));
    await ana.comesInAs('ana');
    expect(ana.card().text).toContain(t('cards.home.hint'));
  });
});
