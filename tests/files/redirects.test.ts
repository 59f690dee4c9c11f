// Redirects of a file's address: three at most, each to where the first may be, and the bot's token to no other origin.
import {
  type Arrival,
  botToken,
  inChannel,
  inTeams,
  openArrivals,
  pastedInTeams,
  pictureAt,
} from './arrival';

const file = inTeams('https://contoso.sharepoint.com/0');
const picture = pastedInTeams(pictureAt('https://smba.trafficmanager.net/emea'));
const upload = inChannel('directline', 'https://directline.botframework.com/attachments/c/1/0/a');
const emulated = inChannel('emulator', pictureAt('http://localhost:3000'), 'http://localhost:3000');

/** Answers the first requests with redirects to these, and the next one with the file. */
function redirecting(locations: (string | undefined)[], status = 302, environment = {}) {
  const left = [...locations];
  return openArrivals(
    () => {
      if (left.length === 0) return new Response('the file');
      const location = left.shift();
      return new Response('elsewhere', { status, headers: location === undefined ? {} : { location } });
    },
    { environment },
  );
}

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])('(%i) to another host of SharePoint is followed', async (status) => {
    const world = redirecting(['https://contoso-my.sharepoint.com/1', '/2', '../3?t=1'], status);
    expect((await world.read(file)).toString()).toBe('the file');
    expect(world.calls.map(({ url }) => url)).toEqual([
      'https://contoso.sharepoint.com/0',
      'https://contoso-my.sharepoint.com/1',
      'https://contoso-my.sharepoint.com/2',
      'https://contoso-my.sharepoint.com/3?t=1',
    ]);
    expect(world.calls.every(({ init }) => init.redirect === 'manual')).toBe(true);
  });

  it('is followed three times and no further', async () => {
    const world = redirecting(['/1', '/2', '/3', '/4']);
    expect(await world.refusal(file)).toBe('notReadable');
    expect(world.calls).toHaveLength(4);
  });

  it('to the same address again comes to an end', async () => {
    const world = openArrivals(() => new Response(null, { status: 307, headers: { location: '/0' } }));
    expect(await world.refusal(file)).toBe('notReadable');
    expect(world.calls).toHaveLength(4);
  });

  it('to a link that has expired says so', async () => {
    const world = openArrivals((url) =>
      url.endsWith('/0')
        ? new Response(null, { status: 302, headers: { location: '/1' } })
        : new Response(null, { status: 401 }),
    );
    expect(await world.refusal(file)).toBe('expired');
  });

  it('from and to a stand-in for SharePoint is followed', async () => {
    const environment = { TEAMS_FILE_ORIGINS: 'http://127.0.0.1:9999, http://127.0.0.1:9998' };
    const world = redirecting(['http://127.0.0.1:9998/1'], 302, environment);
    expect((await world.read(inTeams('http://127.0.0.1:9999/0'))).toString()).toBe('the file');
  });

  it('within the service keeps the bot’s token there', async () => {
    const world = redirecting([pictureAt('https://smba.trafficmanager.net/amer')]);
    await world.read(picture);
    expect(world.calls.map(({ authorization }) => authorization)).toEqual(
      [1, 2].map(() => `Bearer ${botToken}`),
    );
  });

  const lures: (string | undefined)[] = [
    'https://evil.example/1',
    '//evil.example/1',
    'http://contoso.sharepoint.com/1',
    'http://169.254.169.254/metadata/identity/oauth2/token',
    'https://169.254.169.254/',
    'http://localhost:3001/v3/attachments/1/views/original',
    'http://127.0.0.1:9999/1',
    'http://[::1]/1',
    'https://contoso.sharepoint.com:8443/1',
    'https://contoso.sharepoint.com@evil.example/1',
    'https://ana:secret@contoso.sharepoint.com/1',
    'https://contoso.sharepoint.com.evil.example/1',
    'https://contoso.sharepoint.com./1',
    'https://evil.example\\@contoso.sharepoint.com/1',
    'file:///etc/passwd',
    'data:text/plain,hello',
    'javascript:alert(1)',
    'https://',
    undefined,
  ];
  const sources: [string, Arrival][] = [
    ['a file in Teams', file],
    ['a picture in Teams', picture],
    ['an upload', upload],
    ['a file of the Emulator', emulated],
  ];
  it.each(sources.flatMap(([what, arrival]) => lures.map((lure) => [what, lure, arrival] as const)))(
    'of %s to %s is not followed',
    async (_what, lure, arrival) => {
      const world = redirecting([lure]);
      expect(await world.refusal(arrival)).toBe('notReadable');
      expect(world.calls).toHaveLength(1);
    },
  );

  it.each([
    ['a picture in Teams', picture, 'https://contoso.sharepoint.com/1'],
    ['a picture in Teams', picture, 'https://smba.trafficmanager.net/emea/v3/conversations'],
    ['an upload', upload, 'https://contoso.sharepoint.com/1'],
    ['an upload', upload, 'https://directline.botframework.com/v3/directline'],
    ['a file in Teams', file, pictureAt('https://smba.trafficmanager.net/emea')],
  ])(
    'of %s is not followed to where another channel has its files, nor to another path',
    async (_what, arrival, to) => {
      const world = redirecting([to]);
      expect(await world.refusal(arrival)).toBe('notReadable');
      expect(world.calls).toHaveLength(1);
    },
  );
});
