// Preloaded into every server under test: what it dials beyond this machine fails at once, as without a network.
const dns = require('node:dns');
const net = require('node:net');

const loopback = /^(localhost|127(\.\d+){3}|::1)$/i;

const { lookup } = dns;
dns.lookup = function (name, ...rest) {
  if (loopback.test(name)) return lookup.call(this, name, ...rest);
  process.nextTick(rest.at(-1), Object.assign(new Error(`${name} is beyond loopback`), { code: 'ENOTFOUND' }));
  return {};
};

// An address needs no look-up, so it is met on its way into the socket.
const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...given) {
  const [first, second] = Array.isArray(given[0]) ? given[0] : given;
  const host = typeof first === 'object' ? first?.host : second;
  if (typeof host !== 'string' || net.isIP(host) === 0 || loopback.test(host)) return connect.apply(this, given);
  process.nextTick(() => this.destroy(Object.assign(new Error(`${host} is beyond loopback`), { code: 'ENETUNREACH' })));
  return this;
};
