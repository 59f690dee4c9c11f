// What `node index.js` runs in dist/: the bundle, with what V8 made of its code when it was built.
const { readFileSync } = require('node:fs');
const { wrap } = require('node:module');
const { join } = require('node:path');
const { Script } = require('node:vm');
const { brotliDecompressSync } = require('node:zlib');

const filename = join(__dirname, 'bot.js');

/** A cache that is missing or damaged, or that is another version of Node's, makes the start take longer, and that is all. */
function readCache() {
  try {
    return brotliDecompressSync(readFileSync(join(__dirname, 'bot.cache.br')));
  } catch {
    return undefined;
  }
}

const bundle = new Script(wrap(readFileSync(filename, 'latin1')), {
  filename,
  cachedData: readCache(),
});
bundle.runInThisContext()(exports, require, module, filename, __dirname);

// For the build, which writes the cache once the bot has started.
module.exports = { bundle };
