// node:os.
'use strict';

const { machine: machineNames, system, user } = binding.process;
const { plainError, checkObject } = require('internal/errors');
const constants = require('internal/os_constants');

const [sysname, , releaseName, versionName, machineName] = machineNames();
const kArchitectures = { x86_64: 'x64', aarch64: 'arm64', i686: 'ia32', armv7l: 'arm', riscv64: 'riscv64' };

const read = (path) => {
  try {
    return require('fs').readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};
// In Node all of these are values as well: `${os.arch}`.
const asPrimitive = (method) => {
  Object.defineProperty(method, Symbol.toPrimitive, { __proto__: null, value: () => method(), configurable: true, writable: true });
  return method;
};

function arch() { return kArchitectures[machineName] ?? machineName; }
function availableParallelism() { return system()[6]; }
function endianness() { return new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 'LE' : 'BE'; }
function freemem() {
  const found = /^MemAvailable:\s+(\d+)/m.exec(read('/proc/meminfo'));
  return found ? Number(found[1]) * 1024 : system()[1];
}
function totalmem() { return system()[0]; }
function homedir() { return require('process').env.HOME ?? user()?.[1] ?? '/'; }
function hostname() { return machineNames()[1]; }
function loadavg() { return system().slice(3, 6); }
function platform() { return 'linux'; }
function release() { return releaseName; }
function tmpdir() {
  const { env } = require('process');
  const path = env.TMPDIR || env.TMP || env.TEMP || '/tmp';
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}
function type() { return sysname; }
function uptime() {
  const [seconds] = read('/proc/uptime').split(' ');
  return seconds === '' ? system()[2] : Number(seconds);
}
function version() { return versionName; }
function machine() { return machineName; }

function cpus() {
  const models = [];
  const speeds = [];
  for (const [, key, value] of read('/proc/cpuinfo').matchAll(/^(model name|cpu MHz)\s*: (.*)$/gm)) {
    (key === 'cpu MHz' ? speeds : models).push(value);
  }
  const list = [];
  // In ticks of 1/100 s: user, nice, system, idle, iowait, irq, …
  for (const [, numbers] of read('/proc/stat').matchAll(/^cpu\d+ (.*)$/gm)) {
    const [user, nice, sys, idle, , irq] = numbers.split(' ').map((text) => Number(text) * 10);
    const i = list.length;
    list.push({
      model: models[i] ?? 'unknown', speed: Math.trunc(Number(speeds[i] ?? 0)),
      times: { user, nice, sys, idle, irq },
    });
  }
  return list;
}

function userInfo(options) {
  if (options !== undefined) checkObject(options, 'options');
  const entry = user();
  if (entry === undefined) {
    throw plainError('ERR_SYSTEM_ERROR', 'A system error occurred: uv_os_get_passwd returned ENOENT (no such file or directory)');
  }
  const [username, home, shell] = entry;
  const convert = options?.encoding === 'buffer' ? (text) => require('buffer').Buffer.from(text) : (text) => text;
  return {
    __proto__: null,
    uid: binding.process.userId(), gid: binding.process.groupId(), username: convert(username),
    homedir: convert(home), shell: convert(shell),
  };
}

module.exports = {
  arch: asPrimitive(arch),
  availableParallelism: asPrimitive(availableParallelism),
  cpus,
  endianness: asPrimitive(endianness),
  freemem: asPrimitive(freemem),
  homedir: asPrimitive(homedir),
  hostname: asPrimitive(hostname),
  loadavg,
  platform: asPrimitive(platform),
  release: asPrimitive(release),
  tmpdir: asPrimitive(tmpdir),
  totalmem: asPrimitive(totalmem),
  type: asPrimitive(type),
  userInfo,
  uptime: asPrimitive(uptime),
  version: asPrimitive(version),
  machine: asPrimitive(machine),
};
Object.defineProperties(module.exports, {
  constants: { __proto__: null, value: constants, enumerable: true, configurable: false },
  EOL: { __proto__: null, value: '\n', enumerable: true, writable: false, configurable: true },
  devNull: { __proto__: null, value: '/dev/null', enumerable: true, writable: false, configurable: true },
});
