// needs: node_modules/typescript
// timeout: 240
// TypeScript checks and emits a project held in memory, against its own library declarations.
// gc-stress-interval: 200
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const ts = require('typescript');
const { report } = require('./fixtures/report.js');

const library = path.join(__dirname, 'node_modules/typescript/lib');
const files = new Map(Object.entries({
  '/project/shapes.ts': `
export interface Shape { readonly kind: string; area(): number }
export abstract class Base implements Shape {
  abstract readonly kind: string;
  constructor(protected readonly size: number) {}
  abstract area(): number;
  toString(): string { return \`\${this.kind}(\${this.area().toFixed(2)})\`; }
}
export class Square extends Base {
  readonly kind = 'square' as const;
  area() { return this.size ** 2; }
}
export class Circle extends Base {
  readonly kind = 'circle' as const;
  area() { return Math.PI * this.size ** 2; }
}
export type Any = Square | Circle;
export enum Unit { Metre = 1, Foot = Metre << 2, Name = 'n'.length }
`,
  '/project/store.ts': `
import { Any, Shape } from './shapes';
type Keys<T> = { [K in keyof T as T[K] extends (...a: any[]) => any ? K : never]: T[K] };
export type Methods = keyof Keys<Shape>;
export class Store<T extends Shape> implements Iterable<T> {
  #items = new Map<string, T[]>();
  add(...items: T[]): this {
    for (const item of items) {
      const list = this.#items.get(item.kind) ?? [];
      list.push(item);
      this.#items.set(item.kind, list);
    }
    return this;
  }
  *[Symbol.iterator](): Generator<T, void, undefined> {
    for (const list of this.#items.values()) yield* list;
  }
  pick<K extends T['kind']>(kind: K): Extract<T, { kind: K }>[] {
    return (this.#items.get(kind) ?? []) as Extract<T, { kind: K }>[];
  }
}
export function describe(shape: Any): string {
  switch (shape.kind) {
    case 'square': return 'a square';
    case 'circle': return 'a circle';
    default: { const none: never = shape; return none; }
  }
}
export async function load(urls: readonly string[]): Promise<Record<string, number>> {
  const out: Record<string, number> = {};
  for (const url of urls) out[url] = (await Promise.resolve(url)).length;
  return out;
}
`,
  '/project/main.tsx': `
import { Circle, Square, Unit } from './shapes';
import { Methods, Store, describe } from './store';
declare namespace JSX { interface IntrinsicElements { b: { id?: string } } interface Element {} }
declare const React: { createElement(...parts: unknown[]): JSX.Element };
const store = new Store<Square | Circle>().add(new Square(2), new Circle(1));
const total = [...store].reduce((sum, shape) => sum + shape.area(), 0);
export const summary = { total, first: store.pick('square')[0]?.toString(), unit: Unit.Foot };
const method: Methods = 'area';
export const element = <b id="x">{method}</b>;
describe(new Square('three'));
const wrong: number = summary.first;
store.pick('triangle');
let unused = missing + 1;
export const tuple: [a: string, ...rest: number[]] = ['a', 1, '2'];
function overloaded(a: string): string;
function overloaded(a: number): number;
function overloaded(a: any) { return a; }
overloaded(true);
`,
}));

const options = {
  target: ts.ScriptTarget.ES2017, module: ts.ModuleKind.CommonJS, strict: true, declaration: true,
  sourceMap: true, jsx: ts.JsxEmit.React, outDir: '/out', lib: ['lib.es2022.d.ts'], noUnusedLocals: true,
  types: [],
};
const host = {
  fileExists: (name) => files.has(name) || fs.existsSync(name),
  readFile: (name) => files.get(name) ?? fs.readFileSync(name, 'utf8'),
  getSourceFile(name, languageVersion) {
    const text = files.get(name) ?? (name.startsWith(library) ? fs.readFileSync(name, 'utf8') : undefined);
    return text === undefined ? undefined : ts.createSourceFile(name, text, languageVersion);
  },
  getDefaultLibFileName: () => path.join(library, 'lib.es2022.d.ts'),
  getDefaultLibLocation: () => library,
  getCurrentDirectory: () => '/project',
  getCanonicalFileName: (name) => name,
  useCaseSensitiveFileNames: () => true,
  getNewLine: () => '\n',
  directoryExists: (name) => name === '/project' || name === library,
  getDirectories: () => [],
  writeFile(name, text) {
    report(name, text);
    if (name.endsWith('.d.ts')) console.log(text);
  },
};

console.log('typescript', ts.version);
const program = ts.createProgram(['/project/main.tsx'], options, host);
const emitted = program.emit();
const diagnostics = [...ts.getPreEmitDiagnostics(program), ...emitted.diagnostics];
console.log(ts.formatDiagnostics(diagnostics, host));
const checker = program.getTypeChecker();
for (const symbol of checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile('/project/main.tsx')))) {
  console.log(symbol.name, checker.typeToString(checker.getTypeOfSymbolAtLocation(symbol, symbol.valueDeclaration)));
}
console.log('identifiers', program.getIdentifierCount(), 'symbols', program.getSymbolCount());
