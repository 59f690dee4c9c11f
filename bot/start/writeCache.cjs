// For the build: starts the bot as in production, has it answer one person, and writes what V8 has compiled by then.
const { writeFileSync } = require('node:fs');
const http = require('node:http');
const { join, resolve } = require('node:path');
const { startStandIns } = require('./standIns.cjs');

const dist = resolve(process.argv[2]);
/** The command whose code is at hand from the start, and with it what nearly every turn runs. */
const command = 'profile';

/** Whatever settings the machine has, it is these: any free port on 127.0.0.1, and the stand-ins for everybody else. */
function setUp(settings) {
  for (const name of Object.keys(process.env)) {
    if (
      /^(PUBLIC_URL|WEBSITE_|Microsoft|ChannelService|OAuth|To(Bot|Channel)|BLOB_|DIRECT|GRAPH_|ALLOWED_|SHOW_|WEBCHAT_|IDENTITY_|MSI_)/i.test(
        name,
      )
    ) {
      delete process.env[name];
    }
  }
  Object.assign(process.env, settings, { NODE_ENV: 'production', PORT: '0', LOG_LEVEL: 'silent' });
}

/** Resolves with the port the bot listens on, and keeps it from being reached by others. */
function listening() {
  const { listen } = http.Server.prototype;
  return new Promise((heard) => {
    http.Server.prototype.listen = function ({ port }, done) {
      http.Server.prototype.listen = listen;
      this.once('listening', () => heard(this.address().port));
      return this.listen({ port, host: '127.0.0.1' }, done);
    };
  });
}

function post(port, authorization, activity) {
  const headers = { authorization, 'content-type': 'application/json' };
  const options = { host: '127.0.0.1', port, method: 'POST', path: '/api/messages', headers };
  return new Promise((answered, failed) => {
    const request = http.request(options, (answer) => {
      answer.resume().once('end', () => answered(answer.statusCode));
    });
    request.once('error', failed).end(JSON.stringify(activity));
  });
}

async function main() {
  const { settings, authorization, message, replies } = await startStandIns();
  setUp(settings);
  const port = listening();
  const { createCache } = require(join(dist, 'index.js'));
  const status = await post(await port, authorization, message(command));
  if (status !== 200 || !replies.some((reply) => reply.includes('ana@contoso.com')))
    throw new Error(`The built bot answers ${status} and says ${replies.join(' ') || 'nothing'}`);
  writeFileSync(join(dist, 'bot.cache'), createCache());
  process.exit(0);
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
