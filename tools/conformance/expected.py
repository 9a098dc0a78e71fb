"""The list of known failures: `PATH [strict|sloppy]  # reason`, sorted by path.

Without a mode the line speaks of every mode that the test runs in. A test that fails without being
listed, and one that is listed and passes, are both news: the run fails until the list is put right.
"""

from dataclasses import dataclass


class ExpectedError(ValueError):
    """A line of the list cannot be read."""


@dataclass
class Difference:
    path: str
    mode: str
    message: str | None  # why it failed; None: it passed though it was listed


class ExpectedFailures:
    def __init__(self, text=""):
        self.header = []
        self.reasons = {}  # (path, mode or None) -> reason
        for number, line in enumerate(text.splitlines(), 1):
            if line.startswith("#") or not line.strip():
                if not self.reasons:
                    self.header.append(line)
                continue
            entry, _, reason = line.partition("#")
            words = entry.split()
            if len(words) not in (1, 2) or (len(words) == 2 and words[1] not in ("strict", "sloppy")):
                raise ExpectedError(f"line {number}: expected `PATH [strict|sloppy]  # reason`")
            if not reason.strip():
                raise ExpectedError(f"line {number}: {words[0]} has no reason")
            key = (words[0], words[1] if len(words) == 2 else None)
            if key in self.reasons:
                raise ExpectedError(f"line {number}: {entry.strip()} stands twice")
            self.reasons[key] = reason.strip()

    def lists(self, path, mode):
        return (path, None) in self.reasons or (path, mode) in self.reasons

    def compare(self, results):
        """The differences between the list and `results`, which are (path, mode, message or None)."""
        return [Difference(path, mode, message) for path, mode, message in results
                if (message is not None) != self.lists(path, mode)]

    def unknown_paths(self, known):
        """Listed paths that the suite does not have."""
        return sorted({path for path, _ in self.reasons} - known)

    def update(self, results, known):
        """Takes over `results`; tests that did not run keep their lines, and lines keep their reasons."""
        by_path = {}
        for path, mode, message in results:
            by_path.setdefault(path, {})[mode] = message
        for path, modes in by_path.items():
            general = self.reasons.pop((path, None), None)
            old = {mode: self.reasons.pop((path, mode), general) for mode in ("strict", "sloppy")}
            failed = {mode: message for mode, message in modes.items() if message is not None}
            for mode in ("strict", "sloppy"):  # a mode that did not run stays as it was
                if mode not in modes and old[mode] is not None and mode_exists(known, path, mode):
                    failed[mode] = old[mode]
            if not failed:
                continue
            reasons = {mode: old[mode] or printable(message) for mode, message in failed.items()}
            if set(failed) == set(known.get(path, ())) and len(set(reasons.values())) == 1:
                self.reasons[path, None] = next(iter(reasons.values()))
            else:
                for mode, reason in reasons.items():
                    self.reasons[path, mode] = reason
        for path in self.unknown_paths(set(known)):
            for mode in (None, "strict", "sloppy"):
                self.reasons.pop((path, mode), None)

    def text(self):
        lines = list(self.header)
        for (path, mode), reason in sorted(self.reasons.items(), key=lambda e: (e[0][0], e[0][1] or "")):
            lines.append(f"{path}{' ' + mode if mode else ''}  # {reason}")
        return "\n".join(lines) + "\n" if lines else ""


def mode_exists(known, path, mode):
    return mode in known.get(path, ())


def printable(message):
    """A failure message as a reason: one line, without what would change from run to run."""
    return " ".join("".join(c if c.isprintable() else "?" for c in message).split()) or "no message"
