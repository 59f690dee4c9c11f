// Files are read where their channel keeps them: byte for byte, with the bot's token for its own service alone.
import { randomBytes } from 'node:crypto';
import {
  type Arrival,
  botToken,
  inChannel,
  inTeams,
  openArrivals,
  pastedInTeams,
  pictureAt,
  teamsFile,
} from './arrival';

const withSecret = { DIRECT_LINE_SECRET: 's' };

describe('a file', () => {
  it.each<[string, Arrival, string, object?]>([
    ['attached in Teams', inTeams('https://contoso-my.sharepoint.com/d?tempauth=t'), ''],
    ['in SharePoint’s other clouds', inTeams('https://contoso.sharepoint.us/plan.pdf'), ''],
    ['of the Department of Defense', inTeams('https://contoso.sharepoint-mil.us/plan.pdf'), ''],
    ['in Germany', inTeams('https://contoso.sharepoint.de/plan.pdf'), ''],
    ['in China', inTeams('https://contoso.sharepoint.cn/plan.pdf'), ''],
    ['in a tenant for tests', inTeams('https://contoso.sharepoint-df.com/plan.pdf'), ''],
    [
      'of a stand-in for SharePoint',
      inTeams('http://127.0.0.1:9999/plan.pdf'),
      '',
      { TEAMS_FILE_ORIGINS: 'http://127.0.0.1:9999' },
    ],
    ['pasted in Teams', pastedInTeams(pictureAt('https://smba.trafficmanager.net/emea')), botToken],
    [
      'pasted in Teams of a stand-in',
      pastedInTeams(pictureAt('http://127.0.0.1:9999'), 'http://127.0.0.1:9999/'),
      botToken,
    ],
    [
      'of the chat page',
      inChannel('directline', 'https://directline.botframework.com/attachments/c/1/0/a'),
      '',
    ],
    [
      'of the chat page, where the bot has a page of its own',
      inChannel('directline', 'https://directline.botframework.com/attachments/c/1/0/a?t=1'),
      '',
      withSecret,
    ],
    [
      'of a Direct Line in one region',
      inChannel('webchat', 'https://europe.directline.botframework.com/attachments/c/1/0/a'),
      '',
      { ...withSecret, DIRECT_LINE_URL: 'https://europe.directline.botframework.com' },
    ],
    [
      'of the portal’s test chat',
      inChannel('webchat', 'https://webchat.botframework.com/attachments/c/1/0/a'),
      '',
    ],
    [
      'of a stand-in for Direct Line',
      inChannel('directline', 'http://127.0.0.1:9999/v3/directline/attachments/1/plan.pdf'),
      '',
      { ...withSecret, DIRECT_LINE_URL: 'http://127.0.0.1:9999' },
    ],
    [
      'of the Emulator',
      inChannel('emulator', pictureAt('http://localhost:3000'), 'http://localhost:3000'),
      '',
    ],
    [
      'of an Emulator behind a tunnel',
      inChannel('emulator', pictureAt('https://tunnel.example'), 'https://tunnel.example'),
      '',
    ],
  ])(
    '%s arrives byte for byte, and nobody else gets the bot’s token',
    async (_what, arrival, token, environment = {}) => {
      const bytes = randomBytes(100_000);
      const world = openArrivals(() => new Response(bytes), { environment });
      expect((await world.read(arrival)).equals(bytes)).toBe(true);
      expect(world.calls).toHaveLength(1);
      expect(world.calls[0]?.authorization).toBe(token ? `Bearer ${token}` : undefined);
    },
  );

  it('is asked for at the address that was compared, not as it was written', async () => {
    const world = openArrivals();
    await world.read(inTeams(' HTTPS:\\\\Contoso。SharePoint.com:443\\a\\..\\plan.pdf\t#page '));
    expect(world.calls.map(({ url }) => url)).toEqual(['https://contoso.sharepoint.com/plan.pdf#page']);
  });

  it('is asked for without a token while authentication is off', async () => {
    const world = openArrivals(undefined, { token: async () => undefined });
    await world.read(pastedInTeams(pictureAt('https://smba.trafficmanager.net')));
    expect(world.calls[0]?.authorization).toBeUndefined();
  });

  it('is not asked for where the bot has no token to ask with', async () => {
    const token = () => Promise.reject(new Error('The login service does not answer'));
    const world = openArrivals(undefined, { token });
    const picture = pastedInTeams(pictureAt('https://smba.trafficmanager.net'));
    expect(await world.refusal(picture)).toBe('notReadable');
    expect(world.calls).toEqual([]);
  });

  it('costs no token for an address that is not the service’s', async () => {
    const token = jest.fn(async () => botToken);
    const world = openArrivals(undefined, { token });
    await world.refusal(pastedInTeams(pictureAt('https://evil.example')));
    await world.read(inTeams('https://contoso.sharepoint.com/plan.pdf'));
    expect(token).not.toHaveBeenCalled();
  });
});

describe('an answer', () => {
  const file = inTeams('https://contoso.sharepoint.com/plan.pdf');
  const picture = pastedInTeams(pictureAt('https://smba.trafficmanager.net'));

  it.each([401, 403])('%i of SharePoint says that the link has expired', async (status) => {
    const answer = () => new Response('no', { status });
    expect(await openArrivals(answer).refusal(file)).toBe('expired');
    expect(await openArrivals(answer).refusal(picture)).toBe('notReadable');
  });

  it.each([201, 204, 206, 300, 304, 404, 410, 429, 500, 503])('%i is no file', async (status) => {
    const answer = () => new Response([204, 304].includes(status) ? null : 'no file', { status });
    expect(await openArrivals(answer).refusal(file)).toBe('notReadable');
  });

  it('that is packed is no file: its bytes are others than were sent', async () => {
    const answer = () => new Response('packed', { headers: { 'content-encoding': 'gzip' } });
    expect(await openArrivals(answer).refusal(file)).toBe('notReadable');
  });

  it('that never came is told without the address', async () => {
    const secret = 'tempauth-of-ana-alone';
    const answer = () => Promise.reject(new Error(`getaddrinfo ENOTFOUND contoso.sharepoint.com?${secret}`));
    const error = await openArrivals(answer)
      .read(inTeams(`https://contoso.sharepoint.com/plan.pdf?${secret}`))
      .catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ reason: 'notReadable' });
    expect(error).not.toHaveProperty('cause');
    expect(`${JSON.stringify(error)} ${String(error)}`).not.toMatch(/tempauth|sharepoint|plan/);
  });

  it('with nothing in it is an empty file', async () => {
    expect(await openArrivals(() => new Response('')).read(file)).toHaveLength(0);
  });
});

describe('among what comes with a message', () => {
  const namesOf = (...attachments: unknown[]) =>
    openArrivals()
      .files(attachments)
      .map(({ name }) => name);
  const image = { contentType: 'image/png', contentUrl: 'https://a.example/' };

  it.each([
    [
      'an Adaptive Card',
      { contentType: 'application/vnd.microsoft.card.adaptive', content: {}, name: 'card' },
    ],
    ['a card of Teams', { contentType: 'application/vnd.microsoft.teams.card.o365connector', content: {} }],
    ['the message in HTML', { contentType: 'text/html', content: '<p>hi</p>' }],
    ['the message as text', { contentType: 'text/plain', content: 'hi' }],
    ['a quoted message', { contentType: 'messageReference', content: '{}', id: '1' }],
    ['no attachment at all', 'plan.pdf'],
    ['one without a type', { name: 'plan.pdf' }],
  ])('%s is no file', (_what, attachment) => {
    expect(namesOf(attachment, image)).toEqual([undefined]);
    expect(namesOf(attachment)).toEqual([]);
  });

  it('files stay in their order, those too that cannot be read', () => {
    const html = { contentType: 'text/html', name: 'page.html', contentUrl: 'https://a.example/' };
    const noLink = { contentType: teamsFile, name: 'plan.pdf' };
    const noWord = { contentType: 'image/*' };
    expect(namesOf(noLink, image, html, noWord)).toEqual(['plan.pdf', undefined, 'page.html', undefined]);
  });

  it('a name and a type are as the sender says', () => {
    const [file] = openArrivals().files([{ ...image, name: 'C:\\a\\b.exe' }]);
    expect(file).toMatchObject({ name: 'C:\\a\\b.exe', contentType: 'image/png' });
  });

  it.each([
    ['too long', `https://directline.botframework.com/attachments/c/1/0/${'a'.repeat(2_048)}`],
    ['no text', { href: 'https://directline.botframework.com/attachments/c/1/0/a' }],
  ])('a file whose address is %s cannot be read', async (_what, contentUrl) => {
    const world = openArrivals();
    const attachment = { contentType: 'image/png', name: 'a.png', contentUrl };
    expect(await world.refusal({ channelId: 'directline', attachment })).toBe('notReadable');
    expect(world.calls).toEqual([]);
  });
});
