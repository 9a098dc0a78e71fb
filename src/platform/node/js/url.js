// node:url: the web's URL, paths of files as URLs, and the parser of old.
'use strict';

const { URL, URLSearchParams, isURL } = require('web/url');
const { typeError, invalidArgType, checkString } = require('internal/errors');
const { domainToASCII: toASCII, domainToUnicode: toUnicode } = binding.url;

function domainToASCII(domain) {
  if (arguments.length < 1) throw require('web/support').missingArgs('domain');
  return toASCII(`${domain}`);
}
function domainToUnicode(domain) {
  if (arguments.length < 1) throw require('web/support').missingArgs('domain');
  return toUnicode(`${domain}`);
}

// --- Files. -------------------------------------------------------------------------------------

function fileURLToPath(path) {
  if (typeof path === 'string') path = new URL(path);
  else if (!isURL(path) && !(path?.href && path.protocol && path.auth === undefined)) {
    throw invalidArgType('path', ['string', 'URL'], path);
  }
  if (path.protocol !== 'file:') throw typeError('ERR_INVALID_URL_SCHEME', 'The URL must be of scheme file');
  if (path.hostname !== '') {
    throw typeError('ERR_INVALID_FILE_URL_HOST', 'File URL host must be "localhost" or empty on linux');
  }
  if (/%2f/i.test(path.pathname)) {
    throw typeError('ERR_INVALID_FILE_URL_PATH', 'File URL path must not include encoded / characters');
  }
  return decodeURIComponent(path.pathname);
}

const kPathEscapes = { '%': '%25', '\\': '%5C', '\n': '%0A', '\r': '%0D', '\t': '%09', '?': '%3F', '#': '%23', '~': '%7E' };
function pathToFileURL(path) {
  checkString(path, 'path');
  let resolved = require('path').resolve(path);
  if (path.endsWith('/') && !resolved.endsWith('/')) resolved += '/';
  return new URL(`file://${resolved.replace(/[%\\\n\r\t?#~]/g, (unit) => kPathEscapes[unit])}`);
}

function urlToHttpOptions(url) {
  const { hostname, pathname, port, username, password, search } = url;
  const options = {
    __proto__: null,
    ...url,
    protocol: url.protocol,
    hostname: hostname && hostname[0] === '[' ? hostname.slice(1, -1) : hostname,
    hash: url.hash,
    search,
    pathname,
    path: `${pathname || ''}${search || ''}`,
    href: url.href,
  };
  if (port !== '') options.port = Number(port);
  if (username || password) options.auth = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return options;
}

// --- The old parser: RFC 3986, forgivingly. -------------------------------------------------------

function Url() {
  this.protocol = null;
  this.slashes = null;
  this.auth = null;
  this.host = null;
  this.port = null;
  this.hostname = null;
  this.hash = null;
  this.search = null;
  this.query = null;
  this.pathname = null;
  this.path = null;
  this.href = null;
}

const kNoHost = new Set(['javascript', 'javascript:']);
const kSlashed = new Set(['http', 'http:', 'https', 'https:', 'ftp', 'ftp:', 'gopher', 'gopher:', 'file', 'file:', 'ws', 'ws:', 'wss', 'wss:']);
// What is escaped wherever it stands in a path, a query or a fragment.
const kEscaped = /[\t\n\r "'<>\\^`{|}]/g;
const escapeUnit = (unit) => `%${unit.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;

Url.prototype.parse = function parse(url, parseQueryString, slashesDenoteHost) {
  checkString(url, 'url');
  let rest = url.replace(/^[\s\ufeff\u00a0]+|[\s\ufeff\u00a0]+$/g, '');
  // Backslashes before the query stand for slashes.
  const queryAt = rest.search(/[?#]/);
  rest = queryAt === -1 ? rest.replaceAll('\\', '/')
                        : rest.slice(0, queryAt).replaceAll('\\', '/') + rest.slice(queryAt);

  const simple = !slashesDenoteHost && queryAt !== 0 && /^(\/\/?(?!\/)[^?\s#@]*)(\?[^\s#]*)?$/.exec(rest);
  if (simple && !rest.startsWith('//')) {
    this.path = rest;
    this.href = rest;
    [, this.pathname] = simple;
    if (simple[2]) {
      [, , this.search] = simple;
      this.query = parseQueryString ? require('querystring').parse(this.search.slice(1)) : this.search.slice(1);
    } else if (parseQueryString) {
      this.search = null;
      this.query = { __proto__: null };
    }
    return this;
  }

  let protocol = /^[a-z0-9.+-]+:/i.exec(rest)?.[0];
  let lowerProtocol;
  if (protocol !== undefined) {
    lowerProtocol = protocol.toLowerCase();
    this.protocol = lowerProtocol;
    rest = rest.slice(protocol.length);
  }
  let hasSlashes = false;
  if (slashesDenoteHost || protocol !== undefined || /^\/\/[^@/]+@[^@/]+/.test(rest)) {
    hasSlashes = rest.startsWith('//');
    if (hasSlashes && !(lowerProtocol !== undefined && kNoHost.has(lowerProtocol))) {
      rest = rest.slice(2);
      this.slashes = true;
    }
  }
  if (!(lowerProtocol !== undefined && kNoHost.has(lowerProtocol)) &&
      (hasSlashes || (protocol !== undefined && !kSlashed.has(protocol)))) {
    // The host ends at the first of / ? #, and what stands before the last @ is no part of it; other
    // characters that no host has end it too, when there is no @ behind them.
    let end = rest.search(/[/?#]/);
    if (end === -1) end = rest.length;
    let host = rest.slice(0, end);
    const at = host.lastIndexOf('@');
    if (at !== -1) {
      this.auth = decodeURIComponent(host.slice(0, at));
      host = host.slice(at + 1);
    }
    host = host.replace(/[\t\n\r]/g, '');
    const stop = host.search(/[ "%';<>\\^`{|}]/);
    const left = stop === -1 ? '' : host.slice(stop);
    if (stop !== -1) host = host.slice(0, stop);
    rest = left + rest.slice(end);
    const port = /:([0-9]*)$/.exec(host);
    if (port) {
      if (port[1] !== '') [, this.port] = port;
      host = host.slice(0, port.index);
    }
    this.hostname = host;
    const isAddress = host[0] === '[' && host.endsWith(']');
    if (!isAddress) {
      const bad = /[[\]@:]/.exec(host);
      if (bad) {
        if (bad[0] !== ':') {
          const error = typeError('ERR_INVALID_URL', 'Invalid URL');
          error.input = url;
          throw error;
        }
        rest = `/${host.slice(bad.index)}${rest}`;
        this.hostname = host.slice(0, bad.index);
      }
    }
    this.hostname = this.hostname.length > 255 ? '' : this.hostname.toLowerCase();
    if (!isAddress && /[^\0-\x7f]/.test(this.hostname)) {
      this.hostname = toASCII(this.hostname);
      if (this.hostname === '') {
        const error = typeError('ERR_INVALID_URL', 'Invalid URL');
        error.input = url;
        throw error;
      }
    }
    this.host = this.hostname + (this.port ? `:${this.port}` : '');
    if (isAddress) {
      this.hostname = this.hostname.slice(1, -1);
      if (rest[0] !== '/' && rest !== '' && !/^[?#]/.test(rest)) rest = `/${rest}`;
    }
  }

  if (!(lowerProtocol !== undefined && kNoHost.has(lowerProtocol))) rest = rest.replace(kEscaped, escapeUnit);
  const hashAt = rest.indexOf('#');
  if (hashAt !== -1) {
    this.hash = rest.slice(hashAt);
    rest = rest.slice(0, hashAt);
  }
  const searchAt = rest.indexOf('?');
  if (searchAt !== -1) {
    this.search = rest.slice(searchAt);
    this.query = this.search.slice(1);
    if (parseQueryString) this.query = require('querystring').parse(this.query);
    rest = rest.slice(0, searchAt);
  } else if (parseQueryString) {
    this.search = null;
    this.query = { __proto__: null };
  }
  if (rest !== '') this.pathname = rest;
  if (lowerProtocol !== undefined && kSlashed.has(lowerProtocol) && this.hostname && !this.pathname) this.pathname = '/';
  if (this.pathname || this.search) this.path = (this.pathname || '') + (this.search || '');
  this.href = this.format();
  return this;
};

Url.prototype.format = function format() {
  let auth = this.auth || '';
  if (auth) auth = `${encodeURIComponent(auth).replace(/%3A/i, ':')}@`;
  let protocol = this.protocol || '';
  let pathname = this.pathname || '';
  let hash = this.hash || '';
  let host = '';
  let query = '';
  if (this.host) {
    host = auth + this.host;
  } else if (this.hostname) {
    host = auth + (this.hostname.includes(':') && this.hostname[0] !== '[' ? `[${this.hostname}]` : this.hostname);
    if (this.port) host += `:${this.port}`;
  }
  if (this.query !== null && typeof this.query === 'object') query = require('querystring').stringify(this.query);
  let search = this.search || (query && `?${query}`) || '';
  if (protocol && !protocol.endsWith(':')) protocol += ':';
  pathname = pathname.replace(/[?#]/g, escapeUnit);
  if (this.slashes || kSlashed.has(protocol)) {
    if (this.slashes || host) {
      if (pathname && pathname[0] !== '/') pathname = `/${pathname}`;
      host = `//${host}`;
    } else if (protocol.startsWith('file')) {
      host = '//';
    }
  }
  search = search.replaceAll('#', '%23');
  if (hash && hash[0] !== '#') hash = `#${hash}`;
  if (search && search[0] !== '?') search = `?${search}`;
  return protocol + host + pathname + search + hash;
};

// Without "." and "..", as far as there is something for them to take away.
function normalized(segments, keepsParents) {
  let above = 0;
  const kept = [];
  for (let i = segments.length - 1; i >= 0; i--) {
    const segment = segments[i];
    if (segment === '.') continue;
    if (segment === '..') above++;
    else if (above > 0) above--;
    else kept.unshift(segment);
  }
  if (keepsParents) for (; above > 0; above--) kept.unshift('..');
  return kept;
}

Url.prototype.resolve = function resolve(relative) {
  return this.resolveObject(urlParse(relative, false, true)).format();
};
Url.prototype.resolveObject = function resolveObject(relative) {
  if (typeof relative === 'string') {
    const parsed = new Url();
    parsed.parse(relative, false, true);
    relative = parsed;
  }
  const result = Object.assign(new Url(), this);
  result.hash = relative.hash;
  if (relative.href === '') {
    result.href = result.format();
    return result;
  }
  const finish = () => {
    if (result.pathname !== null || result.search !== null) {
      result.path = (result.pathname || '') + (result.search || '');
    }
    result.auth = relative.auth || result.auth;
    result.slashes = result.slashes || relative.slashes;
    result.href = result.format();
    return result;
  };
  if (relative.slashes && !relative.protocol) {
    for (const key of Object.keys(relative)) if (key !== 'protocol') result[key] = relative[key];
    if (kSlashed.has(result.protocol) && result.hostname && !result.pathname) result.path = result.pathname = '/';
    result.href = result.format();
    return result;
  }
  if (relative.protocol && relative.protocol !== result.protocol) {
    if (!kSlashed.has(relative.protocol)) {
      Object.assign(result, relative);
      result.href = result.format();
      return result;
    }
    result.protocol = relative.protocol;
    if (!relative.host && !/^file:?$/.test(relative.protocol) && !kNoHost.has(relative.protocol)) {
      const segments = (relative.pathname || '').split('/');
      while (segments.length > 0 && !(relative.host = segments.shift()));
      relative.host ||= '';
      relative.hostname ||= '';
      if (segments[0] !== '') segments.unshift('');
      if (segments.length < 2) segments.unshift('');
      result.pathname = segments.join('/');
    } else {
      result.pathname = relative.pathname;
    }
    for (const key of ['search', 'query', 'port']) result[key] = relative[key];
    result.host = relative.host || '';
    result.auth = relative.auth;
    result.hostname = relative.hostname || relative.host;
    if (result.pathname || result.search) result.path = (result.pathname || '') + (result.search || '');
    result.slashes = result.slashes || relative.slashes;
    result.href = result.format();
    return result;
  }

  const isAbsolute = (path) => !!path && path[0] === '/';
  let mustBeAbsolute = isAbsolute(relative.pathname) || !!relative.host || isAbsolute(result.pathname) ||
      (!!result.host && !!relative.pathname);
  const dropsAbove = mustBeAbsolute;
  let segments = result.pathname ? result.pathname.split('/') : [];
  const given = relative.pathname ? relative.pathname.split('/') : [];
  // A scheme without slashes has no host: what was read as one is the first segment of the path, and
  // the first segment is given back as one in the end.
  const isOpaque = !!result.protocol && !kSlashed.has(result.protocol);
  if (isOpaque) {
    const takeIn = (url, path) => {
      if (url.host) {
        if (path[0] === '') path[0] = url.host;
        else path.unshift(url.host);
      }
    };
    takeIn(result, segments);
    result.host = result.hostname = '';
    result.port = null;
    if (relative.protocol) {
      takeIn(relative, given);
      relative.host = relative.hostname = relative.port = null;
      result.auth = null;
    }
    mustBeAbsolute &&= given[0] === '' || segments[0] === '';
  }
  const giveHost = (host) => {
    const at = host.indexOf('@');
    if (at > 0) {
      relative.auth = result.auth = host.slice(0, at);
      host = host.slice(at + 1);
    }
    result.host = result.hostname = host;
  };
  if (relative.host || relative.host === '') {
    if (result.host !== relative.host) result.auth = null;
    result.host = relative.host;
    result.port = relative.port;
    if (relative.hostname || relative.hostname === '') {
      if (result.hostname !== relative.hostname) result.auth = null;
      result.hostname = relative.hostname;
    }
    result.search = relative.search;
    result.query = relative.query;
    segments = given;
  } else if (isAbsolute(relative.pathname)) {
    result.search = relative.search;
    result.query = relative.query;
    segments = given;
  } else if (given.length > 0) {
    segments.pop();
    segments = segments.concat(given);
    result.search = relative.search;
    result.query = relative.query;
  } else if (relative.search !== null && relative.search !== undefined) {
    if (isOpaque) giveHost(segments.shift() ?? '');
    result.search = relative.search;
    result.query = relative.query;
    result.path = (result.pathname || '') + (result.search || '');
    result.href = result.format();
    return result;
  }
  if (segments.length === 0) {
    result.auth = relative.auth || result.auth;
    result.pathname = null;
    result.path = result.search ? `/${result.search}` : null;
    result.href = result.format();
    return result;
  }
  const last = segments[segments.length - 1];
  const hasTrailingSlash = ((result.host || relative.host || segments.length > 1) && (last === '.' || last === '..')) || last === '';
  segments = normalized(segments, !mustBeAbsolute && !dropsAbove);
  if (mustBeAbsolute && segments[0] !== '' && (!segments[0] || segments[0][0] !== '/')) segments.unshift('');
  if (hasTrailingSlash && !segments.join('/').endsWith('/')) segments.push('');
  const beginsAtRoot = segments[0] === '' || isAbsolute(segments[0]);
  if (isOpaque) giveHost(beginsAtRoot ? '' : segments.shift() ?? '');
  mustBeAbsolute ||= !!result.host && segments.length > 0;
  if (mustBeAbsolute && !beginsAtRoot) segments.unshift('');
  if (segments.length === 0) {
    result.pathname = null;
    result.path = null;
  } else {
    result.pathname = segments.join('/');
  }
  return finish();
};

function urlParse(url, parseQueryString, slashesDenoteHost) {
  if (url instanceof Url) return url;
  const parsed = new Url();
  parsed.parse(url, parseQueryString, slashesDenoteHost);
  return parsed;
}

function urlFormat(value, options) {
  if (typeof value === 'string') {
    value = urlParse(value);
  } else if (typeof value !== 'object' || value === null) {
    throw invalidArgType('urlObject', ['Object', 'string'], value);
  } else if (isURL(value)) {
    const { auth = true, fragment = true, search = true, unicode = false } = options ?? {};
    const host = unicode ? value.host.replace(value.hostname, toUnicode(value.hostname)) : value.host;
    const credentials = auth && (value.username || value.password)
        ? `${value.username}${value.password ? `:${value.password}` : ''}@` : '';
    const slashes = value.href.startsWith(`${value.protocol}//`) ? '//' : '';
    return `${value.protocol}${slashes}${credentials}${host}${value.pathname}` +
        `${search ? value.search : ''}${fragment ? value.hash : ''}`;
  }
  return Reflect.apply(Url.prototype.format, value, []);
}

function urlResolve(source, relative) {
  return urlParse(source, false, true).resolve(relative);
}
function urlResolveObject(source, relative) {
  return source ? urlParse(source, false, true).resolveObject(relative) : relative;
}

module.exports = {
  Url, parse: urlParse, resolve: urlResolve, resolveObject: urlResolveObject, format: urlFormat, URL,
  URLSearchParams, domainToASCII, domainToUnicode, pathToFileURL, fileURLToPath, urlToHttpOptions,
};
