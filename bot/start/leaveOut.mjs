// For the build: what packages load and this bot never calls is left out, and what it calls in part or late is loaded so.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

const require = createRequire(import.meta.url);

/** Packages, by those that require them. */
const packages = [
  // teamsfx: its own sign-in and its clients. Only MessageBuilder is used.
  {
    by: /@microsoft[\\/]teamsfx[\\/]/,
    what: /^(axios|jwt-decode|uuid|botbuilder-dialogs|adaptivecards-templating|@azure\/(msal-(browser|node)|identity))$/,
  },
  // botbuilder: skills, and streaming over sockets and pipes; what the Emulator asks its own web server for; the managed
  // identity, which is ours (bot/identity.ts).
  {
    by: /botbuilder[\\/]|botframework-/,
    what: /^(axios|botframework-streaming|cross-fetch|@azure\/identity)$/,
  },
  // adaptive-expressions: XML, JPath and dates in words in expressions.
  {
    by: /adaptive-expressions[\\/]/,
    what: /^(xpath|@xmldom\/xmldom|fast-xml-parser|jspath|uuid|@microsoft\/recognizers-.*)$/,
  },
  // pino: writing from a thread of its own.
  { by: /pino[\\/]/, what: /^thread-stream$/ },
  // sanitize-html: reading what is in a style attribute.
  { by: /sanitize-html[\\/]/, what: /^postcss$/ },
];

/** Single files of packages, by their path without the ending. */
const files = {
  // Transcripts, skills, SharePoint, proactive calls of the old adapter, and middleware.
  botbuilder: `botFrameworkAdapter|botFrameworkHttpClient|channelService\\w+|cloudChannelServiceHandler|eventFactory
    |fileTranscriptStore|inspectionMiddleware|setSpeakMiddleware|sharepoint/\\w+|skills/\\w+|streaming/\\w+
    |teams/\\w+`,
  'botbuilder-core': `activityFactory|autoSaveStateMiddleware|browserStorage|memoryTranscriptStore|showTypingMiddleware
    |skypeMentionNormalizeMiddleware|telemetryLoggerMiddleware|testAdapter|transcriptLogger`,
  // Credentials that are a certificate or another cloud's token; the clients of the connector, the token service, the
  // keys and skills, which are ours (bot/channel/); and what only Teams' meetings and teams have.
  'botframework-connector': `auth/(certificate|federated)\\w+|auth/(botFrameworkClientImpl|openIdMetadata|userTokenClientImpl)
    |connectorApi/.+|emulatorApiClient|teams/.+|tokenApi/.+`,
  'botbuilder-stdlib': 'azureCoreHttpCompat|azureCoreHttpCompat/\\w+',
  // Regular expressions, time zones and triggers in expressions.
  'adaptive-expressions': 'generated/\\w+|timeZoneConverter|triggerTrees/\\w+',
  'adaptivecards-templating': 'json-schema-card',
  antlr4ts: `DiagnosticErrorListener|LexerInterpreter|ListTokenSource|ParserInterpreter|TokenStreamRewriter
    |atn/ProfilingATNSimulator|tree/(pattern|xpath)/\\w+`,
  // Batches, uploads in parts, pages of results, and its own chain of middleware.
  '@microsoft/microsoft-graph-client':
    'src/(content|tasks)/.+|src/middleware/\\w+Handler|src/middleware/options/\\w+',
  // Every plugin but the one that reads JSON bodies.
  'restify-errors': 'serializer',
  restify: 'plugins/(?!(index|bodyReader|jsonBodyParser)\\.|utils/).+|helpers/\\w+',
};

/** Where one function is wanted, all of its package would be made: these files get what they name. */
const pieces = [
  { by: /(restify|restify-errors|@netflix[\\/]nerror)[\\/]lib[\\/]/, from: 'lodash', as: '_', at: 'lodash/' },
  { by: /jsonwebtoken[\\/]lib[\\/]/, from: 'semver', as: 'semver', at: 'semver/functions/' },
];

function byPieces({ from, as, at }, text) {
  const names = new Set(
    Array.from(text.matchAll(new RegExp(`\\b${as}\\.(\\w+)\\(`, 'g')), ([, name]) => name),
  );
  const each = Array.from(names, (name) => `${name}: require('${at}${name}')`);
  return text.replace(`require('${from}')`, `{ ${each.join(', ')} }`);
}

/** Is not called before the first turn, if at all: it is loaded when something is taken from it. */
const late = { by: /msalAppCredentials\.js$/, what: '@azure/msal-node' };

const unused = Object.entries(files).map(
  ([name, paths]) =>
    new RegExp(`/node_modules/${name}/(lib/)?(${paths.replace(/\s/g, '')})\\.js$`.replaceAll('/', '[\\\\/]')),
);

/** Whatever is taken from it can be derived from, and says its name when it is called. */
const standIn = (name) => `module.exports = new Proxy({}, {
  get: (_, key) => function () { throw new Error(\`\${String(key)} of ${name} is not in the build\`); },
});`;

export const leaveOut = {
  name: 'leave-out',
  setup({ onResolve, onLoad, onEnd }) {
    const absent = new Set();
    const wanted = new Map();
    // The package's front door leads to every prompt, and to their text recognisers of several megabytes.
    onResolve({ filter: /^botbuilder-dialogs$/ }, ({ importer }) =>
      importer.includes('teamsfx')
        ? undefined
        : { path: require.resolve('botbuilder-dialogs/lib/prompts/oauthPrompt') },
    );
    onResolve({ filter: /^[^./]/ }, ({ path, importer }) =>
      packages.some(({ by, what }) => by.test(importer) && what.test(path))
        ? { path, namespace: 'unused' }
        : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'unused' }, ({ path }) => ({ contents: standIn(path) }));
    onResolve({ filter: new RegExp(`^${late.what}$`) }, ({ path, importer, namespace }) =>
      namespace === 'file' && late.by.test(importer) ? { path, namespace: 'late' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'late' }, ({ path }) => ({
      contents: `module.exports = new Proxy({}, { get: (_, key) => require('${path}')[key] });`,
      resolveDir: dirname(require.resolve('botframework-connector')),
    }));
    onLoad({ filter: /[\\/]node_modules[\\/]/ }, ({ path }) => {
      if (unused.some((pattern) => pattern.test(path))) {
        for (const [, name] of readFileSync(path, 'utf8').matchAll(/\bexports\.(\w+) = /g)) absent.add(name);
        return { contents: standIn(path.replace(/.*node_modules[\\/]/, '').replaceAll('\\', '/')) };
      }
      const rule = pieces.find(({ by }) => by.test(path));
      return rule && { contents: byPieces(rule, readFileSync(path, 'utf8')) };
    });
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      for (const name of importsOf(readFileSync(path, 'utf8'))) wanted.set(name, path);
    });
    onEnd(() => {
      const errors = Array.from(wanted).filter(([name]) => absent.has(name));
      return {
        errors: errors.map(([name, path]) => ({
          text: `${path} takes ${name}, which is left out (${import.meta.url})`,
        })),
      };
    });
  },
};

/** The names a file of ours takes from packages, types aside. */
function importsOf(text) {
  const lists = Array.from(text.matchAll(/^import \{([^}]*)\} from '[^.]/gm), ([, names]) => names);
  return lists
    .flatMap((names) => names.split(',').map((name) => name.trim().replace(/ as .*/, '')))
    .filter((name) => !name.startsWith('type '));
}
