// BigInts of one digit and their neighbours: every operation against its definition on longer ones.
const edges = [0n, 1n, 2n, 3n, 7n, 63n, 64n, 2n ** 31n, 2n ** 32n, 2n ** 62n, 2n ** 63n - 1n, 2n ** 63n, 2n ** 63n + 1n, 2n ** 64n - 1n, 2n ** 64n, 2n ** 65n + 3n];
const values = [...edges, ...edges.map((v) => -v)];
const wide = 2n ** 200n; // moves a number out of one digit and back
let digest = 0n;
const mix = (v) => { digest = (digest * 31n + v) % (2n ** 61n - 1n); };
for (const a of values) {
  for (const b of values) {
    if ((a + wide) + (b - wide) !== a + b || a - b !== -(b - a)) throw new Error(`${a} ${b}`);
    if (a * b !== ((a + wide) * b - wide * b)) throw new Error(`* ${a} ${b}`);
    if (b !== 0n && (a / b) * b + a % b !== a) throw new Error(`/ ${a} ${b}`);
    if ((a & b) + (a | b) !== a + b || (a ^ b) !== (a | b) - (a & b)) throw new Error(`& ${a} ${b}`);
    mix(a + b); mix(a - b); mix(a * b); mix(a & b); mix(a | b); mix(a ^ b);
    if (b !== 0n) { mix(a / b); mix(a % b); }
  }
  for (const s of [0n, 1n, 31n, 63n, 64n, 65n, 100n]) {
    if (a << s !== a * 2n ** s || (a << s) >> s !== a) throw new Error(`<< ${a} ${s}`);
    const quotient = a / 2n ** s;
    if (a >> s !== (a < 0n && quotient * 2n ** s !== a ? quotient - 1n : quotient)) throw new Error(`>> ${a} ${s}`);
    mix(a << s); mix(a >> s);
  }
  for (const bits of [0, 1, 2, 8, 32, 63, 64, 65, 128]) {
    const modulus = 2n ** BigInt(bits);
    const unsigned = ((a % modulus) + modulus) % modulus;
    if (BigInt.asUintN(bits, a) !== unsigned) throw new Error(`asUintN ${bits} ${a}`);
    const signed = bits > 0 && unsigned >= modulus / 2n ? unsigned - modulus : unsigned;
    if (BigInt.asIntN(bits, a) !== signed) throw new Error(`asIntN ${bits} ${a}`);
  }
  let up = a, down = a;
  up++; down--;
  if (up !== a + 1n || down !== a - 1n || ~a !== -a - 1n) throw new Error(`++ ${a}`);
  console.log(String(a), a.toString(2), a.toString(16), a.toString(36), Number(a));
}
console.log(String(digest));
try { 1n / 0n; } catch (e) { console.log(e.message); }
try { 1n % 0n; } catch (e) { console.log(e.message); }
