"""The report in words, for a terminal."""

from .report import SUBJECT, behind, own_faults


def figure(value, unit):
    if value is None:
        return "-"
    if unit in ("score", "count"):
        return f"{value:.0f}"
    return f"{value:.0f}" if value >= 1000 else f"{value:.3g}" if value < 10 else f"{value:.1f}"


def times(ratio):
    return "-" if ratio is None else f"{ratio:.2f}"


def columns(report):
    """The columns of ratios: the peers, and the best interpreter where there is more than one."""
    peers = report["engines"][1:]
    several = sum(1 for name in report["interpreters"] if name in peers) > 1
    return peers + (["best"] if several else [])


def column_title(name):
    return "best interp." if name == "best" else name


def render(report, limit=0.8):
    peers = columns(report)
    names = ", ".join(report["engines"][1:]) or "no peers"
    out = [f"kaze and {names}; {report['rounds']} rounds, {report['statistic']} of each; "
           f"{report['machine']['cpu']}, load {report['machine']['load']}",
           "columns of peers: how many times as fast as the peer Kaze is (above 1: Kaze is ahead)"]
    if report["interrupted"]:
        out.append("the run was interrupted: what follows is part of it")
    for theme in report["themes"]:
        out += ["", *render_theme(theme, peers)]
    out += ["", row("geometric mean of the themes' means", "", "",
                    [times(report["means"].get(p)) for p in peers], 46)]
    slow = behind(report, limit)
    if slow:
        out += ["", f"below {limit} of the best interpreter:"]
        out += [f"  {ratio:5.2f}  {theme}: {name}" for ratio, theme, name in slow]
    faults = own_faults(report)
    if faults:
        out += ["", "KAZE FAILED:", *(f"  {fault}" for fault in faults)]
    return "\n".join(out)


def row(name, value, unit, cells, width):
    return f"{name:<{width}}{value:>10} {unit:<6}" + "".join(f"{cell:>17}" for cell in cells)


def render_theme(theme, peers):
    width = max([len(line["name"]) for line in theme["lines"]] + [24]) + 2
    out = [row(theme["name"], "kaze", "", [column_title(p) for p in peers], width)]
    for line in theme["lines"]:
        cells = []
        for peer in peers:
            if peer == "best":
                cells.append(times(line["best"]))
            elif peer in line["failures"]:
                cells.append("wrong" if line["failures"][peer].startswith("wrong") else "failed")
            else:
                cells.append(times(line["ratios"].get(peer)))
        out.append(row("  " + line["name"], figure(line["figures"].get(SUBJECT), line["unit"]), line["unit"],
                       cells, width))
    if len(theme["lines"]) > 1:
        out.append(row("  geometric mean", "", "", [times(theme["means"].get(p)) for p in peers], width))
    for line in theme["lines"]:
        out += [f"  ! {engine}: {line['name']}: {reason}" for engine, reason in line["failures"].items()]
    for engine, reasons in theme["not_run"].items():
        out += [f"  not run by {engine}: {reason}" for reason in reasons]
    return out
