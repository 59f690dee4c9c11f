// The order of test files where jest doesn't yet know how long each takes, as on a clean clone: the long ones do not end alone.
const { default: Sequencer } = require('@jest/test-sequencer');

/** Files that take ten times as long as others: pages in a browser, and processes that are killed. */
const isLong = ({ path }) => /[\\/]tests[\\/](browser|clients|ownAccount|production|sending)[\\/]/.test(path);

module.exports = class extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    if (sorted.every(({ duration }) => duration !== undefined)) return sorted;
    return [...sorted.filter(isLong), ...sorted.filter((test) => !isLong(test))];
  }
};
