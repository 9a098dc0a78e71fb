// node:child_process: running a program and waiting for it. spawn, exec, execFile and fork, which do not wait, are
// not there.
'use strict';

const process = require('process');
const { Buffer } = require('buffer');
const { checkString, invalidArgType, invalidArgValue, outOfRange } = require('internal/errors');

const { pathOf } = require('internal/fs/arguments');
const { runToEnd } = binding.childProcesses;
const { errorName } = binding.files;
const { signals } = require('os').constants;

const kPipe = -1;
const kIgnore = -2;
const kDefaultMaxBuffer = 1024 * 1024;

function signalNumber(signal) {
  if (signal == null) return signals.SIGTERM;
  if (typeof signal === 'number' && Object.values(signals).includes(signal)) return signal;
  const number = signals[String(signal).toUpperCase()];
  if (number === undefined) {
    throw require('internal/errors').typeError('ERR_UNKNOWN_SIGNAL', `Unknown signal: ${signal}`);
  }
  return number;
}
const signalName = (number) => Object.keys(signals).find((name) => signals[name] === number) ?? null;

function folderOf(value) {
  if (value == null) return '';
  const path = pathOf(value, 'options.cwd');
  return typeof path === 'string' ? path : Buffer.from(path).toString();
}
function checkText(value, name) {
  checkString(value, name);
  if (value.includes('\u0000')) throw invalidArgValue(name, value, 'must be a string without null bytes');
}

function stdioOf(option) {
  const list = typeof option === 'string' ? [option, option, option] : option ?? ['pipe', 'pipe', 'pipe'];
  if (!Array.isArray(list)) throw invalidArgValue('stdio', option);
  return [0, 1, 2].map((fd) => {
    const item = list[fd];
    if (item == null || item === 'pipe' || item === 'overlapped') return kPipe;
    if (item === 'ignore') return kIgnore;
    if (item === 'inherit') return fd;
    if (typeof item === 'number' && item >= 0) return item;
    if (typeof item?.fd === 'number') return item.fd;
    throw invalidArgValue('stdio', item);
  });
}

function environmentOf(env) {
  const pairs = [];
  for (const key in env) {
    const value = env[key];
    if (value === undefined) continue;
    checkText(key, 'options.env');
    checkText(`${value}`, `options.env['${key}']`);
    pairs.push(`${key}=${value}`);
  }
  return pairs;
}

function parse(file, args, options) {
  checkText(file, 'file');
  if (file.length === 0) throw invalidArgValue('file', file, 'cannot be empty');
  if (Array.isArray(args)) {
    args = args.slice();
  } else if (args == null) {
    args = [];
  } else if (typeof args === 'object') {
    options = args;
    args = [];
  } else {
    throw invalidArgType('args', 'object', args);
  }
  if (options !== undefined && (options === null || typeof options !== 'object')) {
    throw invalidArgType('options', 'object', options);
  }
  // What somebody put on Object.prototype is no option: it could name a shell.
  options = { __proto__: null, ...options };
  for (let i = 0; i < args.length; i++) {
    args[i] = `${args[i]}`;
    checkText(args[i], `args[${i}]`);
  }
  if (options.timeout != null && !(Number.isInteger(options.timeout) && options.timeout >= 0)) {
    throw outOfRange('timeout', 'an unsigned integer', options.timeout);
  }
  if (options.maxBuffer != null && !(typeof options.maxBuffer === 'number' && options.maxBuffer >= 0)) {
    throw outOfRange('options.maxBuffer', 'a positive number', options.maxBuffer);
  }
  let command = file;
  if (options.argv0 != null) checkText(options.argv0, 'options.argv0');
  let argv = [options.argv0 ?? file, ...args];
  if (options.shell) {
    command = typeof options.shell === 'string' ? options.shell : '/bin/sh';
    checkText(command, 'options.shell');
    argv = [options.argv0 ?? command, '-c', [file, ...args].join(' ')];
  }
  return { file: command, argv, options };
}

function inputOf(options) {
  const { input } = options;
  if (input == null) return undefined;
  if (typeof input === 'string') return Buffer.from(input, options.encoding === 'buffer' ? undefined : options.encoding);
  if (ArrayBuffer.isView(input)) return input;
  throw invalidArgType('options.stdio[0]', ['Buffer', 'TypedArray', 'DataView', 'string'], input);
}

function run({ file, argv, options }) {
  const stdio = stdioOf(options.stdio);
  const input = inputOf(options);
  if (input !== undefined) stdio[0] = kPipe;
  const [errno, pid, status, signal, out, err] = runToEnd(
      file, argv, environmentOf(options.env ?? process.env), folderOf(options.cwd), stdio, input,
      options.timeout ?? 0, options.maxBuffer ?? kDefaultMaxBuffer, signalNumber(options.killSignal));
  const { encoding } = options;
  const decode = (bytes, fd) => {
    if (pid === 0 || stdio[fd] !== kPipe) return null;
    const buffer = Buffer.from(bytes);
    return encoding && encoding !== 'buffer' ? buffer.toString(encoding) : buffer;
  };
  const result = {
    status, signal: signalName(signal),
    output: pid === 0 ? null : [null, decode(out, 1), decode(err, 2)],
    pid, stdout: decode(out, 1), stderr: decode(err, 2),
  };
  if (errno === 0) return result;
  const error = new Error(`spawnSync ${file} ${errorName(errno)}`);
  error.errno = -errno;
  error.code = errorName(errno);
  error.syscall = `spawnSync ${file}`;
  error.path = file;
  error.spawnargs = argv.slice(1);
  return { error, ...result };
}

function spawnSync(file, args, options) { return run(parse(file, args, options)); }

// What went wrong with the program, as an error with all of the result's properties; undefined if nothing did.
function failureOf(result, commandLine) {
  if (result.error) return Object.assign(result.error, result);
  if (result.status === 0) return undefined;
  let message = `Command failed: ${commandLine}`;
  if (result.stderr?.length > 0) message += `\n${result.stderr.toString()}`;
  return Object.assign(new Error(message), result);
}
function outputOrThrow(result, commandLine, options) {
  // What the program complains about is shown unless the caller wants it.
  if (options.stdio === undefined && result.stderr?.length > 0) process.stderr.write(result.stderr);
  const failure = failureOf(result, commandLine);
  if (failure) throw failure;
  return result.stdout;
}
function execFileSync(file, args, options) {
  const parsed = parse(file, args, options);
  return outputOrThrow(run(parsed), [parsed.argv[0], ...parsed.argv.slice(1)].join(' '), parsed.options);
}
const shellOf = (options) => ({ __proto__: null, ...options }.shell ?? true);
function execSync(command, options) {
  checkText(command, 'command');
  const parsed = parse(command, [], { __proto__: null, ...options, shell: shellOf(options) });
  return outputOrThrow(run(parsed), command, parsed.options);
}

module.exports = { execFileSync, execSync, spawnSync };
