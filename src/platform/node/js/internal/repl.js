// Completion at the prompt: names of globals, and members of what a chain of names evaluates to.
'use strict';

const { getOwnPropertyNames, getPrototypeOf, getOwnPropertyDescriptor } = Object;
const chain = /(?:([\p{ID_Start}$_][\p{ID_Continue}$.]*)\.)?([\p{ID_Continue}$]*)$/u;
const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

const keywords = [
  'async', 'await', 'break', 'case', 'catch', 'class', 'const', 'continue', 'debugger', 'default', 'delete',
  'do', 'else', 'export', 'extends', 'false', 'finally', 'for', 'function', 'if', 'import', 'in',
  'instanceof', 'let', 'new', 'null', 'return', 'static', 'super', 'switch', 'this', 'throw', 'true', 'try',
  'typeof', 'var', 'void', 'while', 'with', 'yield',
];

// Reads `a.b.c` without calling a getter: undefined where there is one, or nothing.
function valueOf(path, lookUp) {
  const [first, ...rest] = path.split('.');
  let value = lookUp(first);
  for (const name of rest) {
    let descriptor;
    for (let object = value; object !== null && object !== undefined; object = getPrototypeOf(Object(object))) {
      descriptor = getOwnPropertyDescriptor(Object(object), name);
      if (descriptor) break;
    }
    value = descriptor?.value;
  }
  return value;
}

function addMembers(value, names) {
  for (let object = Object(value), depth = 0; object !== null && depth < 64; depth++) {
    for (const name of getOwnPropertyNames(object)) {
      if (identifier.test(name)) names.add(name);
    }
    object = getPrototypeOf(object);
  }
}

// What may stand in place of the last word of `text`, in order. `lexical`: what scripts declared with let,
// const and class, by name.
function complete(text, lexical) {
  const [, path, prefix] = chain.exec(text);
  const names = new Set();
  if (path !== undefined) {
    const value = valueOf(path, (name) => (name in lexical ? lexical[name] : globalThis[name]));
    if (value === undefined || value === null) return [];
    addMembers(value, names);
  } else if (prefix !== '') {
    addMembers(globalThis, names);
    for (const name of [...getOwnPropertyNames(lexical), ...keywords]) names.add(name);
  }
  return [...names].filter((name) => name.startsWith(prefix)).sort();
}

module.exports = { complete };
