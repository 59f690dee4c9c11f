// What `node index.js` runs in dist/: the bundle, with what V8 made of its code when it was built.
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { Script } = require('node:vm');

const filename = join(__dirname, 'bot.js');
const digestOf = (source, code) => createHash('sha256').update(source).update(code).digest();

/**
 * The cache, which begins with a digest: V8 takes damaged code, or another bundle's, as it is, and dies of it. Without a
 * cache, or with one of another version of Node's, which V8 refuses, the start takes longer, and that is all.
 */
function readCache(source) {
  try {
    const cache = readFileSync(join(__dirname, 'bot.cache'));
    const code = cache.subarray(32);
    return digestOf(source, code).equals(cache.subarray(0, 32)) ? code : undefined;
  } catch {
    return undefined;
  }
}

/** The build has wrapped the bundle into a function, as Node does with every module; here that would copy megabytes. */
function load() {
  const source = readFileSync(filename);
  // Not where it is: with a cache V8 would name the folder it was built in, in every stack.
  return new Script(source.toString('latin1'), { filename: '/bot.js', cachedData: readCache(source) });
}

const bundle = load();
const bot = { exports: {} };
bundle.runInThisContext()(bot.exports, require, bot, filename, __dirname);
void bot.exports.start(process.env);

/** For the build, once the bot has answered. @returns what is to be the cache */
exports.createCache = () => {
  const code = bundle.createCachedData();
  return Buffer.concat([digestOf(readFileSync(filename), code), code]);
};
