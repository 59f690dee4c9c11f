// Writes dist/bot.cache: starts the bot as a person at a keyboard would, asks it whether it is alive, and keeps what V8 compiled.
const { writeFileSync } = require('node:fs');
const { createServer } = require('node:http');
const { join, resolve } = require('node:path');

const dist = resolve(process.argv[2]);

const { listen } = createServer.prototype ?? {};
