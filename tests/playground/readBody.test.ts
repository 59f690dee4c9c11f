// Reading request bodies: the stand-ins share a server with the bot, whose body parser may have run before.
import { plugins } from 'restify';
import { json, readBody, send } from '../../playground/http';
import { type Running, start } from './standIns';

describe.each(['with', 'without'])('a server %s a body parser', (parser) => {
  let running: Running;
  beforeAll(async () => {
    running = await start((server) => {
      if (parser === 'with') server.use(plugins.bodyParser());
      server.post('/read', async (req, res) => {
        const body = await readBody(req, 100);
        send(res, json(200, { read: body.toString() }));
      });
    });
  });
  afterAll(() => running.close());

  const read = async (body: string | URLSearchParams, type?: string) => {
    const headers: Record<string, string> = type ? { 'content-type': type } : {};
    const answer = await fetch(`${running.url}/read`, { method: 'POST', body, headers });
    return ((await answer.json()) as { read: string }).read;
  };

  it('reads JSON, a form and an empty body whole', async () => {
    expect(await read('{"name":"Bảo"}', 'application/json')).toBe('{"name":"Bảo"}');
    expect(await read(new URLSearchParams({ account: 'ana' }))).toBe('account=ana');
    expect(await read('', 'application/json')).toBe('');
  });

  it('says when a body is too large', async () => {
    expect(await read(`"${'x'.repeat(200)}"`, 'application/json')).toBe('too large');
  });
});
