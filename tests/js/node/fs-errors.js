// The errors of node:fs: messages, codes and properties are Node's.
const fs = require("fs");
const os = require("os");
const path = require("path");

const place = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "kaze-fs-errors-")));
process.chdir(place);
process.on("exit", () => fs.rmSync(place, { recursive: true }));
fs.mkdirSync("folder");
fs.writeFileSync("file", "text");
fs.writeFileSync("other", "text");

const calls = [
  () => fs.readFileSync("nope"),
  () => fs.mkdirSync("folder"),
  () => fs.readdirSync("nope"),
  () => fs.rmSync("nope"),
  () => fs.rmSync("folder"),
  () => fs.renameSync("nope", "x"),
  () => fs.copyFileSync("nope", "x"),
  () => fs.openSync("nope"),
  () => fs.readFileSync("folder"),
  () => fs.writeFileSync("folder", "x"),
  () => fs.accessSync("nope"),
  () => fs.realpathSync("nope"),
  () => fs.readlinkSync("folder"),
  () => fs.symlinkSync("a", "folder"),
  () => fs.linkSync("nope", "x"),
  () => fs.truncateSync("nope"),
  () => fs.utimesSync("nope", 1, 1),
  () => fs.chmodSync("nope", 0o644),
  () => fs.mkdtempSync("nope/x"),
  () => fs.closeSync(999),
  () => fs.fstatSync(999),
  () => fs.readSync(999, new Uint8Array(1)),
  () => fs.rmdirSync("nope"),
  () => fs.unlinkSync("nope"),
  () => fs.readFileSync(undefined),
  () => fs.readFileSync("a\0b"),
  () => fs.writeFileSync("x1", {}),
  () => fs.openSync("x", "zz"),
  () => fs.stat("folder"),
  () => fs.mkdirSync("file/x", {recursive:true}),
  () => fs.mkdirSync("file", {recursive:true}),
  () => fs.closeSync("x"),
  () => fs.closeSync(-1),
  () => fs.copyFileSync("file", "other", 1),
  () => fs.chmodSync("x", "9"),
  () => fs.accessSync("file", 99),
  () => fs.readFileSync("file", 5),
  () => fs.ftruncateSync(999),
  () => fs.fsyncSync(999),
  () => fs.futimesSync(999, 1, 1),
  () => fs.fchmodSync(999, 1),
  () => fs.chownSync("nope", 1, 1),
  () => fs.lstatSync("nope"),
  () => fs.utimesSync("x1", "zz", 1),
];
for (const call of calls) {
  const text = call.toString().slice(6);
  try {
    call();
    console.log(text, "| no error");
  } catch (error) {
    const shown = `${error.name} ${error.message} | ${error.code} ${JSON.stringify(error)}`;
    console.log(text, "|", shown.replaceAll(place, "PLACE"));
  }
}
