// What a test file runs in: Node as jest gives it, with what takes long to make kept for the next files of this process.
const crypto = require('node:crypto');
const { readFileSync } = require('node:fs');
const { wrap } = require('node:module');
const { Script } = require('node:vm');
const { TestEnvironment } = require('jest-environment-node');

const { generateKeyPairSync } = crypto;
const usual = '["rsa",{"modulusLength":2048}]';

// An RSA key takes a tenth of a second to find, or three, and the stand-ins of almost every file want two of them.
const pairs = [];
let taken = 0;
crypto.generateKeyPairSync = (...wanted) => {
  if (JSON.stringify(wanted) !== usual) return generateKeyPairSync(...wanted);
  pairs[taken] ??= generateKeyPairSync(...wanted);
  taken += 1;
  return pairs[taken - 1];
};

/** What a module's text is compiled to. Nothing that it makes is in there, only its program. */
const scripts = new Map();
function scriptOf(path) {
  const known = scripts.get(path);
  if (known) return known;
  const script = new Script(wrap(readFileSync(path, 'utf8')), { filename: path });
  scripts.set(path, script);
  return script;
}

// jest kills a worker that is not gone half a second after its last test, and warns of leaks. On a busy machine it takes V8
// longer than that to free what the tests loaded. Nothing is open any more at this event, so the process may end at once.
if (process.send) process.once('beforeExit', () => process.exit());

module.exports = class extends TestEnvironment {
  constructor(...given) {
    super(...given);
    // Within a file no two keys are the same.
    taken = 0;
    // For outside.cjs.
    this.global.outside = require;
    // For compiled.cjs.
    this.global.compiled = (path) => scriptOf(path).runInContext(this.getVmContext());
  }
};
