// The parameter files for Teams' toolkit: what its environment files hold goes where a template wants it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { infra, parametersOf, readBicep } from './bicep';

interface ParameterFile {
  $schema: string;
  contentVersion: string;
  parameters: Record<string, { value: unknown }>;
}

const read = (name: string) => readFileSync(join(infra, name), 'utf8');

describe.each(['azure', 'local'])('the parameters of %s.bicep', (name) => {
  const { $schema, parameters } = JSON.parse(read(`${name}.parameters.json`)) as ParameterFile;

  it('are those it has, with all that it needs', async () => {
    const declared = parametersOf(await readBicep(`${name}.bicep`));
    const given = Object.keys(parameters);
    expect(given.filter((key) => !declared.some((parameter) => parameter.name === key))).toEqual([]);
    expect(given).toEqual(
      expect.arrayContaining(declared.filter(({ optional }) => !optional).map((parameter) => parameter.name)),
    );
    expect($schema).toMatch(/\/2019-04-01\/deploymentParameters\.json#$/);
  });

  it('hold no secret, only where it is: under a name that is kept out of the repository', async () => {
    const secrets = parametersOf(await readBicep(`${name}.bicep`)).filter(({ secure }) => secure);
    expect(secrets).not.toEqual([]);
    for (const secret of secrets) {
      expect(parameters[secret.name]?.value).toMatch(/^\$\{\{SECRET_[A-Z_]+\}\}$/);
    }
  });
});

describe('infra/README.md', () => {
  it.each(['azure', 'local'])(
    'has every parameter of %s.bicep in its table, and its default',
    async (name) => {
      const section = read('README.md').split(`## Parameters of ${name}.bicep`)[1]?.split('\n## ')[0] ?? '';
      const rows = [...section.matchAll(/^\| `(\w+)` \| (.*?) \|/gm)].map(([, parameter, value]) => [
        parameter,
        value,
      ]);
      const declared = parametersOf(await readBicep(`${name}.bicep`)).map(({ name, value }) => {
        if (!value) return [name, 'required'];
        return [
          name,
          value.text === "''" ? '' : `\`${value.text.replaceAll("'", '').replaceAll('|', '\\|')}\``,
        ];
      });
      expect(rows).toEqual(declared);
    },
  );

  it('names every module', async () => {
    const { declarations } = await readBicep('azure.bicep');
    const modules = declarations.filter(({ kind }) => kind === 'module').map(({ of }) => of);
    const named = [...read('README.md').matchAll(/^\| `(modules\/\w+\.bicep)` \|/gm)].map(([, path]) => path);
    expect(named.sort()).toEqual(modules.sort());
  });
});
