// The site's settings: the bot knows each, starts with them, and has the time it needs to stop.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Environment } from '../../bot/environment';
import { readSettings } from '../../bot/settings';
import { type BicepFile, propertiesIn, readBicep } from './bicep';

const appServices = [
  'SCM_DO_BUILD_DURING_DEPLOYMENT',
  'WEBSITE_RUN_FROM_PACKAGE',
  'WEBSITES_CONTAINER_STOP_TIME_LIMIT',
];

/** What a deployment with nothing but what is required gives to settings.bicep. */
const given: Record<string, string> = {
  appId: '11111111-2222-4333-8444-555555555555',
  appTenantId: '22222222-2222-4333-8444-555555555555',
  channelService: '',
  mailConnection: 'graph',
  directoryConnection: 'directory',
  graphBaseUrl: 'https://graph.microsoft.com',
  blobUrl: 'https://stmailbot.blob.core.windows.net/',
  blobContainer: 'mailbot',
  directLineUrl: 'https://directline.botframework.com',
  webChatTrustedOrigins: '',
  publicUrl: '',
  allowedTenants: '',
};

let settings: Record<string, string>;
let site: BicepFile;
beforeAll(async () => {
  settings = propertiesIn(await readBicep('modules/settings.bicep'), 'settings') as Record<string, string>;
  site = await readBicep('modules/site.bicep');
});
const siteConfig = () => propertiesIn(site, 'site').siteConfig as Record<string, unknown>;
const inAzure = (more: Record<string, string> = {}) => {
  const values = { ...given, ...more };
  const filled = Object.entries(settings).map(([name, value]) => {
    return [name, value.replace(/^\[(\w+)\]$/, (_all, parameter) => values[parameter] ?? 'unknown')];
  });
  return { WEBSITE_HOSTNAME: 'mailbot.azurewebsites.net', PORT: '8080', ...Object.fromEntries(filled) };
};

describe('a setting of the site', () => {
  it("is one the bot knows, or one of App Service's", () => {
    const known = [...Object.keys(Environment.entries), ...appServices];
    expect(Object.keys(settings).filter((name) => !known.includes(name))).toEqual([]);
    expect(Object.keys(settings)).toEqual(expect.arrayContaining(appServices));
  });

  it('is no secret: the one there is stays in the vault', () => {
    expect(settings.DIRECT_LINE_SECRET).toMatch(/^\['@Microsoft\.KeyVault\(SecretUri=\$\{\w+\}\)'\]$/);
    expect(settings).not.toHaveProperty('BLOB_STORAGE_CONNECTION_STRING');
    expect(settings).not.toHaveProperty('MicrosoftAppPassword');
  });
});

describe('the bot', () => {
  it('starts with them, as its managed identity', () => {
    expect(readSettings(inAzure())).toMatchObject({
      production: true,
      port: 8080,
      publicUrl: 'https://mailbot.azurewebsites.net',
      app: { id: given.appId, type: 'UserAssignedMSI', tenantId: given.appTenantId },
      connectionName: 'graph',
      directoryConnectionName: 'directory',
      storage: { kind: 'blob', url: given.blobUrl, container: 'mailbot' },
      allowedTenants: [],
      showAccessToken: false,
      webChatTrustedOrigins: [],
    });
  });

  it('starts without a directory, with a domain of its own, and in another cloud', () => {
    const other = inAzure({
      directoryConnection: '',
      publicUrl: 'https://mail.contoso.com',
      webChatTrustedOrigins: 'https://contoso.com,https://shop.contoso.com',
      graphBaseUrl: 'https://graph.microsoft.us',
      directLineUrl: 'https://directline.botframework.azure.us',
      channelService: 'https://botframework.azure.us',
    });
    expect(readSettings(other)).toMatchObject({
      publicUrl: 'https://mail.contoso.com',
      webChatTrustedOrigins: ['https://contoso.com', 'https://shop.contoso.com'],
      graphBaseUrl: 'https://graph.microsoft.us',
      channelService: 'https://botframework.azure.us',
    });
    expect(readSettings(other)).not.toHaveProperty('directoryConnectionName');
  });

  it('is started as built, without a shell that would keep SIGTERM from it', () => {
    expect(siteConfig().appCommandLine).toBe('exec node index.js');
  });

  it('is asked for its health where it tells of it', () => {
    const server = readFileSync(join(__dirname, '../../bot/server.ts'), 'utf8');
    expect(server).toContain(`server.get('${siteConfig().healthCheckPath}'`);
  });

  it('has the time it takes to finish what is under way', () => {
    const app = readFileSync(join(__dirname, '../../bot/app.ts'), 'utf8');
    const drain = Number(/drainWithin = ([\d_]+);/.exec(app)?.[1]?.replaceAll('_', ''));
    expect(Number(settings.WEBSITES_CONTAINER_STOP_TIME_LIMIT) * 1_000).toBeGreaterThan(drain + 1_000);
  });
});

describe('the site', () => {
  it('shows what the bot writes in its log stream, where a failed start is looked for', () => {
    expect(propertiesIn(site, 'logStream')).toMatchObject({ httpLogs: { fileSystem: { enabled: true } } });
  });

  it('takes nothing but https, and no password', () => {
    expect(propertiesIn(site, 'site')).toMatchObject({ httpsOnly: true, clientAffinityEnabled: false });
    expect(siteConfig()).toMatchObject({ alwaysOn: true, ftpsState: 'Disabled', minTlsVersion: '1.2' });
    for (const door of ['scmPassword', 'ftpPassword']) {
      expect(propertiesIn(site, door)).toEqual({ allow: false });
    }
  });
});
