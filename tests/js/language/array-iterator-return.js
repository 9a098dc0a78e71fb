// A "return" that the prototypes of array iterators get while a loop over an array runs is called when the
// loop is left.
const iteratorPrototype = Object.getPrototypeOf([][Symbol.iterator]());
const steps = [];
for (const item of [1, 2]) {
  if (item === 2) throw new Error("not closed");
  iteratorPrototype.return = function (...rest) {
    steps.push(`${Object.prototype.toString.call(this)} ${rest.length}`);
    return {};
  };
  break;
}
console.log(steps.join());

// By now array iterators are objects. What a fresh engine does, for each way to get a "return" and to leave.
const { execFileSync } = require("child_process");
const additions = {
  own: `iterator.return = close;`,
  base: `Object.getPrototypeOf(iterator).return = close;`,
  object: `Object.prototype.return = close;`,
  accessor: `Object.defineProperty(iterator, "return", { get() { return close; } });`,
  prototype: `Object.setPrototypeOf(iterator, { return: close });`,
  above: `Object.setPrototypeOf(Object.getPrototypeOf(iterator), { return: close });`,
};
const exits = {
  break: (add) => `for (const x of [1, 2]) { ${add} break; }`,
  throw: (add) => `for (const x of [1, 2]) { ${add} throw "thrown"; }`,
  before: (add) => `${add} const [x] = [1, 2];`,
  pattern: (add) => `const [x = (() => { ${add} })()] = [undefined, 2];`,
};
for (const [kind, add] of Object.entries(additions)) {
  for (const [exit, make] of Object.entries(exits)) {
    const output = execFileSync(process.execPath, ["-e", `
      const iterator = Object.getPrototypeOf([][Symbol.iterator]());
      let log = "";
      const close = () => { log += " closed"; return {}; };
      try { ${make(add)} } catch (error) { log += " " + error; }
      iterator.return = undefined;
      delete Object.prototype.return;
      console.log(log);`], { encoding: "utf8" });
    console.log(kind, exit, output.trim());
  }
}
