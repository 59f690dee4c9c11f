// How much of a file is read, and for how long: over a real connection, from servers that send too much or too slowly.
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileLimits } from '../../bot/mail/files';
import { type Fetch, request } from '../../bot/runtime/http';
import { seconds, standingClock, until } from '../support/clock';
import { inTeams, openArrivals, pastedInTeams, pictureAt } from './arrival';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

/** A host of Teams' files that answers in this way. Its `writeHead` returns nothing where restify was loaded before. */
async function hostOfFiles(answer: RequestListener, fetch: Fetch = request) {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const world = openArrivals(fetch, { environment: { TEAMS_FILE_ORIGINS: origin } });
  return { ...world, file: inTeams(`${origin}/plan.pdf`) };
}

describe('a file', () => {
  it('of as many bytes as a mail may have arrives whole', async () => {
    const bytes = Buffer.alloc(fileLimits.bytes, 'a');
    const { read, file } = await hostOfFiles((_req, res) => res.end(bytes));
    expect((await read(file)).equals(bytes)).toBe(true);
  });

  it.each([
    ['and says so', { 'content-length': fileLimits.bytes + 1 }],
    ['and does not say so', {}],
  ])('that is one byte larger %s is too large', async (_what, headers) => {
    const { refusal, file } = await hostOfFiles((_req, res) => {
      res.writeHead(200, headers);
      res.end(Buffer.alloc(fileLimits.bytes + 1));
    });
    expect(await refusal(file)).toBe('tooLarge');
  });

  it('without an end is not read for long', async () => {
    let sent = 0;
    let isGone = false;
    const part = Buffer.alloc(64 * 1024);
    const { refusal, file } = await hostOfFiles((_req, res) => {
      const more = () => {
        while (!isGone && res.write(part)) sent += part.length;
      };
      res.on('drain', more).once('close', () => {
        isGone = true;
      });
      more();
    });
    expect(await refusal(file)).toBe('tooLarge');
    await until(() => isGone);
    // What the sockets of both sides hold comes on top.
    expect(sent).toBeLessThan(fileLimits.bytes + 20_000_000);
  });

  it('that says it is larger than what comes is none', async () => {
    const { refusal, file } = await hostOfFiles((_req, res) => {
      res.writeHead(200, { 'content-length': 100 });
      res.write('half', () => res.destroy());
    });
    expect(await refusal(file)).toBe('notReadable');
  });

  it('behind a redirect is read, and the redirect’s own endless body is not', async () => {
    let closed = 0;
    const { read, file } = await hostOfFiles((req, res) => {
      if (req.url === '/1') return res.end('the file');
      req.socket.once('close', () => {
        closed += 1;
      });
      res.writeHead(302, { location: '/1' });
      return res.write('elsewhere');
    });
    expect((await read(file)).toString()).toBe('the file');
    await until(() => closed > 0);
  });

  it('that a client without a cap reads whole is too large too', async () => {
    const world = openArrivals(() => new Response(Buffer.alloc(fileLimits.bytes + 1)));
    expect(await world.refusal(inTeams('https://contoso.sharepoint.com/plan.pdf'))).toBe('tooLarge');
  });
});

describe('when the time is over', () => {
  it.each<[string, RequestListener]>([
    ['no answer has come', () => {}],
    ['the answer is still coming', (_req, res) => res.write('a')],
    [
      'a redirect leads nowhere',
      (req, res) => {
        if (req.url === '/1') return;
        res.writeHead(302, { location: '/1' });
        res.end();
      },
    ],
  ])('and %s, the file is given up and the connection closed', async (_what, answer) => {
    const clock = standingClock();
    let asked = 0;
    let closed = 0;
    const { refusal, file } = await hostOfFiles((req, res) => {
      asked += 1;
      req.socket.once('close', () => {
        closed += 1;
      });
      answer(req, res);
    });
    const reason = refusal(file, clock.timeout(seconds(5)));
    await until(() => asked > 0);
    clock.pass(seconds(5));
    expect(await reason).toBe('notReadable');
    await until(() => closed > 0);
  });

  it('before anything began, nothing is asked for', async () => {
    const token = jest.fn(async () => 'a token');
    const world = openArrivals(undefined, { token });
    const over = AbortSignal.abort();
    expect(await world.refusal(inTeams('https://contoso.sharepoint.com/plan.pdf'), over)).toBe('notReadable');
    const picture = pastedInTeams(pictureAt('https://smba.trafficmanager.net'));
    expect(await world.refusal(picture, over)).toBe('notReadable');
    expect(world.calls).toEqual([]);
    expect(token).not.toHaveBeenCalled();
  });

  it('while the bot waits for its token, the file is given up and never asked for', async () => {
    const clock = standingClock();
    let give = (_token: string) => {};
    const token = () =>
      new Promise<string>((resolve) => {
        give = resolve;
      });
    const world = openArrivals(undefined, { token });
    const picture = pastedInTeams(pictureAt('https://smba.trafficmanager.net'));
    const reason = world.refusal(picture, clock.timeout(seconds(5)));
    clock.pass(seconds(5));
    expect(await reason).toBe('notReadable');
    give('late');
    await new Promise((resolve) => setImmediate(resolve));
    expect(world.calls).toEqual([]);
  });
});
