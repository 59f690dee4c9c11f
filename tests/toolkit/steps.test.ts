// teamsapp.yml and teamsapp.local.yml: steps the toolkit knows, with what each must be given, on files that are there.
import { existsSync } from 'node:fs';
import { filesReadBy, inRepository, kits, read, readKit, stepsOf } from './kit';

/** The actions in use, each with what its schema (v1.11) requires; one that is not here was mistyped or must be added. */
const required: Record<string, string[]> = {
  'aadApp/create': ['name', 'generateClientSecret', 'signInAudience'],
  'aadApp/update': ['manifestPath', 'outputFilePath'],
  'arm/deploy': ['subscriptionId', 'resourceGroupName', 'templates'],
  'azureAppService/zipDeploy': ['artifactFolder', 'resourceId'],
  'cli/runNpmCommand': ['args'],
  'file/createOrUpdateEnvironmentFile': ['target', 'envs'],
  'teamsApp/create': ['name'],
  'teamsApp/publishAppPackage': ['appPackagePath'],
  'teamsApp/update': ['appPackagePath'],
  'teamsApp/validateAppPackage': ['appPackagePath'],
  'teamsApp/validateManifest': ['manifestPath'],
  'teamsApp/zipAppPackage': ['manifestPath', 'outputZipPath', 'outputFolder'],
};

describe.each(kits)('%s', (file) => {
  const kit = readKit(file);
  const steps = stepsOf(kit);
  const place = (uses: string) => kit.provision.findIndex((step) => step.uses === uses);

  it('is of a version the schemas were checked with', () => {
    expect(kit.version).toBe('v1.11');
  });

  it('uses only actions the toolkit has', () => {
    expect(steps.map(({ uses }) => uses).filter((uses) => !(uses in required))).toEqual([]);
  });

  it('gives each action what it requires', () => {
    const missing = steps.flatMap((step) =>
      (required[step.uses] ?? []).filter((key) => !step.with[key]).map((key) => `${step.uses} ${key}`),
    );
    expect(missing).toEqual([]);
  });

  it('reads only files that exist', () => {
    const files = [...new Set(steps.flatMap(filesReadBy))];
    expect(files.filter((path) => !existsSync(inRepository(path)))).toEqual([]);
  });

  it('keeps its environments in a folder that exists', () => {
    expect(existsSync(inRepository(kit.environmentFolderPath))).toBe(true);
  });

  it('writes secrets, and nothing else, under names that the toolkit encrypts', () => {
    const misnamed = steps
      .flatMap((step) => Object.entries(step.writeToEnvironmentFile ?? {}))
      .filter(([output, name]) => /secret|password/i.test(output) !== name.startsWith('SECRET_'));
    expect(misnamed).toEqual([]);
  });

  it('updates the registration after the bot has an id', () => {
    expect(place('aadApp/update')).toBeGreaterThan(place('arm/deploy'));
  });

  it('packs the app after the domain is known', () => {
    expect(place('teamsApp/zipAppPackage')).toBeGreaterThan(place('arm/deploy'));
  });

  it('creates no registration that asks for version 1 tokens and takes personal accounts', () => {
    const created = kit.provision.filter(({ uses }) => uses === 'aadApp/create');
    expect(created.filter((step) => /Personal/.test(String(step.with.signInAudience)))).toEqual([]);
  });
});

describe('the bot in Azure', () => {
  const deploy = readKit('teamsapp.yml').deploy;

  it('is built by scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json'));
    const run = deploy.flatMap(({ with: given }) => /^run (\S+)/.exec(String(given.args))?.[1] ?? []);
    expect(run.filter((script) => !(script in scripts))).toEqual([]);
  });

  it('is the folder the build fills', () => {
    const zip = deploy.find(({ uses }) => uses === 'azureAppService/zipDeploy');
    expect(read('build.mjs')).toContain(`outdir: '${zip?.with.artifactFolder}'`);
  });
});

describe('the bot on this machine', () => {
  const step = readKit('teamsapp.local.yml').deploy.find(
    ({ uses }) => uses === 'file/createOrUpdateEnvironmentFile',
  );
  const settings = (step?.with.envs ?? {}) as Record<string, string>;

  it('is given settings the program reads', () => {
    const known: string[] = read('.env.example').match(/^\w+(?==)/gm) ?? [];
    expect(Object.keys(settings).filter((name) => !known.includes(name))).toEqual([]);
  });

  it('is given the connections that infra/ makes', () => {
    const made = [...read('infra/modules/connections.bicep').matchAll(/^ {2}name: '(\w+)'$/gm)];
    const given = [settings.OAUTH_CONNECTION_NAME, settings.DIRECTORY_CONNECTION_NAME];
    expect(given).toEqual(made.map(([, name]) => name));
  });

  it('has its settings, with a secret among them, where git does not look', () => {
    expect(read('.gitignore').split('\n')).toContain(String(step?.with.target).replace('./', ''));
  });
});
