"""`bench/run`: options, and the order of things."""

import argparse
import json
import os
import signal
import sys
import tempfile
from pathlib import Path

from . import html, markdown, micro, process, text, workloads
from .engines import FAMILIES, INTERPRETERS, KNOWN, NODE, Engine, find_peers
from .measure import measure
from .report import SUBJECT, build_report, merge, own_faults
from .workloads import BENCH, Settings

WORKLOADS = {
    "octane": workloads.octane,
    "compute": workloads.compute,
    "gc-latency": workloads.gc_latency,
    "file-reads": workloads.node_only("file-reads"),
    "workers": workloads.node_only("workers"),
    "start-up": workloads.start_up,
    "check": workloads.check,
    "micro": micro.micro,
}

DESCRIPTION = """\
Runs benchmarks on Kaze and on its peers, in turn, in rounds, and prints medians, ratios and geometric means.
The exit code is not 0 if Kaze fails to run something or gives another answer than the others."""


def options_of(arguments):
    parser = argparse.ArgumentParser(prog="bench/run", description=DESCRIPTION,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME",
                        help=f"{', '.join(WORKLOADS)}, or a theme of micro ({', '.join(micro.themes())}); "
                             "default: compute start-up micro")
    parser.add_argument("--vs", nargs="+", action="extend", metavar="PEER",
                        help=f"{', '.join(KNOWN)}, or NAME=COMMAND; default: all that are found")
    parser.add_argument("--kaze", type=Path, default=BENCH.parent / "build/current/kaze", metavar="FILE")
    parser.add_argument("--peers", type=Path, default=os.environ.get("KAZE_PEERS"), metavar="DIR",
                        help="a folder with the peers' executables, before PATH (also $KAZE_PEERS)")
    parser.add_argument("--octane", type=Path, metavar="DIR", help="a checkout of Octane")
    parser.add_argument("--check", type=Path, metavar="FILE", help="a big JavaScript file for `check`")
    parser.add_argument("--rounds", type=int, default=3, metavar="N")
    parser.add_argument("--slice", type=float, default=60, metavar="MS",
                        help="the length of one measurement of a micro-benchmark")
    parser.add_argument("--busy", action="store_true",
                        help="micro-benchmarks in short slices, of which the faster half counts: for a machine "
                             "that is not quiet")
    parser.add_argument("--best", action="store_true",
                        help="take each engine's best round instead of the median")
    parser.add_argument("--only", default="", metavar="TEXT", help="micro-benchmarks whose name holds TEXT")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--html", type=Path, metavar="FILE")
    parser.add_argument("--markdown", type=Path, metavar="FILE",
                        help="tables; a FILE with the marks of docs/performance.md keeps what is around them")
    parser.add_argument("--from", dest="sources", type=Path, nargs="+", metavar="FILE",
                        help="run nothing: render the JSON files of earlier runs as one report")
    options = parser.parse_intermixed_args(arguments)
    if options.rounds < 1:
        parser.error("--rounds: at least 1")
    for name in options.names:
        if name not in WORKLOADS and name not in micro.themes():
            parser.error(f"no workload or theme {name!r}")
    return options


def programs_of(names, settings):
    programs = []
    for name in names:
        programs += WORKLOADS[name](settings) if name in WORKLOADS else [micro.program(settings, name)]
    return programs


def run_all(options):
    kaze = options.kaze.resolve()
    if not kaze.exists():
        raise SystemExit(f"bench/run: no {options.kaze}: build it, or give --kaze FILE")
    peers, missing = find_peers(options.vs or list(KNOWN), [options.peers] if options.peers else [])
    for reason in missing:
        say(f"left out: {reason}")
    engines = [Engine(SUBJECT, (str(kaze),), FAMILIES.get("kaze", NODE)), *peers]
    names = options.names or ["compute", "start-up", "micro"]
    with tempfile.TemporaryDirectory(prefix="kaze-bench-") as scratch:
        settings = Settings(Path(scratch), options.octane and options.octane.resolve(),
                            options.check and options.check.resolve(), options.slice, options.busy,
                            options.only)
        for name, need in (("octane", options.octane), ("check", options.check)):
            if name in names and not need:
                say(f"left out: {name}: needs --{name}")
        results = measure(engines, programs_of(names, settings), options.rounds, progress)
    interpreters = [peer.name for peer in peers if peer.name in INTERPRETERS]
    return build_report(results, [engine.name for engine in engines], interpreters, options.rounds,
                        {engine.name: version_of(engine) for engine in engines}, options.best)


def version_of(engine):
    command = engine.version()
    outcome = process.run(command, engine.environment, 20) if command else None
    lines = [line.strip() for line in outcome.output.splitlines()] if outcome else []
    return next((line for line in lines if any(c.isdigit() for c in line)), "")


def say(line):
    print(f"bench/run: {line}", file=sys.stderr, flush=True)


def progress(line):
    if sys.stderr.isatty():
        print(f"\r\033[K{line}", end="", file=sys.stderr, flush=True)


def main(arguments=None):
    options = options_of(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if options.sources:
        report = merge([json.loads(source.read_text(encoding="utf-8")) for source in options.sources])
    else:
        report = run_all(options)
    for path, content in ((options.json, lambda: json.dumps(report, indent=1) + "\n"),
                          (options.html, lambda: html.render(report)),
                          (options.markdown, lambda: markdown.into(options.markdown, report))):
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content(), encoding="utf-8")
    print(text.render(report))
    return 1 if own_faults(report) else 0
