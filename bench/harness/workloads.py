"""What is run. A workload is a list of Programs; a Program knows its command on an engine and reads
what it printed.

Every program prints figures, one a line. Those of `bench/*.js` and Octane are read by `named_values`
and `octane_scores`, those of the micro-benchmarks, which bring a checksum, by `micro.read_lines`.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Optional

from . import process
from .engines import DENO, NODE, SHELL

BENCH = Path(__file__).resolve().parent.parent

MS, SCORE, MB, COUNT, NS = "ms", "score", "MB", "count", "ns"
MORE_IS_BETTER = {SCORE, COUNT}


@dataclass(frozen=True)
class Sample:
    """One figure of one run."""
    value: float
    unit: str = MS
    checksum: Optional[str] = None


@dataclass
class Program:
    theme: str
    title: str
    command: Callable  # engine -> command line, or None where it does not apply
    read: Callable  # Outcome -> {line: Sample}, ValueError if the output makes no sense
    timeout: float = 300
    times: int = 1  # runs on each engine, in turn, within a round
    run: Callable = process.run  # (command, environment, timeout) -> Outcome


@dataclass
class Settings:
    """What of the command line the workloads need."""
    scratch: Path  # a folder for generated programs
    octane: Optional[Path] = None
    check: Optional[Path] = None
    slice_ms: float = 60  # how long one measurement of a micro-benchmark lasts
    busy: bool = False  # measure them in many short slices instead
    only: str = ""  # micro-benchmarks whose name holds this


def named_values(units):
    """Reads `name value` lines. `units` maps a name to its unit; others are milliseconds."""
    def read(outcome):
        samples = {}
        for line in outcome.output.splitlines():
            name, _, value = line.rpartition(" ")
            try:
                samples[name] = Sample(float(value), units.get(name, MS))
            except ValueError:
                raise ValueError(f"printed {line!r}") from None
        return samples
    return read


# --- Octane ---------------------------------------------------------------------------------------

OCTANE = {
    "richards": ["richards.js"], "deltablue": ["deltablue.js"], "crypto": ["crypto.js"],
    "raytrace": ["raytrace.js"], "earley-boyer": ["earley-boyer.js"], "regexp": ["regexp.js"],
    "splay": ["splay.js"], "navier-stokes": ["navier-stokes.js"], "pdfjs": ["pdfjs.js"],
    "mandreel": ["mandreel.js"], "gbemu": ["gbemu-part1.js", "gbemu-part2.js"], "code-load": ["code-load.js"],
    "box2d": ["box2d.js"], "zlib": ["zlib.js", "zlib-data.js"],
    "typescript": ["typescript.js", "typescript-input.js", "typescript-compiler.js"],
}

# Shells differ in what they define; the programs need no more than this.
OCTANE_PRELUDE = """\
if (typeof print === 'undefined') globalThis.print = function (text) { console.log(text); };
if (typeof read === 'undefined') globalThis.read = function () { return ''; };
var reportLine = print;
"""

OCTANE_RUNNER = """
BenchmarkSuite.config.doWarmup = undefined;
BenchmarkSuite.config.doDeterministic = undefined;
BenchmarkSuite.RunSuites({
  NotifyResult: function (name, result) { reportLine(name + ': ' + result); },
  NotifyError: function (name, error) { reportLine('Error in ' + name + ': ' + error); },
  NotifyScore: function (score) {}
});
"""

OCTANE_LINE = re.compile(r"^(\w+): ([\d.]+)$")


def octane_scores(outcome):
    samples = {}
    for line in outcome.output.splitlines():
        if line.startswith("Error in "):
            raise ValueError(line)
        match = OCTANE_LINE.match(line)
        if match:
            samples[match[1]] = Sample(float(match[2]), SCORE)
    return samples


def octane(settings):
    folder = settings.octane
    if not folder:
        return []
    base = (folder / "base.js").read_text(encoding="utf-8")
    programs = []
    for title, files in OCTANE.items():
        paths = [folder / file for file in files]
        if not all(path.exists() for path in paths):
            continue
        parts = [OCTANE_PRELUDE, base, *(path.read_text(encoding="utf-8") for path in paths), OCTANE_RUNNER]
        generated = settings.scratch / f"octane-{title}.js"
        generated.write_text("\n".join(parts), encoding="utf-8")
        programs.append(script("octane", title, generated, octane_scores, timeout=600))
    return programs


# --- programs of bench/ ---------------------------------------------------------------------------

def script(theme, title, path, read, **more):
    """A Program that is a global script."""
    return Program(theme, title, lambda engine: engine.script(path), read, **more)


def compute(settings):
    path = BENCH / "compute.js"
    return [Program("compute", "compute", lambda engine: engine.program(path), named_values({}))]


# What programs of bench/ use that shells do not define.
SHELL_PRELUDE = """\
if (typeof console === 'undefined') globalThis.console = { log: print };
if (typeof performance === 'undefined') globalThis.performance = { now: Date.now };
"""


def gc_latency(settings):
    path = BENCH / "gc-latency.mjs"
    units = {"iterations": COUNT, "rss_mb": MB}
    for_shells = settings.scratch / "gc-latency.js"
    for_shells.write_text(SHELL_PRELUDE + path.read_text(encoding="utf-8"), encoding="utf-8")

    def command(engine):
        return engine.script(for_shells) if engine.family == SHELL else engine.program(path)

    def read(outcome):
        return {**named_values(units)(outcome), "peak_rss_mb": Sample(outcome.peak_bytes / 1e6, MB)}
    return [Program("gc-latency", "gc-latency", command, read)]


def node_only(title):
    """A workload that needs Node's modules: left out on the shells."""
    path = BENCH / f"{title}.mjs"

    def command(engine):
        return engine.program(path) if engine.family in (NODE, DENO) else None
    return lambda settings: [Program(title, title, command, named_values({"mb_each": MB}))]


def start_up(settings):
    programs = []
    for name in ("hello", "empty"):
        path = BENCH / "start-up" / f"{name}.js"

        def command(engine, path=path):
            return engine.program(path)

        def wall(outcome, name=name):
            return {f"{name}.js": Sample(outcome.seconds * 1e3, MS)}

        def memory(outcome, name=name):
            return {f"{name}.js peak": Sample(outcome.peak_bytes / 1e6, MB)}

        def run_for_memory(command, environment, timeout):
            return process.Outcome(peak_bytes=process.peak_bytes(command, environment))

        programs.append(Program("start-up", name, command, wall, times=20))
        programs.append(Program("memory", name, command, memory, run=run_for_memory))
    return programs


def check(settings):
    """Parsing alone: a big file's `--check` less an empty file's."""
    if not settings.check:
        return []
    empty = BENCH / "start-up" / "empty.js"
    title = settings.check.name

    def run(command, environment, timeout):
        big = process.run(command, environment, timeout)
        none = process.run([*command[:-1], str(empty)], environment, timeout)
        return big if big.failure else process.Outcome(
            seconds=big.seconds - none.seconds, code=none.code, errors=none.errors)

    def read(outcome):
        return {f"--check {title}": Sample(outcome.seconds * 1e3, MS)}
    return [Program("check", title, lambda engine: engine.check(settings.check), read, times=3, run=run)]
