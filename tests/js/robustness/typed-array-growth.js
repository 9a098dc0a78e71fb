// A conversion that grows or shrinks an array under a method at work neither reads nor writes outside.
// node: no, it checks the index against the old length
const made = (length) => {
  const buffer = new ArrayBuffer(length, { maxByteLength: 64 });
  return { buffer, array: new Uint8Array(buffer) };
};
{
  const { buffer, array } = made(2);
  const copy = array.with(4, { valueOf() { buffer.resize(5); return 123; } });
  console.log(copy.length, copy.join(), array.length);
}
{
  const { buffer, array } = made(8);
  try {
    array.with(6, { valueOf() { buffer.resize(2); return 1; } });
  } catch (error) {
    console.log(error.name);
  }
  console.log(array.length);
}
{
  const { buffer, array } = made(8);
  console.log(array.fill({ valueOf() { buffer.resize(3); return 7; } }).join());
}
{
  const { buffer, array } = made(8);
  array.set([1, 2, 3, 4, 5, 6, 7, 8]);
  array.copyWithin({ valueOf() { buffer.resize(4); return 1; } }, 0, 6);
  console.log(array.join());
}
{
  const { buffer, array } = made(8);
  console.log(array.slice({ valueOf() { buffer.resize(2); return 0; } }).join());
}
