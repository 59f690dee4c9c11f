// What `node index.js` runs in dist/: the bundle, with the code that V8 compiled when it was built.
const { readFileSync } = require('node:fs');
const { wrap } = require('node:module');
const { join } = require('node:path');
const { constants, Script } = require('node:vm');

const filename = join(__dirname, 'bot.js');

/** Another version of Node than the build's refuses the cache, which costs the time it would have saved and nothing else. */
function readCache() {
  try {
    return readFileSync(join(__dirname, 'bot.cache'));
  } catch {
    return undefined;
  }
}

const bundle = new Script(wrap(readFileSync(filename, 'utf8')), {
  filename,
  cachedData: readCache(),
  importModuleDynamically: constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER,
});
bundle.runInThisContext()(exports, require, module, filename, __dirname);
module.exports = { bundle };
