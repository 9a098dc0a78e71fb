// Loops whose update and test are one instruction: what they count with need not be small integers.
function count(from, to, limit = 9) {
  const seen = [];
  for (let i = from; i < to; i++) {
    seen.push(i);
    if (seen.length === limit) break;
  }
  return seen.join();
}
console.log(count(0, 3), count(2147483645, 2147483650), count(0.5, 3), count(-0, 2), count(0, NaN), count(NaN, 3));
console.log(count("1", 3), count(0, "3"), count(5n, 8n), count(5n, 7.5), count(null, 2), count(undefined, 2), count([7], 9));
console.log(count(0, { valueOf() { return 2; } }), count({ valueOf() { return 1; } }, 3));
try { count(Symbol(), 3); } catch (error) { console.log(error.name + ": " + error.message); }
try { count(0, Symbol()); } catch (error) { console.log(error.name + ": " + error.message); }
try { count(1n, { valueOf() { throw new Error("limit"); } }); } catch (error) { console.log(error.message); }
function changed(n) { let turns = 0; for (var i = 0; i < n; i++) { turns++; if (i === 1) n = 3; if (i === 2) i = 10; } return [i, turns]; }
console.log(changed(9));
function literal() { let sum = 0; for (let i = 0; i < 4; ++i) { if (i === 1) continue; sum += i; } for (let i = -3; i < -1; i++) sum += i * 100; return sum; }
console.log(literal());
function parameters(i, n) { for (; i < n; i++); return [arguments[0], i]; }
console.log(parameters(1, 4));
const captured = [];
for (let i = 0; i < 3; i++) captured.push(() => i);
console.log(captured.map((get) => get()).join());
const constant = () => { for (const i = 0; i < 1; i++); };
try { constant(); } catch (error) { console.log(error.name); }
function has(key, object) { let found = 0; if (key in object) found++; if (!(key in object)) found--; while (key in object && found < 5) found++; return found; }
console.log(has(0, [1]), has(1, [1]), has("length", []), has(0, [,]), has("x", { x: 1 }), has(1, new Uint8Array(2)), has("-0", [0]));
try { has(1, 5); } catch (error) { console.log(error.name); }
