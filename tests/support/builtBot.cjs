// The built bot in place of bot/app.ts, when tests run with BOT=dist: the same tests, of what is deployed.
const { dirname } = require('node:path');

const file = require.resolve('../../dist/bot.js');
const bot = { exports: {} };
// The file is a function, as bot/start/loader.cjs runs it; wrapped.cjs hands that on.
require(file)(bot.exports, require, bot, file, dirname(file));
module.exports = bot.exports;
