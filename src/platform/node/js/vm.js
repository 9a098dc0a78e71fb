// node:vm, for this context: Script, runInThisContext and compileFunction. Contexts of other globals are not there.
'use strict';

const { compileFunction: compile, runScript, checkScript } = binding.modules;
const { checkObject, checkString, invalidArgType } = require('internal/errors');

function filenameOf(options, name = 'options') {
  if (typeof options === 'string') return options;
  if (options === undefined) return 'evalmachine.<anonymous>';
  checkObject(options, name);
  const { filename = 'evalmachine.<anonymous>' } = options;
  checkString(filename, `${name}.filename`);
  return filename;
}

class Script {
  #code;
  #filename;
  constructor(code, options) {
    this.#code = `${code}`;
    this.#filename = filenameOf(options);
    // Early errors are thrown here, not when it is run.
    checkScript(this.#code, this.#filename);
  }
  runInThisContext(options) {
    if (options !== undefined) checkObject(options, 'options');
    return runScript(this.#code, this.#filename);
  }
}

function runInThisContext(code, options) {
  return new Script(code, options).runInThisContext(typeof options === 'object' ? options : undefined);
}

function compileFunction(code, parameters = [], options = {}) {
  checkString(code, 'code');
  if (!Array.isArray(parameters)) throw invalidArgType('params', 'Array', parameters);
  for (let i = 0; i < parameters.length; i++) checkString(parameters[i], `params[${i}]`);
  checkObject(options, 'options');
  const { filename = '' } = options;
  checkString(filename, 'options.filename');
  return compile(code, filename, parameters);
}

// There are none but the main one, which is no object that was made a context.
function isContext(object) {
  checkObject(object, 'object');
  return false;
}

module.exports = { Script, runInThisContext, compileFunction, isContext };
