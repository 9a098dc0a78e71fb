// needs: node_modules/highlight.js
// timeout: 60
// highlight.js colours its own grammars and guesses languages: hundreds of regular expressions over real text.
// gc-stress-interval: 200
const fs = require('fs');
const path = require('path');
const { report } = require('./fixtures/report.js');
const highlight = require('highlight.js');

const folder = path.join(path.dirname(require.resolve('highlight.js')), 'languages');
for (const name of ['javascript', 'css', 'python', 'cpp', 'markdown', 'perl', 'haskell']) {
  report(name, highlight.highlight(fs.readFileSync(path.join(folder, `${name}.js`), 'utf8'), { language: 'javascript' }).value);
}
const samples = {
  python: '@dec\ndef f(a: int = 3) -> str:\n  """doc"""\n  return f"{a!r}" # c\nclass A(B): pass',
  rust: "fn main<'a>(x: &'a str) -> Result<(), Box<dyn E>> { println!(\"{}\", 1_000u32); }",
  cpp: '#include <a>\ntemplate<typename T> constexpr auto f(T&& x) noexcept { return R"(raw)"; }',
  bash: 'for i in $(ls); do echo "${i%%.*}"; done <<EOF\nx\nEOF',
  sql: "SELECT a, COUNT(*) FROM t WHERE x LIKE '%a' GROUP BY 1;",
  css: 'a:hover{color:#fff;width:calc(1px + 2em)}',
  xml: '<!DOCTYPE html><a href="x">&amp;<!-- c --></a>',
  typescript: 'interface A<T extends B> { x?: readonly T[] }',
  php: '<?php echo "$a {$b->c}"; ?>',
};
for (const [language, text] of Object.entries(samples)) {
  console.log(language, highlight.highlight(text, { language }).value);
  const guess = highlight.highlightAuto(text);
  console.log(guess.language, guess.relevance, guess.secondBest && guess.secondBest.language);
}
