// Stopping the program, as SIGTERM does: no new turns, work in flight is finished, within a limit.
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
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

  it.each([
    ['an upgrade', 'GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'],
    ['a tunnel', 'CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['half a body', 'POST /api/messages HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{'],
    ['half a head', 'GET /healthz HTTP/1.1\r\nHost: a\r\n'],
    ['nothing', ''],
  ])('ends the connection of a client that sent %s and keeps it open', async (_what, sent) => {
    const client = connect({ port: Number(new URL(world.url).port), host: '127.0.0.1', allowHalfOpen: true });
    const answer = text(client);
    client.write(sent);
    // Its connection is accepted by the time another one's request is answered.
    await fetch(`${world.url}/healthz`);
    let stopped = false;
    const stop = world.app.close().then(() => {
      stopped = true;
    });
    // A connection that nobody uses ends at once, and the others after one second more.
    await until(() => stopped || world.clock.due().includes(seconds(1)));
    world.clock.pass(seconds(1));
    await stop;
    await answer.catch(() => 'broken off');
  });
});
