// What `node index.js` runs in dist/: the bundle, with what V8 made of its code when it was built.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { Script } = require('node:vm');

const filename = join(__dirname, 'bot.js');

/** A cache that is missing or damaged, or that is another version of Node's, makes the start take longer, and that is all. */
function readCache() {
  try {
    return readFileSync(join(__dirname, 'bot.cache'));
  } catch {
    return undefined;
  }
}

// The build has wrapped it into a function, as Node does with every module; here that would copy megabytes.
const bundle = new Script(readFileSync(filename, 'latin1'), { filename, cachedData: readCache() });
bundle.runInThisContext()(exports, require, module, filename, __dirname);

// For the build, which writes the cache once the bot has answered.
module.exports = { bundle };
