"""The conformance runner, piece by piece and against a small suite with a shell script as engine."""

import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from loader import ROOT

sys.path.insert(0, str(ROOT / "tools"))

from conformance import report
from conformance.expected import ExpectedError, ExpectedFailures
from conformance.frontmatter import MetadataError, parse, read
from conformance.host import Outcome, outcome_of
from conformance.judge import judge
from conformance.suite import Test, in_sample, test_from


def make_test(flags=(), negative=None, includes=()):
    return Test("test/a.js", tuple(flags), tuple(includes), (), (), negative)


class Frontmatter(unittest.TestCase):
    def test_all_shapes_of_the_suite(self):
        metadata = read("// Copyright\n/*---\nesid: sec-a\ndescription: >\n  folded\n  text: not a key\n"
                        "info: |\n  1. Let # x.\n\n    a. Deeper.\nflags: [async, module]  # why\n"
                        "includes:\n  - a.js\n  - b.js\nfeatures: [\n  A.prototype.b,\n  c,\n]\n"
                        "negative:\n  phase: parse\n  type: SyntaxError\nlocale: []\n---*/\ncode;")
        self.assertEqual(metadata, {
            "esid": "sec-a", "description": "folded text: not a key",
            "info": "1. Let # x.\n\n  a. Deeper.", "flags": ["async", "module"],
            "includes": ["a.js", "b.js"], "features": ["A.prototype.b", "c"],
            "negative": {"phase": "parse", "type": "SyntaxError"}, "locale": []})

    def test_scalars(self):
        self.assertEqual(parse("a: one\n  two\nb: 'it''s'\nc: \"x\\\"y\"\nd:\ne: f#g # h\n"),
                         {"a": "one two", "b": "it's", "c": 'x"y', "d": None, "e": "f#g"})

    def test_list_at_the_margin_of_its_key(self):
        self.assertEqual(parse("features:\n- BigInt\n- let # no\nflags: []"),
                         {"features": ["BigInt", "let"], "flags": []})

    def test_any_line_end(self):
        for end in ("\n", "\r\n", "\r"):
            self.assertEqual(read(end.join(["/*---", "flags: [raw]", "---*/"])), {"flags": ["raw"]})

    def test_indented_block(self):
        self.assertEqual(read("/*---\n  flags: [raw]\n  esid: x\n---*/"), {"flags": ["raw"], "esid": "x"})

    def test_refusals(self):
        for text in ("flags: [raw", "not yaml", "a: 1\na: 2", "a: 'open", "a: [b, [c]]"):
            with self.subTest(text), self.assertRaises(MetadataError):
                parse(text)
        with self.assertRaises(MetadataError):
            read("no block")


class HowTestsRun(unittest.TestCase):
    def test_modes(self):
        for flags, modes in [((), ("sloppy", "strict")), (("onlyStrict",), ("strict",)),
                             (("noStrict",), ("sloppy",)), (("raw",), ("sloppy",)), (("module",), ("strict",))]:
            self.assertEqual(make_test(flags).modes, modes)
        self.assertEqual(make_test(["module"]).host_mode("strict"), "module")
        self.assertEqual(make_test().host_mode("strict"), "strict")

    def test_harness_files(self):
        self.assertEqual(make_test(["raw"]).harness_files(), [])
        self.assertEqual(make_test(["async"], includes=["x.js", "sta.js"]).harness_files(),
                         ["assert.js", "sta.js", "doneprintHandle.js", "x.js"])

    def test_metadata_the_suite_does_not_define(self):
        for metadata in ({"flags": ["onlystrict"]}, {"negative": {"phase": "early", "type": "E"}},
                         {"negative": "SyntaxError"}, {"includes": "a.js"}):
            with self.subTest(metadata), self.assertRaises(MetadataError):
                test_from("test/a.js", metadata)

    def test_samples_are_stable_and_disjoint_parts_make_the_whole(self):
        paths = [f"test/{i}.js" for i in range(5000)]
        tenth = [p for p in paths if in_sample(p, 1, 10)]
        self.assertTrue(400 < len(tenth) < 600)
        self.assertTrue(set(tenth) <= {p for p in paths if in_sample(p, 2, 10)})
        self.assertEqual(paths, [p for p in paths if in_sample(p, 1, 1)])


class Judgement(unittest.TestCase):
    def test_ordinary(self):
        self.assertIsNone(judge(make_test(), Outcome("completed")))
        self.assertEqual(judge(make_test(), Outcome("threw", "A", "A: b\nc")), "A: b")
        self.assertIn("crashed", judge(make_test(), Outcome("crashed", message="x")))

    def test_negative(self):
        test = make_test(negative=("parse", "SyntaxError"))
        self.assertIsNone(judge(test, Outcome("threw", "SyntaxError", "SyntaxError: x")))
        self.assertIn("nothing was thrown", judge(test, Outcome("completed")))
        self.assertIn("got", judge(test, Outcome("threw", "", "This statement should not be evaluated.")))
        self.assertIn("timeout", judge(test, Outcome("timeout")))

    def test_asynchronous(self):
        test = make_test(["async"])
        self.assertIn("never", judge(test, Outcome("completed", output="")))
        self.assertIsNone(judge(test, Outcome("completed", output="x\nTest262:AsyncTestComplete\n")))
        self.assertEqual("E: no", judge(test, Outcome(
            "completed", output="Test262:AsyncTestFailure:E: no\nTest262:AsyncTestComplete\n")))
        self.assertIn("2 times", judge(test, Outcome("completed", output="Test262:AsyncTestComplete\n" * 2)))
        self.assertEqual("E: x", judge(test, Outcome("threw", "E", "E: x", "Test262:AsyncTestComplete\n")))

    def test_what_a_host_tells(self):
        self.assertEqual(outcome_of(0, "", "").status, "completed")
        outcome = outcome_of(1, "", "warning\nUncaught TypeError: no\n")
        self.assertEqual((outcome.status, outcome.error, outcome.message), ("threw", "TypeError", "TypeError: no"))
        self.assertEqual(outcome_of(1, "", "Uncaught some text here").error, "")
        self.assertEqual(outcome_of(1, "", "no").status, "crashed")
        self.assertEqual(outcome_of(70, "", "").status, "crashed")
        self.assertIn("SIGSEGV", outcome_of(-11, "", "").message)


class KnownFailures(unittest.TestCase):
    known = {"test/a.js": ("sloppy", "strict"), "test/b.js": ("strict",)}

    def test_differences_both_ways(self):
        expected = ExpectedFailures("test/a.js strict  # why\n")
        found = expected.compare([("test/a.js", "sloppy", "bad"), ("test/a.js", "strict", None),
                                  ("test/b.js", "strict", None)])
        self.assertEqual([(d.path, d.mode, d.message) for d in found],
                         [("test/a.js", "sloppy", "bad"), ("test/a.js", "strict", None)])

    def test_lines_that_cannot_be_read(self):
        for text in ("test/a.js", "test/a.js #", "test/a.js loose # x", "test/a.js # x\ntest/a.js # y"):
            with self.subTest(text), self.assertRaises(ExpectedError):
                ExpectedFailures(text)

    def test_update_keeps_reasons_and_tests_that_did_not_run(self):
        expected = ExpectedFailures("# head\ntest/a.js  # old\ntest/b.js  # kept\ntest/gone.js # x\n")
        expected.update([("test/a.js", "sloppy", "new"), ("test/a.js", "strict", None)], self.known)
        self.assertEqual(expected.text(), "# head\ntest/a.js sloppy  # old\ntest/b.js  # kept\n")
        expected.update([("test/a.js", "sloppy", None), ("test/b.js", "strict", None)], self.known)
        self.assertEqual(expected.text(), "# head\n")
        expected.update([("test/a.js", "sloppy", "m"), ("test/a.js", "strict", "m")], self.known)
        self.assertEqual(expected.text(), "# head\ntest/a.js  # m\n")
        expected.update([("test/a.js", "strict", None)], self.known)
        self.assertEqual(expected.text(), "# head\ntest/a.js sloppy  # m\n")


class Report(unittest.TestCase):
    def test_percentages_are_not_rounded_to_all(self):
        self.assertEqual(report.percentage(99999, 100000), "99.99 %")
        self.assertEqual(report.percentage(3, 3), "100.00 %")

    def test_faults_are_counted_apart(self):
        messages = [None, "Test262Error: crashed: not", "crashed: died of SIGSEGV: nothing on stderr", "timeout: no end"]
        self.assertEqual(report.faults([("test/a.js", "strict", m) for m in messages]), (1, 1))

    def test_table(self):
        results = [("test/a/b/1.js", "strict", None), ("test/a/b/1.js", "sloppy", "no"), ("test/c.js", "strict", None)]
        lines = list(report.summary(results, 1))
        self.assertEqual(lines[1].split(), ". 0/0 - 1/1 100.00 % 1/1 100.00 %".split())
        self.assertEqual(lines[2].split(), "a 0/1 0.00 % 1/1 100.00 % 1/2 50.00 %".split())


# Says what the last file holds after `SAY `; `THROW x` throws, `STRICT x` throws in strict mode only.
ENGINE = r"""#!/bin/sh
for last; do :; done
sed -n 's/^SAY //p' "$last"
grep -q '^LOOP' "$last" && sleep 5
grep -q '^CRASH' "$last" && kill -SEGV $$
if [ "$2" = --strict ] && grep -q '^STRICT' "$last"; then sed -n 's/^STRICT /Uncaught /p' "$last" >&2; exit 1; fi
if grep -q '^THROW' "$last"; then sed -n 's/^THROW /Uncaught /p' "$last" >&2; exit 1; fi
exit 0
"""


class WholeRuns(unittest.TestCase):
    files = {
        "harness/assert.js": "", "harness/sta.js": "",
        "features.txt": "## Proposed\nnovelty\n## Standard language features\nBigInt\n",
        "test/pass.js": "/*---\ndescription: d\n---*/",
        "test/fail.js": "/*---\ndescription: d\n---*/\nSTRICT E: no",
        "test/new.js": "/*---\nfeatures: [novelty]\n---*/\nTHROW E: no",
        "test/neg.js": "/*---\nflags: [noStrict]\nnegative:\n  phase: parse\n  type: SyntaxError\n---*/\nTHROW SyntaxError: x",
        "test/async.js": "/*---\nflags: [async, module]\n---*/\nSAY Test262:AsyncTestComplete",
        "test/blocked.js": "/*---\nflags: [CanBlockIsFalse]\n---*/\nTHROW E: no",
        "test/a_FIXTURE.js": "THROW E: no",
    }

    def run_suite(self, more=None, *arguments):
        with tempfile.TemporaryDirectory() as folder:
            for name, text in {**self.files, **(more or {})}.items():
                path = Path(folder, "suite", name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            engine = Path(folder, "engine")
            engine.write_text(ENGINE)
            engine.chmod(0o755)
            arguments = [a.replace("FOLDER", folder) for a in arguments]
            done = subprocess.run([sys.executable, ROOT / "tools/test262", Path(folder, "suite"), "--kaze", engine,
                                   "--json", Path(folder, "out.json"), *arguments], capture_output=True, text=True)
            out = Path(folder, "out.json")
            results = json.loads(out.read_text())["results"] if out.exists() else []
            expected = Path(folder, "suite/expected")
            return done, {(r["path"], r["mode"]): r["ok"] for r in results}, expected.exists() and expected.read_text()

    def test_counts(self):
        done, results, _ = self.run_suite()
        self.assertEqual(results, {
            ("test/pass.js", "sloppy"): True, ("test/pass.js", "strict"): True,
            ("test/fail.js", "sloppy"): True, ("test/fail.js", "strict"): False,
            ("test/neg.js", "sloppy"): True, ("test/async.js", "strict"): True})
        self.assertTrue(done.stdout.endswith("5 passed, 1 failed\n"), done.stdout)
        self.assertIn("FAIL test/fail.js (strict): E: no", done.stdout)
        self.assertEqual(done.returncode, 1)

    def test_choice_of_tests(self):
        self.assertEqual(len(self.run_suite(None, "--proposals", "new.js")[1]), 2)
        self.assertEqual(set(self.run_suite(None, "--mode", "strict", "test/pass.js")[1]), {("test/pass.js", "strict")})
        self.assertIn("not in the suite", self.run_suite(None, "absent")[0].stderr)

    def test_crash_and_time_out_are_the_tests_own(self):
        more = {"test/crash.js": "/*---\nflags: [raw]\n---*/\nCRASH", "test/loop.js": "/*---\nflags: [raw]\n---*/\nLOOP"}
        done, results, _ = self.run_suite(more, "--timeout", "0.3")
        self.assertFalse(results["test/crash.js", "sloppy"] or results["test/loop.js", "sloppy"])
        self.assertTrue(results["test/pass.js", "sloppy"])
        self.assertIn("died of SIGSEGV", done.stdout)
        self.assertIn("timeout: no end after 0.6 s", done.stdout)

    def test_known_failures(self):
        listed = {"expected": "test/fail.js strict  # known\n"}
        done = self.run_suite(listed, "--expected", "FOLDER/suite/expected")[0]
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertTrue(done.stdout.endswith("5 passed, 0 failed\n"))
        for text in ("test/fail.js  # both\n", "test/pass.js # wrong\n", "test/fail.js strict # k\ntest/gone.js # x\n"):
            done = self.run_suite({"expected": text}, "--expected", "FOLDER/suite/expected")[0]
            self.assertEqual(done.returncode, 1, text)
        expected = self.run_suite(None, "--expected", "FOLDER/suite/expected", "--update-expected")[2]
        self.assertEqual(expected, "test/fail.js strict  # E: no\n")

    def test_unreadable_metadata_is_a_failure(self):
        done = self.run_suite({"test/odd.js": "no metadata"}, "pass.js")[0]
        self.assertEqual(done.returncode, 1)
        self.assertIn("unreadable metadata", done.stdout)


if __name__ == "__main__":
    unittest.main()
