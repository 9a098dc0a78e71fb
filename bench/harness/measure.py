"""Rounds: every program on every engine, the engines in turn, so that what else the machine does falls
on all of them alike. Collects samples; works nothing out."""

from dataclasses import dataclass, field


@dataclass
class Line:
    """One figure's samples of every engine."""
    theme: str
    name: str
    unit: str
    values: dict = field(default_factory=dict)  # engine -> [value]
    checksums: dict = field(default_factory=dict)  # engine -> the text that all engines should print
    failures: dict = field(default_factory=dict)  # engine -> what went wrong


@dataclass
class Failure:
    """A program that an engine did not run to its end."""
    theme: str
    title: str
    engine: str
    reason: str


@dataclass
class Results:
    lines: dict = field(default_factory=dict)  # (theme, name) -> Line
    failures: list = field(default_factory=list)
    interrupted: bool = False

    def add(self, theme, engine, samples):
        for name, sample in samples.items():
            line = self.lines.setdefault((theme, name), Line(theme, name, sample.unit))
            if sample.value is None:
                line.failures[engine] = sample.checksum
                continue
            line.values.setdefault(engine, []).append(sample.value)
            if sample.checksum is not None:
                known = line.checksums.setdefault(engine, sample.checksum)
                if known != sample.checksum:
                    line.failures[engine] = f"two answers in two runs: {known}, {sample.checksum}"


def measure(engines, programs, rounds, progress=lambda text: None):
    """Runs everything. A program that fails on an engine is not tried there again.

    An interrupt ends the measurement, not the report: what was measured until then counts.
    """
    results = Results()
    try:
        run_rounds(engines, programs, rounds, progress, results)
    except KeyboardInterrupt:
        results.interrupted = True
    progress("")
    return results


def run_rounds(engines, programs, rounds, progress, results):
    given_up = set()
    for number in range(1, rounds + 1):
        for program in programs:
            progress(f"round {number}/{rounds}: {program.theme} {program.title}")
            for _ in range(program.times):
                for engine in engines:
                    key = (program.theme, program.title, engine.name)
                    command = program.command(engine)
                    if command is None or key in given_up:
                        continue
                    reason = run_one(program, engine, command, results)
                    if reason:
                        given_up.add(key)
                        results.failures.append(Failure(*key, reason))


def run_one(program, engine, command, results):
    """One run; its samples go to the results. What went wrong, or None."""
    outcome = program.run(command, engine.environment, program.timeout)
    reason = outcome.failure
    try:
        samples = program.read(outcome)
    except ValueError as error:
        samples, reason = {}, reason or str(error)
    results.add(program.theme, engine.name, {} if reason else samples)
    if not reason and not samples:
        reason = "printed nothing"
    return reason
