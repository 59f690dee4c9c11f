// The build: a bundle in dist/ that runs without node_modules, started by index.js, and the files the web pages are made of.
import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';

const require = createRequire(import.meta.url);

/** What packages load and this bot never calls. */
const unused = [
  // teamsfx: its own sign-in and its clients. Only MessageBuilder is used.
  {
    by: /@microsoft[\\/]teamsfx[\\/]/,
    what: /^(axios|jwt-decode|uuid|botbuilder-dialogs|@azure\/(msal-(browser|node)|identity))$/,
  },
  // botbuilder: skills, and streaming over sockets and pipes.
  { by: /botbuilder[\\/]|botframework-/, what: /^(axios|botframework-streaming)$/ },
  // restify: signed requests and CSV bodies.
  { by: /restify[\\/]/, what: /^(http-signature|csv)$/ },
  // adaptive-expressions: XML in expressions.
  { by: /adaptive-expressions[\\/]/, what: /^(xpath|@xmldom\/xmldom|fast-xml-parser)$/ },
];

/** Puts an empty module in the place of each; whatever is taken from it is a class, since classes are derived from some. */
const leaveOut = {
  name: 'leave-out',
  setup({ onResolve, onLoad }) {
    // The package's front door leads to every prompt, and to their text recognisers of several megabytes.
    onResolve({ filter: /^botbuilder-dialogs$/ }, ({ importer }) =>
      importer.includes('teamsfx')
        ? undefined
        : { path: require.resolve('botbuilder-dialogs/lib/prompts/oauthPrompt') },
    );
    onResolve({ filter: /^[^./]/ }, ({ path, importer }) =>
      unused.some(({ by, what }) => by.test(importer) && what.test(path))
        ? { path, namespace: 'unused' }
        : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'unused' }, () => ({
      contents: 'module.exports = new Proxy({}, { get: () => class {} });',
    }));
  },
};

rmSync('dist', { recursive: true, force: true });
await build({
  entryPoints: ['bot/index.ts'],
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
  logLevel: 'warning',
});
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
