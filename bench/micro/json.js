// JSON.

var record = {
  id: 17, name: 'Ada Lovelace', active: true, score: 98.25, tags: ['math', 'engine'],
  address: { city: 'London', zip: null }
};
var records = [];
for (var i = 0; i < 200; i++) {
  records.push({
    id: i, name: 'user ' + i, active: i % 3 === 0, score: i * 1.25, tags: ['a' + i, 'b'],
    address: { city: 'City ' + i % 7, zip: null }
  });
}
var smallText = JSON.stringify(record), largeText = JSON.stringify(records);
var indented = JSON.stringify(records, null, 2);
var numbers = JSON.stringify(records.map(function (r, i) { return [i, i * 0.37, -i * 1000]; }));
var longString = JSON.stringify(new Array(200).join('A long text without anything to escape. '));
var escapedString = JSON.stringify(new Array(100).join('"quoted"\n\tand \\ more \u2028'));

bench('parse small', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + JSON.parse(smallText).id | 0;
  return sum;
});
bench('parse large', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + JSON.parse(largeText).length | 0;
  return sum;
});
bench('parse indented', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + JSON.parse(indented).length | 0;
  return sum;
});
bench('parse numbers', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + JSON.parse(numbers).length | 0;
  return sum;
});
bench('parse a long string', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + JSON.parse(longString).length | 0;
  return sum;
});
bench('parse escapes', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + JSON.parse(escapedString).length | 0;
  return sum;
});
bench('parse with a reviver', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + JSON.parse(smallText, function (key, value) { return value; }).id | 0;
  return sum;
});
bench('stringify small', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + JSON.stringify(record).length | 0;
  return sum;
});
bench('stringify large', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + JSON.stringify(records).length | 0;
  return sum;
});
bench('stringify indented', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + JSON.stringify(records, null, 2).length | 0;
  return sum;
});
bench('stringify numbers', function (n) {
  var values = JSON.parse(numbers), sum = 0;
  for (var i = 0; i < n; i++) sum = sum + JSON.stringify(values).length | 0;
  return sum;
});
bench('stringify escapes', function (n) {
  var value = JSON.parse(escapedString), sum = 0;
  for (var i = 0; i < n; i++) sum = sum + JSON.stringify(value).length | 0;
  return sum;
});
bench('stringify with toJSON', function (n) {
  var value = { at: { toJSON: function () { return 'now'; } }, list: [1, 2, 3] }, sum = 0;
  for (var i = 0; i < n; i++) sum = sum + JSON.stringify(value).length | 0;
  return sum;
});
bench('copy by parse and stringify', function (n) {
  var copy;
  for (var i = 0; i < n; i++) copy = JSON.parse(JSON.stringify(record));
  return copy.address.city;
});
