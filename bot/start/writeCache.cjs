// For the build: starts the bot as on a developer's machine, asks whether it is alive, and writes what V8 has compiled by then.
const { writeFileSync } = require('node:fs');
const http = require('node:http');
const { join, resolve } = require('node:path');
const { brotliCompressSync, constants } = require('node:zlib');

const dist = resolve(process.argv[2]);
// Whatever settings the machine has: authentication off, memory, any free port on 127.0.0.1.
for (const name of Object.keys(process.env)) {
  if (
    /^(NODE_ENV|PUBLIC_URL|WEBSITE_|Microsoft|ChannelService|OAuth|To(Bot|Channel)|BLOB_|DIRECT|GRAPH_|ALLOWED_|SHOW_|WEBCHAT_)/i.test(
      name,
    )
  ) {
    delete process.env[name];
  }
}
Object.assign(process.env, { PORT: '0', LOG_LEVEL: 'silent' });

const { listen } = http.Server.prototype;
http.Server.prototype.listen = function (...given) {
  this.once('listening', () =>
    http.get({ host: '127.0.0.1', port: this.address().port, path: '/healthz' }, write),
  );
  return listen.apply(this, given);
};

function write(answer) {
  if (answer.statusCode !== 200) throw new Error(`The built bot answers ${answer.statusCode}`);
  // The highest quality would take the build seven seconds longer for a seventh less.
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
  writeFileSync(join(dist, 'bot.cache.br'), brotliCompressSync(bundle.createCachedData(), { params }));
  process.exit(0);
}

const { bundle } = require(join(dist, 'index.js'));
