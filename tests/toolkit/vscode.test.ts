// .vscode/: what F5 offers leads to tasks, scripts and programs that exist.
import { existsSync, readdirSync } from 'node:fs';
import { inRepository, parseJson, read, readKit, stepsOf } from './kit';

interface Launch {
  name: string;
  type: string;
  url?: string;
  program?: string;
  command?: string;
  runtimeExecutable?: string;
  runtimeArgs?: string[];
  serverReadyAction?: { pattern: string; action: string; name?: string };
}
interface Task {
  label: string;
  type?: string;
  script?: string;
  dependsOn?: string[];
  args?: { env?: string; ports?: { portNumber: number }[] };
}

const { configurations, compounds } = parseJson(read('.vscode/launch.json')) as {
  configurations: Launch[];
  compounds: { name: string; configurations: string[]; preLaunchTask: string }[];
};
const { tasks } = parseJson(read('.vscode/tasks.json')) as { tasks: Task[] };
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
const names = configurations.map(({ name }) => name);
const labels = tasks.map(({ label }) => label);

it.each(readdirSync(inRepository('.vscode')))('.vscode/%s opens with a comment, and parses', (file) => {
  const text = read(`.vscode/${file}`);
  expect([text.startsWith('// '), typeof parseJson(text)]).toEqual([true, 'object']);
});

describe('F5', () => {
  it('runs scripts that exist', () => {
    const run = configurations.flatMap(({ runtimeExecutable, runtimeArgs = [] }) =>
      runtimeExecutable === 'npm' ? runtimeArgs.slice(1) : [],
    );
    expect(run.filter((script) => !(script in scripts))).toEqual([]);
  });

  it('runs programs that exist', () => {
    const programs = configurations.flatMap(
      ({ program }) => program?.replace('$' + '{workspaceFolder}/', '') ?? [],
    );
    expect(programs.filter((program) => !existsSync(inRepository(program)))).toEqual([]);
  });

  it('starts configurations that exist', () => {
    const started = [
      ...compounds.flatMap((compound) => compound.configurations),
      ...configurations.flatMap(({ serverReadyAction }) => serverReadyAction?.name ?? []),
    ];
    expect(started.filter((name) => !names.includes(name))).toEqual([]);
  });

  it('prepares with tasks that exist', () => {
    const needed = [
      ...compounds.map(({ preLaunchTask }) => preLaunchTask),
      ...tasks.flatMap(({ dependsOn = [] }) => dependsOn),
    ];
    expect(needed.filter((label) => !labels.includes(label))).toEqual([]);
  });

  it('waits for the line that the playground prints', () => {
    const line = /^ +Chat .*$/m
      .exec(read('playground/index.ts'))?.[0]
      .replace(/\$\{[^}]+\}/, 'http://127.0.0.1:1');
    const patterns = configurations.flatMap(({ serverReadyAction }) => serverReadyAction?.pattern ?? []);
    expect(patterns.filter((pattern) => !new RegExp(pattern).test(line ?? ''))).toEqual([]);
  });

  it('fetches the Agents Playground in the version the tests drive', () => {
    const version = /m365agentsplayground@([\d.]+)/;
    const started = configurations.flatMap(({ command }) => version.exec(command ?? '')?.[1] ?? []);
    expect(started).toEqual([version.exec(read('README.md'))?.[1]]);
  });

  it('starts the bot for Teams with the settings that the toolkit writes', () => {
    const writes = stepsOf(readKit('teamsapp.local.yml')).find(({ uses }) => uses.startsWith('file/'));
    const bot = configurations.find(({ program }) => program?.endsWith('bot/index.ts'));
    expect(bot?.runtimeArgs).toContain(`--env-file=${String(writes?.with.target).replace('./', '')}`);
  });
});

describe('the tasks', () => {
  it('run scripts that exist', () => {
    const run = tasks.flatMap(({ type, script }) => (type === 'npm' && script ? [script] : []));
    expect(run.filter((script) => script !== 'install' && !(script in scripts))).toEqual([]);
  });

  it('are about the environment of this machine', () => {
    const environments = tasks.flatMap(({ args }) => args?.env ?? []);
    expect([...new Set(environments)]).toEqual(['local']);
  });

  it('lead the tunnel to the port the bot listens on', () => {
    const ports = tasks.flatMap(({ args }) => args?.ports?.map(({ portNumber }) => portNumber) ?? []);
    expect(read('.env.example')).toContain(`\nPORT=${ports.join()}\n`);
  });
});
