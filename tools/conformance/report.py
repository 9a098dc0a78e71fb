"""Totals and tables of a run."""

MODES = ("sloppy", "strict")


class Tally:
    """Passes and runs in each mode."""

    def __init__(self):
        self.passed = dict.fromkeys(MODES, 0)
        self.run = dict.fromkeys(MODES, 0)

    def add(self, mode, passed):
        self.run[mode] += 1
        self.passed[mode] += passed

    def cells(self):
        """`passed/run percentage` of both modes and of all."""
        columns = [(self.passed[m], self.run[m]) for m in MODES]
        columns.append((sum(self.passed.values()), sum(self.run.values())))
        return [f"{p}/{r} {percentage(p, r)}" for p, r in columns]


def percentage(part, whole):
    """Two digits; never 100.00 % unless nothing is missing."""
    if whole == 0:
        return "-"
    return f"{min(part / whole * 100, 100 if part == whole else 99.99):.2f} %"


def tally(results):
    total = Tally()
    for path, mode, message in results:
        total.add(mode, message is None)
    return total


def faults(results):
    """How many runs crashed (a sanitizer's report counts) and how many did not end in time."""
    messages = [message or "" for path, mode, message in results]
    return sum(m.startswith("crashed:") for m in messages), sum(m.startswith("timeout:") for m in messages)


def by_directory(results, depth):
    """Rows of the table: (directory, Tally), for directories of that depth below test/."""
    rows = {}
    for path, mode, message in results:
        folder = "/".join(path.split("/")[1:-1][:depth]) or "."
        rows.setdefault(folder, Tally()).add(mode, message is None)
    return sorted(rows.items())


def table(rows):
    """Lines of a table with aligned columns; each row is a list of texts, the first is the heading."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        first, *others = row
        yield "  ".join([first.ljust(widths[0]), *(c.rjust(w) for c, w in zip(others, widths[1:]))]).rstrip()


def summary(results, depth):
    heading = ["directory", "sloppy", "strict", "total"]
    return table([heading, *([name, *t.cells()] for name, t in by_directory(results, depth))])
