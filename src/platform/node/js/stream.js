// node:stream. The module is the oldest class of stream with the others as properties.
'use strict';

const { Stream } = require('internal/streams/legacy');
const { Readable } = require('internal/streams/readable');
const { Writable } = require('internal/streams/writable');
const { Duplex, Transform, PassThrough } = require('internal/streams/duplex');
const { finished, pipeline, addAbortSignal, promises } = require('internal/streams/finished');
const { getDefaultHighWaterMark, setDefaultHighWaterMark } = require('internal/streams/common');
const { promisify } = require('util');

module.exports = Stream;
Object.assign(Stream, {
  isErrored: (stream) => Boolean(stream && ((stream._readableState ?? stream._writableState)?.errored)),
  isDisturbed: (stream) => Boolean(stream?.readableDidRead || stream?.readableAborted),
  isReadable: (stream) => typeof stream?.readable === 'boolean' ? stream.readable && !stream.destroyed : null,
  Readable, Writable, Duplex, Transform, PassThrough, pipeline, addAbortSignal, finished,
  destroy(stream, error) {
    stream?.destroy(error);
    return stream;
  },
  getDefaultHighWaterMark, setDefaultHighWaterMark, Stream,
  _isUint8Array: (value) => value instanceof Uint8Array,
  _uint8ArrayToBuffer: (bytes) => require('buffer').Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
});
Object.defineProperty(Stream, 'promises', { __proto__: null, get: () => promises, enumerable: true, configurable: true });
for (const [from, to] of [[pipeline, promises.pipeline], [finished, promises.finished]]) {
  Object.defineProperty(from, promisify.custom, { __proto__: null, get: () => to, enumerable: true });
}
