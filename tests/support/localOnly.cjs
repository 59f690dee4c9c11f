// A preload (node --require) that keeps a program on this machine: it listens on, and reaches, 127.0.0.1 alone.
// What it tries elsewhere is refused and written to the file named by LOCAL_ONLY_LOG, one line each.
const dns = require('node:dns');
const { appendFileSync } = require('node:fs');
const net = require('node:net');

const here = '127.0.0.1';
const isHere = (host) => !host || host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host);

const refuse = (host) => {
  if (process.env.LOCAL_ONLY_LOG) appendFileSync(process.env.LOCAL_ONLY_LOG, `${host}\n`);
  return Object.assign(new Error(`Kept on this machine: ${host}`), { code: 'ENOTFOUND', hostname: host });
};

const { listen } = net.Server.prototype;
net.Server.prototype.listen = function (...args) {
  const [first] = args;
  if (typeof first === 'object' && first !== null) {
    return listen.call(
      this,
      { ...first, ...(first.port === undefined ? {} : { host: here }) },
      ...args.slice(1),
    );
  }
  // (port?, host?, backlog?, callback?)
  const port = typeof first === 'function' ? 0 : Number(first ?? 0);
  return listen.call(
    this,
    { port, host: here },
    args.find((arg) => typeof arg === 'function'),
  );
};

// "localhost" may be ::1 first, where nobody listens.
dns.lookup = (host, options, done = options) => {
  if (!isHere(host)) return process.nextTick(done, refuse(host));
  const all = typeof options === 'object' && options?.all;
  process.nextTick(done, null, ...(all ? [[{ address: here, family: 4 }]] : [here, 4]));
};

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...args) {
  const [first, second] = Array.isArray(args[0]) ? args[0] : args;
  const host = typeof first === 'object' && first !== null ? first.host : second;
  if (first?.path || typeof host === 'function' || isHere(host)) return connect.apply(this, args);
  process.nextTick(() => this.destroy(refuse(host)));
  return this;
};
