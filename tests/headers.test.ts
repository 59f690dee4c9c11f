// Headers of every answer: none names the server software, and in production browsers are told to use https only.
import { createApp } from '../bot/app';
import { readSettings } from '../bot/settings';
import { closed, listen, startWorld, type World } from './support/world';

let world: World;
/** A bot in production mode. These tests never touch its storage. */
let production: { url: string; close(): Promise<void> };
beforeAll(async () => {
  world = await startWorld();
  const settings = readSettings({
    NODE_ENV: 'production',
    LOG_LEVEL: 'silent',
    MicrosoftAppId: '11111111-2222-4333-8444-555555555555',
    MicrosoftAppPassword: 'x',
    BLOB_STORAGE_CONNECTION_STRING: 'UseDevelopmentStorage=true',
  });
  const { server } = createApp({ settings });
  production = { url: await listen(server), close: () => closed(server) };
});
afterAll(() => Promise.all([world.close(), production.close()]));

const headerOf = async (name: string, url: string, init: RequestInit = {}) => {
  const response = await fetch(url, init);
  await response.arrayBuffer();
  return response.headers.get(name);
};

/** One request for each way in which the server answers. */
const answers: [string, string, RequestInit?][] = [
  ['a page', '/privacy'],
  ['JSON', '/healthz'],
  ['an activity that is refused', '/api/messages', { method: 'POST', body: '{' }],
  ['a packed body', '/api/messages', { method: 'POST', headers: { 'content-encoding': 'gzip' }, body: 'x' }],
  ['a method that is not allowed', '/api/messages', { method: 'PUT' }],
  ['an address with nothing behind it', '/nowhere'],
];

describe.each(answers)('%s', (_what, path, init) => {
  it('does not name the server software', async () => {
    expect(await headerOf('server', world.url + path, init)).toBeNull();
  });

  it('tells browsers in production to use https only, for a year', async () => {
    const header = await headerOf('strict-transport-security', production.url + path, init);
    expect(header).toBe('max-age=31536000');
  });

  it('does not ask for https outside production: a developer’s machine has none', async () => {
    expect(await headerOf('strict-transport-security', world.url + path, init)).toBeNull();
  });
});

describe('the playground', () => {
  it.each(['/mailbox', '/signin', '/nowhere'])('does not say what program answers %s', async (path) => {
    expect(await headerOf('server', world.standInsUrl + path)).toBeNull();
  });
});
