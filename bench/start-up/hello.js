(typeof console === 'object' ? console.log : print)('hello');
