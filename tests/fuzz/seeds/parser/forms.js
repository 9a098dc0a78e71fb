0label: for (let [a, { b = 1, ...c }] of x) { if (a) continue label; else break label }
async function* g(a = await1, { b }, ...c) { yield* a; for await (using d of c) await d?.b?.[1]?.(2) }
class A extends (B, C) { static #p = 1; static async *[x](y) { return super.z ?? #p in y } get a() { return `t${`n${1}`}` } static { this.#p ||= 2 } }
var { a: [b], ['c' + d]: e = (f, g) => ({ ...h }), __proto__: i } = j, k = /[/]\u{61}/v, l = 0x1fn + 1_0.5e-3;
switch (m) { case 1: function n() { 'use strict' } default: do x++; while (0) } with (o) eval('p');
