// needs: node_modules/marked
// timeout: 120
// Marked renders a long generated document.
// gc-stress-interval: 200
import { marked, Marked } from 'marked';
import { createRequire } from 'node:module';
const { report, makeRandom } = createRequire(import.meta.url)('./fixtures/report.js');

const random = makeRandom(42);
const words = ('shape cell heap turn promise *emphasis* __strong__ `code` <b>html</b> [link](http://a.b "t") &amp; '
  + 'https://example.com/x?y=1 ~~gone~~ ![image](i.png) \\*escaped\\* a_b_c naïve 日本語 <mail@example.com> a<b').split(' ');
const sentence = (n) => Array.from({ length: n }, () => words[random(words.length)]).join(' ');
const blocks = [
  () => `${'#'.repeat(1 + random(6))} ${sentence(4)}`,
  () => sentence(40 + random(60)).replace(/(.{70}\S*) /g, '$1\n'),
  () => Array.from({ length: 2 + random(6) }, (_, i) => `${i % 3 ? '    ' : ''}- ${random(3) ? '' : '[x] '}${sentence(6)}`).join('\n'),
  () => Array.from({ length: 2 + random(6) }, (_, i) => `${i + 1}. ${sentence(5)}`).join('\n'),
  () => '> ' + sentence(20) + '\n> > ' + sentence(10) + '\nlazy ' + sentence(3),
  () => '```js\nconst a = `<' + random(1000) + '>`;\n```',
  () => '    indented ' + sentence(5),
  () => `| ${sentence(2)} | b | c |\n|:--|:-:|--:|\n` + Array.from({ length: 3 }, () => `| ${sentence(3)} | ${random(99)} | \\| |`).join('\n'),
  () => '---',
  () => `<div class="x">\n${sentence(5)}\n</div>`,
  () => `Setext ${sentence(3)}\n${random(2) ? '===' : '---'}`,
  () => `[ref${random(9)}] and [text][ref${random(9)}]`,
];
let source = '';
for (let i = 0; i < 1500; i++) source += blocks[random(blocks.length)]() + '\n\n';
for (let i = 0; i < 9; i++) source += `[ref${i}]: http://example.com/${i} 'Title ${i}'\n`;
report('source', source);
report('html', marked.parse(source));
report('html with breaks', new Marked({ gfm: true, breaks: true }).parse(source));
report('pedantic', new Marked({ pedantic: true }).parse(source.slice(0, 40000)));
report('tokens', JSON.stringify(marked.lexer(source)));

const shouting = new Marked({
  renderer: { heading({ tokens, depth }) { return `<h${depth}>${this.parser.parseInline(tokens).toUpperCase()}</h${depth}>\n`; } },
  walkTokens(token) { if (token.type === 'link') token.href += '#seen'; },
});
console.log(shouting.parse('# A *small* title\n\nwith a [link](x) and `code`.\n'));
