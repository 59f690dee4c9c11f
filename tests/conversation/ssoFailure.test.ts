// The signin/failure invoke: the person reads once why single sign-on failed, and the next card offers the button only.
import { words } from '../../bot/locales';
import { signInFailure, tokenExchange } from '../support/activities';
import { lastTurn, referenceIn } from '../support/log';
import type { Person } from '../support/person';
import { askingFor, signInCards, summaries, teamsToken, withSingleSignOn } from '../support/signIn';
import { startWorld, type World } from '../support/world';

const { t } = words('en');
const failed = t('signIn.failed.title');

let world: World;
beforeAll(async () => {
  world = await startWorld({ tokenExchangeUri: 'api://bot/access' });
});
afterAll(() => world.close());

const asking = () => askingFor(world);

/** How many messages about the failure somebody got. */
const toldOf = (ana: Person) => summaries(ana).filter((summary) => summary.startsWith(failed)).length;

describe('in Teams, signin/failure', () => {
  it('is answered 200, and the person is told what to do', async () => {
    const ana = await asking();
    expect((await ana.does(signInFailure('resourcematchfailed'))).status).toBe(200);
    expect(ana.card().text).toContain(t('signIn.failed.resourcematchfailed'));
  });

  it.each([
    'installappfailed',
    'authrequestfailed',
    'installedappnotfound',
    'invokeerror',
    'resourcematchfailed',
    'oauthcardnotvalid',
    'tokenmissing',
    'userconsentrequired',
  ] as const)('(%s) is explained to the person, with a line for an administrator', async (code) => {
    const ana = await asking();
    await ana.does(signInFailure(code));
    const { text } = ana.card();
    expect(text).toContain(t(`signIn.failed.${code}`));
    const advice = t(`signIn.adminCan.${code}`, { permissions: t('signIn.permissions.mail') });
    expect(text).toContain(t('signIn.failed.forAdmin', { code, advice }));
  });

  it('(interactionrequired) is explained without a line for an administrator', async () => {
    const ana = await asking();
    await ana.does(signInFailure('interactionrequired'));
    expect(ana.card().text).toContain(t('signIn.failed.interactionrequired'));
    expect(ana.card().text).not.toContain('administrator');
  });

  it('of an unknown code is explained in general words, and the code is not in the log', async () => {
    const ana = await asking();
    await ana.does(signInFailure('SomethingNew'));
    expect(ana.card().text).toContain(t('signIn.failed.other'));
    expect(lastTurn(world)).toMatchObject({
      outcome: 'sign-in failed: other',
      reference: referenceIn(ana.card().text),
    });
  });

  it('with a text in place of a code neither shows nor logs that text', async () => {
    const ana = await asking();
    await ana.does(signInFailure('call this stranger at once'));
    expect(ana.card().text).toContain(t('signIn.failed.other'));
    expect(JSON.stringify([ana.card().json, lastTurn(world)])).not.toContain('stranger at once');
  });

  it('leads to one message, however many clients send it', async () => {
    const ana = await asking();
    const answers = await Promise.all([1, 2, 3].map(() => ana.does(signInFailure('tokenmissing'))));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(toldOf(ana)).toBe(1);
  });

  it('without a pending sign-in leads to no message', async () => {
    const ana = world.person();
    expect(await ana.does(signInFailure('invokeerror'))).toMatchObject({ status: 200, said: [] });
  });

  it('of a second device leads to no message for somebody who is signed in', async () => {
    const ana = withSingleSignOn(world, await asking());
    await ana.does(tokenExchange(teamsToken));
    expect(await ana.does(signInFailure('installedappnotfound'))).toMatchObject({ status: 200, said: [] });
  });

  it('of one device does not keep single sign-on of another from signing in', async () => {
    const ana = withSingleSignOn(world, await asking());
    await ana.does(signInFailure('installedappnotfound'));
    await ana.does(tokenExchange(teamsToken));
    expect(ana.card().text).toContain('Product Designer');
  });

  it('is followed by a card with the button only, and the remembered command is carried out after it', async () => {
    const ana = await asking();
    await ana.does(signInFailure('resourcematchfailed'));
    await ana.clicks(t('signIn.start'));
    expect(signInCards(ana).map((card) => 'tokenExchangeResource' in card)).toEqual([true, false]);
    await ana.signsIn('ana');
    expect(ana.card().text).toContain('Product Designer');
  });

  it('is forgotten with the sign-in: the next one tries single sign-on again', async () => {
    const ana = await asking();
    await ana.does(signInFailure('invokeerror'));
    await ana.says('cancel');
    await ana.says('profile');
    expect(signInCards(ana).at(-1)).toHaveProperty('tokenExchangeResource');
  });

  it('leads to the help with one click', async () => {
    const ana = await asking();
    await ana.does(signInFailure('userconsentrequired'));
    await ana.clicks(t('signIn.help'));
    expect(ana.card().text).toContain(t('signInHelp.title'));
  });
});
