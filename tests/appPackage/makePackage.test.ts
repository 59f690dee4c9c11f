// `npm run package`: what is in the zip, where its values come from, and the message when there is none.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { at } from '../../appPackage/packaging/json';
import { makePackage } from '../../appPackage/packaging/makePackage';
import { root as repository, sampleValues } from './sample';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mail-bot-package-'));
  for (const file of readdirSync(join(repository, 'appPackage')).filter((name) =>
    /\.(json|png)$/.test(name),
  )) {
    cpSync(join(repository, 'appPackage', file), join(root, 'appPackage', file));
  }
  mkdirSync(join(root, 'env'));
});
afterEach(() => rmSync(root, { recursive: true }));

const packs = (environment = {}, args = ['--env', 'dev']) => makePackage(args, { environment, root });
const write = (file: string, text: string) => writeFileSync(join(root, file), text);
const asEnv = (values: object) =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
const contents = (path: string) => unzipSync(readFileSync(path));
const manifestIn = (path: string) =>
  JSON.parse(strFromU8(contents(path)['manifest.json'] ?? new Uint8Array()));

describe('the package', () => {
  it('has the manifest, the texts of every language and the icons at its root, and nothing else', () => {
    expect(Object.keys(contents(packs(sampleValues))).sort()).toEqual([
      'color.png',
      'de.json',
      'es.json',
      'fr.json',
      'ja.json',
      'manifest.json',
      'outline.png',
      'pt-BR.json',
      'vi.json',
      'zh-CN.json',
    ]);
  });

  it('has the environment in its name', () => {
    expect(packs(sampleValues)).toBe(join(root, 'appPackage/build/mail-bot.dev.zip'));
  });

  it('has every value filled in', () => {
    expect(JSON.stringify(manifestIn(packs(sampleValues)))).not.toContain('${{');
  });

  it('has the icons as they are', () => {
    const icon = contents(packs(sampleValues))['color.png'] ?? new Uint8Array();
    expect(readFileSync(join(root, 'appPackage/color.png')).equals(icon)).toBe(true);
  });

  it('is the same to the byte when nothing has changed', () => {
    const first = readFileSync(packs(sampleValues));
    expect(readFileSync(packs(sampleValues)).equals(first)).toBe(true);
  });
});

describe('values come', () => {
  const id = (path: string) => at(manifestIn(path), 'id');
  const other = '44444444-4444-4444-8444-444444444444';

  it('from the file of the environment, as the toolkit writes it', () => {
    write('env/.env.dev', `# Written by the toolkit\nTEAMSFX_ENV=dev\n\n${asEnv(sampleValues)}`);
    expect(id(packs())).toBe(sampleValues.TEAMS_APP_ID);
  });

  it('from its second file, for what is not committed', () => {
    const { TEAMS_APP_ID, ...committed } = sampleValues;
    write('env/.env.dev', asEnv(committed));
    write('env/.env.dev.user', asEnv({ TEAMS_APP_ID }));
    expect(id(packs())).toBe(TEAMS_APP_ID);
  });

  it('from outside before any file', () => {
    write('env/.env.dev', asEnv(sampleValues));
    expect(id(packs({ TEAMS_APP_ID: other }))).toBe(other);
  });

  it('from a file where outside there is only an empty one', () => {
    write('env/.env.dev', asEnv(sampleValues));
    expect(id(packs({ TEAMS_APP_ID: '' }))).toBe(sampleValues.TEAMS_APP_ID);
  });

  it('from no other environment', () => {
    write('env/.env.prod', asEnv(sampleValues));
    expect(() => packs()).toThrow('No value for');
  });
});

describe('no package is made, and the message says why,', () => {
  it('without an environment', () => {
    expect(() => packs(sampleValues, [])).toThrow('npm run package -- --env <name> reads env/.env.<name>');
  });

  it('for an unknown option', () => {
    expect(() => packs(sampleValues, ['--evn', 'dev'])).toThrow('npm run package -- --env <name>');
  });

  it('for an environment that is a path', () => {
    expect(() => packs(sampleValues, ['--env', '../dev'])).toThrow('"../dev" is not an environment');
  });

  it('without values, which are all named at once', () => {
    expect(() => packs()).toThrow('No value for AAD_APP_CLIENT_ID, BOT_DOMAIN, BOT_ID, TEAMS_APP_ID');
  });

  it('without a file of the environment', () => {
    expect(() => packs()).toThrow('env/.env.dev (which does not exist)');
  });

  it('with an empty value', () => {
    write('env/.env.dev', asEnv({ ...sampleValues, BOT_ID: '' }));
    expect(() => packs()).toThrow('No value for BOT_ID: set them in env/.env.dev,');
  });

  it('with a value that Teams would not take', () => {
    const environment = { ...sampleValues, BOT_DOMAIN: 'https://bot.example' };
    expect(() => packs(environment)).toThrow(/^Teams would not take this app:\n- manifest\.json: developer/);
  });

  it('with a manifest that is no JSON', () => {
    write('appPackage/manifest.json', '{');
    expect(() => packs(sampleValues)).toThrow('manifest.json is not JSON');
  });

  it('without a language file that the manifest names', () => {
    rmSync(join(root, 'appPackage/vi.json'));
    expect(() => packs(sampleValues)).toThrow('appPackage/vi.json does not exist');
  });

  it('without an icon', () => {
    rmSync(join(root, 'appPackage/outline.png'));
    expect(() => packs(sampleValues)).toThrow('icons.outline: there is no outline.png');
  });

  it('with a file that is far too long', () => {
    write('appPackage/color.png', 'x'.repeat(300_000));
    expect(() => packs(sampleValues)).toThrow('color.png has 300000 bytes; 262144 are allowed');
  });

  it('with a language file from another folder', () => {
    const manifest = readFileSync(join(root, 'appPackage/manifest.json'), 'utf8');
    write('appPackage/manifest.json', manifest.replace('"vi.json"', '"../vi.json"'));
    expect(() => packs(sampleValues)).toThrow('"../vi.json" does not lie beside the manifest');
  });

  it('and nothing is written', () => {
    expect(() => packs()).toThrow();
    expect(existsSync(join(root, 'appPackage/build'))).toBe(false);
  });
});

it('the command ends with an error and one line', () => {
  const command = [require.resolve('tsx/cli'), 'appPackage/package.ts'];
  const { status, stderr } = spawnSync(process.execPath, command, { cwd: repository, encoding: 'utf8' });
  expect({ status, lines: stderr.trim().split('\n').length }).toEqual({ status: 1, lines: 1 });
});
