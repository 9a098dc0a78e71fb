"""The micro-benchmarks: bench/micro/THEME.js, each run with driver.js before it, one theme a file.

The driver prints `bench<TAB>NAME<TAB>NANOSECONDS<TAB>CHECKSUM` for each, or `fail<TAB>NAME<TAB>REASON`,
and `done<TAB>COUNT` when all have run, without which the output is incomplete.
"""

import json

from .workloads import BENCH, NS, Sample, script

FOLDER = BENCH / "micro"
DRIVER = FOLDER / "driver.js"


# On a quiet machine: a few long slices, garbage collections and all. On a busy one, where something else
# runs every few milliseconds: many slices short enough for most to be undisturbed, of which the faster half
# counts (and the collections that fall into the others do not).
def plan(settings):
    """How the driver measures, with a fine clock and with one of whole milliseconds."""
    if settings.busy:
        return {"fine": {"slice": 1, "repeats": 40, "kept": 20}, "coarse": {"slice": 8, "repeats": 8, "kept": 4}}
    return {"fine": {"slice": settings.slice_ms, "repeats": 3, "kept": 1},
            "coarse": {"slice": max(settings.slice_ms, 25), "repeats": 3, "kept": 1}}



def themes():
    return sorted(path.stem for path in FOLDER.glob("*.js") if path != DRIVER)


def read_lines(outcome):
    """{name: Sample}; what failed by itself is a Sample of None with the reason for a checksum."""
    samples, is_done = {}, False
    for line in outcome.output.splitlines():
        fields = line.split("\t")
        if fields[0] == "bench" and len(fields) == 4:
            samples[fields[1]] = Sample(float(fields[2]), NS, fields[3])
        elif fields[0] == "fail" and len(fields) == 3:
            samples[fields[1]] = Sample(None, NS, fields[2])
        elif fields[0] == "done":
            is_done = True
        else:
            raise ValueError(f"printed {line!r}")
    if not is_done:
        raise ValueError("ended before all benchmarks had run")
    return samples


def program(settings, theme):
    """The Program of one theme: driver, settings and benchmarks in one generated file."""
    options = {"only": settings.only, **plan(settings)}
    text = (f"var benchOptions = {json.dumps(options)};\n" + DRIVER.read_text(encoding="utf-8") +
            (FOLDER / f"{theme}.js").read_text(encoding="utf-8") + "\nbenchDone();\n")
    generated = settings.scratch / f"micro-{theme}.js"
    generated.write_text(text, encoding="utf-8")
    return script(theme, theme, generated, read_lines)


def micro(settings):
    return [program(settings, theme) for theme in themes()]
