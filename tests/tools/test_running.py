"""The behaviour-test runner and the sum of the parts, with small shell scripts in the engine's place."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from loader import ROOT, load_tool

testing = load_tool("test")

# Prints what its test file holds after `PRINT `; obeys `FLAG` (print the first), `STOP code` and `SLEEP`.
ENGINE = r"""#!/bin/sh
for last; do :; done
sed -n 's/^PRINT //p' "$last"
sed -n 's/^WARN //p' "$last" >&2
[ "$1" = --shout ] && echo LOUD
grep -q FLAG "$last" && echo "$1"
grep -q SLEEP "$last" && sleep 5
code=$(sed -n 's/^STOP //p' "$last")
exit ${code:-0}
"""


class BehaviourTests(unittest.TestCase):
    def run_tests(self, files, *arguments):
        with tempfile.TemporaryDirectory() as folder:
            engine = Path(folder, "engine")
            engine.write_text(ENGINE)
            engine.chmod(0o755)
            root = Path(folder, "tests")
            root.mkdir()
            for name, text in files.items():
                (root / name).parent.mkdir(exist_ok=True)
                (root / name).write_text(text)
            done = subprocess.run([sys.executable, ROOT / "tools/run-js-tests", engine, "--root", root,
                                   *arguments], capture_output=True, text=True)
            return done.returncode, done.stdout

    def test_equal_output_passes(self):
        code, out = self.run_tests({"a.js": "PRINT hello\n", "a.expected": "hello\n"})
        self.assertEqual((code, out), (0, "1 passed, 0 failed\n"))

    def test_other_output_fails_with_a_diff(self):
        code, out = self.run_tests({"a.js": "PRINT hello\n", "a.expected": "good-bye\n"})
        self.assertEqual(code, 1)
        self.assertIn("-good-bye", out)
        self.assertIn("+hello", out)
        self.assertTrue(out.endswith("0 passed, 1 failed\n"))

    def test_missing_expectation_fails(self):
        code, out = self.run_tests({"a.js": "PRINT hello\n"})
        self.assertIn("has no a.expected", out)
        self.assertEqual(code, 1)

    def test_no_test_is_a_failure(self):
        self.assertEqual(self.run_tests({})[0], 1)

    def test_exit_code(self):
        files = {"a.js": "STOP 3\n", "a.expected": ""}
        self.assertIn("exit code 3, expected 0", self.run_tests(files)[1])
        files["a.js"] = "// exit: 3\nSTOP 3\n"
        self.assertEqual(self.run_tests(files)[0], 0)

    def test_lines_of_stderr(self):
        files = {"a.js": "WARN one\nWARN two\n", "a.expected": "", "a.expected-error": "one\ntwo\n"}
        self.assertEqual(self.run_tests(files)[0], 0)
        files["a.expected-error"] = "two\none\n"
        self.assertIn("stderr lacks: one", self.run_tests(files)[1])

    def test_time_out(self):
        code, out = self.run_tests({"a.js": "// timeout: 0.3\nSLEEP\n", "a.expected": ""})
        self.assertIn("timed out", out)
        self.assertEqual(code, 1)

    def test_flags_reach_the_engine(self):
        files = {"a.js": "PRINT hello\n", "a.expected": "hello\nLOUD\n"}
        self.assertEqual(self.run_tests(files, "--shout")[0], 0)

    def test_stress_is_spread_where_a_test_asks(self):
        files = {"a.js": "FLAG\n", "a.expected": "--gc-stress\n",
                 "b.js": "// gc-stress-interval: 70\nFLAG\n", "b.expected": "--gc-stress-interval=70\n"}
        self.assertEqual(self.run_tests(files, "--gc-stress"), (0, "2 passed, 0 failed\n"))
        self.assertIn("+--gc-stress-interval=9", self.run_tests(files, "--gc-stress-interval=9", "b.js")[1])

    def test_missing_need_skips(self):
        files = {"a.js": "// needs: absent\n", "b.js": "// needs: fixtures/c\n", "b.expected": "", "fixtures/c": ""}
        code, out = self.run_tests(files)
        self.assertTrue(out.endswith("1 passed, 0 failed, 1 skipped\n"), out)
        self.assertEqual(code, 0)

    def test_filter_and_fixtures(self):
        files = {"a.js": "PRINT a\n", "b.js": "PRINT b\n", "b.expected": "b\n", "fixtures/c.js": ""}
        self.assertEqual(self.run_tests(files, "b.js")[1], "1 passed, 0 failed\n")


class SumOfParts(unittest.TestCase):
    def test_parts_can_be_stressed(self):
        options = testing.parse(["--build", "b", "--gc-stress", "--gc-stress-seed", "5", "--timeout-factor", "3"])
        commands = {name: command for name, command, _ in testing.parts(options)}
        self.assertIn("KAZE_UNIT_GC_STRESS=0", commands["unit, every slow path"])
        self.assertEqual(commands["js"][2:], ["--timeout-factor", "3.0", "--gc-stress", "--gc-stress-seed=5"])
        self.assertEqual(commands["command"][3:], ["--gc-stress", "--gc-stress-seed=5"])

    def test_last_count_is_taken(self):
        self.assertEqual(testing.counts_in("3 passed, 4 failed\nmore\n5 passed, 0 failed\n", 0), (5, 0, 0))
        self.assertEqual(testing.counts_in("5 passed, 1 failed, 2 skipped\n", 1), (5, 1, 2))

    def test_googletest(self):
        self.assertEqual(testing.counts_in("[  PASSED  ] 12 tests.\n", 0), (12, 0, 0))
        output = "[  PASSED  ] 10 tests.\n[  FAILED  ] 2 tests, listed below:\n[  FAILED  ] A.b\n"
        self.assertEqual(testing.counts_in(output, 1), (10, 2, 0))

    def test_silence_and_unclaimed_failures_count(self):
        self.assertEqual(testing.counts_in("Segmentation fault\n", -11), (0, 1, 0))
        self.assertEqual(testing.counts_in("5 passed, 0 failed\n", 1), (5, 1, 0))


if __name__ == "__main__":
    unittest.main()
