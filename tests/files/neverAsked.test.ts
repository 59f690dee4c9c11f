// Addresses that a file must never be read from: whoever names one gets no request made, and no token sent.
import { type Arrival, inChannel, inTeams, openArrivals, pastedInTeams, pictureAt } from './arrival';

/** Hosts and schemes that no channel keeps files at. */
const nobodys = [
  'file:///etc/passwd',
  'ftp://contoso.sharepoint.com/plan.pdf',
  'javascript:alert(1)',
  'blob:https://contoso.sharepoint.com/1',
  'http://169.254.169.254/metadata/instance?api-version=2021-02-01',
  'https://169.254.169.254/v3/attachments/1/views/original',
  'http://[::1]/v3/attachments/1/views/original',
  'https://[::ffff:169.254.169.254]/attachments/1',
  'https://0xa9fea9fe/attachments/1',
  'https://2852039166/attachments/1',
  'http://localhost/v3/attachments/1/views/original',
  'https://localhost/attachments/1',
  'http://127.0.0.1:41741/msi/token',
  'https://evil.example/attachments/1',
  '//evil.example/attachments/1',
  '//contoso.sharepoint.com/plan.pdf',
  '/v3/attachments/1/views/original',
  '',
  ' ',
  'https://',
  'https:///',
  'not an address',
];

/** An address of another host, made to look like this one. */
const likenessesOf = (host: string, path: string) => [
  `http://${host}${path}`,
  `https://${host}.evil.example${path}`,
  `https://${host}。evil.example${path}`,
  `https://evil-${host.replace('.', '-')}.example${path}`,
  `https://${host}@evil.example${path}`,
  `https://evil.example\\@${host}${path}`,
  `https://evil.example#@${host}${path}`,
  `https://evil.example?@${host}${path}`,
  `https://evil.example/${host}${path}`,
  `https://ana@${host}${path}`,
  `https://ana:secret@${host}${path}`,
  `https://${host}:8443${path}`,
  `https://${host}:80${path}`,
  `https://${host}.${path}`,
  `https://${host}。${path}`,
  `https://${host.replace(/\.com|\.net/, '.co')}${path}`,
  // A Cyrillic letter in the place of a Latin one.
  `https://${host.replace(/e(?=[^e]*$)/, 'е')}${path}`,
];

async function expectNeverAsked(arrival: Arrival, environment = {}) {
  const world = openArrivals(undefined, { environment });
  expect(await world.refusal(arrival)).toBe('notReadable');
  expect(world.calls).toEqual([]);
}

describe('a file attached in Teams', () => {
  it.each([
    ...nobodys,
    ...likenessesOf('contoso.sharepoint.com', '/plan.pdf'),
    'https://sharepoint.com/plan.pdf',
    'https://evilsharepoint.com/plan.pdf',
    'https://contoso.evilsharepoint.com/plan.pdf',
    'https://contoso-sharepoint.com/plan.pdf',
    'https://contoso.sharepoint.com.cn/plan.pdf',
    'https://contoso.sharepoint.example/plan.pdf',
    'https://smba.trafficmanager.net/v3/attachments/1/views/original',
    'https://contoso.blob.core.windows.net/plan.pdf',
    'data:application/pdf;base64,JVBERg==',
  ])('is not asked for at %s', (address) => expectNeverAsked(inTeams(address)));

  it.each([
    ['no address', undefined],
    ['null', null],
    ['a number', 7],
    ['a list', ['https://contoso.sharepoint.com/plan.pdf']],
    ['an endless address', `https://contoso.sharepoint.com/${'a'.repeat(8_192)}`],
  ])('is not asked for where Teams names %s: its page is no file', (_what, address) =>
    expectNeverAsked(inTeams(address)),
  );

  it.each([
    'http://127.0.0.1:9999',
    'https://127.0.0.1:9998',
    'http://localhost:9998',
    'https://a.files.example',
  ])('is not asked for at %s, beside the origins of the settings', (origin) =>
    expectNeverAsked(inTeams(`${origin}/plan.pdf`), {
      TEAMS_FILE_ORIGINS: 'http://127.0.0.1:9998, https://files.example',
    }),
  );
});

describe('a picture pasted in Teams', () => {
  const path = '/v3/attachments/1/views/original';
  it.each([
    ...nobodys,
    ...likenessesOf('smba.trafficmanager.net', path),
    `https://evil.trafficmanager.net${path}`,
    'https://eu-api.asm.skype.com/v1/objects/1/views/imgo',
    'https://contoso.sharepoint.com/plan.png',
    'https://smba.trafficmanager.net/emea/v3/conversations/c/members',
    'https://smba.trafficmanager.net/emea/v3/attachments/1/views/original/../../../conversations/c/members',
    'https://smba.trafficmanager.net/emea/v3/attachments/..%2F..%2Fconversations/views/original',
    'data:image/png;base64,iVBORw0KGgo=',
  ])('is not asked for at %s', (address) => expectNeverAsked(pastedInTeams(address)));

  it.each([
    'http://smba.trafficmanager.net/emea/',
    'http://169.254.169.254/',
    'https://169.254.169.254/',
    'https://[fe80::1]/',
    'https://smba.trafficmanager.net:8443/',
    'https://smba.trafficmanager.net./',
    'https://ana@smba.trafficmanager.net/',
  ])('is not asked for where the service is said to be at %s', (service) =>
    expectNeverAsked(pastedInTeams(pictureAt(new URL(service).origin), service)),
  );

  it('is not asked for at another port of this machine than the service’s', () =>
    expectNeverAsked(pastedInTeams(pictureAt('http://127.0.0.1:2'), 'http://127.0.0.1:1/')));
});

describe.each(['webchat', 'directline'])('a file sent through %s', (channel) => {
  const path = '/attachments/c/0000001/0/plan.pdf';
  it.each([
    ...nobodys,
    ...likenessesOf('directline.botframework.com', path),
    ...likenessesOf('webchat.botframework.com', path),
    `https://botframework.com${path}`,
    `https://evildirectline.botframework.com${path}`,
    `https://api.botframework.com${path}`,
    'https://directline.botframework.com/v3/directline/conversations',
    'https://directline.botframework.com/attachments/../v3/directline/conversations',
    'https://directline.botframework.com/attachments/',
    'https://smba.trafficmanager.net/emea/v3/attachments/1/views/original',
    'https://contoso.sharepoint.com/plan.pdf',
  ])('is not asked for at %s', async (address) => {
    await expectNeverAsked(inChannel(channel, address));
    await expectNeverAsked(inChannel(channel, address, 'https://evil.example/'));
    await expectNeverAsked(inChannel(channel, address), { DIRECT_LINE_SECRET: 's' });
  });

  it.each([
    `https://directline.botframework.com${path}`,
    `http://127.0.0.1:9998${path}`,
    `https://127.0.0.1:9999${path}`,
    `http://localhost:9999${path}`,
    `http://ana@127.0.0.1:9999${path}`,
  ])('is not asked for at %s, beside a Direct Line of one’s own', (address) =>
    expectNeverAsked(inChannel(channel, address), {
      DIRECT_LINE_SECRET: 's',
      DIRECT_LINE_URL: 'http://127.0.0.1:9999',
    }),
  );
});

describe('a file sent in the Emulator', () => {
  const service = 'http://localhost:3000';
  it.each([
    ...nobodys,
    pictureAt('http://localhost:3001'),
    pictureAt('http://127.0.0.1:3000'),
    pictureAt('http://localhost.evil.example:3000'),
    pictureAt('http://ana@localhost:3000'),
    'http://localhost:3000/secret',
    'https://directline.botframework.com/attachments/c/1/0/plan.pdf',
  ])('is not asked for at %s', (address) => expectNeverAsked(inChannel('emulator', address, service)));

  it.each(['https://10.0.0.1', 'http://10.0.0.1', 'https://tunnel.example:8443', 'http://tunnel.example'])(
    'is not asked for where the Emulator says it is at %s',
    (origin) => expectNeverAsked(inChannel('emulator', pictureAt(origin), origin)),
  );
});

describe('in any other channel', () => {
  it.each(['slack', 'email', 'facebook', 'test', 'MSTEAMS', 'teams', 'directlinespeech'])(
    '(%s) nothing is asked for',
    async (channel) => {
      await expectNeverAsked(inChannel(channel, pictureAt('https://smba.trafficmanager.net')));
      await expectNeverAsked(inChannel(channel, 'https://directline.botframework.com/attachments/c/1/0/a'));
      await expectNeverAsked(inChannel(channel, 'data:,hello'));
      await expectNeverAsked({ ...inTeams('https://contoso.sharepoint.com/plan.pdf'), channelId: channel });
    },
  );

  it('and a file of another kind in Teams is not asked for either', async () => {
    await expectNeverAsked(inChannel('msteams', 'https://contoso.sharepoint.com/plan.pdf'));
    await expectNeverAsked(inChannel('msteams', pictureAt('https://smba.trafficmanager.net')));
  });
});
