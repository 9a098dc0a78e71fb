// Source nested without measure is run or refused with a RangeError (or, for a pattern, a SyntaxError),
// by the parser, the code generator and the pattern compiler alike.
// timeout: 120
// gc-stress-interval: 100
function nested(open, middle, close, depth) {
  return open.repeat(depth) + middle + close.repeat(depth);
}
const forms = {
  parentheses: ['(', '1', ')'],
  arrays: ['[', '1', ']'],
  objects: ['({a:', '1', '})'],
  'object in object': ['{a:', '1', '}', '(', ')'],
  'computed keys': ['({[', '1', ']:1})'],
  'unary not': ['!', '1', ''],
  'unary minus': ['- ', '1', ''],
  'typeof': ['typeof ', '1', ''],
  'void': ['void ', '1', ''],
  'delete': ['delete ', 'a', ''],
  'new': ['new ', 'Object', ''],
  'new with arguments': ['new (', 'Object', ')()'],
  'await': ['await ', '1', '', 'async()=>{', '}'],
  'yield': ['yield ', '1', '', '(function*(){', '})'],
  'calls': ['a(', '1', ')'],
  'call chain': ['', 'a', '()'],
  'member chain': ['', 'a', '.b'],
  'element chain': ['', 'a', '[0]'],
  'optional chain': ['', 'a', '?.b'],
  'optional calls': ['', 'a', '?.()'],
  'template chain': ['', 'a', '``'],
  'nested elements': ['a[', '0', ']'],
  'template literals': ['`${', '1', '}`'],
  'tagged templates': ['a`${', '1', '}`'],
  'arrow chain': ['a=>', '1', ''],
  'arrow parameters': ['(a=', '1', ')=>1'],
  'arrow bodies': ['()=>{', '1', '}'],
  'async arrows': ['async a=>', '1', ''],
  'async arrow bodies': ['async()=>{', '', '}'],
  'arrow in parentheses': ['(()=>', '1', ')'],
  'functions': ['function f(){', '', '}'],
  'function expressions': ['(function(){', '', '})'],
  'called functions': ['(function(){', '', '})()'],
  'generators': ['function*f(){', '', '}'],
  'methods': ['({m(){', '', '}})'],
  'getters': ['({get m(){', '', '}})'],
  'default parameters': ['function f(a=', '1', '){}', '(', ')'],
  'classes': ['class C{m(){', '', '}}'],
  'class expressions': ['(class{m(){', '', '}})'],
  'class heritage': ['class extends ', 'Object', '{}', '(', ')'],
  'class heritage in parentheses': ['(class extends ', 'Object', '{})'],
  'class fields': ['class{f=', '1', '}', '(', ')'],
  'computed class members': ['class{[', '1', '](){}}', '(', ')'],
  'static blocks': ['class C{static{', '', '}}'],
  'private names': ['(class{#a;m(){', '', '}})'],
  'blocks': ['{', '', '}'],
  'blocks with bindings': ['{let a;', '', '}'],
  'if': ['if(a)', '1', ''],
  'if else': ['if(a);else ', '1', ''],
  'else chain': ['if(a){}else ', '{}', ''],
  'while': ['while(0)', '1', ''],
  'do': ['do ', ';', 'while(0);'],
  'for': ['for(;0;)', '1', ''],
  'for in': ['for(a in 0)', '1', ''],
  'for of': ['for(a of [])', '1', ''],
  'for of with let': ['for(let a of [])', '1', ''],
  'for head': ['for(let a=()=>{', '', '};0;);'],
  'with': ['with({})', '1', ''],
  'labels': ['', '1', ''],
  'switch': ['switch(1){case 1:', '1', '}'],
  'try': ['try{', '', '}catch{}'],
  'catch': ['try{}catch{', '', '}'],
  'finally': ['try{}finally{', '', '}'],
  'comma': ['', '1', ',1'],
  'addition': ['', '1', '+1'],
  'addition, right': ['1+(', '1', ')'],
  'exponentiation': ['1**', '1', ''],
  'string addition': ['', '""', '+a'],
  'or': ['', 'a', '||a'],
  'and': ['', 'a', '&&a'],
  'coalescing': ['', 'null', '??null'],
  'comparison': ['', '1', '<1'],
  'in': ['', '1', ' in a'],
  'conditional': ['a?', '1', ':1'],
  'conditional, right': ['a?1:', '1', ''],
  'assignment': ['a=', '1', ''],
  'compound assignment': ['a+=', '1', ''],
  'logical assignment': ['a||=', '1', ''],
  'array pattern': ['[', 'a', ']', 'let ', '=[]'],
  'array pattern assignment': ['[', 'a', ']', '', '=[]'],
  'object pattern': ['{a:', 'b', '}', 'let ', '={}'],
  'object pattern assignment': ['{a:', 'b', '}', '(', '={})'],
  'pattern defaults': ['[a=', '1', ']', 'let ', '=[]'],
  'nested pattern defaults': ['[a=', '1', ']=[]', '', ''],
  'pattern parameters': ['[', 'a', ']', '(', ')=>1'],
  'object pattern parameters': ['{a:', 'b', '}', '(function(', '){})'],
  'computed pattern keys': ['{[', '1', ']:a}', 'let ', '={}'],
  'rest pattern': ['[...', 'a', ']', 'let ', '=[]'],
  'spread': ['[...', '[]', ']'],
  'call spread': ['a(...', '[]', ')'],
  'object spread': ['({...', '{}', '})'],
  'import': ['import(', '""', ')'],
  'async blocks': ['async function f(){', '', '}'],
  'async generator': ['async function*f(){', '', '}'],
  'using': ['{using a=null;', '', '}'],
  'super': ['({m(){super[', '1', ']}})'],
  'new.target': ['(function(){new.target;', '', '})'],
  'eval in source': ['eval(', '1', ')'],
  'update': ['', 'a', '', '', '++'],
  'comments': ['/*', '', '*/1;'],
  'html comments': ['<!--\n', '1', ''],
  'arguments objects': ['(function(){arguments;', '', '})'],
  'in generator calls': ['(function*(){yield* ', 'a', '})'],
};
const patterns = {
  groups: ['(', 'a', ')'],
  'non-capturing groups': ['(?:', 'a', ')'],
  'repeated groups': ['(?:', 'a', ')*'],
  'counted groups': ['(?:', 'a', '){2}'],
  'lazy groups': ['(?:', 'a', ')+?'],
  'look-ahead': ['(?=', 'a', ')'],
  'negative look-ahead': ['(?!', 'a', ')'],
  'look-behind': ['(?<=', 'a', ')'],
  'alternatives': ['(a|', 'a', ')'],
  'long alternation': ['', 'a', '|a'],
  'modifiers': ['(?i:', 'a', ')'],
  'long sequence': ['', 'a', 'b?'],
};
const class_patterns = {
  'nested classes': ['[', 'a', ']'],
  'class subtraction': ['[a--', '[b]', ']'],
  'class intersection': ['[a&&', '[b]', ']'],
};

let failures = 0;
function attempt(name, run) {
  try {
    run();
  } catch (error) {
    if (error instanceof RangeError) return;
    // Half of the forms mean nothing at run time; all of them were parsed.
    if (error instanceof TypeError || error instanceof ReferenceError) return;
    if (name.startsWith('pattern') && /too large|Too many captures/.test(error.message)) return;
    failures++;
    console.log(`${name}: ${error.name}: ${error.message}`.slice(0, 160));
  }
}
const depths = [10, 1000, 20000, 200000];
for (const [name, [open, middle, close, before = '', after = '']] of Object.entries(forms)) {
  if (name === 'comments' || name === 'labels' || name === 'update') continue;
  for (const depth of depths) {
    const source = before + nested(open, middle, close, depth) + after;
    // new Function parses; running it would evaluate what may loop or be exponential.
    attempt(`${name} ${depth}`, () => new Function(name.startsWith('import') ? `return;${source}` : source));
    // Compiled when called, without being run.
    attempt(`${name} ${depth} compiled`, () => new Function(`if (0) {} else return 1; ${source}`)());
  }
}
for (const depth of depths) {
  let labels = '';
  for (let i = 0; i < Math.min(depth, 20000); i++) labels += `l${i}:`;
  attempt(`labels ${depth}`, () => new Function(labels + ';'));
  attempt(`cases ${depth}`, () => new Function('a', 'switch(a){' + 'case 1:'.repeat(depth) + '}')(1));
  attempt(`elements ${depth}`, () => new Function('return [' + '1,'.repeat(depth) + ']')());
  attempt(`properties ${depth}`, () => new Function('return {' + Array.from({ length: Math.min(depth, 50000) }, (_, i) => `p${i}:${i}`) + '}')());
  attempt(`parameters ${depth}`, () => new Function(Array.from({ length: depth }, (_, i) => `p${i}`), 'return p1')());
  attempt(`arguments ${depth}`, () => new Function('a', 'a(' + '1,'.repeat(depth) + ')')(() => 1));
  attempt(`variables ${depth}`, () => new Function('var ' + Array.from({ length: depth }, (_, i) => `p${i}=${i}`) + ';return p1')());
  attempt(`let ${depth}`, () => new Function('let ' + Array.from({ length: depth }, (_, i) => `p${i}=${i}`) + ';return ()=>eval("p1")')()());
  attempt(`statements ${depth}`, () => new Function('a;'.repeat(depth))());
  attempt(`template parts ${depth}`, () => new Function('a', 'return `' + '${a}'.repeat(depth) + '`')(1));
  attempt(`tagged parts ${depth}`, () => new Function('a', 'return a`' + '${a}'.repeat(depth) + '`')(() => 1));
  attempt(`private names ${depth}`, () => new Function('class C {' + Array.from({ length: Math.min(depth, 20000) }, (_, i) => `#p${i};`).join('') + '} return new C')());
  attempt(`fields ${depth}`, () => new Function('class C {' + Array.from({ length: Math.min(depth, 20000) }, (_, i) => `p${i}=1;`).join('') + '} return new C')());
  attempt(`many functions ${depth}`, () => new Function('return [' + '()=>1,'.repeat(depth) + ']')());
  attempt(`destructured ${depth}`, () => new Function('a', 'let [' + Array.from({ length: depth }, (_, i) => `p${i}`) + ']=a')([]));
  attempt(`else if ${depth}`, () => new Function('a', 'if(a)1;' + 'else if(a)1;'.repeat(depth))(0));
}
for (const [kinds, flags] of [[patterns, ['', 'u', 'i', 'v']], [class_patterns, ['v', 'vi']]]) {
  for (const [name, [open, middle, close]] of Object.entries(kinds)) {
    for (const depth of depths) {
      for (const flag of flags) {
        const pattern = nested(open, middle, close, depth);
        attempt(`pattern ${name} ${depth} ${flag}`, () => {
          const regexp = new RegExp(pattern, flag);
          if (depth <= 1000) return;  // 2^1000 repetitions
          regexp.test('b');
        });
        attempt(`pattern literal ${name} ${depth} ${flag}`, () => new Function(`return /${pattern}/${flag}`)());
      }
    }
  }
}
// Matches that backtrack deeply.
attempt('match', () => /^(?:a|b)*c/.test('ab'.repeat(1000000)));
attempt('match of captures', () => /^(?:(a)|(b))*c/.test('ab'.repeat(1000000)));
attempt('match lazily', () => /^(?:a|ab)*?c/.test('ab'.repeat(1000000)));
attempt('match behind', () => /(?<=^(?:a|b)*)c/.test('ab'.repeat(100000) + 'c'));
attempt('match ahead', () => /^(?=(?:(a)|(b))*)c/.test('ab'.repeat(10000)));
console.log(failures === 0 ? 'all ended' : `${failures} failed`);
