// docs/azure.md: a newcomer finds every setting, permission and address in it, and no command that the files deny.
import { kits, namesIn, read, readEnvironment, readKit, stepsOf } from './kit';

const guide = read('docs/azure.md');
const registration = JSON.parse(read('aad.manifest.json'));
const absent = (words: string[]) => words.filter((word) => !guide.includes(word));

describe('docs/azure.md', () => {
  it('names every setting', () => {
    const settings = read('.env.example').match(/^\w+(?==)/gm) ?? [];
    expect(settings.filter((name) => !new RegExp(`\\b${name}\\b`).test(guide))).toEqual([]);
  });

  it('names every permission', () => {
    const scopes = registration.requiredResourceAccess[0].resourceAccess.map(({ id }: { id: string }) => id);
    expect(absent([...scopes, 'access_as_user'].map((scope) => `\`${scope}\``))).toEqual([]);
  });

  it('names every redirect URI', () => {
    expect(absent(registration.web.redirectUris)).toEqual([]);
  });

  it('names the clients of Teams that are let in without a question', () => {
    const clients = registration.api.preAuthorizedApplications.map(({ appId }: { appId: string }) => appId);
    expect(absent(clients)).toEqual([]);
  });

  it('gives the connections the scopes that infra/ gives them', () => {
    const connections = [...read('infra/modules/connections.bicep').matchAll(/scopes: '([^']+)'/g)];
    expect(absent(connections.map(([, scopes = '']) => scopes))).toEqual([]);
  });

  it('asks for the values that the app’s manifest needs', () => {
    const needed = namesIn(read('appPackage/manifest.json'));
    expect(absent(needed.map((name) => `\`${name}\``))).toEqual([]);
  });

  it('has the days that a secret lives', () => {
    const days = stepsOf(readKit('teamsapp.yml')).flatMap(
      ({ with: given }) => given.clientSecretExpireDays ?? [],
    );
    expect(absent(days.map((count) => `${count} days`))).toEqual([]);
  });

  it('sets up no environment but those there are', () => {
    const used = [...guide.matchAll(/--env (\w+)/g)].map(([, name]) => name);
    const there = kits.map(([, file]) => readEnvironment(file).get('TEAMSFX_ENV'));
    expect([...new Set(used)].filter((name) => !there.includes(name))).toEqual([]);
  });

  it('says at the top that none of it was run', () => {
    expect(guide.split('\n## ')[0]).toContain('Nothing on this page was run against the real cloud');
  });
});
