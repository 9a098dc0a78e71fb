#!/usr/bin/env python3
"""usage: tests/command/run.py KAZE [--engine-flag…]

What the command makes of its arguments and of standard input, where a program's file cannot tell."""

import os
import pty
import select
import signal
import subprocess
import sys
import tempfile
import termios
import time
import unittest
from pathlib import Path

KAZE = []  # the engine and its flags


def run(*arguments, text="", folder=None, **environment):
    """(exit code, stdout, stderr)"""
    done = subprocess.run([*KAZE, *arguments], input=text, cwd=folder, capture_output=True, text=True, timeout=60,
                          env={**os.environ, **environment})
    return done.returncode, done.stdout, done.stderr


class Terminal:
    """A program that runs at a terminal."""

    def __init__(self, command, folder):
        self.terminal, side = pty.openpty()
        environment = {**os.environ, "HOME": str(folder), "NO_COLOR": "1", "TERM": "xterm"}
        self.process = subprocess.Popen(command, stdin=side, stdout=side, stderr=side, cwd=folder, env=environment)
        os.close(side)
        self.seen = self.unread = ""

    def close(self):
        self.process.kill()
        self.process.wait()
        os.close(self.terminal)

    def type(self, text):
        os.write(self.terminal, text.encode())

    def wait_for(self, text):
        """Reads on until what was not waited for yet holds the text."""
        while text not in self.unread:
            if not select.select([self.terminal], [], [], 30)[0]:
                raise TimeoutError(f"no {text!r} in {self.unread!r}")
            part = os.read(self.terminal, 4096).decode(errors="replace")
            self.seen += part
            self.unread += part
        self.unread = self.unread[self.unread.index(text) + len(text):]


class Programs(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = Path(holder.name).resolve()
        package = self.folder / "node_modules/dep"
        package.mkdir(parents=True)
        (package / "index.js").write_text("module.exports = 'dep of ' + require('path').basename(__dirname);")
        (package / "package.json").write_text('{ "exports": "./index.js" }')

    def out(self, *arguments, text=""):
        code, out, err = run(*arguments, text=text, folder=self.folder)
        self.assertEqual((code, err), (0, ""))
        return out

    def test_text_has_require(self):
        self.assertEqual(self.out("-p", "require('dep')"), "dep of dep\n")
        self.assertEqual(self.out("-p", "[__filename, __dirname, module.id, require.main]"),
                         "[ '[eval]', '.', '[eval]', undefined ]\n")
        self.assertEqual(self.out("-p", "path.basename(fs.realpathSync('.')) === path.basename(process.cwd())"),
                         "true\n")
        self.assertEqual(self.out("-e", "import('dep').then((m) => console.log(m.default))"), "dep of dep\n")

    def test_text_has_the_module_crypto(self):
        self.assertEqual(self.out("-p", "crypto === require('crypto') && crypto !== globalThis.console"), "true\n")

    def test_without_openssl(self):
        for version in range(3, 6):
            (self.folder / f"libcrypto.so.{version}").write_text("not a library")
        text = ("try { crypto.createHash('md5') } catch (e) { console.log(e.code, /OpenSSL/.test(e.message)) }"
                "console.log(crypto.randomBytes(3).length, crypto.randomUUID().length)")
        code, out, err = run("-e", text, folder=self.folder, LD_LIBRARY_PATH=str(self.folder))
        self.assertEqual((code, out, err), (0, "ERR_NO_CRYPTO true\n3 36\n", ""))

    def test_standard_input_has_require(self):
        for arguments in [[], ["-"]]:
            out = self.out(*arguments, text="console.log(require('dep'), __filename, process.argv.length)")
            self.assertEqual(out, f"dep of dep [stdin] {1 + len(arguments)}\n")

    def test_the_prompt_has_require(self):
        self.assertEqual(self.out("-i", text="require('dep')\nmodule.id\n"), "'dep of dep'\n'<repl>'\n")

    def terminal(self, make):
        """What `make` makes of a terminal; without any, the test is skipped."""
        try:
            return make()
        except OSError as error:
            self.skipTest(f"no terminal can be made here: {error}")

    def session(self):
        session = self.terminal(lambda: Terminal([*KAZE, "-i"], self.folder))
        self.addCleanup(session.close)
        return session

    def test_completion_at_the_prompt(self):
        session = self.session()
        for line in ["const alphabet = { beta: 41, gamma: 2 }", "alph\t.be\t + 1", "Mat\t.hyp\t(3, 4) * 7"]:
            session.wait_for("> ")
            session.type(line + "\n")
        session.wait_for("35")
        session.wait_for("> ")
        # Not Ctrl-D: before libedit reads in raw mode, the terminal would take it for itself.
        session.type(".exit\n")
        self.assertEqual(session.process.wait(60), 0)
        self.assertIn("42", session.seen)

    def test_await_at_the_prompt(self):
        shown = [
            ("await 1", "1"),
            ("var f = async () => 5", "undefined"),
            ("const a = await f()", "undefined"),
            ("a", "5"),
            ("a = await 6", "Uncaught TypeError: Assignment to constant variable.\n    at REPL:1:1"),
            ("await f(); _", "5"),
            ("await f()", "5"),
            ("_", "5"),
            ("let { b, c: [d] } = await { b: 1, c: [2] }; class E { e = b } function g() { return d }", "undefined"),
            ("[b, d, new E().e, g()]", "[ 1, 2, 1, 2 ]"),
            ("if (await 1) { var inner = await 7; 'block' }", "'block'"),
            ("inner", "7"),
            ("for await (const x of [f(), 6]) x * 2", "12"),
            ("(await 1, f())", "Promise { 5 }"),
            ("await { then(done) { done(4) } }", "4"),
            ("{ a: await 1 }", "{ a: 1 }"),
            ("[this === globalThis, await\n2]", "[ true, 2 ]"),
            ("await new Promise((done) => setTimeout(done, 20, 'later'))", "'later'"),
            ("Object.prototype.then = null; Array.prototype.then = () => {}; await 8", "8"),
            ("async function m() {\n  return await 9\n}", "undefined"),
            ("await m()", "9"),
            # A name where it is no operator.
            ("var await = 3", "undefined"),
            ("await + 1", "1"),
            ("await", "3"),
            ("await(2)", "2"),
        ]
        code, out, err = run("-i", text="".join(line + "\n" for line, _ in shown))
        self.assertEqual((code, err), (0, ""))
        self.assertEqual(out, "".join(value + "\n" for _, value in shown))

    def test_await_at_the_prompt_that_fails(self):
        lines = ["const a = await Promise.reject(new RangeError('no'))", "a", "await missing", "await x y", "'on'"]
        code, out, err = run("-i", text="\n".join(lines) + "\n")
        self.assertEqual((code, err), (0, ""))
        self.assertEqual(out, "Uncaught RangeError: no\n    at REPL:1:32\n"
                              "Uncaught ReferenceError: Cannot access 'a' before initialization\n    at REPL:1:1\n"
                              "Uncaught ReferenceError: missing is not defined\n    at REPL:1:7\n"
                              "Uncaught REPL:1\nawait x y\n        ^\n\nSyntaxError: Unexpected identifier 'y'\n"
                              "'on'\n")

    def test_await_of_nothing_does_not_hang_a_file_of_lines(self):
        code, out, err = run("-i", text="await new Promise(() => {})\n'on'\n")
        self.assertEqual((code, out, err), (0, "'on'\n", "Warning: Detected unsettled top-level await\n"))

    def test_await_at_the_prompt_is_interrupted(self):
        session = self.session()
        session.wait_for("> ")
        session.type("console.log('waits'), await new Promise((done) => setTimeout(done, 300, 'too late'))\n")
        session.wait_for("waits\r\n")
        time.sleep(0.05)
        session.process.send_signal(signal.SIGINT)
        session.wait_for("Uncaught Error [ERR_SCRIPT_EXECUTION_INTERRUPTED]: "
                         "Script execution was interrupted by `SIGINT`\r\n> ")
        session.type("await new Promise((done) => setTimeout(done, 400, 40 + 2))\n")
        session.wait_for("42\r\n> ")
        session.type("process.once('SIGINT', () => console.log('heard')); await new Promise(() => {})\n")
        time.sleep(0.5)
        session.process.send_signal(signal.SIGINT)
        session.wait_for("interrupted by `SIGINT`\r\n> ")
        # Nobody waits: the program's own listener hears the next one.
        session.type("process.kill(process.pid, 'SIGINT'), 0\n")
        session.wait_for("heard\r\n")
        session.type("'e' + 'nd'\n")
        session.wait_for("'end'\r\n> ")
        session.type(".exit\n")
        self.assertEqual(session.process.wait(60), 0)
        self.assertNotIn("too late'\r\n>", session.seen)

    def test_errors_behind_the_prompt_do_not_end_it(self):
        lines = ["Promise.reject(new Error('one')), 1", "setTimeout(() => { throw 2 }), 2",
                 "await new Promise((done) => setTimeout(done, 20))", "'on'"]
        code, out, err = run("-i", text="\n".join(lines) + "\n")
        self.assertEqual((code, err), (0, ""))
        self.assertEqual(out, "1\nUncaught Error: one\n    at REPL:1:16\n2\nUncaught 2\nundefined\n'on'\n")

    def test_text_that_is_a_module(self):
        text = "import dep from 'dep'; console.log(await dep, typeof require)"
        self.assertEqual(self.out("-e", text), "dep of dep undefined\n")
        self.assertEqual(self.out(text=text), "dep of dep undefined\n")

    def test_arguments(self):
        (self.folder / "show.js").write_text("console.log(process.argv.slice(1).map((a) => path.basename(a)))\n"
                                             .replace("path", "require('path')"))
        self.assertEqual(self.out("show.js", "a", "-b"), "[ 'show.js', 'a', '-b' ]\n")
        self.assertEqual(self.out("show", "a"), "[ 'show', 'a' ]\n")
        self.assertEqual(self.out("-e", "console.log(process.argv.slice(1))", "a", "b"), "[ 'a', 'b' ]\n")

    def test_a_folder_is_its_package(self):
        app = self.folder / "app"
        (app / "lib").mkdir(parents=True)
        (app / "package.json").write_text('{ "main": "./lib/start" }')
        (app / "lib/start.js").write_text("console.log(require.main === module, require('dep'))")
        self.assertEqual(self.out("app"), "true dep of dep\n")

    def test_a_link_to_the_program_is_followed(self):
        real = self.folder / "real"
        real.mkdir()
        (real / "main.js").write_text("console.log(require('./beside'))")
        (real / "beside.js").write_text("module.exports = 'beside'")
        (self.folder / "link.js").symlink_to(real / "main.js")
        self.assertEqual(self.out("link.js"), "beside\n")

    def test_what_is_missing(self):
        code, _, err = run("nothing", folder=self.folder)
        self.assertEqual(code, 1)
        self.assertIn(f"Cannot find module '{self.folder}/nothing'", err)

    def test_errors_show_the_line(self):
        code, _, err = run("-e", "\n  missing.x", folder=self.folder)
        self.assertEqual(code, 1)
        self.assertTrue(err.startswith("[eval]:2\n  missing.x\n  ^\n\nReferenceError: missing is not defined\n"), err)
        (self.folder / "bad.js").write_text("#!/usr/bin/env kaze\nlet a;\n let a;\n")
        code, _, err = run("-e", "require('./bad')", folder=self.folder)
        self.assertEqual(code, 1)
        self.assertTrue(err.startswith(f"{self.folder}/bad.js:3\n let a;\n     ^\n\nSyntaxError: "), err)

    def test_closed_standard_streams(self):
        # Without descriptors 0 to 2 the file must not get one of them.
        text = "fs.writeFileSync('out', String(fs.openSync('other', 'w') > 2)); console.log('lost')"
        process = subprocess.Popen(["/bin/sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", *KAZE, "-e", text], cwd=self.folder)
        self.assertEqual(process.wait(60), 0)
        self.assertEqual((self.folder / "out").read_text(), "true")
        self.assertEqual((self.folder / "other").read_text(), "")

    def test_output_that_nobody_reads(self):
        process = subprocess.Popen([*KAZE, "-e", "for (;;) console.log('more')"], stdout=subprocess.PIPE)
        process.stdout.readline()
        process.stdout.close()
        self.assertEqual(process.wait(60), -signal.SIGPIPE)
        read, write = os.pipe()
        os.close(read)
        text = f"try {{ fs.writeSync({write}, 'x') }} catch (e) {{ console.log(e.code) }}"
        done = subprocess.run([*KAZE, "-e", text], pass_fds=[write], capture_output=True, text=True, timeout=60)
        os.close(write)
        self.assertEqual((done.returncode, done.stdout), (0, "EPIPE\n"))

    def test_the_terminal_is_as_it_was(self):
        read, write = self.terminal(pty.openpty)
        before = termios.tcgetattr(write)
        subprocess.run([*KAZE, "-e", "process.stdin.setRawMode(true); process.exit(0)"], stdin=write, timeout=60)
        self.assertEqual(termios.tcgetattr(write), before)
        os.close(read)
        os.close(write)

    def test_standard_input_as_a_stream(self):
        count = "let n = 0; process.stdin.on('data', (c) => { n += c.length; }).on('end', () => console.log(n))"
        self.assertEqual(self.out("-e", count, text="x" * 200000), "200000\n")
        self.assertEqual(self.out("-e", "process.stdin.setEncoding('utf8').once('data', (c) => {"
                                        " console.log(c); process.stdin.pause(); })", text="é"), "é\n")
        iterate = "let all = ''; for await (const c of process.stdin) all += c; console.log(all)"
        self.assertEqual(self.out("-e", iterate, text="a\nb"), "a\nb\n")
        self.assertEqual(self.out("-p", "fs.readFileSync(0, 'utf8')", text="whole"), "whole\n")
        self.assertEqual(self.out("-e", "process.stdin.pipe(process.stdout)", text="piped"), "piped")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__.strip())
    KAZE = [str(Path(sys.argv[1]).absolute()), *sys.argv[2:]]
    result = unittest.TextTestRunner(verbosity=0).run(unittest.defaultTestLoader.loadTestsFromTestCase(Programs))
    failed = len(result.failures) + len(result.errors)
    skipped = len(result.skipped)
    for test, reason in result.skipped:
        print(f"skipped {test.id().rpartition('.')[2]}: {reason}")
    print(f"{result.testsRun - failed - skipped} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    sys.exit(1 if failed else 0)
