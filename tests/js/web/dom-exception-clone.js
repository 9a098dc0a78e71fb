// A DOMException is cloned as one (HTML 2.7; Web IDL 4.3 makes it serializable).
// node: no, Node 20 clones it as an empty object
const error = new DOMException('gone', 'NotFoundError');
const clone = structuredClone({ error }).error;
console.log(clone instanceof DOMException, clone !== error, clone.name, clone.message, clone.code, clone.stack === error.stack);
const b = new ArrayBuffer(1);
structuredClone(b, { transfer: [b] });
try {
  structuredClone(1, { transfer: [b] });
} catch (thrown) {
  console.log(thrown.name, thrown.code);
}
