// The project's own files that nothing here can run: workflow, updates, forms and the image, as far as reading them goes.
import { parse } from 'yaml';
import { files, readText } from './support/documents';

interface Step {
  uses?: string;
  run?: string;
}
interface Job {
  'timeout-minutes'?: number;
  container?: string;
  strategy?: { matrix?: { node?: number[] } };
  permissions?: unknown;
  steps: Step[];
}

const read = <T>(file: string): T => parse(readText(file)) as T;
const manifest = JSON.parse(readText('package.json')) as Record<string, Record<string, string>>;
const packages = Object.keys({
  ...manifest.dependencies,
  ...manifest.devDependencies,
  ...manifest.overrides,
});

describe('the YAML in .github', () => {
  it.each(files.filter((file) => /^\.github\/.*\.ya?ml$/.test(file)))('(%s) can be read', (file) => {
    expect(read(file)).toEqual(expect.any(Object));
  });
});

describe('the workflow', () => {
  const workflow = read<{ permissions: object; concurrency: object; on: object; jobs: Record<string, Job> }>(
    '.github/workflows/ci.yml',
  );
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps);

  it('runs on a push and on a pull request', () => {
    expect(Object.keys(workflow.on).sort()).toEqual(['pull_request', 'push']);
  });

  it('may read the repository and nothing else', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(jobs.filter(({ permissions }) => permissions)).toEqual([]);
  });

  it('stops what a newer push makes useless', () => {
    expect(workflow.concurrency).toMatchObject({ 'cancel-in-progress': true });
  });

  it('uses actions by their major version', () => {
    const used = steps.flatMap(({ uses }) => uses ?? []);
    expect(used.filter((name) => !/^actions\/[\w-]+@v\d+$/.test(name))).toEqual([]);
  });

  it('gives no job more than half an hour', () => {
    expect(jobs.filter((job) => !((job['timeout-minutes'] ?? 360) <= 30))).toEqual([]);
  });

  it('runs what is there: .ci/run, the templates, the README’s commands and the playground', () => {
    const runs = steps.flatMap(({ run }) => run ?? []).filter((run) => !run.startsWith('git config'));
    const compile = (template: string) => `az bicep build --file ${template} --stdout > /dev/null`;
    expect(runs).toEqual([
      '.ci/run',
      compile('infra/azure.bicep'),
      compile('infra/local.bicep'),
      'npm ci',
      'npm test',
      'node .github/playground.mjs',
    ]);
    const there = ['.ci/run', 'infra/azure.bicep', 'infra/local.bicep', '.github/playground.mjs'];
    expect(files).toEqual(expect.arrayContaining(there));
  });

  it('begins with the oldest Node that is promised', () => {
    const oldest = Number(/\d+/.exec(manifest.engines?.node ?? '')?.[0]);
    const tested = jobs.flatMap(({ strategy }) => strategy?.matrix?.node ?? []);
    expect(Math.min(...tested)).toBe(oldest);
  });
});

describe('dependabot', () => {
  const { updates } = read<{
    updates: { 'package-ecosystem': string; ignore?: { 'dependency-name': string }[] }[];
  }>('.github/dependabot.yml');

  it('looks after packages, actions and the image', () => {
    expect(updates.map((update) => update['package-ecosystem'])).toEqual(['npm', 'github-actions', 'docker']);
  });

  it('leaves out only packages that are used', () => {
    const [npm] = updates;
    const left = npm?.ignore?.map((one) => one['dependency-name']) ?? [];
    const isUsed = (name: string) =>
      packages.some((used) => (name.endsWith('*') ? used.startsWith(name.slice(0, -1)) : used === name));
    expect(left.filter((name) => !isUsed(name))).toEqual([]);
  });
});

describe('the forms for an issue', () => {
  it.each(['bug', 'idea'])('(%s) ask to leave out what is private', (form) => {
    expect(readText(`.github/ISSUE_TEMPLATE/${form}.yml`)).toMatch(
      /without addresses|leave out mail addresses/i,
    );
  });
});

describe('the Dockerfile', () => {
  const lines = readText('Dockerfile')
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'));
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));
  const of = (instruction: string, among = last) =>
    among
      .filter((line) => line.startsWith(`${instruction} `))
      .map((line) => line.slice(instruction.length + 1));

  it('stands on a Node that CI tests', () => {
    const tested = Array.from(readText('.ci/run').matchAll(/node_of (\d+)/g), ([, major]) => major);
    const bases = of('FROM', lines).map((base) => /^node:(\d+)-slim( AS build)?$/.exec(base)?.[1] ?? base);
    expect(bases.filter((major) => !tested.includes(major))).toEqual([]);
  });

  it('names its images without a host', () => {
    expect(of('FROM', lines).filter((base) => base.includes('/'))).toEqual([]);
  });

  it('copies dist/ into the image and nothing else', () => {
    expect(of('COPY')).toEqual(['--from=build /src/dist ./']);
  });

  it('fetches nothing by ADD and takes no arguments, which stay readable in an image', () => {
    expect([...of('ADD', lines), ...of('ARG', lines)]).toEqual([]);
  });

  it('sets nothing but where it runs', () => {
    expect(of('ENV')).toEqual(['NODE_ENV=production PORT=3978']);
  });

  it('runs as a user without rights', () => {
    expect(of('USER')).toEqual(['node']);
  });

  it('starts Node itself, so that SIGTERM arrives', () => {
    expect(of('CMD').map((command) => JSON.parse(command))).toEqual([['node', 'index.js']]);
  });

  it('asks /healthz, with what the image has', () => {
    const [check = ''] = of('HEALTHCHECK');
    const [command, flag, script = ''] = JSON.parse(check.slice(check.indexOf('[')));
    expect([command, flag]).toEqual(['node', '-e']);
    expect(script).toContain('/healthz');
  });

  it('gets to see only what the build needs', () => {
    const [everything, ...allowed] = readText('.dockerignore')
      .split('\n')
      .filter((line) => line && !line.startsWith('#'));
    const copied = of('COPY', lines)
      .filter((from) => !from.startsWith('--from'))
      .flatMap((from) => from.split(' ').slice(0, -1));
    expect(everything).toBe('*');
    expect(allowed.map((name) => name.slice(1)).sort()).toEqual([...copied].sort());
  });
});
