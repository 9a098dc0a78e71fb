// DOMException (Web IDL 4.3): an Error whose name, message and code are accessors of the prototype.
'use strict';

const { construct } = Reflect;
const { withCode } = require('internal/errors');

// name -> legacy code; names without one are not listed.
const kCodes = {
  __proto__: null,
  IndexSizeError: 1, HierarchyRequestError: 3, WrongDocumentError: 4, InvalidCharacterError: 5,
  NoModificationAllowedError: 7, NotFoundError: 8, NotSupportedError: 9, InUseAttributeError: 10,
  InvalidStateError: 11, SyntaxError: 12, InvalidModificationError: 13, NamespaceError: 14,
  InvalidAccessError: 15, TypeMismatchError: 17, SecurityError: 18, NetworkError: 19,
  AbortError: 20, URLMismatchError: 21, QuotaExceededError: 22, TimeoutError: 23,
  InvalidNodeTypeError: 24, DataCloneError: 25,
};
const kConstants = [
  'INDEX_SIZE_ERR', 'DOMSTRING_SIZE_ERR', 'HIERARCHY_REQUEST_ERR', 'WRONG_DOCUMENT_ERR',
  'INVALID_CHARACTER_ERR', 'NO_DATA_ALLOWED_ERR', 'NO_MODIFICATION_ALLOWED_ERR', 'NOT_FOUND_ERR',
  'NOT_SUPPORTED_ERR', 'INUSE_ATTRIBUTE_ERR', 'INVALID_STATE_ERR', 'SYNTAX_ERR',
  'INVALID_MODIFICATION_ERR', 'NAMESPACE_ERR', 'INVALID_ACCESS_ERR', 'VALIDATION_ERR',
  'TYPE_MISMATCH_ERR', 'SECURITY_ERR', 'NETWORK_ERR', 'ABORT_ERR', 'URL_MISMATCH_ERR',
  'QUOTA_EXCEEDED_ERR', 'TIMEOUT_ERR', 'INVALID_NODE_TYPE_ERR', 'DATA_CLONE_ERR',
];

// Gives an object that exists already the fields of an exception: a constructor may return any object,
// and the fields of a subclass go where its parent's constructor points.
class Adopt {
  constructor(object) {
    return object;
  }
}
class Fields extends Adopt {
  #message;
  #name;
  constructor(object, message, name) {
    super(object);
    this.#message = message;
    this.#name = name;
  }
  static check(value) {
    if (typeof value !== 'object' || value === null || !(#name in value)) {
      throw withCode(new TypeError('Value of "this" must be of DOMException'), 'ERR_INVALID_THIS');
    }
  }
  static nameOf(value) {
    Fields.check(value);
    return value.#name;
  }
  static messageOf(value) {
    Fields.check(value);
    return value.#message;
  }
}
const { nameOf, messageOf } = Fields;

class DOMException {
  constructor(message = '', options = 'Error') {
    const error = construct(Error, [], new.target);
    let name = options;
    if (options !== null && typeof options === 'object') {
      ({ name } = options);
      if ('cause' in options) {
        Object.defineProperty(error, 'cause', {
          __proto__: null, value: options.cause, configurable: true, writable: true, enumerable: false,
        });
      }
    }
    new Fields(error, `${message}`, `${name}`);
    Error.captureStackTrace(error);
    return error;
  }
  get name() {
    return nameOf(this);
  }
  get message() {
    return messageOf(this);
  }
  get code() {
    return kCodes[nameOf(this)] ?? 0;
  }
}
Object.setPrototypeOf(DOMException.prototype, Error.prototype);
for (const name of ['name', 'message', 'code']) {
  Object.defineProperty(DOMException.prototype, name, { __proto__: null, enumerable: true });
}
kConstants.forEach((name, i) => {
  const constant = { __proto__: null, value: i + 1, enumerable: true };
  Object.defineProperty(DOMException, name, constant);
  Object.defineProperty(DOMException.prototype, name, constant);
});
Object.defineProperty(DOMException.prototype, Symbol.toStringTag, {
  __proto__: null, value: 'DOMException', configurable: true,
});

module.exports = { DOMException };
