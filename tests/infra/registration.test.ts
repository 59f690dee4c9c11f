// The bot's registration: where it is reached, what people are asked to allow, and where the chat may be used.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonOf, propertiesIn, readBicep, valueIn } from './bicep';

const read = (file: string) => readFileSync(join(__dirname, '../..', file), 'utf8');

const connection = async (name: string) => propertiesIn(await readBicep('modules/connections.bicep'), name);

describe('an OAuth connection', () => {
  it('asks for the scopes that are told of, and for no more', async () => {
    const told = [...read('.env.example').matchAll(/"(openid [^"]+)"/g)].map(([, scopes]) => scopes);
    const asked = [(await connection('mail')).scopes, (await connection('people')).scopes];
    expect(asked).toEqual([
      'openid profile offline_access User.Read Mail.Send',
      'openid profile offline_access User.ReadBasic.All',
    ]);
    expect(asked).toEqual(told);
  });

  it('takes every account for mail, and those of an organisation for its people', async () => {
    const tenant = async (name: string) =>
      /value: '(\w+)' }\], exchange/.exec(String((await connection(name)).parameters))?.[1];
    expect([await tenant('mail'), await tenant('people')]).toEqual(['common', 'organizations']);
  });

  it('is of Azure Active Directory v2', async () => {
    for (const name of ['mail', 'people']) {
      expect(await connection(name)).toMatchObject({
        serviceProviderId: '[provider]',
        serviceProviderDisplayName: 'Azure Active Directory v2',
      });
    }
    const provider = valueIn(await readBicep('modules/connections.bicep'), 'provider');
    expect(jsonOf(provider)).toBe('30dd229c-58e3-4a48-bdfd-91ec48eb906c');
  });

  it('has no URL to exchange tokens at where single sign-on is off', async () => {
    const exchange = valueIn(await readBicep('modules/connections.bicep'), 'exchange');
    expect(exchange?.text).toMatch(/^empty\(tokenExchangeUrl\) \? \[\] : /);
  });
});

describe('the registration', () => {
  it('leads to the endpoint the bot has', async () => {
    const { endpoint } = propertiesIn(await readBicep('modules/bot.bicep'), 'bot');
    const path = /\$\{host\}(\/[\w/]+)'/.exec(String(endpoint))?.[1];
    expect(read('bot/server.ts')).toContain(`server.post('${path}'`);
  });

  it('lets a chat token be used on its own page only, with enhanced authentication', async () => {
    expect(propertiesIn(await readBicep('modules/webChat.bicep'), 'directLine')).toMatchObject({
      channelName: 'DirectLineChannel',
      properties: {
        sites: [
          {
            isV1Enabled: false,
            isV3Enabled: true,
            isSecureSiteEnabled: true,
            trustedOrigins: '[trustedOrigins]',
          },
        ],
      },
    });
  });
});
