// Labels of loops whose body is a loop itself, without a block in between: a jump goes to the loop that
// has the label, whatever kinds the two are.
function* count(from, to) {
  try {
    for (let i = from; i < to; i++) yield i;
  } finally {
    steps.push("closed");
  }
}
let steps = [];
const show = (...names) => {
  console.log(...names, steps.join());
  steps = [];
};

const outer = {
  for: (body) => `outer: for (let x = 0; x < 3; x++) ${body}`,
  while: (body) => `let x = -1; outer: while (++x < 3) ${body}`,
  do: (body) => `let x = -1; outer: do ${body} while (++x < 2);`,
  in: (body) => `outer: for (const x in { a: 1, b: 2, c: 3 }) ${body}`,
  of: (body) => `outer: for (const x of count(0, 3)) ${body}`,
};
const inner = {
  for: (body) => `for (let y = 0; y < 3; y++) ${body}`,
  while: (body) => `while (y++ < 3) ${body}`,
  do: (body) => `do ${body} while (y++ < 2);`,
  in: (body) => `for (const y in [4, 5]) ${body}`,
  of: (body) => `for (const y of count(4, 6)) ${body}`,
};
for (const first in outer) {
  for (const second in inner) {
    for (const jump of ["continue", "break"]) {
      const body = `{ steps.push(String(x) + y); if (steps.length > 1) ${jump} outer; if (steps.length > 20) throw 1; }`;
      eval(`{ let y = 0; ${outer[first](inner[second](body))} }`);
      show(first, second, jump);
    }
  }
}

// Several labels, a label of the inner loop, both loops of one label in turn, a label on a block.
a: b: for (const x of [1, 2]) for (const y of [3, 4]) { steps.push(x * y); if (y === 3) continue b; }
show("several");
a: for (const x of [1, 2]) b: for (const y of [3, 4]) { steps.push(x * y); if (y === 3) continue b; if (x === 1) continue a; break a; }
show("both");
a: for (const x of [1]) a2: { for (const y of [3, 4]) { if (y === 4) break a2; steps.push(y); } steps.push("not reached"); }
a: for (const x of [1, 2]) if (x) for (const y of [3, 4]) { steps.push(x * y); continue a; }
show("in turn");
a: { for (const x of [1, 2]) for (const y of [3, 4]) { steps.push(x * y); if (y === 4) break a; } }
show("block");
