// What Teams' toolkit deploys with: the values of its environment files go where a template wants them, and the compiler
// is the one the templates were checked with.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kits, readKit } from '../toolkit/kit';
import { infra } from './snapshot';

interface ParameterFile {
  $schema: string;
  parameters: Record<string, { value: unknown }>;
}

const read = (name: string) => readFileSync(join(infra, name), 'utf8');

/** A template's own parameters. They stand one a line, with @secure() right above: infra/check.sh formats them so. */
const declaredIn = (template: string) =>
  [...read(template).matchAll(/^(@secure\(\)\n)?param (\w+) \w+( = )?/gm)].map(
    ([, secure, name = '', isOptional]) => ({ name, secure: !!secure, required: !isOptional }),
  );

describe.each(['azure', 'local'])('the parameters of %s.bicep', (name) => {
  const { $schema, parameters } = JSON.parse(read(`${name}.parameters.json`)) as ParameterFile;
  const declared = declaredIn(`${name}.bicep`);

  it('are those it has, with all that it needs', () => {
    const given = Object.keys(parameters);
    const known = declared.map((parameter) => parameter.name);
    const needed = declared.filter(({ required }) => required).map((parameter) => parameter.name);
    expect(given.filter((key) => !known.includes(key))).toEqual([]);
    expect(given).toEqual(expect.arrayContaining(needed));
    expect($schema).toMatch(/\/2019-04-01\/deploymentParameters\.json#$/);
  });

  it('hold no secret, only where it is: under a name that is kept out of the repository', () => {
    const secrets = declared.filter(({ secure }) => secure);
    expect(secrets.map((secret) => secret.name)).toEqual(['aadAppClientSecret']);
    for (const secret of secrets) {
      expect(parameters[secret.name]?.value).toMatch(/^\$\{\{SECRET_[A-Z_]+\}\}$/);
    }
  });
});

describe('the snapshot with every option', () => {
  it('gives every parameter there is', () => {
    const given = [...read('snapshots/options.bicepparam').matchAll(/^param (\w+) = /gm)];
    expect(given.map(([, name]) => name)).toEqual(declaredIn('azure.bicep').map(({ name }) => name));
  });
});

describe.each(kits)('%s', (file) => {
  it('names the compiler that the templates are checked with', () => {
    const version = /Version="\[([\d.]+)\]"/.exec(read('bicep.csproj'))?.[1];
    const deploy = readKit(file).provision.find(({ uses }) => uses === 'arm/deploy');
    expect(deploy?.with.bicepCliVersion).toBe(`v${version}`);
  });
});
