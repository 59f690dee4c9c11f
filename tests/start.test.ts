// The start of the built bot: what `bot/start/loader.cjs` does with a code cache, good, damaged, missing or another bundle's.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const bundle = (says: string) =>
  `(function (exports, require, module, __filename, __dirname) {exports.start = () => console.log('${says}')})`;

describe('the start of the bundle', () => {
  let folder: string;
  const node = (script: string) =>
    execFileSync(process.execPath, ['-e', script], { cwd: folder, encoding: 'utf8' }).trim();
  const start = () => node("require('./index.js')");

  const makeCache = () =>
    node("require('node:fs').writeFileSync('bot.cache', require('./index.js').createCache())");

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'start-'));
    cpSync(join(__dirname, '../bot/start/loader.cjs'), join(folder, 'index.js'));
    writeFileSync(join(folder, 'bot.js'), bundle('started'));
    makeCache();
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('runs with its cache', () => {
    expect(start()).toBe('started');
  });

  it('names in stacks nothing of the machine it was built on', () => {
    writeFileSync(join(folder, 'bot.js'), bundle('started').replace("'started'", 'new Error().stack'));
    makeCache();
    const stack = start();
    expect(stack).toContain('(/bot.js:1:');
    expect(stack.split('\n')[1]).not.toContain(folder);
  });

  it('runs without a cache', () => {
    rmSync(join(folder, 'bot.cache'));
    expect(start()).toBe('started');
  });

  it.each([40, 150, 300])('runs with a cache in which byte %s is another', (at) => {
    const cache = readFileSync(join(folder, 'bot.cache'));
    cache[at] = (cache[at] ?? 0) ^ 255;
    writeFileSync(join(folder, 'bot.cache'), cache);
    expect(start()).toBe('started');
  });

  it('runs with a cache that breaks off', () => {
    writeFileSync(join(folder, 'bot.cache'), readFileSync(join(folder, 'bot.cache')).subarray(0, 100));
    expect(start()).toBe('started');
  });

  // V8 tells bundles apart by their length alone.
  it('runs what is there, and not what the cache was made of', () => {
    writeFileSync(join(folder, 'bot.js'), bundle('changed'));
    expect(start()).toBe('changed');
  });
});
