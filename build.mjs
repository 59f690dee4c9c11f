// The build: one bundle in dist/ that runs without node_modules, and beside it the files the web pages are made of.
import { cpSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

const require = createRequire(import.meta.url);

rmSync('dist', { recursive: true, force: true });
await build({
  entryPoints: ['bot/index.ts'],
  outfile: 'dist/index.js',
  bundle: true,
  platform: 'node',
  target: 'node20',
  minify: true,
  // Names stay, for stack traces and because errors are told apart by theirs.
  keepNames: true,
  legalComments: 'linked',
  // The first is optional in restify and absent on most systems; of the second only a file is served.
  external: ['dtrace-provider', 'botframework-webchat'],
  logLevel: 'warning',
});
cpSync('bot/webchat/browser', 'dist/webchat', {
  recursive: true,
  filter: (path) => !/(\.ts|tsconfig\.json)$/.test(path),
});
const webChat = dirname(require.resolve('botframework-webchat'));
cpSync(join(webChat, '../dist/webchat.js'), 'dist/webchat/webchat.js');
