// node:process, which is also the global `process`.
//
// What has to be asked of the system is asked when a program reads it; the streams are made at their first
// use (internal/stdio.js). The functions at the end are the hooks by which C++ tells of uncaught errors and
// of the process's end (Platform::Hook).
'use strict';

const EventEmitter = require('events');
const {
  checkFunction, checkInteger, checkObject, checkString, invalidArgType, invalidArgValue, outOfRange, plainError,
  typeError,
} = require('internal/errors');
const { systemError } = require('internal/system_error');
const native = binding.process;
const { enqueueTick } = binding.timers;
const { apply } = Reflect;

// The object's class, which nobody can construct.
function process() {
  throw new TypeError('Illegal constructor');
}
const prototype = Object.create(EventEmitter.prototype, {
  constructor: { __proto__: null, value: process, configurable: true, enumerable: false, writable: true },
});
const self = Object.create(prototype);
Object.defineProperty(self, Symbol.toStringTag, { __proto__: null, value: 'process', configurable: true, enumerable: false });
EventEmitter.init.call(self);

// Properties that are made when they are first read, and ordinary ones from then on.
function lazy(name, make, enumerable = true) {
  const define = (value) => Object.defineProperty(self, name, {
    __proto__: null, value, writable: true, enumerable, configurable: true,
  });
  Object.defineProperty(self, name, {
    __proto__: null, get() {
      const value = make();
      define(value);
      return value;
    },
    set: define, enumerable, configurable: true,
  });
}

// --- What this is. ---

// The version of Node whose interfaces these are; packages compare it.
const kNodeVersion = '22.12.0';
self.version = `v${kNodeVersion}`;
self.versions = {
  node: kNodeVersion,
  kaze: native.version(),
  // What the language corresponds to.
  v8: '12.4.254.21-kaze',
  modules: '127',
};
for (const name of Object.keys(self.versions)) Object.defineProperty(self.versions, name, { __proto__: null, writable: false });
const [, , , , machine] = native.machine();
self.arch = { __proto__: null, x86_64: 'x64', aarch64: 'arm64', i686: 'ia32', armv7l: 'arm' }[machine] ?? machine;
self.platform = 'linux';
self.release = { name: 'node', lts: 'Jod' };
self.features = {
  inspector: false, debug: false, uv: true, ipv6: true, tls_alpn: true, tls_sni: true, tls_ocsp: true, tls: true,
  cached_builtins: true, require_module: true, typescript: false,
};
self.config = Object.freeze({
  __proto__: null,
  target_defaults: Object.freeze({ cflags: [], default_configuration: 'Release', defines: [], include_dirs: [], libraries: [] }),
  variables: Object.freeze({ v8_enable_i18n_support: 1, napi_build_version: '0' }),
});
self.execPath = native.executable();
self.execArgv = native.flags();
lazy('argv', () => {
  const list = native.arguments();
  if (native.hasMainFile() && list.length > 0 && list[0] !== '-') {
    list[0] = require('path').resolve(list[0]);
  }
  return [self.execPath, ...list];
});
lazy('argv0', () => native.argv0());
self.pid = native.processId();
Object.defineProperty(self, 'ppid', { __proto__: null, get: () => native.parentId(), enumerable: true, configurable: true });
self.debugPort = 9229;
let title = 'kaze';
Object.defineProperty(self, 'title', {
  __proto__: null, get: () => title,
  set(value) {
    title = `${value}`;
    native.setTitle(title);
  },
  enumerable: true, configurable: true,
});
self.domain = null;
Object.defineProperty(self, 'mainModule', {
  __proto__: null, get: () => require('internal/cjs').mainModule,
  set(value) {
    Object.defineProperty(self, 'mainModule', { __proto__: null, value, writable: true, enumerable: true, configurable: true });
  },
  enumerable: true, configurable: true,
});

// --- The environment. ---

lazy('env', () => {
  const variables = native.environment();
  const assign = (target, name, value) => {
    if (typeof name === 'symbol' || typeof value === 'symbol') {
      throw new TypeError('Cannot convert a Symbol value to a string');
    }
    const text = `${value}`;
    target[name] = text;
    native.setVariable(name, text);
    return true;
  };
  return new Proxy(variables, {
    __proto__: null,
    set: assign,
    defineProperty(target, name, descriptor) {
      if ('value' in descriptor) {
        if (!descriptor.configurable || !descriptor.writable || !descriptor.enumerable) {
          throw typeError('ERR_INVALID_OBJECT_DEFINE_PROPERTY',
              "'process.env' only accepts a configurable, writable, and enumerable data descriptor");
        }
        return assign(target, name, descriptor.value);
      }
      throw typeError('ERR_INVALID_OBJECT_DEFINE_PROPERTY', "'process.env' does not accept an accessor(getter/setter) descriptor");
    },
    deleteProperty(target, name) {
      delete target[name];
      if (typeof name === 'string') native.setVariable(name, undefined);
      return true;
    },
  });
});

self.cwd = function cwd() {
  return native.currentDirectory();
};
self.chdir = function chdir(directory) {
  checkString(directory, 'directory');
  const errno = native.changeDirectory(directory);
  if (errno !== 0) throw systemError(errno, 'chdir', self.cwd(), directory);
};
self.umask = function umask(mask) {
  if (mask === undefined) return native.mask();
  return native.mask(parseMode(mask, 'mask'));
};
function parseMode(value, name) {
  if (typeof value === 'string') {
    if (!/^[0-7]+$/.test(value)) {
      throw invalidArgValue(name, value, 'must be a 32-bit unsigned integer or an octal string');
    }
    return Number.parseInt(value, 8);
  }
  if (typeof value !== 'number') throw invalidArgType(name, 'number', value);
  if (!Number.isInteger(value)) throw outOfRange(name, 'an integer', value);
  if (value < 0 || value > 0xffffffff) throw outOfRange(name, '>= 0 && <= 4294967295', value);
  return value;
}
self.getuid = () => native.userId();
self.geteuid = () => native.effectiveUserId();
self.getgid = () => native.groupId();
self.getegid = () => native.effectiveGroupId();
self.getgroups = () => native.groups();

// --- Time and memory. ---

self.uptime = function uptime() {
  return native.elapsed() / 1000;
};
function hrtime(previous) {
  const [seconds, nanoseconds] = native.clock();
  if (previous === undefined) return [seconds, nanoseconds];
  if (!Array.isArray(previous)) throw invalidArgType('time', 'Array', previous);
  if (previous.length !== 2) throw outOfRange('time', '2', previous.length);
  const passed = nanoseconds - previous[1];
  return passed < 0 ? [seconds - previous[0] - 1, passed + 1e9] : [seconds - previous[0], passed];
}
hrtime.bigint = function bigint() {
  const [seconds, nanoseconds] = native.clock();
  return BigInt(seconds) * 1000000000n + BigInt(nanoseconds);
};
self.hrtime = hrtime;
function memoryUsage() {
  const [rss, heapTotal, heapUsed, external] = native.memory();
  return { rss, heapTotal, heapUsed, external, arrayBuffers: external };
}
memoryUsage.rss = function rss() {
  return native.memory()[0];
};
self.memoryUsage = memoryUsage;
self.constrainedMemory = function constrainedMemory() {
  return native.system()[0];
};
self.availableMemory = function availableMemory() {
  return native.system()[1];
};
self.cpuUsage = function cpuUsage(previous) {
  const [user, system] = native.usage();
  if (previous === undefined || previous === null) return { user, system };
  checkObject(previous, 'prevValue');
  for (const name of ['user', 'system']) {
    const value = previous[name];
    if (typeof value !== 'number') throw invalidArgType(`prevValue.${name}`, 'number', value);
    if (!(value >= 0 && value <= Number.MAX_SAFE_INTEGER)) {
      const error = rangeError(`prevValue.${name}`, value);
      throw error;
    }
  }
  return { user: user - previous.user, system: system - previous.system };
};
function rangeError(name, value) {
  const { inspect } = require('internal/inspect');
  return require('internal/errors').rangeError('ERR_INVALID_ARG_VALUE',
      `The property '${name}' is invalid. Received ${inspect(value)}`);
}
self.resourceUsage = function resourceUsage() {
  const [userCPUTime, systemCPUTime, maxRSS, minorPageFault, majorPageFault, fsRead, fsWrite,
    voluntaryContextSwitches, involuntaryContextSwitches] = native.usage();
  return {
    userCPUTime, systemCPUTime, maxRSS, sharedMemorySize: 0, unsharedDataSize: 0, unsharedStackSize: 0,
    minorPageFault, majorPageFault, swappedOut: 0, fsRead, fsWrite, ipcSent: 0, ipcReceived: 0, signalsCount: 0,
    voluntaryContextSwitches, involuntaryContextSwitches,
  };
};
self.getActiveResourcesInfo = () => [];

// --- Ticks. ---

self.nextTick = function nextTick(callback, ...args) {
  checkFunction(callback, 'callback');
  if (self._exiting) return;
  enqueueTick(args.length === 0 ? () => callback() : () => apply(callback, undefined, args));
};

// --- Warnings. ---

self.emitWarning = function emitWarning(warning, type, code, caller) {
  let detail;
  if (type !== null && typeof type === 'object' && !Array.isArray(type)) {
    caller = type.ctor;
    code = type.code;
    if (typeof type.detail === 'string') detail = type.detail;
    type = type.type || 'Warning';
  } else if (typeof type === 'function') {
    caller = type;
    code = '';
    type = 'Warning';
  }
  if (type !== undefined) checkString(type, 'type');
  if (typeof code === 'function') {
    caller = code;
    code = '';
  } else if (code !== undefined) {
    checkString(code, 'code');
  }
  if (typeof warning === 'string') {
    const text = warning;
    const limit = Error.stackTraceLimit;
    warning = new Error(text);
    Error.stackTraceLimit = limit;
    warning.name = String(type || 'Warning');
    if (code !== undefined) warning.code = code;
    if (detail !== undefined) warning.detail = detail;
    Error.captureStackTrace(warning, caller || self.emitWarning);
  } else if (!(warning instanceof Error)) {
    throw invalidArgType('warning', ['Error', 'string'], warning);
  }
  if (warning.name === 'DeprecationWarning') {
    if (self.noDeprecation) return;
    if (self.throwDeprecation) {
      self.nextTick(() => { throw warning; });
      return;
    }
  }
  self.nextTick(() => self.emit('warning', warning));
};

let hintIsGiven = false;
self.on('warning', function printWarning(warning) {
  if (!(warning instanceof Error)) return;
  const isDeprecation = warning.name === 'DeprecationWarning';
  if (isDeprecation && self.noDeprecation) return;
  if (self.env.NODE_NO_WARNINGS === '1' || self.execArgv.includes('--no-warnings')) return;
  const traces = self.traceProcessWarnings || (isDeprecation && self.traceDeprecation);
  let text = `(kaze:${self.pid}) `;
  if (warning.code) text += `[${warning.code}] `;
  if (traces && warning.stack) {
    text += `${warning.stack}`;
  } else {
    text += typeof warning.toString === 'function' ? `${warning.toString()}` : `${Error.prototype.toString.call(warning)}`;
  }
  if (typeof warning.detail === 'string') text += `\n${warning.detail}`;
  if (!traces && !hintIsGiven) {
    hintIsGiven = true;
    text += `\n(Use \`process.trace${isDeprecation ? 'Deprecation' : 'ProcessWarnings'} = true\` to show where the warning was created)`;
  }
  native.writeText(2, `${text}\n`);
});

// --- Signals. ---

const kSignals = {
  __proto__: null,
  SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGILL: 4, SIGTRAP: 5, SIGABRT: 6, SIGIOT: 6, SIGBUS: 7, SIGFPE: 8, SIGKILL: 9,
  SIGUSR1: 10, SIGSEGV: 11, SIGUSR2: 12, SIGPIPE: 13, SIGALRM: 14, SIGTERM: 15, SIGSTKFLT: 16, SIGCHLD: 17,
  SIGCONT: 18, SIGSTOP: 19, SIGTSTP: 20, SIGTTIN: 21, SIGTTOU: 22, SIGURG: 23, SIGXCPU: 24, SIGXFSZ: 25,
  SIGVTALRM: 26, SIGPROF: 27, SIGWINCH: 28, SIGIO: 29, SIGPOLL: 29, SIGPWR: 30, SIGSYS: 31,
};
self.kill = function kill(pid, signal) {
  if (pid != (pid | 0)) throw invalidArgType('pid', 'number', pid);  // "12" counts as 12
  let number;
  if (typeof signal === 'number') {
    number = signal;
  } else {
    signal ??= 'SIGTERM';
    number = kSignals[signal];
    if (number === undefined) throw typeError('ERR_UNKNOWN_SIGNAL', `Unknown signal: ${signal}`);
  }
  const errno = native.signal(pid | 0, number);
  if (errno !== 0) throw systemError(errno, 'kill');
  return true;
};

// A signal that somebody listens to no longer does what it does by itself.
self.on('newListener', function watch(name) {
  const number = typeof name === 'string' ? kSignals[name] : undefined;
  if (number === undefined || self.listenerCount(name) > 0) return;
  if (!native.watchSignal(number, () => { self.emit(name, name, number); })) {
    throw systemError(22, 'uv_signal_start');
  }
});
self.on('removeListener', function unwatch(name) {
  const number = typeof name === 'string' ? kSignals[name] : undefined;
  if (number !== undefined && self.listenerCount(name) === 0) native.watchSignal(number, undefined);
});

// --- The end. ---

let exitCode;
function checkExitCode(value, name) {
  if (value === null || value === undefined) return;
  if (typeof value === 'string' && value !== '' && Number.isInteger(Number(value))) return;
  checkInteger(value, name);
}
Object.defineProperty(self, 'exitCode', {
  __proto__: null, get: () => exitCode,
  set(value) {
    checkExitCode(value, 'code');
    exitCode = value;
  },
  enumerable: true, configurable: false,
});
const endingCode = () => Number(exitCode ?? 0) | 0;

self.exit = function exit(code) {
  if (code !== undefined) self.exitCode = code;
  if (!self._exiting) {
    self._exiting = true;
    self.emit('exit', endingCode());
  }
  // Programs replace it to learn of the end.
  self.reallyExit(endingCode());
};
self.reallyExit = (code) => native.exit(Number(code ?? 0) & 255);
self.abort = () => native.abort();
self._exiting = false;

let captureCallback = null;
self.setUncaughtExceptionCaptureCallback = function setUncaughtExceptionCaptureCallback(callback) {
  if (callback === null) {
    captureCallback = null;
    return;
  }
  if (typeof callback !== 'function') throw invalidArgType('fn', ['Function', 'null'], callback);
  if (captureCallback !== null) {
    throw plainError('ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET',
        '`process.setupUncaughtExceptionCapture()` was called while a capture callback was already active');
  }
  captureCallback = callback;
};
self.hasUncaughtExceptionCaptureCallback = () => captureCallback !== null;

// --- Modules. ---

self.getBuiltinModule = function getBuiltinModule(id) {
  checkString(id, 'id');
  const found = require('internal/resolve').builtinId(id);
  return found === undefined ? undefined : require(found);
};
self.binding = function(name) {
  throw plainError('ERR_INVALID_MODULE', `No such module: ${name}`);
};
self.dlopen = function dlopen() {
  throw plainError('ERR_DLOPEN_FAILED', 'Kaze cannot load native addons');
};
lazy('allowedNodeEnvironmentFlags', () => new Set());
self.moduleLoadList = [];
self.loadEnvFile = function loadEnvFile(file = '.env') {
  const fs = require('fs');
  for (const [name, value] of parseEnvFile(fs.readFileSync(file, 'utf8'))) {
    if (self.env[name] === undefined) self.env[name] = value;
  }
};
function* parseEnvFile(text) {
  const line = /^\s*(?:export\s+)?([\w.-]+)\s*=\s*(?:'([^']*)'|"([^"]*)"|`([^`]*)`|([^#\r\n]*))/gm;
  for (const [, name, single, double, back, bare] of text.matchAll(line)) {
    yield [name, single ?? double?.replaceAll('\\n', '\n') ?? back ?? bare.trim()];
  }
}

// --- Streams. ---

for (const name of ['stdin', 'stdout', 'stderr']) lazy(name, () => require('internal/stdio')[name]);

// --- Hooks. ---

const kUncaught = 1;
const kUnhandledRejection = 2;
const kRejectionHandled = 3;
const kBeforeExit = 4;
const kExit = 5;

// True: somebody dealt with the error.
function handleUncaught(error, origin) {
  self.emit('uncaughtExceptionMonitor', error, origin);
  if (captureCallback !== null) {
    captureCallback(error);
    return true;
  }
  return self.emit('uncaughtException', error, origin);
}
native.setHook(kUncaught, (error) => handleUncaught(error, 'uncaughtException'));
native.setHook(kUnhandledRejection, (reason, promise) => {
  if (self.emit('unhandledRejection', reason, promise)) return true;
  let error = reason;
  if (binding.inspect.kindOf(reason) !== 'Error') {
    const { inspect } = require('internal/inspect');
    error = plainError('ERR_UNHANDLED_REJECTION',
        'This error originated either by throwing inside of an async function without a catch block, or by ' +
        'rejecting a promise which was not handled with .catch(). The promise rejected with the reason ' +
        `"${typeof reason === 'symbol' ? String(reason) : inspect(reason)}".`);
  }
  return handleUncaught(error, 'unhandledRejection');
});
native.setHook(kRejectionHandled, (promise) => { self.emit('rejectionHandled', promise); });
native.setHook(kBeforeExit, (code) => { self.emit('beforeExit', exitCode === undefined ? code : endingCode()); });
native.setHook(kExit, (code) => {
  if (code === 1) exitCode = code;
  else if (code !== 0) exitCode ??= code;
  if (!self._exiting) {
    self._exiting = true;
    self.emit('exit', endingCode());
  }
  return endingCode() & 255;
});

module.exports = self;
