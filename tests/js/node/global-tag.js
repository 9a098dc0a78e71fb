// What libraries ask to find out where they run.
const tag = (value) => Object.prototype.toString.call(value);
console.log(tag(globalThis), tag(global), tag(process), `${globalThis}`);
console.log(Object.getOwnPropertyDescriptor(globalThis, Symbol.toStringTag));
console.log(require("util").inspect(globalThis, { depth: -1 }));
