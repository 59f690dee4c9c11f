// Stopping the program, as SIGTERM does: no new turns, work in flight is finished, within a limit.
import { words } from '../../bot/locales';
import { seconds, until } from '../support/clock';
import { arrived, someMail, withOpenForm } from '../support/mails';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

/** A stop begins while a mail is under way. */
async function stopsWhileSending() {
  const ana = await withOpenForm(world.person({ channel: 'webchat' }));
  const mail = someMail();
  const { release } = world.standIns.graph.answerNext({ on: 'sendMail', hang: true });
  const asked = world.standIns.graph.requests.length;
  const turn = ana.clicks('Send', mail);
  await until(() => world.standIns.graph.requests.length > asked);
  let stopped = false;
  const stop = world.app.close().then(() => {
    stopped = true;
  });
  return { ana, mail, turn, release, stop, hasStopped: () => stopped };
}

describe('a bot that is being stopped', () => {
  it('says that it is not ready, and takes no new turn', async () => {
    const { turn, release, stop } = await stopsWhileSending();
    const bao = world.person();
    expect((await fetch(`${world.url}/readyz`)).status).toBe(503);
    expect((await bao.does({ type: 'message', text: 'help' })).status).toBe(503);
    expect(bao.heard()).toEqual([]);
    release();
    await Promise.all([turn, stop]);
  });

  it('finishes the mail that is under way, and tells of it', async () => {
    const { ana, mail, turn, release, stop, hasStopped } = await stopsWhileSending();
    world.clock.pass(seconds(5));
    await turn;
    expect(hasStopped()).toBe(false);
    release();
    await stop;
    expect(ana.card().text).toContain(t('cards.receipt.title'));
    expect(arrived(world, mail)).toHaveLength(1);
  });

  it('waits for it no longer than twenty seconds', async () => {
    const { turn, release, stop, hasStopped } = await stopsWhileSending();
    world.clock.pass(seconds(5));
    await turn;
    world.clock.pass(seconds(15));
    await stop;
    expect(hasStopped()).toBe(true);
    release();
  });
});
