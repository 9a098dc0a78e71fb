"""The report as Markdown tables, for docs/performance.md."""

from .report import SUBJECT
from .text import column_title, columns, figure, times

BEGIN, END = "<!-- tables: begin -->", "<!-- tables: end -->"


def into(path, report):
    """The new content of a file: the tables between its marks, or nothing but them."""
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    if BEGIN not in old or END not in old:
        return render(report)
    return old[:old.index(BEGIN) + len(BEGIN)] + "\n" + render(report) + old[old.index(END):]


def render(report):
    machine, peers = report["machine"], columns(report)
    versions = "; ".join(f"{name}: {text}" for name, text in report["versions"].items() if text)
    out = [f"{machine['cpu']}, {machine['cores']} cores, {machine['system']}, load {machine['load']}. {versions}.", "",
           *table(["geometric means", *map(column_title, peers)],
                  [[theme["name"], *(times(theme["means"].get(p)) for p in peers)] for theme in report["themes"]] +
                  [["**all themes**", *(times(report["means"].get(p)) for p in peers)]])]
    for theme in report["themes"]:
        out += ["", f"### {theme['name']}", "", *render_theme(theme, peers)]
    return "\n".join(out) + "\n"


def table(head, rows):
    return ["| " + " | ".join(head) + " |", "|---" + "|---:" * (len(head) - 1) + "|",
            *("| " + " | ".join(row) + " |" for row in rows)]


def rounds(theme):
    return "One round" if theme["rounds"] == 1 else f"{theme['rounds']} rounds, {theme['statistic']} of each"


def cell(line, peer):
    if peer == "best":
        return times(line["best"])
    if peer in line["failures"]:
        return "wrong" if line["failures"][peer].startswith("wrong") else "failed"
    return times(line["ratios"].get(peer))


def render_theme(theme, peers):
    rows = []
    for line in theme["lines"]:
        own = f"{figure(line['figures'].get(SUBJECT), line['unit'])} {line['unit']}"
        rows.append([line["name"].replace("|", "\\|"), own, *(cell(line, peer) for peer in peers)])
    out = [f"{rounds(theme)}.", "",
           *table([theme["name"], "kaze", *map(column_title, peers)], rows)] if rows else []
    for engine, reasons in theme["not_run"].items():
        out += ["", *(f"Not run by {engine}: {reason}." for reason in reasons)]
    return out
