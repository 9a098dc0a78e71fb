// JSON texts in runs: escapes at every place of a block, keys of all sorts, circular structures.
for (let length = 0; length < 36; length++) {
  for (const special of ['"', '\\', '\n', '\u001f', '\u007f', '\u0080', '\u00ff', '\u2028', '\ud800', '\u{1f600}']) {
    const text = 'x'.repeat(length) + special + 'y'.repeat(40 - length);
    const json = JSON.stringify(text);
    if (JSON.parse(json) !== text) throw new Error(json);
    if (JSON.stringify({ [text]: 1 }) !== '{' + json + ':1}') throw new Error(json);
    if (Object.keys(JSON.parse('{' + json + ':1}'))[0] !== text) throw new Error(json);
  }
}
console.log(JSON.stringify({ 'a"b': 1, '': 2, 3: 3, 'k\u4e00': 'v\u4e00', n: -0, d: 1.5, i: -12, big: 1e21, f: undefined, g() {}, s: Symbol(), t: true, u: null, x: NaN }));
console.log(JSON.stringify([1, -2, 0.5, 'x', null, undefined, () => 1, [], {}, [[]], new Date(0), Object(3), Object('s'), Object(false)]));
console.log(JSON.stringify({ a: [1, { b: 2 }], c: {}, d: [] }, null, 2));
console.log(JSON.stringify({ a: [1, { b: 2 }] }, null, '\u4e00-'));
console.log(JSON.stringify({ a: [1, { b: 2, c: 3 }], b: 1 }, ['a', 'b']), JSON.stringify({ a: 1, b: 2 }, (k, v) => (k === 'a' ? undefined : v)));
console.log(JSON.stringify({ toJSON() { return { inner: [1] }; } }), JSON.stringify({ a: { toJSON(k) { return 'key ' + k; } } }));
// Getters and toJSON that change what is being written.
const changing = { a: 1, get b() { delete this.c; this.e = 5; return 2; }, c: 3, d: 4 };
console.log(JSON.stringify(changing));
const array = [1, { toJSON() { array.length = 1; return 'cut'; } }, 3];
console.log(JSON.stringify(array));
const circular = { name: 'c', list: [1, { deep: {} }] };
circular.list[1].deep.back = circular.list;
try { JSON.stringify(circular); } catch (e) { console.log(e.message); }
circular.self = circular;
delete circular.list;
try { JSON.stringify([circular]); } catch (e) { console.log(e.message); }
const long = {}; let at = long;
for (const key of ['a', 'b', 'c', 'd', 'e']) at = at[key] = {};
at.top = long;
try { JSON.stringify(long); } catch (e) { console.log(e.message); }
const shared = { x: 1 };
console.log(JSON.stringify([shared, shared, { shared }]));
let nested = [];
for (let i = 0; i < 500; i++) nested = [nested];
console.log(JSON.stringify(nested).length, JSON.stringify(nested, null, 1).length);
console.log(JSON.parse('["\\u0041\\n\\"", "plain", "\\ud83d\\ude00", "a\\\\b", ""]'), JSON.parse('{"a\\u0062":1,"ab":2}'));
for (const text of ['"abc', '"a\nb"', '"\\x"', '"\\u12"', '["a" "b"]', '"' + 'x'.repeat(40)]) {
  try { JSON.parse(text); } catch (e) { console.log(e.name); }
}
console.log(JSON.parse('"\u4e00 wide \\n \u00e9"'), JSON.parse('{"\u4e00\\t":"\u4e01"}'));

// The root's holder keeps the value that toJSON was called on.
JSON.stringify({ toJSON: () => 'text' }, function (key, value) { console.log(typeof this[''], value); return value; });
