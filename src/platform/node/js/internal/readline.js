// The lines of a stream, and questions to whoever writes them: what node:readline and its promises share.
//
// Lines are not edited here: on a terminal that is the terminal's own doing.
'use strict';

const process = require('process');
const EventEmitter = require('events');
const { StringDecoder } = require('string_decoder');
const { abortError, checkFunction, invalidArgValue, plainError } = require('internal/errors');

const kEnding = /\r?\n|\r(?!\n)|\u2028|\u2029/g;
const kDefaultDelay = 100;
const closedError = () => plainError('ERR_USE_AFTER_CLOSE', 'readline was closed');

class Interface extends EventEmitter {
  terminal = false;
  closed = false;
  paused = false;
  line = '';
  cursor = 0;
  history = [];
  #prompt = '> ';
  #rest = '';
  #returnedAt = 0;  // when a chunk ended in \r, whose \n may begin the next
  #delay;
  #decoder = new StringDecoder('utf8');
  #answer;
  #promptBefore;
  #onData;
  #onEnd;

  constructor(input, output, completer, terminal) {
    super();
    let signal;
    let delay;
    if (input?.input) {
      ({ output, terminal, signal, crlfDelay: delay } = input);
      if (input.prompt !== undefined) this.#prompt = `${input.prompt}`;
      input = input.input;
    }
    if (typeof input?.on !== 'function') throw invalidArgValue('input', input);
    this.#delay = delay ? Math.max(kDefaultDelay, delay) : kDefaultDelay;
    this.input = input;
    this.output = output;
    this.terminal = Boolean(terminal ?? output?.isTTY);
    this.#onData = (chunk) => this.#take(chunk);
    this.#onEnd = () => {
      const last = this.#rest + this.#decoder.end();
      this.#rest = '';
      if (last !== '') this.#tell(last);
      this.close();
    };
    input.on('error', (error) => this.emit('error', error));
    input.on('data', this.#onData);
    input.on('end', this.#onEnd);
    this.once('close', () => {
      input.removeListener('data', this.#onData);
      input.removeListener('end', this.#onEnd);
    });
    if (signal) {
      if (signal.aborted) process.nextTick(() => this.close());
      else signal.addEventListener('abort', () => this.close(), { once: true });
    }
    input.resume();
  }

  #take(chunk) {
    let text = typeof chunk === 'string' ? chunk : this.#decoder.write(chunk);
    if (text === '') return;
    if (this.#returnedAt !== 0 && text[0] === '\n' && Date.now() - this.#returnedAt <= this.#delay) text = text.slice(1);
    this.#returnedAt = text.endsWith('\r') ? Date.now() : 0;
    // A line may come in many pieces: each is searched once.
    if (text.search(kEnding) === -1) {
      this.#rest += text;
      return;
    }
    const lines = (this.#rest + text).split(kEnding);
    this.#rest = lines.pop();
    for (const line of lines) this.#tell(line);
  }
  #tell(line) {
    const answer = this.#answer;
    if (answer === undefined) {
      this.emit('line', line);
      return;
    }
    this.#answer = undefined;
    this.#prompt = this.#promptBefore;
    answer(line);
  }

  getPrompt() { return this.#prompt; }
  setPrompt(prompt) { this.#prompt = prompt; }
  prompt() {
    if (this.paused) this.resume();
    if (this.output != null) this.output.write(this.#prompt);
  }
  // Calls back with the next line, which is then not told as one.
  _ask(query, callback) {
    if (this.closed) throw closedError();
    if (this.#answer !== undefined) {
      this.prompt();
      return;
    }
    this.#promptBefore = this.#prompt;
    this.#prompt = query;
    this.#answer = callback;
    this.prompt();
  }
  _withdraw() {
    if (this.#answer === undefined) return;
    this.#answer = undefined;
    this.#prompt = this.#promptBefore;
  }

  pause() {
    if (this.paused) return this;
    this.input.pause();
    this.paused = true;
    this.emit('pause');
    return this;
  }
  resume() {
    if (!this.paused) return this;
    this.input.resume();
    this.paused = false;
    this.emit('resume');
    return this;
  }
  write(data) {
    if (this.closed) throw closedError();
    if (this.paused) this.resume();
    if (data != null) this.#take(data);
  }
  close() {
    if (this.closed) return;
    this.pause();
    this.closed = true;
    this.emit('close');
  }
  [Symbol.dispose]() { this.close(); }

  // Lines that came before they were asked for wait.
  [Symbol.asyncIterator]() {
    const waiting = [];
    const askers = [];
    let failure;
    const finish = () => {
      for (const { resolve } of askers.splice(0)) resolve({ value: undefined, done: true });
    };
    const onLine = (line) => {
      if (askers.length > 0) askers.shift().resolve({ value: line, done: false });
      else waiting.push(line);
    };
    const onError = (error) => {
      if (askers.length > 0) askers.shift().reject(error);
      else failure = { error };
    };
    this.on('line', onLine);
    this.on('error', onError);
    this.once('close', finish);
    const stop = () => {
      this.removeListener('line', onLine);
      this.removeListener('error', onError);
      this.close();
    };
    return {
      next: () => new Promise((resolve, reject) => {
        if (waiting.length > 0) resolve({ value: waiting.shift(), done: false });
        else if (failure) reject(failure.error);
        else if (this.closed) resolve({ value: undefined, done: true });
        else askers.push({ resolve, reject });
      }),
      return(value) {
        stop();
        return Promise.resolve({ value, done: true });
      },
      throw(error) {
        stop();
        return Promise.reject(error);
      },
      [Symbol.asyncIterator]() { return this; },
    };
  }
}

// The answer to a question as a promise.
function ask(lines, query, options) {
  return new Promise((resolve, reject) => {
    const { signal } = options ?? {};
    const abort = () => {
      lines._withdraw();
      reject(abortError(signal));
    };
    if (signal?.aborted) {
      abort();
      return;
    }
    signal?.addEventListener('abort', abort, { once: true });
    lines._ask(query, (line) => {
      signal?.removeEventListener('abort', abort);
      resolve(line);
    });
  });
}

// --- Moving about on a terminal. ---

function send(stream, text, callback) {
  if (callback !== undefined) checkFunction(callback, 'callback');
  if (stream == null || text === '') {
    if (callback) process.nextTick(callback, null);
    return true;
  }
  return stream.write(text, callback);
}
function cursorTo(stream, x, y, callback) {
  if (typeof y === 'function') {
    callback = y;
    y = undefined;
  }
  if (typeof x !== 'number') return send(stream, '', callback);
  return send(stream, typeof y === 'number' ? `\u001b[${y + 1};${x + 1}H` : `\u001b[${x + 1}G`, callback);
}
function moveCursor(stream, dx, dy, callback) {
  let text = '';
  if (dx !== 0) text += `\u001b[${Math.abs(dx)}${dx < 0 ? 'D' : 'C'}`;
  if (dy !== 0) text += `\u001b[${Math.abs(dy)}${dy < 0 ? 'A' : 'B'}`;
  return send(stream, text, callback);
}
function clearLine(stream, direction, callback) {
  return send(stream, `\u001b[${direction < 0 ? 1 : direction > 0 ? 0 : 2}K`, callback);
}
const clearScreenDown = (stream, callback) => send(stream, '\u001b[0J', callback);

module.exports = { Interface, ask, cursorTo, moveCursor, clearLine, clearScreenDown };
