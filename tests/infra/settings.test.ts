// The site's settings: the bot knows each, starts with them, and has the time it needs to stop.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Environment } from '../../bot/environment';
import { readSettings } from '../../bot/settings';
import { propertiesOf, readSnapshot, type Snapshot } from './snapshot';

const appServices = [
  'SCM_DO_BUILD_DURING_DEPLOYMENT',
  'WEBSITE_RUN_FROM_PACKAGE',
  'WEBSITES_CONTAINER_STOP_TIME_LIMIT',
];

/** Settings a deployment leaves out, by the reason. */
const leftOut = [
  ...['PORT', 'WEBSITE_HOSTNAME'], // App Service sets them.
  ...['MicrosoftAppPassword', 'BLOB_STORAGE_CONNECTION_STRING'], // The managed identity stands for them.
  ...['ALLOW_EMULATOR', 'LOG_LEVEL', 'SHOW_ACCESS_TOKEN', 'SIGN_OUT_URL', 'TEAMS_FILE_ORIGINS'], // Their defaults are right in production.
  // ChannelService stands for them; a region sets all of them, as docs/azure.md says.
  ...['OAuthUrl', 'ToChannelFromBotLoginUrl', 'ToChannelFromBotOAuthScope', 'ToBotFromChannelTokenIssuer'],
  ...['ToBotFromChannelOpenIdMetadataUrl', 'ToBotFromEmulatorOpenIdMetadataUrl'],
  ...['CallerId', 'ValidateAuthority'],
];

/** What is known once the resources are there: the setting, the end of its expression, and a value as Azure gives it. */
const knownInAzure: [name: string, expression: RegExp, value: string][] = [
  ['MicrosoftAppId', /\/mailbot-identity'.*\.clientId\]$/, '11111111-2222-4333-8444-555555555555'],
  ['MicrosoftAppTenantId', /\/mailbot-identity'.*\.tenantId\]$/, '22222222-2222-4333-8444-555555555555'],
  [
    'BLOB_STORAGE_URL',
    /\/stmailbot'.*\.primaryEndpoints\.blob\]$/,
    'https://stmailbot.blob.core.windows.net/',
  ],
  ['DIRECT_LINE_SECRET', /\/direct-line-secret'.*\.secretUri\)\]$/, 'the key in the vault'],
];

const azure = readSnapshot('azure');
const options = readSnapshot('options');
const settingsIn = (snapshot: Snapshot) =>
  propertiesOf(snapshot, 'Microsoft.Web/sites/config', '/appsettings') as Record<string, string>;
const settings = settingsIn(azure);
const site = propertiesOf(azure, 'Microsoft.Web/sites');
const siteConfig = site.siteConfig as Record<string, unknown>;

/** The environment that App Service starts the bot with. */
const environmentOf = (snapshot: Snapshot) => ({
  WEBSITE_HOSTNAME: 'mailbot.azurewebsites.net',
  PORT: '8080',
  ...settingsIn(snapshot),
  ...Object.fromEntries(knownInAzure.map(([name, , value]) => [name, value])),
});

describe('a setting of the site', () => {
  it("is one the bot knows, or one of App Service's", () => {
    const known = [...Object.keys(Environment.entries), ...appServices];
    expect(Object.keys(settings).filter((name) => !known.includes(name))).toEqual([]);
    expect(Object.keys(settings)).toEqual(expect.arrayContaining(appServices));
  });

  it('is there for each that the bot reads, but for those that are left out on purpose', () => {
    const missing = Object.keys(Environment.entries).filter((name) => !(name in settings));
    expect(missing.sort()).toEqual([...leftOut].sort());
  });

  it('has its value from the deployment, or from the resource it belongs to', () => {
    const expressions = Object.entries(settings).filter(([, value]) => value.startsWith('['));
    expect(Object.fromEntries(expressions)).toEqual(
      Object.fromEntries(knownInAzure.map(([name, expression]) => [name, expect.stringMatching(expression)])),
    );
  });

  it('is no secret: the one there is stays in the vault', () => {
    expect(settings.DIRECT_LINE_SECRET).toMatch(/^\[format\('@Microsoft\.KeyVault\(SecretUri=\{0\}\)'/);
  });
});

describe('the bot', () => {
  it('starts with them, as its managed identity', () => {
    expect(readSettings(environmentOf(azure))).toMatchObject({
      production: true,
      port: 8080,
      publicUrl: 'https://mailbot.azurewebsites.net',
      app: {
        id: '11111111-2222-4333-8444-555555555555',
        type: 'UserAssignedMSI',
        tenantId: '22222222-2222-4333-8444-555555555555',
      },
      connectionName: 'graph',
      directoryConnectionName: 'directory',
      storage: { kind: 'blob', url: 'https://stmailbot.blob.core.windows.net/', container: 'mailbot' },
      allowedTenants: [],
      showAccessToken: false,
      webChatTrustedOrigins: [],
    });
  });

  it('starts without a directory, with a domain of its own, and in another cloud', () => {
    const started = readSettings(environmentOf(options));
    expect(started).toMatchObject({
      publicUrl: 'https://mail.contoso.com',
      webChatTrustedOrigins: ['https://contoso.com', 'https://shop.contoso.com'],
      allowedTenants: ['44444444-4444-4444-8444-444444444444', '55555555-5555-4555-8555-555555555555'],
      graphBaseUrl: 'https://graph.microsoft.us',
      channelService: 'https://botframework.azure.us',
      operator: { name: 'Contoso IT', contact: 'privacy@contoso.com' },
    });
    expect(started).not.toHaveProperty('directoryConnectionName');
  });

  it('is started as built, without a shell that would keep SIGTERM from it', () => {
    expect(siteConfig.appCommandLine).toBe('exec node index.js');
  });

  it('is asked for its health where it tells of it', () => {
    const server = readFileSync(join(__dirname, '../../bot/server.ts'), 'utf8');
    expect(server).toContain(`server.get('${siteConfig.healthCheckPath}'`);
  });

  it('has the time it takes to finish what is under way', () => {
    const app = readFileSync(join(__dirname, '../../bot/app.ts'), 'utf8');
    const drain = Number(/drainWithin = ([\d_]+);/.exec(app)?.[1]?.replaceAll('_', ''));
    expect(Number(settings.WEBSITES_CONTAINER_STOP_TIME_LIMIT) * 1_000).toBeGreaterThan(drain + 1_000);
  });
});

describe('the site', () => {
  it('shows what the bot writes in its log stream, where a failed start is looked for', () => {
    expect(propertiesOf(azure, 'Microsoft.Web/sites/config', '/logs')).toMatchObject({
      httpLogs: { fileSystem: { enabled: true } },
    });
  });

  it('takes nothing but https, and no password', () => {
    expect(site).toMatchObject({ httpsOnly: true, clientAffinityEnabled: false });
    expect(siteConfig).toMatchObject({ alwaysOn: true, ftpsState: 'Disabled', minTlsVersion: '1.2' });
    for (const door of ['scm', 'ftp']) {
      const policy = propertiesOf(
        azure,
        'Microsoft.Web/sites/basicPublishingCredentialsPolicies',
        `/${door}`,
      );
      expect(policy).toEqual({ allow: false });
    }
  });
});
