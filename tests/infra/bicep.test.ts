// The Bicep files by themselves: what a compiler would refuse first, and how secrets go through them.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sourcesIn } from '../support/sources';
import {
  all,
  at,
  type BicepFile,
  bodyOf,
  type Declaration,
  infra,
  jsonOf,
  namesGiven,
  namesUsed,
  parametersOf,
  parseBicep,
  propertiesOf,
  readBicep,
} from './bicep';

const paths = sourcesIn('infra', '.bicep').map(({ path }) => path.replace(/^infra\//, ''));
let files: BicepFile[];
beforeAll(async () => {
  files = await Promise.all(paths.map(readBicep));
});
const fileAt = (path: string) => files.find((file) => file.path === path) as BicepFile;

/** "file: what" for everything of a file that is wrong. */
const wrong = (find: (file: BicepFile) => string[]) =>
  files.flatMap((file) => find(file).map((what) => `${file.path}: ${what}`));
const declared = (file: BicepFile, kind: Declaration['kind']) =>
  file.declarations.filter((declaration) => declaration.kind === kind);

const builtIn = /^(concat|empty|guid|replace|resourceGroup|string|subscriptionResourceId|tenant|toLower)$/;
const undeclared = (file: BicepFile) => {
  const given = namesGiven(file);
  return namesUsed(file).filter((name) => !given.includes(name) && !builtIn.test(name));
};

describe('a file', () => {
  it('is Bicep from beginning to end', () => {
    expect(wrong(({ errors }) => errors.map((line) => `line ${line}`))).toEqual([]);
    expect(files.map(({ path }) => path)).toEqual(expect.arrayContaining(['azure.bicep', 'local.bicep']));
  });

  it.each([
    ['a brace that is not closed', (text: string) => text.replace('\n}\n', '\n\n')],
    ['a colon left out', (text: string) => text.replace("name: 'identity'", "name 'identity'")],
    ['an equals sign left out', (text: string) => text.replace("identity.bicep' =", "identity.bicep'")],
    ['a quote left open', (text: string) => text.replace("'resourceGroup'", "'resourceGroup")],
    ['a word nobody knows', (text: string) => text.replace('module identity', 'modul identity')],
  ])('with %s is noticed', async (_what, broken) => {
    const { text } = fileAt('azure.bicep');
    expect(broken(text)).not.toBe(text);
    expect((await parseBicep('broken.bicep', broken(text))).errors).not.toEqual([]);
  });

  it('opens with a line that says what it is for', () => {
    expect(wrong(({ text }) => (/^\/\/ [A-Z].+\.\n/.test(text) ? [] : ['no such line']))).toEqual([]);
  });

  it('uses no name that it does not declare', async () => {
    expect(wrong(undeclared)).toEqual([]);
    const misspelt = fileAt('azure.bicep').text.replace('days: logDays', 'days: logsDays');
    expect(undeclared(await parseBicep('misspelt.bicep', misspelt))).toEqual(['logsDays']);
  });

  it('declares no parameter and no variable that it does not use', () => {
    const unused = (file: BicepFile) => {
      const used = namesUsed(file);
      return [...parametersOf(file), ...declared(file, 'variable')]
        .map(({ name }) => name)
        .filter((name) => !used.includes(name));
    };
    expect(wrong(unused)).toEqual([]);
  });
});

describe('a module', () => {
  const calls = (file: BicepFile) =>
    declared(file, 'module').map((module) => ({
      module,
      given: propertiesOf(at(bodyOf(module), 'params')).map(({ key }) => key),
    }));

  it('exists, and is used', () => {
    const called = files.flatMap((file) => declared(file, 'module').map(({ of }) => of));
    expect(called.filter((path) => !existsSync(join(infra, path)))).toEqual([]);
    expect(paths.filter((path) => path.startsWith('modules/') && !called.includes(path))).toEqual([]);
  });

  it('is given the parameters it has, and all that it needs', () => {
    const problems = wrong((file) =>
      calls(file).flatMap(({ module, given }) => {
        const parameters = parametersOf(fileAt(module.of));
        const unknown = given.filter((name) => !parameters.some((parameter) => parameter.name === name));
        const missing = parameters.filter(({ name, optional }) => !optional && !given.includes(name));
        return [...unknown, ...missing.map(({ name }) => name)].map((name) => `${module.name}.${name}`);
      }),
    );
    expect(problems).toEqual([]);
  });

  it('has every output that is asked of it, and no other', () => {
    const asked = files.flatMap((file) =>
      [...file.text.matchAll(/(\w+)\.outputs\.(\w+)/g)].map(([, name, output]) => {
        const module = declared(file, 'module').find((declaration) => declaration.name === name);
        return `${module?.of}: ${output}`;
      }),
    );
    const had = files
      .filter(({ path }) => path.startsWith('modules/'))
      .flatMap((file) => declared(file, 'output').map(({ name }) => `${file.path}: ${name}`));
    expect([...new Set(asked)].sort()).toEqual(had.sort());
  });

  it('behind a condition is asked for nothing: it may not be there', () => {
    const problems = wrong((file) =>
      declared(file, 'module')
        .filter(({ name, value }) => value?.type === 'if_statement' && file.text.includes(`${name}.outputs`))
        .map(({ name }) => name),
    );
    expect(problems).toEqual([]);
  });
});

describe('a resource', () => {
  it('is of the version that was looked at', () => {
    const types = files.flatMap((file) => declared(file, 'resource').map(({ of }) => of));
    expect([...new Set(types)].sort()).toEqual([
      'Microsoft.Authorization/roleAssignments@2022-04-01',
      'Microsoft.BotService/botServices/channels@2022-09-15',
      'Microsoft.BotService/botServices/connections@2022-09-15',
      'Microsoft.BotService/botServices@2022-09-15',
      'Microsoft.Insights/autoscalesettings@2022-10-01',
      'Microsoft.Insights/diagnosticSettings@2021-05-01-preview',
      'Microsoft.Insights/metricAlerts@2018-03-01',
      'Microsoft.KeyVault/vaults/secrets@2024-11-01',
      'Microsoft.KeyVault/vaults@2024-11-01',
      'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30',
      'Microsoft.OperationalInsights/workspaces@2023-09-01',
      'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01',
      'Microsoft.Storage/storageAccounts/blobServices@2025-06-01',
      'Microsoft.Storage/storageAccounts/managementPolicies@2025-06-01',
      'Microsoft.Storage/storageAccounts@2025-06-01',
      'Microsoft.Web/serverfarms@2024-11-01',
      'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01',
      'Microsoft.Web/sites/config@2024-11-01',
      'Microsoft.Web/sites@2024-11-01',
    ]);
  });

  it('says which one it is a part of, as its type does', () => {
    const isPart = ({ of }: Declaration) => of.split('@')[0]?.split('/').length !== 2;
    const problems = wrong((file) =>
      declared(file, 'resource')
        .filter((resource) => isPart(resource) !== (at(bodyOf(resource), 'parent') !== undefined))
        .map(({ name }) => name),
    );
    expect(problems).toEqual([]);
  });

  it('that is a role is named by whom, what and where', () => {
    const roles = files
      .flatMap((file) => declared(file, 'resource'))
      .filter(({ of }) => of.startsWith('Microsoft.Authorization'));
    const names = roles.map((role) => jsonOf(at(bodyOf(role), 'name')));
    expect(names).toEqual([
      '[guid(account.id, principalId, blobContributor)]',
      '[guid(vault.id, principalId, secretsUser)]',
    ]);
  });
});

describe('a secret', () => {
  it('comes in marked as one, and without a default', () => {
    const named = files
      .flatMap((file) => parametersOf(file).map((parameter) => ({ path: file.path, ...parameter })))
      .filter(({ name }) => /secret$|password|key$/i.test(name));
    expect(
      named.map(({ path, name, secure, optional }) => ({ [`${path} ${name}`]: { secure, optional } })),
    ).toEqual([
      { 'azure.bicep aadAppClientSecret': { secure: true, optional: false } },
      { 'local.bicep aadAppClientSecret': { secure: true, optional: false } },
      { 'modules/connections.bicep clientSecret': { secure: true, optional: false } },
    ]);
  });

  it('goes only where it is marked as one', () => {
    const problems = wrong((file) =>
      declared(file, 'module').flatMap((module) =>
        propertiesOf(at(bodyOf(module), 'params'))
          .filter(({ key, value }) => {
            const isSecret = parametersOf(file).some(
              ({ name, secure }) => secure && [value, ...all(value)].some(({ text }) => text === name),
            );
            const target = parametersOf(fileAt(module.of)).find(({ name }) => name === key);
            return isSecret && !target?.secure;
          })
          .map(({ key }) => `${module.name}.${key}`),
      ),
    );
    expect(problems).toEqual([]);
  });

  it('is no output', () => {
    const problems = wrong((file) => {
      const secrets = parametersOf(file).filter(({ secure }) => secure);
      return declared(file, 'output')
        .filter(
          ({ value }) =>
            /\blist\w+\(/.test(value?.text ?? '') ||
            secrets.some(({ name }) => value && [value, ...all(value)].some(({ text }) => text === name)),
        )
        .map(({ name }) => name);
    });
    expect(problems).toEqual([]);
  });

  it("is asked for once, and is Direct Line's: everything else is reached by role", () => {
    const asked = files.flatMap(({ path, text }) =>
      [...text.matchAll(/\blist[A-Z]\w*\(/g)].map(([call]) => `${path}: ${call}`),
    );
    expect(asked).toEqual(['modules/webChat.bicep: listChannelWithKeys(']);
  });
});
