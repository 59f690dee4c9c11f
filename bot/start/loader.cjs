// What `node index.js` runs in dist/: the bundle, with what V8 made of its code when it was built.
const { existsSync, readFileSync } = require('node:fs');
const { wrap } = require('node:module');
const { join } = require('node:path');
const { Script } = require('node:vm');
const { brotliDecompressSync } = require('node:zlib');

const filename = join(__dirname, 'bot.js');
const cache = join(__dirname, 'bot.cache.br');

const bundle = new Script(wrap(readFileSync(filename, 'latin1')), {
  filename,
  // Another version of Node than the build's refuses it: then the start takes longer, and that is all.
  cachedData: existsSync(cache) ? brotliDecompressSync(readFileSync(cache)) : undefined,
});
bundle.runInThisContext()(exports, require, module, filename, __dirname);

// For the build, which writes the cache once the bot has started.
module.exports = { bundle };
