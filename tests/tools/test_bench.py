"""The benchmark harness's own logic, with shell scripts in the engines' place. Nothing is timed."""

import contextlib
import io
import json
import sys
import tempfile
import unittest
from pathlib import Path

from loader import ROOT

sys.path.insert(0, str(ROOT / "bench"))

from harness import cli, html, markdown, micro, text
from harness.engines import Engine, find_peers
from harness.measure import Failure, Line, Results, measure
from harness.process import Outcome, error_line, peak_bytes, run
from harness.report import (behind, best, build_report, disagreeing, geometric_mean, median, merge,
                            own_faults, ratio)
from harness.workloads import MB, MS, SCORE, Program, Sample, named_values, octane_scores

# In an engine's place: a micro-benchmark "runs" at the speed, and gives the answer, that it is made with.
ENGINE = """#!/bin/sh
[ "$1" = --version ] && echo 1.0 && exit
printf 'bench\\tone\\t%s\\t%s\\ndone\\t1\\n' {speed} {answer}
"""


def line(name, unit=MS, theme="t", **values):
    return Line(theme, name, unit, {engine: list(v) for engine, v in values.items()})


def report_of(lines, engines, interpreters=(), failures=()):
    results = Results({(entry.theme, entry.name): entry for entry in lines}, list(failures))
    return build_report(results, list(engines), list(interpreters), 1)


class Arithmetic(unittest.TestCase):
    def test_median_of_odd_and_even_counts(self):
        self.assertEqual(median([5, 1, 3]), 3)
        self.assertEqual(median([4, 1, 3, 2]), 2.5)

    def test_the_best_sample_is_the_least_time_and_the_greatest_score(self):
        self.assertEqual(best([5, 1, 3], MS), 1)
        self.assertEqual(best([5, 1, 3], SCORE), 5)

    def test_a_ratio_above_one_means_that_the_subject_is_ahead(self):
        self.assertEqual(ratio(MS, 2.0, 8.0), 4.0)
        self.assertEqual(ratio(SCORE, 8.0, 2.0), 4.0)
        self.assertEqual(ratio(MB, 10.0, 5.0), 0.5)

    def test_no_ratio_without_both_figures(self):
        self.assertIsNone(ratio(MS, None, 1.0))
        self.assertIsNone(ratio(MS, 1.0, 0.0))
        self.assertIsNone(ratio(MS, -1.0, 2.0))

    def test_geometric_mean_leaves_out_what_is_missing(self):
        self.assertAlmostEqual(geometric_mean([2.0, None, 8.0]), 4.0)
        self.assertIsNone(geometric_mean([None]))


class Checksums(unittest.TestCase):
    def test_agreement(self):
        self.assertEqual(disagreeing({"kaze": "1", "qjs": "1"}), {})
        self.assertEqual(disagreeing({}), {})

    def test_the_minority_is_wrong(self):
        self.assertEqual(list(disagreeing({"kaze": "1", "node": "1", "qjs": "2"})), ["qjs"])
        self.assertEqual(list(disagreeing({"kaze": "2", "node": "1", "qjs": "1"})), ["kaze"])

    def test_without_a_majority_nobody_is_right(self):
        self.assertEqual(sorted(disagreeing({"kaze": "1", "qjs": "2"})), ["kaze", "qjs"])

    def test_a_wrong_answer_has_no_figure_and_fails_the_run_if_it_is_kazes(self):
        entry = line("one", kaze=[1.0], node=[2.0], qjs=[3.0])
        entry.checksums = {"kaze": "7", "node": "7", "qjs": "8"}
        report = report_of([entry], ["kaze", "node", "qjs"])
        self.assertEqual(report["themes"][0]["lines"][0]["ratios"], {"node": 2.0})
        self.assertEqual(own_faults(report), [])
        entry.checksums["kaze"] = "9"
        entry.checksums["qjs"] = "7"
        self.assertEqual(len(own_faults(report_of([entry], ["kaze", "node", "qjs"]))), 1)

    def test_two_answers_of_one_engine_in_two_rounds(self):
        results = Results()
        results.add("t", "kaze", {"one": Sample(1.0, checksum="a")})
        results.add("t", "kaze", {"one": Sample(1.0, checksum="b")})
        self.assertIn("two answers", results.lines[("t", "one")].failures["kaze"])


class Reading(unittest.TestCase):
    def test_named_values(self):
        read = named_values({"rss_mb": MB})
        self.assertEqual(read(Outcome("fibonacci(30) 12.5\nrss_mb 30\n")),
                         {"fibonacci(30)": Sample(12.5, MS), "rss_mb": Sample(30.0, MB)})
        with self.assertRaises(ValueError):
            read(Outcome("something else\n"))

    def test_octane_scores(self):
        self.assertEqual(octane_scores(Outcome("noise\nSplay: 100\nSplayLatency: 250\n")),
                         {"Splay": Sample(100.0, SCORE), "SplayLatency": Sample(250.0, SCORE)})
        with self.assertRaises(ValueError):
            octane_scores(Outcome("Error in zlib: TypeError\n"))

    def test_micro_lines(self):
        read = micro.read_lines(Outcome("bench\ta b\t1.5\t42\nfail\tc\tTypeError: no\ndone\t2\n"))
        self.assertEqual(read["a b"], Sample(1.5, "ns", "42"))
        self.assertIsNone(read["c"].value)

    def test_micro_output_that_ends_early_is_no_result(self):
        with self.assertRaises(ValueError):
            micro.read_lines(Outcome("bench\ta\t1\t2\n"))

    def test_the_line_that_says_what_went_wrong(self):
        self.assertEqual(error_line("at x\n  SyntaxError: bad\n  at y"), "SyntaxError: bad")
        self.assertEqual(error_line("one\nlast\n"), "last")
        self.assertEqual(error_line("/tmp/some/micro-a.js:3: error: b"), "micro-a.js:3: error: b")


class Reports(unittest.TestCase):
    def test_the_best_interpreter_decides(self):
        report = report_of([line("slow", kaze=[10.0], qjs=[20.0], hermes=[5.0], node=[1.0]),
                            line("fast", kaze=[1.0], qjs=[3.0], hermes=[2.0], node=[0.1])],
                           ["kaze", "qjs", "hermes", "node"], ["qjs", "hermes"])
        self.assertEqual(behind(report, 0.8), [(0.5, "t", "slow")])
        self.assertEqual([entry["best"] for entry in report["themes"][0]["lines"]], [0.5, 2.0])
        self.assertAlmostEqual(report["themes"][0]["means"]["best"], 1.0)

    def test_each_theme_weighs_the_same(self):
        report = report_of([line("a", theme="x", kaze=[1.0], qjs=[4.0]), line("b", theme="y", kaze=[1.0], qjs=[1.0]),
                            line("c", theme="y", kaze=[1.0], qjs=[1.0])], ["kaze", "qjs"])
        self.assertAlmostEqual(report["means"]["qjs"], 2.0)

    def test_what_kaze_does_not_run_fails_the_run_and_what_a_peer_does_not_run_is_said(self):
        failures = [Failure("t", "prog", "qjs", "crashed (SIGSEGV)")]
        report = report_of([line("a", kaze=[1.0])], ["kaze", "qjs"], failures=failures)
        self.assertEqual(own_faults(report), [])
        self.assertIn("not run by qjs: prog: crashed (SIGSEGV)", text.render(report))
        failures = [Failure("t", "prog", "kaze", "timed out after 3 s")]
        self.assertEqual(own_faults(report_of([], ["kaze"], failures=failures)),
                         ["t/prog: timed out after 3 s"])

    def test_every_rendering_holds_every_line_and_survives_json(self):
        report = report_of([line("<a|b>", kaze=[1.0], qjs=[4.0])], ["kaze", "qjs"], ["qjs"])
        report = json.loads(json.dumps(report))
        self.assertIn("<a|b>", text.render(report))
        self.assertIn("<a\\|b>", markdown.render(report))
        page = html.render(report)
        self.assertIn("&lt;a|b&gt;", page)
        self.assertNotRegex(page, r"(src|href)=\"http")

    def test_reports_of_several_runs_become_one(self):
        one = report_of([line("a", theme="x", kaze=[1.0], qjs=[4.0])], ["kaze", "qjs"], ["qjs"])
        two = report_of([line("b", theme="y", kaze=[1.0], hermes=[9.0])], ["kaze", "hermes"], ["hermes"])
        both = merge([one, two])
        self.assertEqual(both["engines"], ["kaze", "qjs", "hermes"])
        self.assertEqual(both["interpreters"], ["qjs", "hermes"])
        self.assertAlmostEqual(both["means"]["best"], 6.0)

    def test_tables_go_between_the_marks_of_a_page(self):
        report = report_of([line("a", kaze=[1.0])], ["kaze"])
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder, "page.md")
            page.write_text(f"before\n{markdown.BEGIN}\nold\n{markdown.END}\nafter\n")
            new = markdown.into(page, report)
        self.assertTrue(new.startswith("before\n") and new.endswith("after\n"))
        self.assertNotIn("old", new)
        self.assertIn("### t", new)


class Running(unittest.TestCase):
    def test_outcomes(self):
        done = run(["sh", "-c", "echo out; echo 'Error: no' >&2; exit 3"])
        self.assertEqual((done.output, done.code, done.failure), ("out\n", 3, "Error: no"))
        self.assertEqual(run(["sh", "-c", "kill -SEGV $$"]).failure, "crashed (SIGSEGV)")
        self.assertTrue(run(["sleep", "20"], timeout=0.1).failure.startswith("timed out"))
        self.assertEqual(run(["no-such-engine"]).code, 127)
        self.assertEqual(run(["sh", "-c", "echo $MARK"], {"MARK": "set"}).output, "set\n")

    def test_peak_memory_is_the_programs_own(self):
        self.assertLess(0, peak_bytes(["true"]))

    def test_engines_take_turns_and_a_failure_ends_an_engines_part(self):
        order = []

        def command(engine):
            return [engine.name]

        def fake(command, environment, timeout):
            order.append(command[0])
            return Outcome("x 1\n") if command[0] == "a" else Outcome(code=1, errors="Error: b")
        program = Program("t", "p", command, named_values({}), times=2, run=fake)
        results = measure([Engine("a", ("a",)), Engine("b", ("b",))], [program], 2)
        self.assertEqual(order, ["a", "b", "a", "a", "a"])
        self.assertEqual(results.lines[("t", "x")].values, {"a": [1.0] * 4})
        self.assertEqual([failure.reason for failure in results.failures], ["Error: b"])

    def test_an_interrupt_keeps_what_was_measured(self):
        outcomes = iter([Outcome("x 1\n")])

        def fake(command, environment, timeout):
            try:
                return next(outcomes)
            except StopIteration:
                raise KeyboardInterrupt from None
        program = Program("t", "p", lambda engine: ["a"], named_values({}), run=fake)
        results = measure([Engine("a", ("a",))], [program], 5)
        self.assertTrue(results.interrupted)
        self.assertEqual(results.lines[("t", "x")].values, {"a": [1.0]})

    def test_peers_are_found_in_the_folder_and_the_missing_are_named(self):
        with tempfile.TemporaryDirectory() as folder:
            executable(folder, "qjs", speed=1, answer=1)
            found, missing = find_peers(["qjs", "own=qjs --fast", "nobody", "other=no-such-engine"], [folder])
        self.assertEqual([peer.name for peer in found], ["qjs", "own"])
        self.assertEqual(found[1].command[1:], ("--fast",))
        self.assertEqual(len(missing), 2)

    def test_the_whole_way(self):
        with tempfile.TemporaryDirectory() as folder:
            kaze = executable(folder, "kaze", speed=10, answer=5)
            executable(folder, "qjs", speed=20, answer=5)
            arguments = ["calls", "--kaze", str(kaze), "--peers", folder, "--vs", "qjs", "--rounds", "1",
                         "--json", f"{folder}/out/r.json", "--html", f"{folder}/out/r.html"]
            code, output = self.main(arguments)
            self.assertEqual(code, 0, output)
            report = json.loads(Path(folder, "out/r.json").read_text())
            self.assertEqual(report["themes"][0]["means"], {"qjs": 2.0, "best": 2.0})
            self.assertTrue(Path(folder, "out/r.html").exists())
            executable(folder, "qjs", speed=20, answer=6)
            code, output = self.main(arguments)
            self.assertEqual(code, 1)
            self.assertIn("KAZE FAILED", output)

    def main(self, arguments):
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            code = cli.main(arguments)
        return code, out.getvalue()


def executable(folder, name, **values):
    path = Path(folder, name)
    path.write_text(ENGINE.format(**values))
    path.chmod(0o755)
    return path


if __name__ == "__main__":
    unittest.main()
