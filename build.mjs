// The build: a bundle in dist/ that runs without node_modules, the files of the web pages, and the packages' notices.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { noticesOf, packageFolders } from './notices.mjs';

/** Packages that others load and the bot never calls, each with the reason. They would be a third of the start and the memory. */
const leftOut = {
  'botbuilder-dialogs': 'teamsfx has a dialog for sign-in; the bot imports the file of OAuthPrompt alone',
  axios: 'botbuilder calls skills with it, and teamsfx other APIs',
  'whatwg-url': 'node-fetch takes the URL of a Node that has none from it',
  send: 'restify serves folders with it; the bot serves its few files itself',
  'http-signature': 'restify reads signed Authorization headers with it',
};

/** What stands in place of one: it can be read and derived from, and throws when anything of it is called. */
const standIn = (name) => `
  const absent = (path) => new Proxy(function () {}, {
    get: (target, key) => (key in target || typeof key === 'symbol' ? target[key] : absent(path + '.' + key)),
    apply: () => fail(path),
    construct: () => fail(path),
  });
  const fail = (path) => {
    throw new Error(path + ' is not in the build. ' + ${JSON.stringify(leftOut[name])});
  };
  module.exports = absent(${JSON.stringify(name)});`;

const leaveOut = {
  name: 'leave out',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[^./]/ }, ({ path, importer }) => {
      if (!(path in leftOut)) return undefined;
      if (importer.includes('node_modules')) return { path, namespace: 'left-out' };
      return { errors: [{ text: `${path} is left out of the build: ${leftOut[path]}` }] };
    });
    onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path }) => ({ contents: standIn(path) }));
  },
};

/** Takes of every package the files that Node takes from source, and each package once: botbuilder requires its own. */
const asRequired = {
  name: 'as required',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^[^.]/ }, ({ path, kind, importer, resolveDir, pluginData }) =>
      kind === 'import-statement' && !importer.includes('node_modules') && pluginData !== asRequired
        ? resolve(path, { kind: 'require-call', importer, resolveDir, pluginData: asRequired })
        : undefined,
    );
  },
};

rmSync('dist', { recursive: true, force: true });
const { metafile, outputFiles } = await build({
  // index.js is a few lines, which load start.js once Node keeps what it compiles.
  entryPoints: ['bot/index.ts', 'bot/start.ts'],
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20',
  // Names stay, for stack traces and because errors are told apart by theirs.
  minifyWhitespace: true,
  minifySyntax: true,
  // V8 keeps plain ASCII in half the memory.
  charset: 'ascii',
  legalComments: 'linked',
  // The second is optional in restify and absent on most systems; of the third only a file is served.
  external: ['./start', 'dtrace-provider', 'botframework-webchat'],
  plugins: [leaveOut, asRequired],
  metafile: true,
  write: false,
  logLevel: 'warning',
});
// esbuild leaves the letters in regular expressions as they are.
const escaped = (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
mkdirSync('dist');
for (const { path, text } of outputFiles) {
  writeFileSync(path, path.endsWith('.js') ? text.replace(/[\u0080-\uffff]/g, escaped) : text);
}

cpSync('bot/webchat/browser', 'dist/webchat', {
  recursive: true,
  filter: (path) => !/(\.ts|tsconfig\.json)$/.test(path),
});
const webChat = join(dirname(createRequire(import.meta.url).resolve('botframework-webchat')), '..');
const webChatFile = readFileSync(join(webChat, 'dist/webchat.js'));
writeFileSync('dist/webchat/webchat.js.br', brotliCompressSync(webChatFile));
cpSync(join(webChat, 'dist/webchat.js.LICENSE.txt'), 'dist/webchat/webchat.js.LICENSE.txt');

const mitText = readFileSync('LICENSE', 'utf8').replace(/^Copyright.*\n\n/m, '');
const folders = [...packageFolders(Object.keys(metafile.inputs)), webChat];
writeFileSync('dist/THIRD-PARTY-NOTICES.txt', noticesOf(folders, mitText));
