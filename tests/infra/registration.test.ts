// The bot's registration: where it is reached, what people are asked to allow, and where the chat may be used.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { propertiesOf, readSnapshot } from './snapshot';

const read = (file: string) => readFileSync(join(__dirname, '../..', file), 'utf8');

const azure = readSnapshot('azure');
const options = readSnapshot('options');
const local = readSnapshot('local');
const connections = 'Microsoft.BotService/botServices/connections';

describe.each([
  ['azure.bicep', azure],
  ['local.bicep', local],
])('an OAuth connection of %s', (_file, snapshot) => {
  const mail = propertiesOf(snapshot, connections, '/graph');
  const directory = propertiesOf(snapshot, connections, '/directory');

  it('asks for the scopes that are documented, and for no more', () => {
    const documented = [...read('.env.example').matchAll(/"(openid [^"]+)"/g)].map(([, scopes]) => scopes);
    expect([mail.scopes, directory.scopes]).toEqual([
      'openid profile offline_access User.Read Mail.Send',
      'openid profile offline_access User.ReadBasic.All',
    ]);
    expect([mail.scopes, directory.scopes]).toEqual(documented);
  });

  it('is of Azure Active Directory v2', () => {
    for (const connection of [mail, directory]) {
      expect(connection).toMatchObject({
        serviceProviderId: '30dd229c-58e3-4a48-bdfd-91ec48eb906c',
        serviceProviderDisplayName: 'Azure Active Directory v2',
      });
    }
  });
});

describe('the OAuth connections', () => {
  const exchange = { key: 'tokenExchangeUrl', value: 'api://botid-11111111-1111-4111-8111-111111111111' };

  it('take every account for mail, and those of an organisation for its directory', () => {
    expect(propertiesOf(local, connections, '/graph').parameters).toEqual([
      { key: 'tenantID', value: 'common' },
      exchange,
    ]);
    expect(propertiesOf(local, connections, '/directory').parameters).toEqual([
      { key: 'tenantID', value: 'organizations' },
      exchange,
    ]);
  });

  it('exchange no token where single sign-on is off, and are one where there is no directory', () => {
    expect(propertiesOf(options, connections).parameters).toEqual([{ key: 'tenantID', value: 'common' }]);
  });
});

describe('the registration', () => {
  it('leads to the endpoint the bot has', () => {
    const { endpoint } = propertiesOf(local, 'Microsoft.BotService/botServices');
    expect(read('bot/server.ts')).toContain(`server.post('${new URL(String(endpoint)).pathname}'`);
  });

  it.each([
    ['own page only', azure, []],
    ['own page and its own domain', options, ['https://mail.contoso.com']],
  ])('lets a chat token be used on its %s, with enhanced authentication', (_where, snapshot, domains) => {
    const { properties } = propertiesOf(
      snapshot,
      'Microsoft.BotService/botServices/channels',
      '/DirectLineChannel',
    );
    const host = expect.stringMatching(
      /^\[format\('https:\/\/\{0\}', .+\/sites\/mailbot'.+\)\.defaultHostName\)\]$/,
    );
    const site = { isV1Enabled: false, isV3Enabled: true, isSecureSiteEnabled: true };
    expect(properties).toMatchObject({ sites: [{ ...site, trustedOrigins: [host, ...domains] }] });
  });
});
