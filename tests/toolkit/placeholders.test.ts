// The ${{NAMES}} in toolkit files: each has a value by the time it is used, as the toolkit stops at an empty one.
import { kits, namesIn, read, readEnvironment, readKit, type Step, stepsOf, textsOf } from './kit';

/** What the toolkit asks for, makes up or knows without a step that names it. */
const byItself = ['TEAMSFX_ENV', 'AZURE_SUBSCRIPTION_ID', 'AZURE_RESOURCE_GROUP_NAME', 'RESOURCE_SUFFIX'];
/** Made up by aadApp/update, for the scope that Teams is allowed. */
const scopeId = 'AAD_APP_ACCESS_AS_USER_PERMISSION_ID';
/** The one name that may be empty. */
const suffix = 'APP_NAME_SUFFIX';
/** Written by the editor's dev tunnel, or by hand, before the stages. */
const byTunnel: Record<string, string[]> = {
  'teamsapp.yml': [],
  'teamsapp.local.yml': ['BOT_DOMAIN', 'BOT_ENDPOINT'],
};

/** The names a step leaves behind; a template's outputs are among them. */
function writtenBy({ uses, with: given, writeToEnvironmentFile = {} }: Step): string[] {
  const templates = (given.templates ?? []) as { path: string }[];
  const outputs = templates.flatMap(({ path }) => read(path).match(/(?<=^output )\w+/gm) ?? []);
  return [
    ...Object.values(writeToEnvironmentFile),
    ...outputs.map((name) => name.toUpperCase()),
    ...(uses === 'aadApp/update' ? [scopeId] : []),
  ];
}

describe.each(kits)('%s with %s', (file, environmentFile) => {
  const steps = stepsOf(readKit(file));
  const environment = readEnvironment(environmentFile);

  it('needs no name before it has a value', () => {
    const filled = [...environment].filter(([, value]) => value).map(([name]) => name);
    const known = new Set([...filled, ...byItself, suffix, ...(byTunnel[file] ?? [])]);
    const early: string[] = [];
    for (const step of steps) {
      if (step.uses === 'aadApp/update') known.add(scopeId);
      const needed = namesIn(textsOf(step).join('\n'));
      early.push(...needed.filter((name) => !known.has(name)).map((name) => `${step.uses} ${name}`));
      for (const name of writtenBy(step)) known.add(name);
    }
    expect(early).toEqual([]);
  });

  it('has every name that is written, secrets apart, in its environment file', () => {
    const written = steps.flatMap(writtenBy).filter((name) => !name.startsWith('SECRET_'));
    expect(written.filter((name) => !environment.has(name))).toEqual([]);
  });

  it('has no name in its environment file that nothing writes or reads', () => {
    const used = [...steps.flatMap(writtenBy), ...steps.flatMap((step) => namesIn(textsOf(step).join('\n')))];
    // The toolkit's own note of where the app was made.
    const known = [...used, ...byItself, ...(byTunnel[file] ?? []), 'TEAMS_APP_TENANT_ID'];
    expect([...environment.keys()].filter((name) => !known.includes(name))).toEqual([]);
  });

  it('has no secret in a file that git keeps', () => {
    expect([...environment.keys()].filter((name) => name.startsWith('SECRET_'))).toEqual([]);
  });

  it('has no value of somebody’s own in it', () => {
    const filled = [...environment].filter(([, value]) => value).map(([name]) => name);
    expect(filled.filter((name) => ![suffix, 'TEAMSFX_ENV'].includes(name))).toEqual([]);
  });
});

it('secrets of every environment are out of git’s sight', () => {
  expect(read('.gitignore').split('\n')).toContain('env/.env.*.user');
});
