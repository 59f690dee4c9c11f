// aad.manifest.json: the app registration asks for the permissions that the bot needs, and for no others.
import { read } from './kit';

const manifest = JSON.parse(read('aad.manifest.json'));
const appManifest = () => JSON.parse(read('appPackage/manifest.json'));
const uri = `api://botid-\${{BOT_ID}}`;

describe('the registration', () => {
  it('asks for the three permissions, and what a sign-in needs', () => {
    const asked = manifest.requiredResourceAccess.flatMap(
      (resource: { resourceAppId: string; resourceAccess: { id: string; type: string }[] }) =>
        resource.resourceAccess.map(({ id, type }) => `${resource.resourceAppId} ${type} ${id}`),
    );
    const scopes = ['openid', 'profile', 'offline_access', 'User.Read', 'Mail.Send', 'User.ReadBasic.All'];
    expect(asked).toEqual(scopes.map((scope) => `Microsoft Graph Scope ${scope}`));
  });

  it('asks for what the connections that infra/ makes ask for', () => {
    const connections = read('infra/modules/connections.bicep').matchAll(/scopes: '([^']+)'/g);
    const scopes = [...connections].flatMap(([, list = '']) => list.split(' '));
    const asked = manifest.requiredResourceAccess[0].resourceAccess.map(({ id }: { id: string }) => id);
    expect([...new Set(scopes)].sort()).toEqual([...asked].sort());
  });

  it('takes work, school and personal accounts', () => {
    expect(manifest.signInAudience).toBe('AzureADandPersonalMicrosoftAccount');
  });

  // Microsoft takes an Application ID URI without the app's own id only from such apps, and personal accounts need it too.
  it('has version 2 tokens', () => {
    expect(manifest.api.requestedAccessTokenVersion).toBe(2);
  });

  it('has one Application ID URI, of the form that Teams wants of a bot', () => {
    expect(manifest.identifierUris).toEqual([uri]);
  });

  it('has the Application ID URI that the app names in Teams', () => {
    expect(appManifest().webApplicationInfo).toEqual({ id: manifest.appId, resource: uri });
  });

  it.each([
    ['infra/azure.bicep', 'identity.outputs.clientId'],
    ['infra/local.bicep', 'botId'],
  ])('has the Application ID URI that the connections of %s exchange', (file, id) => {
    expect(read(file)).toContain(`'api://botid-\${${id}}'`);
  });

  it('offers Teams one scope, access_as_user', () => {
    expect(manifest.api.oauth2PermissionScopes.map(({ value }: { value: string }) => value)).toEqual([
      'access_as_user',
    ]);
  });

  it('lets the two clients of Teams use it without a question, and no other', () => {
    const clients = manifest.api.preAuthorizedApplications.map(({ appId }: { appId: string }) => appId);
    expect(clients).toEqual(['1fec8e78-bce4-4aaf-ab1b-5451cc387264', '5e3ce6c0-2b1f-4285-8d4b-75ee78787346']);
  });

  it('sends people back to the token service, wherever it is, and nowhere else', () => {
    const hosts = manifest.web.redirectUris.map(
      (address: string) => /^https:\/\/([a-z.]+)\/\.auth\/web\/redirect$/.exec(address)?.[1],
    );
    const allowed: string[] = appManifest().validDomains;
    expect(hosts).toEqual(allowed.filter((domain) => domain.endsWith('token.botframework.com')));
  });

  it('holds no credential', () => {
    expect(Object.keys(manifest).filter((key) => /credential/i.test(key))).toEqual([]);
  });
});
