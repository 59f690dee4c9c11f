// The signin/verifyState invoke of Teams: it brings a code, or says that the window was closed.
import { words } from '../../bot/locales';
import { invoke, verifyState } from '../support/activities';
import { minutes } from '../support/clock';
import { askingFor, otherThan, signedIn, summaries } from '../support/signIn';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const asking = () => askingFor(world);

describe('in Teams, signin/verifyState', () => {
  it('with the right code signs in and carries the command out', async () => {
    const ana = await asking();
    const answer = await ana.does(verifyState(await ana.getsCode('ana')));
    expect(answer.status).toBe(200);
    expect(ana.card().text).toContain('Product Designer');
  });

  it('with a wrong code is answered 404, and the person is told', async () => {
    const ana = await asking();
    expect((await ana.does(verifyState('000000'))).status).toBe(404);
    expect(ana.card().text).toContain(t('signIn.wrong.title'));
  });

  it('counts wrong codes together with typed ones: after three the sign-in is closed', async () => {
    const ana = await asking();
    const code = await ana.getsCode('ana');
    await ana.says(otherThan(code));
    await ana.does(verifyState(otherThan(code)));
    await ana.does(verifyState(otherThan(code)));
    expect(ana.card().text).toContain(t('signIn.tooMany.title'));
    expect((await ana.does(verifyState(code))).status).toBe(404);
    expect(ana.card().text).toContain(t('signIn.notWaiting.title'));
  });

  it('delivered twice is answered 200 twice, with one message', async () => {
    const ana = await asking();
    const code = await ana.getsCode('ana');
    const [first, second] = [await ana.does(verifyState(code)), await ana.does(verifyState(code))];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect([first.said.length, second.said]).toEqual([1, []]);
  });

  it('from two clients at once leads to one message', async () => {
    const ana = await asking();
    const code = await ana.getsCode('ana');
    const before = ana.heard().length;
    const answers = await Promise.all([1, 2].map(() => ana.does(verifyState(code))));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(ana.heard().slice(before)).toHaveLength(1);
  });

  it('after "cancel" is refused, and the person is told', async () => {
    const ana = await asking();
    const code = await ana.getsCode('ana');
    await ana.says('cancel');
    expect((await ana.does(verifyState(code))).status).toBe(404);
    expect(ana.card().text).toContain(t('signIn.notWaiting.title'));
  });

  it('after fifteen minutes is refused, and the person is told', async () => {
    const ana = await asking();
    world.clock.pass(minutes(15));
    expect((await ana.does(verifyState(await ana.getsCode('ana')))).status).toBe(404);
    expect(ana.card().text).toContain(t('signIn.expired.title'));
  });

  it('is answered 500 while the token service is down, with one message, and the code works later', async () => {
    const ana = await asking();
    const code = await ana.getsCode('ana');
    world.standIns.tokenService.answerNext({ on: 'GetToken', status: 503, times: 3 });
    for (let times = 0; times < 3; times++) expect((await ana.does(verifyState(code))).status).toBe(500);
    expect(summaries(ana).filter((summary) => summary.includes(t('failure.tokenService')))).toHaveLength(1);
    expect((await ana.does(verifyState(code))).status).toBe(200);
    expect(ana.card().text).toContain('Product Designer');
  });

  it('with a wrong code is answered 404 also when the message fails', async () => {
    const ana = await asking();
    world.connector.answerNext(400);
    expect((await ana.does(verifyState('000000'))).status).toBe(404);
  });

  it('without a code is answered 400', async () => {
    const ana = world.person();
    expect((await ana.does(invoke('signin/verifyState', {}))).status).toBe(400);
  });
});

describe('in Teams, signin/verifyState of a closed window', () => {
  it('leads to a message how to go on, and its code still works', async () => {
    const ana = await asking();
    const code = await ana.getsCode('ana');
    expect((await ana.does(verifyState('CancelledByUser'))).status).toBe(200);
    expect(ana.card().text).toContain(t('signIn.closed.text'));
    await ana.says(code);
    expect(ana.card().text).toContain('Product Designer');
  });

  it.each(['UserCancelledSignIn', '12345', 'closed', ''])(
    'may be "%s": anything but six digits means a closed window',
    async (state) => {
      const ana = await asking();
      expect((await ana.does(verifyState(state))).status).toBe(200);
      expect(ana.card().text).toContain(t('signIn.closed.title'));
    },
  );

  it('leads to one message, however often Teams sends it', async () => {
    const ana = await asking();
    await ana.does(verifyState('CancelledByUser'));
    expect((await ana.does(verifyState('CancelledByUser'))).said).toEqual([]);
  });

  it('leads to a message again for the next card', async () => {
    const ana = await asking();
    await ana.does(verifyState('CancelledByUser'));
    await ana.clicks(t('signIn.start'));
    await ana.does(verifyState('CancelledByUser'));
    expect(summaries(ana).filter((summary) => summary.startsWith(t('signIn.closed.title')))).toHaveLength(2);
  });

  it('leads to no message for somebody who is signed in', async () => {
    const ana = await signedIn(world);
    expect(await ana.does(verifyState('CancelledByUser'))).toMatchObject({ status: 200, said: [] });
  });

  it('leads to no message for somebody who is signed in and whose command is still remembered', async () => {
    const ana = await asking();
    world.standIns.graph.answerNext({ on: 'me', status: 503 });
    await ana.signsIn('ana');
    expect(await ana.does(verifyState('CancelledByUser'))).toMatchObject({ status: 200, said: [] });
    await ana.says('sign in');
    expect(ana.card().text).toContain('Product Designer');
  });

  it('leads to no message after "cancel"', async () => {
    const ana = await asking();
    await ana.says('cancel');
    expect((await ana.does(verifyState('CancelledByUser'))).said).toEqual([]);
  });

  it('is answered 200 while the token service is down, too', async () => {
    const ana = await asking();
    world.standIns.tokenService.answerNext({ on: 'GetToken', status: 503 });
    expect((await ana.does(verifyState('CancelledByUser'))).status).toBe(200);
    expect(ana.card().text).toContain(t('signIn.closed.title'));
  });
});
