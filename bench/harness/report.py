"""Samples -> medians (or the best samples), ratios, geometric means and verdicts: a plain dictionary, which is
the JSON file and what the text, the page and the tables are made of.

A *ratio* says how many times as fast as the peer the subject (Kaze) is: above 1 Kaze is ahead, whatever
the unit. A mean is the geometric mean of ratios. The *interpreters* are the peers that generate no
machine code; a line's ratio to the best of them is its `best` entry.
"""

import math
import os
import platform
import statistics
from collections import Counter

from .workloads import MORE_IS_BETTER

SUBJECT = "kaze"


def median(values):
    return statistics.median(values)


def best(values, unit):
    """The figure of the run that was disturbed least: for a machine that is not quiet."""
    return max(values) if unit in MORE_IS_BETTER else min(values)


def ratio(unit, subject, peer):
    """How many times as fast (small, high-scoring) as the peer the subject is; None without both."""
    if not subject or not peer or subject < 0 or peer < 0:
        return None
    return subject / peer if unit in MORE_IS_BETTER else peer / subject


def geometric_mean(ratios):
    ratios = [r for r in ratios if r]
    return math.exp(sum(map(math.log, ratios)) / len(ratios)) if ratios else None


def disagreeing(checksums):
    """The engines whose checksum differs from the one most engines printed.

    Kaze's vote counts like any other; with no majority everyone disagrees, for nobody can say who is right.
    """
    if len(set(checksums.values())) < 2:
        return {}
    (most, count), (_, next_count) = Counter(checksums.values()).most_common(2)
    if count == next_count:
        return {engine: "no majority" for engine in checksums}
    return {engine: f"answers {text}, the others {most}" for engine, text in checksums.items() if text != most}


def report_line(line, engines, interpreters, take_best):
    wrong = disagreeing(line.checksums)
    failures = {**line.failures, **{engine: f"wrong: {reason}" for engine, reason in wrong.items()}}
    # A figure for a wrong answer is no figure.
    figures = {engine: best(line.values[engine], line.unit) if take_best else median(line.values[engine])
               for engine in engines if engine in line.values and engine not in failures}
    own = figures.get(SUBJECT)
    ratios = {engine: r for engine in engines if engine != SUBJECT
              and (r := ratio(line.unit, own, figures.get(engine))) is not None}
    to_best = min((ratios[engine] for engine in interpreters if engine in ratios), default=None)
    return {"name": line.name, "unit": line.unit, "figures": figures, "samples": line.values,
            "ratios": ratios, "best": to_best, "failures": failures}


def build_report(results, engines, interpreters, rounds, versions=None, take_best=False):
    """The whole report. `engines` are names, the subject first."""
    themes = {}
    for (theme, _), line in results.lines.items():
        entry = themes.setdefault(theme, {"name": theme, "lines": [], "not_run": {}})
        entry["lines"].append(report_line(line, engines, interpreters, take_best))
    for failure in results.failures:
        entry = themes.setdefault(failure.theme, {"name": failure.theme, "lines": [], "not_run": {}})
        entry["not_run"].setdefault(failure.engine, []).append(f"{failure.title}: {failure.reason}")
    for theme in themes.values():
        theme["means"] = means(theme["lines"], engines)
        theme["rounds"], theme["statistic"] = rounds, "best" if take_best else "median"
    every = list(themes.values())
    return {
        "machine": machine(), "versions": versions or {}, "engines": engines, "interpreters": interpreters,
        "rounds": rounds, "statistic": "best" if take_best else "median", "interrupted": results.interrupted,
        "themes": every, "means": overall(every, engines),
    }


def overall(themes, engines):
    """The means of the themes' means: each theme weighs the same, or that with most lines would decide."""
    return {engine: geometric_mean(theme["means"].get(engine) for theme in themes)
            for engine in [*engines[1:], "best"]}


def merge(reports):
    """One report of several runs on a machine. A theme keeps its own number of rounds and statistic."""
    first = reports[0]
    engines = list(dict.fromkeys(engine for report in reports for engine in report["engines"]))
    themes = [theme for report in reports for theme in report["themes"]]
    return {**first, "engines": engines, "themes": themes, "means": overall(themes, engines),
            "interrupted": any(report["interrupted"] for report in reports),
            "interpreters": [e for e in engines if any(e in report["interpreters"] for report in reports)],
            "versions": {name: text for report in reports for name, text in report["versions"].items()}}


def means(lines, engines):
    found = {engine: geometric_mean(line["ratios"].get(engine) for line in lines) for engine in engines[1:]}
    found["best"] = geometric_mean(line["best"] for line in lines)
    return {engine: mean for engine, mean in found.items() if mean}


def behind(report, limit):
    """(ratio, theme, line) of the lines where Kaze is below `limit` of the best interpreter, worst first."""
    found = [(line["best"], theme["name"], line["name"]) for theme in report["themes"]
             for line in theme["lines"] if line["best"] is not None and line["best"] < limit]
    return sorted(found)


def own_faults(report):
    """What Kaze did not run or got wrong, as texts. Not empty: the run has failed."""
    faults = []
    for theme in report["themes"]:
        faults += [f"{theme['name']}/{text}" for text in theme["not_run"].get(SUBJECT, [])]
        faults += [f"{theme['name']}/{line['name']}: {line['failures'][SUBJECT]}"
                   for line in theme["lines"] if SUBJECT in line["failures"]]
    return faults


def machine():
    model = ""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            model = next((line.split(":", 1)[1].strip() for line in file if line.startswith("model name")), "")
    except OSError:
        model = platform.processor()
    return {"cpu": model, "cores": os.cpu_count(), "system": f"{platform.system()} {platform.machine()}",
            "load": round(os.getloadavg()[0], 2)}
