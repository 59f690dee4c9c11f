// The order of test files where jest doesn't yet know how long each takes, as on a clean clone: the long ones do not end alone.
const { default: Sequencer } = require('@jest/test-sequencer');

/** Files that take ten times as long as others: pages in a browser, and processes that are killed. */
const isLong = ({ path }) => /[\\/]tests[\\/](browser|clients|ownAccount|production|sending)[\\/]/.test(path);
/** Texts that were made to be slow to read: longer than any other file. */
const isLongest = ({ path }) => path.endsWith('linearParsers.test.ts');

module.exports = class extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    if (sorted.every(({ duration }) => duration !== undefined)) return sorted;
    const rank = (test) => (isLongest(test) ? 0 : isLong(test) ? 1 : 2);
    return sorted.sort((a, b) => rank(a) - rank(b));
  }
};
