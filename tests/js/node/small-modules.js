// node:os, node:tty, node:constants, node:string_decoder and node:querystring.
function attempt(label, run) {
  try {
    console.log(label, run());
  } catch (error) {
    console.log(label, 'threw', error.name, error.code, error.message);
  }
}
const os = require('node:os');
for (const name of ['arch', 'endianness', 'homedir', 'hostname', 'platform', 'release', 'tmpdir', 'totalmem', 'type', 'version', 'machine', 'availableParallelism']) console.log(name, typeof os[name](), typeof `${os[name]}`);
console.log(os.constants, JSON.stringify(os.EOL), os.devNull, os.cpus().length === os.availableParallelism(), Object.keys(os.cpus()[0]), Object.keys(os.userInfo()), os.loadavg().length, os.arch() === process.arch, os.platform() === process.platform);
console.log(os.freemem() > 0, os.freemem() < os.totalmem(), os.uptime() > 0);
const tty = require('node:tty');
console.log(tty.isatty(0), tty.isatty(-1), tty.isatty('x'), tty.isatty(1.5), tty.isatty(99));
const constants = require('node:constants');
console.log(constants.ENOENT, constants.SIGINT, constants.O_RDONLY, constants.S_IFMT, constants.PRIORITY_LOW, constants.RTLD_NOW);

const { StringDecoder } = require('node:string_decoder');
for (const encoding of ['utf8', 'utf16le', 'latin1', 'ascii', 'base64', 'base64url', 'hex', undefined, 'UCS2', 'binary']) {
  const bytes = Buffer.from(encoding === 'utf16le' || encoding === 'UCS2' ? Buffer.from('aé\u20ac\u{1f600}z', 'utf16le') : 'aé\u20ac\u{1f600}z');
  // Node gives away half a pair whose bytes come one by one.
  for (let size = bytes.length === 12 ? 2 : 1; size <= 4; size += bytes.length === 12 ? 2 : 1) {
    const decoder = new StringDecoder(encoding);
    const parts = [];
    for (let at = 0; at < bytes.length; at += size) parts.push(decoder.write(bytes.subarray(at, at + size)));
    parts.push(decoder.end());
    console.log(encoding, decoder.encoding, size, JSON.stringify(parts));
  }
}
attempt('cut', () => { const d = new StringDecoder(); return [d.write(Buffer.from([0xe2, 0x82])), d.lastNeed, d.lastTotal, d.end(), d.end(), d.write(Buffer.from([0xf0, 0x9f])), d.lastNeed, d.end(Buffer.from([0x98])), d.write('text'), d.write(new Uint8Array([0x61]))]; });
attempt('malformed', () => { const d = new StringDecoder(); return [d.write(Buffer.from([0xff, 0x61, 0xc3])), d.write(Buffer.from([0x28])), d.write(Buffer.from([0xe2, 0x28, 0xa1])), d.end()]; });
attempt('unknown', () => new StringDecoder('nope'));
attempt('not a buffer', () => new StringDecoder().write(5));

const qs = require('node:querystring');
for (const text of ['', 'a=1&b=2', 'a=1&a=2&a=3', 'a', 'a=', '=a', '&&a=1&', 'a=b=c', 'a+b=c+d', '%41=%42', 'a=%', 'a=%zz', 'a=%E2%82%AC', 'a=%E2%82', 'x=%ff%61', '__proto__=1', 'hasOwnProperty=x', 'a%20b=1', 'é=1', '=', '&=&']) {
  attempt(JSON.stringify(text), () => JSON.stringify(qs.parse(text)));
}
attempt('parse', () => [qs.parse('a:1;b:2', ';', ':'), qs.parse('a==1&&b==2', '&&', '=='), qs.parse('a=1&b=2&c=3', null, null, { maxKeys: 2 }), qs.parse('a=%41', null, null, { decodeURIComponent: (s) => `<${s}>` }), qs.parse(5), qs.parse(null)]);
attempt('many', () => [Object.keys(qs.parse(Array.from({ length: 1200 }, (_, i) => `k${i}=1`).join('&'))).length, Object.keys(qs.parse(Array.from({ length: 1200 }, (_, i) => `k${i}=1`).join('&'), null, null, { maxKeys: 0 })).length]);
attempt('stringify', () => [qs.stringify({ a: 1, b: 'x y', c: [1, 2], d: '', e: null, f: undefined, g: true, h: NaN, i: 1n, j: {}, 'é&': '€=' }), qs.stringify({ a: 1, b: 2 }, ';', ':'), qs.stringify({ a: 'x y' }, null, null, { encodeURIComponent: (s) => `<${s}>` }), qs.stringify('x'), qs.stringify(null), qs.stringify({ a: [] })]);
attempt('escape', () => [qs.escape("a b!'()*-._~/é"), qs.escape(5), qs.escape({}), qs.unescape('a%20b+%41'), qs.unescape('%E2%82'), qs.unescapeBuffer('a%20%zz').toString(), qs.encode === qs.stringify, qs.decode === qs.parse]);
attempt('escape', () => qs.escape('\ud800'));
