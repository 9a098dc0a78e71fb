// needs: node_modules/prettier
// timeout: 240
// Prettier's stand-alone build formats JavaScript, TypeScript, CSS and Markdown.
// gc-stress-interval: 500
import fs from 'node:fs';
import * as prettier from 'prettier/standalone';
import * as babel from 'prettier/plugins/babel';
import * as estree from 'prettier/plugins/estree';
import * as markdown from 'prettier/plugins/markdown';
import * as postcss from 'prettier/plugins/postcss';
import * as typescript from 'prettier/plugins/typescript';
import { createRequire } from 'node:module';
const { report } = createRequire(import.meta.url)('./fixtures/report.js');

const plugins = [babel, estree, markdown, postcss, typescript];
const read = (name) => fs.readFileSync(new URL(name, import.meta.url), 'utf8');
const samples = {
  'acorn.js': read('node_modules/acorn/dist/acorn.js'),
  'lodash-min.js': read('node_modules/lodash/core.min.js'),
  'types.ts': `type A<T>={[K in keyof T]?:T[K] extends infer U?U:never}&{readonly a:string|undefined};
enum E{a=1,b,c='x'} abstract class Q<T extends object=  {}>extends R<T>implements S,T{private readonly x?:number;constructor(public a:string,protected b=2){super()}
@dec() method<K extends keyof T>(this:Q<T>,k:K,...r:unknown[]):asserts k is K{return void 0}}
declare module 'x'{export=y} export type{B}from'./b'; let v=a!.b!.c as unknown as D satisfies E`,
  'style.css': `@media (max-width:100px){.a>.b,.c~d:not(.e)::before{color:RED;margin:0 auto!important;background:url( "x.png" )}}
:root{--main:  #FFF;grid-template-areas:"a b" "c d"} a{color:rgb(1,2,3);transition:opacity .3s ease,transform .3s ease}
@import url("foo.css");@font-face{font-family:X;src:local("X"),url(x.woff)}`,
  'code.jsx': `const V=({a,b,...c})=>a?<div {...c} className={"x"+b}>{b.map(i=><li key={i}>{i}, and <b>more</b> text that is long enough to wrap around</li>)}</div>:null
export default async function*f(){for await(const x of y)yield*x?.z??(await w)}`,
  'page.md': `Title
===
* one
* two
    * nested *emphasis* and __strong__
1) first
2) second

| a | bbbbbb |
|--|:-:|
| 1 | 2 |

\`\`\`js
let   x=1
\`\`\`
> quote
continued  
broken line [link]( http://example.com  "title" ) ![image](x.png)

[ref]: http://example.com`,
  'data.json': '{"a":[1,2,{"b":null}],"long":["aaaaaaaaaaaaaaaaaaaaaaaa","bbbbbbbbbbbbbbbbbbbbbbbbbbbbb","cccccccccccccccccccccc"]}',
};
for (const [filepath, source] of Object.entries(samples)) {
  for (const options of [{}, { printWidth: 60, semi: false, singleQuote: true, proseWrap: 'always' }]) {
    const formatted = await prettier.format(source, { filepath, plugins, ...options });
    report(`${filepath} ${options.printWidth ?? 80}`, formatted);
    if (formatted.length < 2500 && !options.printWidth) console.log(formatted);
  }
}
console.log(await prettier.check('a;\n', { parser: 'babel', plugins }));
try {
  await prettier.format('let = (', { parser: 'babel', plugins });
} catch (error) {
  console.log(error.name, error.message.split('\n')[0]);
}
