// Settings: defaults without any, every mistake named at once, and no value of a setting in the message.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Environment } from '../bot/environment';
import { readSettings, SettingsError } from '../bot/settings';

type Given = Record<string, string | undefined>;

const appId = '11111111-2222-4333-8444-555555555555';
const tenant = 'aaaaaaaa-0000-4000-8000-000000000000';
const production = {
  NODE_ENV: 'production',
  MicrosoftAppId: appId,
  MicrosoftAppType: 'UserAssignedMSI',
  MicrosoftAppTenantId: tenant,
  BLOB_STORAGE_URL: 'https://store.blob.core.windows.net',
};
const examples = readFileSync(join(__dirname, '../.env.example'), 'utf8').match(/^\w+(?==)/gm) ?? [];
const endpoints = {
  ToChannelFromBotLoginUrl: 'https://login.example/bot',
  ToChannelFromBotOAuthScope: 'https://api.example',
  ToBotFromChannelTokenIssuer: 'https://api.example',
  OAuthUrl: 'https://token.example',
  ToBotFromChannelOpenIdMetadataUrl: 'https://keys.example/c',
  ToBotFromEmulatorOpenIdMetadataUrl: 'https://keys.example/e',
};

/** What is wrong with an environment. */
function problemsOf(environment: Given): string[] {
  try {
    readSettings(environment);
    return [];
  } catch (error) {
    return error instanceof SettingsError ? error.problems : [String(error)];
  }
}

describe('without any settings', () => {
  it('the bot starts for the Emulator and uses the public cloud', () => {
    expect(readSettings({})).toEqual({
      production: false,
      port: 3978,
      trustedProxies: 0,
      app: { id: '', type: 'MultiTenant' },
      connectionName: 'graph',
      graphBaseUrl: 'https://graph.microsoft.com',
      signOutUrl: 'https://login.microsoftonline.com/common/oauth2/v2.0/logout',
      storage: { kind: 'memory' },
      allowedTenants: [],
      showAccessToken: false,
      allowEmulator: false,
      webChatTrustedOrigins: [],
      teamsFileOrigins: [],
      operator: {},
      logLevel: 'info',
    });
  });

  it('an empty value, as in a copied .env.example, counts as not set', () => {
    const empty = Object.fromEntries(
      ['PORT', 'MicrosoftAppId', 'SHOW_ACCESS_TOKEN'].map((name) => [name, ' ']),
    );
    expect(readSettings(empty)).toEqual(readSettings({}));
  });
});

describe('settings', () => {
  it.each<[string, Given, object]>([
    ['a port', { PORT: '8080' }, { port: 8080 }],
    ['a public address', { PUBLIC_URL: 'https://bot.example/' }, { publicUrl: 'https://bot.example' }],
    [
      'App Service’s own name',
      { WEBSITE_HOSTNAME: 'Bot.azurewebsites.net' },
      { publicUrl: 'https://bot.azurewebsites.net' },
    ],
    ['proxies to believe', { TRUSTED_PROXIES: '2' }, { trustedProxies: 2 }],
    [
      'a directory to look people up in',
      { DIRECTORY_CONNECTION_NAME: 'directory' },
      { directoryConnectionName: 'directory' },
    ],
    [
      'another Graph',
      { GRAPH_BASE_URL: 'https://graph.microsoft.us/' },
      { graphBaseUrl: 'https://graph.microsoft.us' },
    ],
    [
      'tenants',
      { ALLOWED_TENANTS: ` ${tenant.toUpperCase()}, ${appId} ` },
      { allowedTenants: [tenant, appId] },
    ],
    ['showing the token', { SHOW_ACCESS_TOKEN: 'true' }, { showAccessToken: true }],
    ['who runs the bot', { OPERATOR_NAME: ' Contoso IT ' }, { operator: { name: 'Contoso IT' } }],
    ['how to ask', { OPERATOR_CONTACT: 'a@b.example' }, { operator: { contact: 'a@b.example' } }],
    ['where', { OPERATOR_CONTACT: 'https://a.example' }, { operator: { contact: 'https://a.example' } }],
    ['the Emulator', { ALLOW_EMULATOR: 'true' }, { allowEmulator: true }],
    [
      'Direct Line',
      { DIRECT_LINE_SECRET: 's' },
      { directLine: { secret: 's', url: 'https://directline.botframework.com' } },
    ],
    [
      'blob storage by address',
      { BLOB_STORAGE_URL: 'https://s.example', BLOB_STORAGE_CONTAINER: 'c' },
      { storage: { kind: 'blob', container: 'c', url: 'https://s.example' } },
    ],
    [
      'blob storage by connection string',
      { BLOB_STORAGE_CONNECTION_STRING: 'UseDevelopmentStorage=true' },
      { storage: { kind: 'blob', container: 'mailbot', connectionString: 'UseDevelopmentStorage=true' } },
    ],
    ['endpoints of another cloud', endpoints, { endpoints }],
    [
      'a managed identity in production',
      production,
      { production: true, app: expect.objectContaining({ id: appId }) },
    ],
  ])('may name %s', (_what, environment, expected) => {
    expect(readSettings(environment)).toMatchObject(expected);
  });

  it('cannot be changed afterwards', () => {
    const settings = readSettings({});
    expect(() => Object.assign(settings, { showAccessToken: true })).toThrow(TypeError);
  });
});

describe('a start is refused', () => {
  it.each([
    ['PORT', 'abc'],
    ['PORT', '70000'],
    ['PUBLIC_URL', 'bot.example'],
    ['PUBLIC_URL', 'https://bot.example/path'],
    ['TRUSTED_PROXIES', 'true'],
    ['TRUSTED_PROXIES', '-1'],
    ['TRUSTED_PROXIES', '10'],
    ['MicrosoftAppId', 'not-a-guid'],
    ['MicrosoftAppType', 'Managed'],
    ['GRAPH_BASE_URL', 'ftp://graph.example'],
    ['GRAPH_BASE_URL', 'https://graph.example/v1.0'],
    ['BLOB_STORAGE_URL', 'store'],
    ['BLOB_STORAGE_URL', 'http://store.blob.core.windows.net'],
    ['ALLOWED_TENANTS', `${tenant}, contoso.com`],
    ['SHOW_ACCESS_TOKEN', 'yes'],
    ['DIRECT_LINE_URL', 'here'],
    ['WEBCHAT_TRUSTED_ORIGINS', 'https://a.example, *'],
    ['ValidateAuthority', 'maybe'],
    ['OPERATOR_NAME', 'x'.repeat(101)],
    ['OPERATOR_CONTACT', 'privacy@'],
    ['OPERATOR_CONTACT', 'http://contoso.com/privacy'],
    ['OPERATOR_CONTACT', 'javascript:alert(1)'],
    ['LOG_LEVEL', 'loud'],
  ])('for %s "%s", which is named', (name, value) => {
    expect(problemsOf({ [name]: value })).toContainEqual(expect.stringMatching(new RegExp(`^${name} must`)));
  });

  it('with everything that is wrong named at once', () => {
    const problems = problemsOf({ NODE_ENV: 'production', PORT: 'x', SHOW_ACCESS_TOKEN: 'x' });
    expect(problems.map((problem) => problem.split(' ')[0]).sort()).toEqual([
      'BLOB_STORAGE_URL',
      'MicrosoftAppId',
      'PORT',
      'SHOW_ACCESS_TOKEN',
    ]);
  });

  it.each<Given>([
    { DIRECTORY_CONNECTION_NAME: 'graph' },
    { DIRECTORY_CONNECTION_NAME: 'mail', OAUTH_CONNECTION_NAME: 'mail' },
  ])('with one connection for mail and the directory: %j', (environment) => {
    expect(problemsOf(environment)).toEqual([expect.stringContaining('DIRECTORY_CONNECTION_NAME')]);
  });

  it('in production without an app id and without lasting storage', () => {
    expect(problemsOf({ NODE_ENV: 'production' })).toEqual([
      expect.stringContaining('MicrosoftAppId is missing'),
      expect.stringContaining('BLOB_STORAGE_URL'),
    ]);
  });

  it('in production with a chat page whose address is not known', () => {
    const withChat = { ...production, DIRECT_LINE_SECRET: 's' };
    expect(problemsOf(withChat)).toEqual([expect.stringMatching(/^PUBLIC_URL is missing/)]);
    expect(problemsOf({ ...withChat, PUBLIC_URL: 'https://bot.example' })).toEqual([]);
    expect(problemsOf({ ...withChat, WEBSITE_HOSTNAME: 'bot.azurewebsites.net' })).toEqual([]);
  });

  it.each<[string, Given, string]>([
    ['a managed identity without a tenant', { MicrosoftAppType: 'UserAssignedMSI' }, 'MicrosoftAppTenantId'],
    [
      'a single tenant without its id',
      { MicrosoftAppType: 'SingleTenant', MicrosoftAppPassword: 'p' },
      'MicrosoftAppTenantId',
    ],
    [
      'a single tenant without a password',
      { MicrosoftAppType: 'SingleTenant', MicrosoftAppTenantId: tenant },
      'MicrosoftAppPassword',
    ],
    ['many tenants without a password', {}, 'MicrosoftAppPassword'],
  ])('for %s', (_what, environment, missing) => {
    const problems = problemsOf({ MicrosoftAppId: appId, ...environment });
    expect(problems).toEqual([expect.stringMatching(new RegExp(`^${missing} is missing`))]);
  });

  it.each(['UserAssignedMSI', 'SingleTenant'])('for an app type (%s) without an app id', (type) => {
    expect(problemsOf({ MicrosoftAppType: type })).toEqual([
      expect.stringMatching(/^MicrosoftAppId is missing/),
    ]);
  });

  it('for two storages', () => {
    const both = {
      BLOB_STORAGE_URL: 'https://s.example',
      BLOB_STORAGE_CONNECTION_STRING: 'UseDevelopmentStorage=true',
    };
    expect(problemsOf(both)).toEqual([expect.stringContaining('keep one')]);
  });

  it.each(Object.keys(endpoints))('for endpoints that lack %s', (name) => {
    expect(problemsOf({ ...endpoints, [name]: undefined })).toEqual([
      expect.stringMatching(new RegExp(`^${name} missing`)),
    ]);
  });
});

describe('in production', () => {
  const key = 'c2VjcmV0LXNlY3JldA==';
  const account = `AccountName=contoso;AccountKey=${key}`;
  const { BLOB_STORAGE_URL: _, ...withoutStorage } = production;
  /** Each setting with an address, led to a host over http. */
  const insecure = (host: string): Given => ({
    ...withoutStorage,
    ...endpoints,
    PUBLIC_URL: `http://${host}`,
    GRAPH_BASE_URL: `http://${host}`,
    DIRECT_LINE_URL: `http://${host}:8080`,
    OAuthUrl: `http://${host}`,
    ToChannelFromBotLoginUrl: `http://${host}/login`,
    ToBotFromChannelOpenIdMetadataUrl: `http://${host}/keys`,
    ToBotFromEmulatorOpenIdMetadataUrl: `http://${host}/keys`,
    BLOB_STORAGE_CONNECTION_STRING: `DefaultEndpointsProtocol=http;${account};BlobEndpoint=http://${host}/contoso`,
    WEBCHAT_TRUSTED_ORIGINS: `https://a.example,http://${host}`,
  });
  const named = Object.keys(insecure('')).filter((name) => insecure('')[name]?.includes('http:'));

  it.each(['bot.example', '192.0.2.1', '127.0.0.1.bot.example', 'localhost.bot.example', '0.0.0.0', '[::]'])(
    'every address over http is named at once where it leads to %s',
    (host) => {
      const problems = problemsOf(insecure(host));
      expect(problems.map((problem) => problem.split(' ')[0]).sort()).toEqual([...named].sort());
      expect(problems.join()).not.toContain(host);
    },
  );

  it.each(['127.0.0.1', '127.8.9.1', 'localhost', 'LOCALHOST', '[::1]'])(
    'http may lead to this machine (%s)',
    (host) => {
      expect(problemsOf(insecure(host))).toEqual([]);
    },
  );

  it.each([
    ['an account by name', `DefaultEndpointsProtocol=http;${account};EndpointSuffix=core.windows.net`],
    [
      'a shared access signature',
      'BlobEndpoint=http://contoso.blob.core.windows.net;SharedAccessSignature=sig=x',
    ],
  ])('a storage over http is refused: %s', (_what, BLOB_STORAGE_CONNECTION_STRING) => {
    expect(problemsOf({ ...withoutStorage, BLOB_STORAGE_CONNECTION_STRING })).toEqual([
      expect.stringMatching(/^BLOB_STORAGE_CONNECTION_STRING must be https/),
    ]);
  });

  it('and nowhere else are they: a developer’s services may run in containers', () => {
    expect(problemsOf({ ...insecure('azurite'), NODE_ENV: undefined })).toEqual([]);
  });
});

describe('the message', () => {
  it('holds no value: it may be a secret in the wrong line', () => {
    const secret = 'hunter2-hunter2';
    const all = Object.fromEntries(examples.map((name) => [name, secret]));
    expect(() => readSettings(all)).toThrow(SettingsError);
    expect(problemsOf(all).join()).not.toContain(secret);
  });

  it('says where to look', () => {
    expect(() => readSettings({ PORT: 'x' })).toThrow(/\.env\.example/);
  });
});

describe('.env.example', () => {
  it('names every setting that the program reads, and no other', () => {
    const setElsewhere = ['NODE_ENV', 'WEBSITE_HOSTNAME'];
    const read = Object.keys(Environment.entries).filter((name) => !setElsewhere.includes(name));
    expect([...examples].sort()).toEqual(read.sort());
  });
});
