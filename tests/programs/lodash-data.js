// needs: node_modules/lodash
// timeout: 60
// Lodash over generated data.
// gc-stress-interval: 50
'use strict';
const _ = require('lodash');
const { report, makeRandom } = require('./fixtures/report.js');

const random = makeRandom(99);
const cities = ['Oslo', 'Lima', 'Accra', 'Quito', 'Hanoi', 'Tunis'];
const people = _.times(3000, (id) => ({
  id,
  name: _.capitalize(_.times(3 + random(5), () => 'abcdefghijklmnopqrstuvwxyz'[random(26)]).join('')),
  age: 18 + random(60),
  address: { city: cities[random(cities.length)], street: { number: random(200) } },
  tags: _.times(random(5), () => 'tag' + random(12)),
}));
report('people', JSON.stringify(people));

const show = (name, value) => console.log(name, JSON.stringify(value));
show('countBy', _.countBy(people, 'address.city'));
show('oldest', _.map(_.take(_.orderBy(people, ['age', 'name'], ['desc', 'asc']), 5), 'name'));
show('averages', _.mapValues(_.groupBy(people, 'address.city'), (group) => _.round(_.meanBy(group, 'age'), 3)));
show('tags', _(people).flatMap('tags').countBy().toPairs().sortBy([(pair) => -pair[1], 0]).take(5).value());
show('chunks', _.chunk(_.range(0, 20, 3), 3));
show('set', _.set({ a: [{ b: 1 }] }, 'a[1].c["d e"]', [1, 2]));
show('get', [_.get(people, '[7].address.street.number'), _.get({}, 'a.b.c', 'none')]);
show('merge', _.merge({ a: { b: [1, 2] }, c: 3 }, { a: { b: [undefined, 5, 6], d: 1 } }, null));
show('partition', _.partition(people, (p) => p.age < 40).map((p) => p.length));
show('zip', _.zipWith([1, 2], [10, 20], [100, 200], _.add));
show('case', [_.camelCase('--foo-bar 2x'), _.kebabCase('fooBarXMLHttp'), _.startCase('æon flux'), _.deburr('déjà vu Łódź')]);
show('words', _.words('fred, barney, & pebbles 42nd émigré'));
show('template', _.template('<% for (const n of list) { %><li><%- n %>/<%= n %></li><% } %>')({ list: ['<a>', 'b'] }));
show('isEqual', [_.isEqual(new Map([[{ a: 1 }, new Set([1, [2]])]]), new Map([[{ a: 1 }, new Set([1, [2]])]])),
  _.isEqual([NaN, -0], [NaN, 0]), _.isEqual(new Date(5), new Date(5)), _.isEqual(/a/g, /a/i)]);
const cloned = _.cloneDeep(people);
show('cloneDeep', [_.isEqual(cloned, people), cloned[5] === people[5], _.unset(cloned, '[5].address.city'), _.isEqual(cloned, people)]);
const circular = { a: { list: [1] } };
circular.a.self = circular;
show('circular', _.cloneDeep(circular).a.self.a.list);
show('curry', _.curry((a, b, c) => [a, b, c])(1)(_, 3)(2));
show('flow', _.flow([_.add, (n) => n * n, String, _.partial(_.padStart, _, 6, '*')])(3, 4));
let calls = 0;
const memo = _.memoize((n) => (calls++, n < 2 ? n : memo(n - 1) + memo(n - 2)));
show('memoize', [memo(80), calls]);
show('sets', [_.union([1, 2], [2, 3]), _.difference([1, 2, 3], [2]), _.xorBy([1.2, 2.3], [2.7, 3.1], Math.floor), _.uniqBy(people, 'address.city').length]);
show('invert', _.invertBy({ a: 1, b: 2, c: 1 }));
show('sortedIndex', [_.sortedIndexBy([{ x: 4 }, { x: 6 }], { x: 5 }, 'x'), _.sumBy(people, 'age'), _.maxBy(people, 'age').id]);
show('truncate', _.truncate('hi-diddly-ho there, neighborino', { length: 24, separator: /,? +/ }));
report('sorted', JSON.stringify(_.sortBy(people, ['address.city', 'address.street.number', 'name'])));
