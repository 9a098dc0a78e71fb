// From a specifier to a file: Node's algorithm for packages, shared by require and import.
//
// Everything here deals in absolute paths; file URLs are made and taken apart by the module loader in C++,
// which also resolves relative specifiers of ES modules. `base` is the path of the importing file. A
// package's package.json is read once.
//
// The sections of Node's documentation this follows: "ESM resolution algorithm" (PACKAGE_RESOLVE,
// PACKAGE_EXPORTS_RESOLVE, PACKAGE_IMPORTS_RESOLVE, PACKAGE_TARGET_RESOLVE, PATTERN_KEY_COMPARE) and
// "CommonJS modules, all together".
'use strict';

const { kindOfFile, readText, realPath, publicModules } = binding.modules;
const path = require('path');
const { plainError, typeError } = require('internal/errors');

// Prototypes may be patched by programs; finding modules must survive that.
const parseJson = JSON.parse;
const { stringify } = JSON;

const kFile = 0;
const kDirectory = 1;
const isFile = (file) => kindOfFile(file) === kFile;

const kImportConditions = new Set(['node', 'import', 'module-sync', 'node-addons']);
const kRequireConditions = new Set(['node', 'require', 'module-sync', 'node-addons']);

// --- Builtin modules. ---

const builtinIds = publicModules();
const builtins = new Set(builtinIds);
// Names that mean a builtin only with "node:" before them.
const kSchemeOnly = new Set(['sea', 'sqlite', 'test', 'test/reporters']);

// The id of the builtin that a specifier means, or undefined.
function builtinId(specifier) {
  if (specifier.startsWith('node:')) {
    const id = specifier.slice(5);
    return builtins.has(id) ? id : undefined;
  }
  return builtins.has(specifier) && !kSchemeOnly.has(specifier) ? specifier : undefined;
}

// --- package.json. ---

const packages = new Map();  // by folder; null: there is none

function readPackage(folder) {
  let config = packages.get(folder);
  if (config !== undefined) return config;
  const file = folder === '/' ? '/package.json' : `${folder}/package.json`;
  const text = readText(file);
  if (text === undefined) {
    packages.set(folder, null);
    return null;
  }
  let data;
  try {
    data = parseJson(text);
  } catch (error) {
    throw plainError('ERR_INVALID_PACKAGE_CONFIG', `Invalid package config ${file}. ${error.message}`);
  }
  if (data === null || typeof data !== 'object') data = {};
  const own = (key) => Object.hasOwn(data, key) ? data[key] : undefined;
  const [name, main, exports, imports, type] =
      [own('name'), own('main'), own('exports'), own('imports'), own('type')];
  config = {
    folder, file, data,
    name: typeof name === 'string' ? name : undefined,
    main: typeof main === 'string' ? main : undefined,
    exports,
    imports: imports !== null && typeof imports === 'object' ? imports : undefined,
    type: type === 'module' || type === 'commonjs' ? type : 'none',
  };
  packages.set(folder, config);
  return config;
}

// LOOKUP_PACKAGE_SCOPE: that of the nearest folder, up to a node_modules.
function packageScope(file) {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    if (folder.endsWith('/node_modules')) return null;
    const config = readPackage(folder);
    if (config !== null) return config;
    if (folder === '/' || folder === '.') return null;
  }
}

// --- Errors. ---

const from = (base) => base ? ` imported from ${base}` : '';

function pathNotExported(config, subpath, base) {
  return plainError('ERR_PACKAGE_PATH_NOT_EXPORTED', subpath === '.'
      ? `No "exports" main defined in ${config.file}${from(base)}`
      : `Package subpath '${subpath}' is not defined by "exports" in ${config.file}${from(base)}`);
}

function importNotDefined(specifier, config, base) {
  const where = config ? ` in package ${config.file}` : '';
  return typeError('ERR_PACKAGE_IMPORT_NOT_DEFINED',
      `Package import specifier "${specifier}" is not defined${where}${from(base)}`);
}

function invalidTarget(config, key, target, isImport, base) {
  if (target !== null && typeof target === 'object') target = stringify(target, null, '');
  const hint = typeof target === 'string' && !isImport && target.length > 0 && !target.startsWith('./')
      ? '; targets must start with "./"' : '';
  const what = key === '.' ? `"exports" main target ${stringify(target)} defined`
                           : `"${isImport ? 'imports' : 'exports'}" target ${stringify(target)} defined for '${key}'`;
  return plainError('ERR_INVALID_PACKAGE_TARGET',
      `Invalid ${what} in the package config ${config.file}${from(base)}${hint}`);
}

function invalidSpecifier(specifier, reason, base) {
  return typeError('ERR_INVALID_MODULE_SPECIFIER', `Invalid module "${specifier}" ${reason}${from(base)}`);
}

function invalidConfig(config, base, message) {
  const why = base ? ` while importing ${base}` : '';
  return plainError('ERR_INVALID_PACKAGE_CONFIG', `Invalid package config ${config.file}${why}. ${message}`);
}

function notFound(kind, name, base) {
  const error = plainError('ERR_MODULE_NOT_FOUND', `Cannot find ${kind} '${name}'${from(base)}`);
  if (kind === 'module') error.url = binding.modules.pathToUrl(name);
  return error;
}

// --- Targets. ---

function decode(text) {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// Whether a segment is ".", ".." or "node_modules".
function hasInvalidSegment(text) {
  for (const segment of decode(text).split(/[/\\]/)) {
    if (segment === '.' || segment === '..' || segment.toLowerCase() === 'node_modules') return true;
  }
  return false;
}

const isUrl = (text) => /^[a-z][a-z0-9+.-]*:/i.test(text);

// What a request asks of a package's "exports" or "imports".
class Request {
  constructor(config, key, base, isImport, conditions) {
    this.config = config;
    this.key = key;
    this.base = base;
    this.isImport = isImport;
    this.conditions = conditions;
  }

  // PACKAGE_TARGET_RESOLVE: a path (or a builtin's name), null for "not to be had", undefined for no match.
  // `match` is what stands for the "*" of the key, if the key has one.
  resolve(target, match) {
    if (typeof target === 'string') return this.resolveString(target, match);
    if (Array.isArray(target)) return this.resolveArray(target, match);
    if (target === null) return null;
    if (typeof target === 'object') {
      const keys = Object.keys(target);
      for (const key of keys) {
        if (String(Number(key)) === key && Number(key) >= 0) {
          throw invalidConfig(this.config, this.base, '"exports" cannot contain numeric property keys.');
        }
      }
      for (const key of keys) {
        if (key !== 'default' && !this.conditions.has(key)) continue;
        const resolved = this.resolve(target[key], match);
        if (resolved !== undefined) return resolved;
      }
      return undefined;
    }
    throw invalidTarget(this.config, this.key, target, this.isImport, this.base);
  }

  resolveString(target, match) {
    const { config, key, base, isImport } = this;
    if (!target.startsWith('./')) {
      if (!isImport || target.startsWith('../') || target.startsWith('/') || target === '.') {
        throw invalidTarget(config, key, target, isImport, base);
      }
      const bare = match === undefined ? target : target.replaceAll('*', () => match);
      if (isUrl(bare)) throw invalidTarget(config, key, target, isImport, base);
      return packageResolve(bare, `${config.folder}/package.json`, this.conditions);
    }
    if (hasInvalidSegment(target.slice(2))) throw invalidTarget(config, key, target, isImport, base);
    if (match === undefined) return path.resolve(config.folder, decode(target));
    if (hasInvalidSegment(match)) {
      const asked = key.replace('*', () => match);
      throw invalidSpecifier(asked, `request is not a valid match in pattern "${key}" for the ` +
          `"${isImport ? 'imports' : 'exports'}" resolution of ${config.file}`, base);
    }
    return path.resolve(config.folder, decode(target.replaceAll('*', () => match)));
  }

  resolveArray(targets, match) {
    let failure;
    let outcome = null;
    for (const target of targets) {
      let resolved;
      try {
        resolved = this.resolve(target, match);
      } catch (error) {
        if (error.code !== 'ERR_INVALID_PACKAGE_TARGET') throw error;
        failure = error;
        continue;
      }
      if (resolved === undefined) continue;
      if (resolved !== null) return resolved;
      failure = undefined;
      outcome = null;
    }
    if (failure !== undefined) throw failure;
    return outcome;
  }
}

// PATTERN_KEY_COMPARE: negative if `a` is the more specific key.
function comparePatterns(a, b) {
  const starA = a.indexOf('*');
  const starB = b.indexOf('*');
  const lengthA = starA === -1 ? a.length : starA + 1;
  const lengthB = starB === -1 ? b.length : starB + 1;
  if (lengthA !== lengthB) return lengthB - lengthA;
  if (starA === -1) return 1;
  if (starB === -1) return -1;
  return b.length - a.length;
}

// PACKAGE_IMPORTS_EXPORTS_RESOLVE
function resolveByKey(table, wanted, config, base, isImport, conditions) {
  if (Object.hasOwn(table, wanted) && !wanted.includes('*') && !wanted.endsWith('/')) {
    return new Request(config, wanted, base, isImport, conditions).resolve(table[wanted], undefined);
  }
  let best;
  let match;
  for (const key of Object.keys(table)) {
    const star = key.indexOf('*');
    if (star === -1 || key.lastIndexOf('*') !== star) continue;
    if (!wanted.startsWith(key.slice(0, star)) || wanted.length < key.length ||
        !wanted.endsWith(key.slice(star + 1))) continue;
    if (best !== undefined && comparePatterns(best, key) <= 0) continue;
    best = key;
    match = wanted.slice(star, wanted.length - (key.length - star - 1));
  }
  if (best === undefined) return undefined;
  return new Request(config, best, base, isImport, conditions).resolve(table[best], match);
}

// Whether "exports" is one target rather than a table of subpaths.
function isMainOnly(config, base) {
  const { exports } = config;
  if (typeof exports !== 'object' || exports === null || Array.isArray(exports)) return true;
  let conditional;
  for (const key of Object.keys(exports)) {
    const isCondition = key === '' || key[0] !== '.';
    if (conditional !== undefined && conditional !== isCondition) {
      throw invalidConfig(config, base, '"exports" cannot contain some keys starting with \'.\' and some not. ' +
          'The exports object must either be an object of package subpath keys or an object of main ' +
          'entry condition name keys only.');
    }
    conditional = isCondition;
  }
  return conditional === true;
}

// PACKAGE_EXPORTS_RESOLVE: `subpath` is "." or begins with "./".
function resolveExports(config, subpath, base, conditions) {
  let { exports } = config;
  if (isMainOnly(config, base)) exports = { '.': exports };
  const resolved = resolveByKey(exports, subpath, config, base, false, conditions);
  if (resolved === null || resolved === undefined) throw pathNotExported(config, subpath, base);
  return resolved;
}

// PACKAGE_IMPORTS_RESOLVE: `name` begins with "#".
function resolveImports(name, base, conditions) {
  if (name === '#' || name.startsWith('#/') || name.endsWith('/')) {
    throw invalidSpecifier(name, 'is not a valid internal imports specifier name', base);
  }
  const config = packageScope(base);
  if (config?.imports !== undefined) {
    const resolved = resolveByKey(config.imports, name, config, base, true, conditions);
    if (resolved !== null && resolved !== undefined) return resolved;
  }
  throw importNotDefined(name, config, base);
}

// ["name" or "@scope/name", "." or "./…"]; null: no package can be called that.
function splitPackageName(specifier) {
  let end = specifier.indexOf('/');
  if (specifier[0] === '@') {
    if (end === -1) return null;
    end = specifier.indexOf('/', end + 1);
  }
  const name = end === -1 ? specifier : specifier.slice(0, end);
  if (name === '' || name[0] === '.' || /[%\\]/.test(name)) return null;
  return [name, `.${end === -1 ? '' : specifier.slice(end)}`];
}

// What "main" of a package means to ES modules; undefined: nothing.
function resolveMain(config, folder) {
  const candidates = [];
  if (config?.main !== undefined) {
    for (const suffix of ['', '.js', '.json', '.node', '/index.js', '/index.json', '/index.node']) {
      candidates.push(config.main + suffix);
    }
  }
  candidates.push('index.js', 'index.json', 'index.node');
  for (const candidate of candidates) {
    const file = path.resolve(folder, candidate);
    if (isFile(file)) return file;
  }
  return undefined;
}

// PACKAGE_RESOLVE, of a specifier that is no builtin.
function packageResolve(specifier, base, conditions) {
  if (builtinId(specifier) !== undefined) return `node:${builtinId(specifier)}`;
  const parts = splitPackageName(specifier);
  if (parts === null) throw invalidSpecifier(specifier, 'is not a valid package name', base);
  const [name, subpath] = parts;
  // PACKAGE_SELF_RESOLVE
  const own = packageScope(base);
  if (own !== null && own.exports != null && own.name === name) {
    return resolveExports(own, subpath, base, conditions);
  }
  for (let folder = path.dirname(base); ; folder = path.dirname(folder)) {
    const packageFolder = path.join(folder, 'node_modules', name);
    if (kindOfFile(packageFolder) === kDirectory) {
      const config = readPackage(packageFolder);
      if (config?.exports != null) return resolveExports(config, subpath, base, conditions);
      if (subpath !== '.') return path.resolve(packageFolder, decode(subpath));
      const main = resolveMain(config, packageFolder);
      if (main === undefined) {
        throw notFound('package', path.resolve(packageFolder, config?.main ?? ''), base);
      }
      return main;
    }
    if (folder === '/' || folder === '.') break;
  }
  throw notFound('package', name, base);
}

// What an ES module's bare specifier means: a path or "node:…". Called by the module loader.
function resolveForImport(specifier, base) {
  // Code without a file looks around in the working directory.
  if (base[0] !== '/') base = path.resolve('[eval]');
  const found = specifier[0] === '#' ? resolveImports(specifier, base, kImportConditions)
                                     : packageResolve(specifier, base, kImportConditions);
  if (found.startsWith('node:')) return found;
  const kind = kindOfFile(found);
  if (kind === kDirectory || found.endsWith('/')) {
    const error = plainError('ERR_UNSUPPORTED_DIR_IMPORT',
        `Directory import '${found}' is not supported resolving ES modules${from(base)}`);
    error.url = binding.modules.pathToUrl(found);
    throw error;
  }
  if (kind !== kFile) throw notFound('module', found, base);
  return realPath(found);
}

// --- What else the module loader asks. ---

// "data:" URLs: [format, text].
function readDataUrl(url) {
  const match = /^data:([^,;]*)((?:;[^,;]*)*),([^]*)$/.exec(url.replace(/#[^]*$/, ''));
  if (match === null) throw typeError('ERR_INVALID_URL', 'Invalid URL');
  const [, type, parameters, body] = match;
  const formats = { 'text/javascript': 'module', 'application/javascript': 'module', 'application/json': 'json' };
  const format = Object.hasOwn(formats, type) ? formats[type] : undefined;
  const text = /;base64$/i.test(parameters)
      ? binding.text.decodeUtf8(Uint8Array.fromBase64(decode(body)), 0) : decode(body);
  if (format === undefined && type !== 'text/plain' && type !== '') {
    throw typeError('ERR_UNKNOWN_MODULE_FORMAT', `Unknown module format: ${type} for URL ${url}`);
  }
  return [format ?? 'text', text];
}

function parseJsonModule(text, file) {
  try {
    return parseJson(text);
  } catch (error) {
    error.message = `${file}: ${error.message}`;
    throw error;
  }
}

// The names under which a builtin's exports can be imported.
function exportNames(exports) {
  if (exports === null || (typeof exports !== 'object' && typeof exports !== 'function')) return [];
  return Object.keys(exports);
}

module.exports = {
  kRequireConditions, kImportConditions, builtinIds, builtinId, kSchemeOnly, readPackage, packageScope,
  resolveExports, resolveImports, splitPackageName, resolveForImport, readDataUrl, parseJsonModule, exportNames, kFile,
  kDirectory, isFile,
};
