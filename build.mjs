// The build: a bundle in dist/ that runs without node_modules, started by index.js, and the files the web pages are made of.
import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { leaveOut } from './bot/start/leaveOut.mjs';

const require = createRequire(import.meta.url);

rmSync('dist', { recursive: true, force: true });
await build({
  entryPoints: ['bot/start/bundle.ts'],
  outfile: 'dist/bot.js',
  bundle: true,
  platform: 'node',
  target: 'node20',
  // Names stay, for stack traces and because errors are told apart by theirs.
  minifyWhitespace: true,
  minifySyntax: true,
  // V8 keeps plain ASCII in half the memory.
  charset: 'ascii',
  legalComments: 'linked',
  // The first is optional in restify and absent on most systems; of the second only a file is served.
  external: ['dtrace-provider', 'botframework-webchat'],
  plugins: [leaveOut],
  // As Node wraps every module; bot/start/loader.cjs runs it.
  banner: { js: '(function (exports, require, module, __filename, __dirname) {' },
  footer: { js: '})' },
  logLevel: 'warning',
});
// Of regular expressions esbuild leaves the letters as they are, and the loader reads a byte a letter.
const escaped = (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
writeFileSync('dist/bot.js', readFileSync('dist/bot.js', 'utf8').replace(/[\u0080-\uffff]/g, escaped));
cpSync('bot/start/loader.cjs', 'dist/index.js');
cpSync('bot/webchat/browser', 'dist/webchat', {
  recursive: true,
  filter: (path) => !/(\.ts|tsconfig\.json)$/.test(path),
});
const webChat = dirname(require.resolve('botframework-webchat'));
writeFileSync(
  'dist/webchat/webchat.js.br',
  brotliCompressSync(readFileSync(join(webChat, '../dist/webchat.js'))),
);
execFileSync(process.execPath, ['bot/start/writeCache.cjs', 'dist'], { stdio: 'inherit' });
