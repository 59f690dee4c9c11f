// The built bot, in place of the source: compiled once for all test files of a process, and run anew for each.
const { dirname } = require('node:path');

const path = require.resolve('../../dist/start.js');
compiled(path)(exports, require, module, path, dirname(path));
