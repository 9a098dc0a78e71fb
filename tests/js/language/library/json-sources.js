// What JSON.parse tells a reviver of the source text.
// node: no, its release has no source text access
// Sources by key in an object with many members; of duplicates the last one counts.
const many = '{' + Array.from({ length: 40 }, (_, i) => `"k${i}":${i}.0`).join() + ',"7":7.00,"k3":3.000,"k39":0.39e2}';
const sources = {};
JSON.parse(many, (key, value, { source }) => { sources[key] = source; return value; });
console.log(JSON.stringify(sources));
// A reviver that changes what is to come: the source is that of the value as parsed only.
console.log(JSON.stringify(JSON.parse('{"a":1,"b":{"c":2.0,"d":[3,4.0]}}', function (key, value, { source }) {
  if (key === 'a') this.b = { c: 2, d: 5 };
  return source ?? value;
})));
