// The build: one bundle in dist/ that runs without node_modules, and beside it the files the web pages are made of.
import { cpSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

const require = createRequire(import.meta.url);

/**
 * What a package loads and this bot never calls: from teamsfx only MessageBuilder is used, from botbuilder-dialogs only
 * OAuthPrompt.sendOAuthCard, whose neighbours bring text recognisers of several megabytes along.
 */
const unused = [
  // teamsfx: its own sign-in and its clients. Only MessageBuilder is used.
  {
    by: /@microsoft[\\/]teamsfx[\\/]/,
    what: /^(axios|jwt-decode|uuid|botbuilder-dialogs|@azure\/(msal-(browser|node)|identity))$/,
  },
  // botbuilder: skills, streaming over sockets and pipes.
  { by: /botbuilder[\\/]|botframework-/, what: /^(axios|botframework-streaming)$/ },
  // restify: request signatures and CSV bodies.
  { by: /restify[\\/]/, what: /^(http-signature|csv)$/ },
  // adaptive-expressions: XML in expressions.
  { by: /adaptive-expressions[\\/]/, what: /^(xpath|@xmldom\/xmldom|fast-xml-parser)$/ },
];

/** Puts an empty module in place of each: a class for whatever is taken from it, since classes are derived from some. */
const leaveOut = {
  name: 'leave-out',
  setup({ onResolve, onLoad }) {
    // The package's front door leads to every prompt, and to their text recognisers of several megabytes.
    onResolve({ filter: /^botbuilder-dialogs$/ }, ({ importer }) =>
      importer.includes('teamsfx') ? undefined : { path: require.resolve('botbuilder-dialogs/lib/prompts/oauthPrompt') },
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
const { metafile } = await build({
  entryPoints: ['bot/index.ts'],
  outfile: 'dist/index.js',
  bundle: true,
  platform: 'node',
  target: 'node20',
  minify: true,
  // Names stay, for stack traces and because errors are told apart by theirs.
  legalComments: 'linked',
  // The first is optional in restify and absent on most systems; of the second only a file is served.
  external: ['dtrace-provider', 'botframework-webchat'],
  plugins: [leaveOut],
  metafile: true,
  logLevel: 'warning',
});
import { writeFileSync } from 'node:fs';
writeFileSync('/tmp/meta8.json', JSON.stringify(metafile));
cpSync('bot/webchat/browser', 'dist/webchat', {
  recursive: true,
  filter: (path) => !/(\.ts|tsconfig\.json)$/.test(path),
});
const webChat = dirname(require.resolve('botframework-webchat'));
cpSync(join(webChat, '../dist/webchat.js'), 'dist/webchat/webchat.js');
