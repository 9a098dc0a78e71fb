// CommonJS: what node:module exports, and how files become modules.
//
// The program's main module runs before this script is loaded (platform/node/main_module.cpp): it is adopted
// when it first calls `require` or looks at what only a Module has. Packages replace methods here at
// will (Module._load, Module._resolveFilename, Module._extensions, Module.prototype.require, _compile), so the
// ways from one to the next are Node's.
'use strict';

const {
  compileFunction, runScript, readText, realPath, kindOfFile, isModuleFile, requireModule, lexCommonJs, urlToPath,
  mainModule: takeMainModule, hasModuleSyntax,
} = binding.modules;
const path = require('path');
const resolve = require('internal/resolve');
const { checkString, invalidArgValue, plainError } = require('internal/errors');

const { builtinId, kRequireConditions } = resolve;
const parseJson = JSON.parse;
const { apply } = Reflect;

const kParameters = ['exports', 'require', 'module', '__filename', '__dirname'];
const kWrapper = [`(function (${kParameters.join(', ')}) { `, '\n});'];

function Module(id = '', parent) {
  this.id = id;
  this.path = path.dirname(id);
  Object.defineProperty(this, 'exports', { __proto__: null, value: {}, writable: true, enumerable: true, configurable: true });
  parents.set(this, parent);
  addChild(parent, this, false);
  this.filename = null;
  this.loaded = false;
  this.children = [];
}

const parents = new WeakMap();
// `module.parent` is deprecated, but many programs ask whether it is there.
Object.defineProperty(Module.prototype, 'parent', {
  __proto__: null, get() { return parents.get(this); },
  set(value) { parents.set(this, value); },
  enumerable: false, configurable: true,
});
Module.prototype.constructor = Module;

function addChild(parent, child, lookFirst) {
  const children = parent?.children;
  if (Array.isArray(children) && !(lookFirst && children.includes(child))) children.push(child);
}

Module.Module = Module;
Module._cache = { __proto__: null };
Module._pathCache = { __proto__: null };
Module._extensions = { __proto__: null };
Module.globalPaths = [];
Module._debug = () => {};
Module.builtinModules = resolve.builtinIds.filter((id) => !resolve.kSchemeOnly.has(id)).sort();
Module.isBuiltin = function isBuiltin(name) {
  return typeof name === 'string' && builtinId(name) !== undefined;
};
Module.constants = Object.freeze({ __proto__: null });

// The text around a module in other engines' eyes. Who replaces it gets a wrapper of text.
let wrap = (script) => kWrapper[0] + script + kWrapper[1];
let wrapperIsReplaced = false;
const wrapper = new Proxy(kWrapper, {
  __proto__: null,
  set(target, key, value) {
    wrapperIsReplaced = true;
    return Reflect.set(target, key, value);
  },
  defineProperty(target, key, descriptor) {
    wrapperIsReplaced = true;
    return Reflect.defineProperty(target, key, descriptor);
  },
});
Object.defineProperties(Module, {
  wrap: {
    __proto__: null, get() { return wrap; },
    set(value) {
      wrapperIsReplaced = true;
      wrap = value;
    },
    enumerable: true, configurable: true,
  },
  wrapper: {
    __proto__: null, get() { return wrapper; },
    set(value) {
      wrapperIsReplaced = true;
      wrap = (script) => value[0] + script + value[1];
    },
    enumerable: true, configurable: true,
  },
});

// --- Finding files. ---

Module._initPaths = function _initPaths() {
  const { env } = require('process');
  const paths = env.HOME ? [path.resolve(env.HOME, '.node_modules'), path.resolve(env.HOME, '.node_libraries')] : [];
  if (env.NODE_PATH) paths.unshift(...env.NODE_PATH.split(path.delimiter).filter(Boolean));
  globalFolders = paths;
  Module.globalPaths = paths.slice();
};
let globalFolders;
// At the first look-up of a package.
function globalPaths() {
  if (globalFolders === undefined) Module._initPaths();
  return globalFolders;
}

Module._nodeModulePaths = function _nodeModulePaths(folder) {
  folder = path.resolve(folder);
  const paths = [];
  for (;;) {
    if (path.basename(folder) !== 'node_modules') {
      paths.push(folder === '/' ? '/node_modules' : `${folder}/node_modules`);
    }
    if (folder === '/') return paths;
    folder = path.dirname(folder);
  }
};

function isRelative(request) {
  return request === '.' || request === '..' || request.startsWith('./') || request.startsWith('../');
}

Module._resolveLookupPaths = function _resolveLookupPaths(request, parent) {
  if (builtinId(request) !== undefined) return null;
  if (!isRelative(request)) {
    const paths = parent?.paths?.length ? parent.paths.concat(globalPaths()) : globalPaths();
    return paths.length > 0 ? paths : null;
  }
  if (!parent?.id || !parent.filename) return ['.'].concat(Module._nodeModulePaths('.'), globalPaths());
  return [path.dirname(parent.filename)];
};

function tryExtensions(base, extensions) {
  for (const extension of extensions) {
    const file = base + extension;
    if (resolve.isFile(file)) return realPath(file);
  }
  return false;
}

function tryPackage(folder, extensions, request) {
  const main = resolve.readPackage(folder)?.main;
  if (!main) return tryExtensions(path.resolve(folder, 'index'), extensions);
  const file = path.resolve(folder, main);
  const found = (resolve.isFile(file) && realPath(file)) || tryExtensions(file, extensions) ||
      tryExtensions(path.resolve(file, 'index'), extensions) ||
      tryExtensions(path.resolve(folder, 'index'), extensions);
  if (found) return found;
  const error = new Error(
      `Cannot find module '${file}'. Please verify that the package.json has a valid "main" entry`);
  error.code = 'MODULE_NOT_FOUND';
  error.path = path.resolve(folder, 'package.json');
  error.requestPath = request;
  throw error;
}

// What "exports" and "imports" lead to must be there as it is.
function existing(file, packageFile) {
  if (file.startsWith('node:')) return file;
  if (resolve.isFile(file)) return realPath(file);
  const error = new Error(`Cannot find module '${file}'`);
  error.code = 'MODULE_NOT_FOUND';
  if (packageFile) error.path = packageFile;
  throw error;
}

function tryExports(folder, request, base) {
  const parts = resolve.splitPackageName(request);
  if (parts === null) return false;
  const config = resolve.readPackage(path.resolve(folder, parts[0]));
  if (config === null || config.exports == null) return false;
  return existing(resolve.resolveExports(config, parts[1], base, kRequireConditions), config.file);
}

function trySelf(base, request) {
  if (base === undefined || request[0] === '.' || request[0] === '/') return false;
  const config = resolve.packageScope(base);
  if (config === null || config.exports == null || config.name === undefined) return false;
  if (request !== config.name && !request.startsWith(`${config.name}/`)) return false;
  const subpath = `.${request.slice(config.name.length)}`;
  return existing(resolve.resolveExports(config, subpath, base, kRequireConditions), config.file);
}

Module._findPath = function _findPath(request, paths, isMain) {
  const isAbsolute = path.isAbsolute(request);
  if (isAbsolute) paths = [''];
  else if (!paths || paths.length === 0) return false;
  const key = `${request}\0${paths.join('\0')}`;
  const known = Module._pathCache[key];
  if (known) return known;
  const wantsFolder = /(?:^|\/)\.{0,2}$/.test(request);
  let extensions;
  for (const folder of paths) {
    if (folder && kindOfFile(folder) !== resolve.kDirectory) continue;
    let found = false;
    if (!isAbsolute && !isRelative(request)) found = tryExports(folder, request);
    if (!found) {
      const base = path.resolve(folder, request);
      const kind = kindOfFile(base);
      if (!wantsFolder) {
        if (kind === resolve.kFile) found = realPath(base);
        if (!found) found = tryExtensions(base, extensions ??= Object.keys(Module._extensions));
      }
      if (!found && kind === resolve.kDirectory) {
        found = tryPackage(base, extensions ??= Object.keys(Module._extensions), request);
      }
    }
    if (found) {
      Module._pathCache[key] = found;
      return found;
    }
  }
  return false;
};

Module._resolveFilename = function _resolveFilename(request, parent, isMain, options) {
  if (builtinId(request) !== undefined) return request;
  if (request.startsWith('node:')) {
    throw plainError('ERR_UNKNOWN_BUILTIN_MODULE', `No such built-in module: ${request}`);
  }
  let paths;
  if (options !== null && typeof options === 'object' && options.paths !== undefined) {
    if (!Array.isArray(options.paths)) throw invalidArgValue('options.paths', options.paths);
    if (isRelative(request)) {
      paths = options.paths;
    } else {
      const seeker = new Module('', null);
      const all = new Set();
      for (const folder of options.paths) {
        seeker.paths = Module._nodeModulePaths(folder);
        for (const item of Module._resolveLookupPaths(request, seeker) ?? []) all.add(item);
      }
      paths = [...all];
    }
  } else {
    paths = Module._resolveLookupPaths(request, parent);
  }
  if (request[0] === '#' && (parent?.filename || parent?.id === '<repl>')) {
    const base = parent.filename ?? path.resolve('repl');
    if (resolve.packageScope(base)?.imports !== undefined) {
      return existing(resolve.resolveImports(request, base, kRequireConditions));
    }
  }
  const found = trySelf(parent?.filename ?? undefined, request) || Module._findPath(request, paths, isMain);
  if (found) return found;

  const requireStack = [];
  for (let at = parent; at && requireStack.length < 1000; at = parents.get(at)) {
    requireStack.push(at.filename || at.id);
  }
  let message = `Cannot find module '${request}'`;
  if (requireStack.length > 0) message += `\nRequire stack:\n- ${requireStack.join('\n- ')}`;
  const error = new Error(message);
  error.code = 'MODULE_NOT_FOUND';
  error.requireStack = requireStack;
  throw error;
};

// --- Loading. ---

// The file of a request from a folder, while that file's module is in the cache.
const known = new Map();

Module._load = function _load(request, parent, isMain) {
  let key;
  if (parent) {
    key = `${parent.path}\0${request}`;
    const filename = known.get(key);
    const cached = filename === undefined ? undefined : Module._cache[filename];
    if (cached !== undefined) {
      addChild(parent, cached, true);
      return exportsOf(cached);
    }
    known.delete(key);
  }
  if (request.startsWith('node:')) return loadBuiltin(request);

  const filename = Module._resolveFilename(request, parent, isMain);
  const cached = Module._cache[filename];
  if (cached !== undefined) {
    addChild(parent, cached, true);
    if (key !== undefined) known.set(key, filename);
    return exportsOf(cached);
  }
  if (builtinId(filename) !== undefined) return loadBuiltin(filename);

  const module = new Module(filename, parent);
  if (isMain) makeMain(module);
  Module._cache[filename] = module;
  if (key !== undefined) known.set(key, filename);
  let failed = true;
  try {
    module.load(filename);
    failed = false;
  } finally {
    if (failed) {
      delete Module._cache[filename];
      if (key !== undefined) known.delete(key);
      const children = parent?.children;
      const at = Array.isArray(children) ? children.indexOf(module) : -1;
      if (at !== -1) children.splice(at, 1);
    }
  }
  return module.exports;
};

function loadBuiltin(name) {
  const id = builtinId(name);
  if (id === undefined) throw plainError('ERR_UNKNOWN_BUILTIN_MODULE', `No such built-in module: ${name}`);
  return require(id);
}

// ES modules under way: what `require` of one would see is not ready.
const evaluating = new WeakSet();
function exportsOf(module) {
  if (evaluating.has(module)) {
    throw plainError('ERR_REQUIRE_CYCLE_MODULE', `Cannot require() ES Module ${module.filename} in a cycle. ` +
        'A cycle involving require(esm) is disallowed to maintain invariants mandated by the ECMAScript ' +
        'specification. Try making at least part of the dependency in the graph lazily loaded.');
  }
  return module.exports;
}

let mainModule;
function makeMain(module) {
  mainModule = module;
  module.id = '.';
  parents.set(module, null);
}

// The handler for a file: that of its longest extension that has one.
function handlerFor(filename) {
  const name = path.basename(filename);
  for (let dot = name.indexOf('.', 1); dot !== -1; dot = name.indexOf('.', dot + 1)) {
    const handler = Module._extensions[name.slice(dot)];
    if (handler) return handler;
  }
  return Module._extensions['.js'];
}

Module.prototype.load = function load(filename) {
  this.filename ??= filename;
  this.paths ??= Module._nodeModulePaths(path.dirname(filename));
  if (filename.endsWith('.mjs') && !Module._extensions['.mjs']) loadModule(this, filename);
  else handlerFor(filename)(this, filename);
  this.loaded = true;
};

// An ES module as the exports of a CommonJS one.
function loadModule(module, filename) {
  evaluating.add(module);
  try {
    module.exports = requireModule(filename);
  } finally {
    evaluating.delete(module);
  }
}

function readSource(filename) {
  const text = readText(filename);
  if (text !== undefined) return text;
  const error = new Error(`ENOENT: no such file or directory, open '${filename}'`);
  Object.assign(error, { errno: -2, code: 'ENOENT', syscall: 'open', path: filename });
  throw error;
}

Module._extensions['.js'] = function(module, filename) {
  if (isModuleFile(filename)) loadModule(module, filename);
  else module._compile(readSource(filename), filename);
};

Module._extensions['.json'] = function(module, filename) {
  const text = readSource(filename);
  try {
    module.exports = parseJson(text);
  } catch (error) {
    error.message = `${filename}: ${error.message}`;
    throw error;
  }
};

Module._extensions['.node'] = function(module, filename) {
  throw plainError('ERR_DLOPEN_FAILED', `Kaze cannot load native addons: ${filename}`);
};

Module.prototype._compile = function _compile(content, filename, format) {
  if (format === 'module') return loadModule(this, filename);
  let compiled;
  if (wrapperIsReplaced) {
    compiled = runScript(wrap(content.replace(/^#!.*/, '')), filename);
  } else {
    try {
      compiled = compileFunction(content, filename, kParameters);
    } catch (error) {
      // A package that does not say what it is may be written in ES modules.
      if (hasModuleSyntax(filename, content)) return loadModule(this, filename);
      throw error;
    }
  }
  const ownRequire = makeRequire(this);
  return apply(compiled, this.exports, [this.exports, ownRequire, this, filename, path.dirname(filename)]);
};

Module.prototype.require = function(id) {
  checkString(id, 'id');
  if (id === '') throw invalidArgValue('id', id, 'must be a non-empty string');
  return Module._load(id, this, false);
};

// The `require` of a module.
function makeRequire(module) {
  return completeRequire(module, function require(path) {
    return module.require(path);
  });
}
function completeRequire(module, require) {
  require.resolve = function resolve(request, options) {
    checkString(request, 'request');
    return Module._resolveFilename(request, module, false, options);
  };
  require.resolve.paths = function paths(request) {
    checkString(request, 'request');
    return Module._resolveLookupPaths(request, module);
  };
  require.main = mainModule;
  require.extensions = Module._extensions;
  require.cache = Module._cache;
  return require;
}

Module.createRequire = function createRequire(filename) {
  let file = filename;
  if (filename !== null && typeof filename === 'object' && typeof filename.href === 'string') file = filename.href;
  if (typeof file === 'string' && file.startsWith('file:')) file = urlToPath(file);
  if (typeof file !== 'string' || !path.isAbsolute(file)) {
    throw invalidArgValue('filename', filename,
        'must be a file URL object, file URL string, or absolute path string');
  }
  const isFolder = file.endsWith('/');
  const seen = isFolder ? path.join(file, 'noop.js') : file;
  const module = new Module(seen);
  module.filename = seen;
  module.paths = Module._nodeModulePaths(path.dirname(seen));
  return makeRequire(module);
};

Module._preloadModules = function(requests) {
  if (!Array.isArray(requests)) return;
  const parent = new Module('internal/preload', null);
  parent.paths = Module._nodeModulePaths(require('process').cwd());
  for (const request of requests) parent.require(request);
};
Module.syncBuiltinESMExports = function syncBuiltinESMExports() {
  binding.modules.syncBuiltins();
};
Module.runMain = function(main = require('process').argv[1]) {
  Module._load(path.resolve(main), null, true);
};
Module.findPackageJSON = function findPackageJSON(specifier, base) {
  checkString(`${specifier}`, 'specifier');
  const origin = base === undefined ? `${require('process').cwd()}/noop.js` : toPath(base);
  const text = `${specifier}`;
  if (isRelative(text) || path.isAbsolute(text) || text.startsWith('file:')) {
    const target = text.startsWith('file:') ? urlToPath(text) : path.resolve(path.dirname(origin), text);
    const within = kindOfFile(target) === resolve.kDirectory ? path.join(target, 'noop.js') : target;
    return resolve.packageScope(within)?.file;
  }
  const parts = resolve.splitPackageName(text);
  if (parts === null) return undefined;
  for (const folder of Module._nodeModulePaths(path.dirname(origin))) {
    const config = resolve.readPackage(path.join(folder, parts[0]));
    if (config !== null) return config.file;
  }
  return undefined;
};
const toPath = (value) => `${value}`.startsWith('file:') ? urlToPath(`${value}`) : `${value}`;

// --- What C++ calls. ---

// Makes the plain object of the main module (or of -e) a Module, and its `require` a whole one.
let adoptedMain;
function adoptMain(module, require) {
  if (adoptedMain === module) return;
  adoptedMain = module;
  Object.setPrototypeOf(module, Module.prototype);
  parents.set(module, null);
  if (module.id === '.') {
    mainModule = module;
    Module._cache[module.filename] = module;
    module.paths = Module._nodeModulePaths(path.dirname(module.filename));
  } else {
    parents.set(module, undefined);
    module.paths = Module._nodeModulePaths(require('process').cwd());
  }
  // Its properties were accessors that led here.
  for (const name of ['resolve', 'main', 'extensions', 'cache']) delete require[name];
  completeRequire(module, require);
}

// The file that an absolute path means where it is no file itself.
function findMain(path) {
  const found = Module._findPath(path, null, true);
  if (found) return found;
  for (const extension of ['.cjs', '.mjs']) {
    if (resolve.isFile(path + extension)) return realPath(path + extension);
  }
  return undefined;
}

function runMain(filename) {
  Module._load(filename, null, true);
}

// The exports of a CommonJS file that an ES module imports.
function runForImport(filename) {
  return Module._load(filename, undefined, false);
}

const namesByFile = new Map();
// The names that importers can use, told from the text.
function namesForImport(filename) {
  const extension = path.extname(filename);
  if (extension === '.json' || extension === '.node') return [];
  let names = namesByFile.get(filename);
  if (names !== undefined) return names;
  namesByFile.set(filename, names = []);
  const text = readText(filename);
  if (text === undefined) return names;
  const [own, others] = lexCommonJs(text);
  const all = new Set(own);
  for (const request of others) {
    const seeker = new Module(filename, undefined);
    seeker.filename = filename;
    seeker.paths = Module._nodeModulePaths(path.dirname(filename));
    let target;
    try {
      target = Module._resolveFilename(request, seeker, false);
    } catch {
      continue;
    }
    if (builtinId(target) !== undefined || isModuleFile(target)) continue;
    for (const name of namesForImport(target)) all.add(name);
  }
  names.push(...all);
  return names;
}

const main = takeMainModule();
if (main !== undefined) adoptMain(main[0], main[1]);

module.exports = {
  Module, adoptMain, findMain, runMain, runForImport, namesForImport,
  get mainModule() { return mainModule; },
};
