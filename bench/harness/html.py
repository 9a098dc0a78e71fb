"""The report as one page: no script, no other file; follows the reader's light or dark setting.

Each peer of a line is a bar from the middle: to the right Kaze is ahead, to the left behind, on a
logarithmic scale that ends at a factor of eight.
"""

import math
from html import escape

from .report import SUBJECT, behind, own_faults
from .text import column_title, columns, figure, times

SPAN = 3  # powers of two on either side

STYLE = """
:root { color-scheme: light dark; --ink: #1c1e21; --soft: #6a6f76; --back: #fff; --panel: #f5f6f8; --rule: #d9dce1;
  --ahead: #2a8c5a; --behind: #c4552d; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --soft: #9aa0a8; --back: #15171a; --panel: #1e2125;
  --rule: #383c42; --ahead: #4fbd85; --behind: #e5825b; } }
body { font: 15px/1.45 system-ui, sans-serif; color: var(--ink); background: var(--back); margin: 0 auto;
  max-width: 78rem; padding: 1.5rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
p, li, .key { color: var(--soft); } nav a { margin-right: .8em; color: inherit; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: .85rem; width: 100%; }
th, td { padding: .2rem .5rem; border-bottom: 1px solid var(--rule); text-align: right; white-space: nowrap; }
th { font-weight: 600; background: var(--panel); } th:first-child, td:first-child { text-align: left; }
tr.mean td { font-weight: 600; background: var(--panel); }
.bar { display: block; width: 6.5rem; height: .6rem; margin-left: auto; position: relative;
  background: linear-gradient(var(--rule), var(--rule)) center / 1px 100% no-repeat; }
.bar i { position: absolute; top: 0; bottom: 0; border-radius: 1px; }
.bar .a { left: 50%; background: var(--ahead); } .bar .b { right: 50%; background: var(--behind); }
.fault { color: var(--behind); }
"""


def bar(ratio):
    """A number and its bar."""
    if ratio is None:
        return "<td>-</td>"
    power = max(-SPAN, min(SPAN, math.log2(ratio)))
    side, width = ("a" if power >= 0 else "b"), abs(power) / SPAN * 50
    return (f'<td>{times(ratio)}<span class="bar"><i class="{side}" style="width:{width:.1f}%"></i></span></td>')


def head(first, second, peers):
    cells = "".join(f"<th>{escape(column_title(p))}</th>" for p in peers)
    return f"<tr><th>{escape(first)}</th>{second}{cells}</tr>"


def cell(line, peer):
    if peer in line["failures"]:
        reason = line["failures"][peer]
        word = "wrong" if reason.startswith("wrong") else "failed"
        return f'<td class="fault" title="{escape(reason)}">{word}</td>'
    return bar(line["best"] if peer == "best" else line["ratios"].get(peer))


def render_theme(theme, peers):
    rows = [head(theme["name"], "<th>kaze</th>", peers)]
    for line in theme["lines"]:
        own = line["failures"].get(SUBJECT) or f"{figure(line['figures'].get(SUBJECT), line['unit'])} {line['unit']}"
        spread = ", ".join(figure(v, line["unit"]) for v in line["samples"].get(SUBJECT, []))
        rows.append(f'<tr><td>{escape(line["name"])}</td><td title="{spread}">{escape(own)}</td>' +
                    "".join(cell(line, peer) for peer in peers) + "</tr>")
    rows.append('<tr class="mean"><td>geometric mean</td><td></td>' +
                "".join(bar(theme["means"].get(p)) for p in peers) + "</tr>")
    notes = "".join(f"<li>Not run by {escape(engine)}: {escape(reason)}</li>"
                    for engine, reasons in theme["not_run"].items() for reason in reasons)
    return (f'<h2 id="{escape(theme["name"])}">{escape(theme["name"])}</h2><div class="wide"><table>' +
            "\n".join(rows) + "</table></div>" + (f"<ul>{notes}</ul>" if notes else ""))


def render(report, limit=0.8):
    peers, machine = columns(report), report["machine"]
    versions = "; ".join(f"{name} {text}" for name, text in report["versions"].items() if text)
    means = [head("geometric means", "", peers)]
    means += [f'<tr><td>{escape(t["name"])}</td>' + "".join(bar(t["means"].get(p)) for p in peers) + "</tr>"
              for t in report["themes"]]
    means.append('<tr class="mean"><td>all themes</td>' +
                 "".join(bar(report["means"].get(p)) for p in peers) + "</tr>")
    slow = "".join(f"<li>{ratio:.2f} {escape(theme)}: {escape(line)}</li>"
                   for ratio, theme, line in behind(report, limit))
    faults = "".join(f'<li class="fault">{escape(fault)}</li>' for fault in own_faults(report))
    links = "".join(f'<a href="#{escape(t["name"])}">{escape(t["name"])}</a>' for t in report["themes"])
    return f"""<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Kaze and its peers</title><style>{STYLE}</style>
<h1>Kaze and its peers</h1>
<p>{escape(machine["cpu"])}, {machine["cores"]} cores, {escape(machine["system"])}; load {machine["load"]};
{report["rounds"]} rounds, {report["statistic"]} of each. {escape(versions)}</p>
<p class="key">Each number says how many times as fast as the peer Kaze is: a bar to the right is ahead, to the
left behind; half the width is a factor of {2 ** SPAN}. “best interp.” is the fastest of those that generate no
machine code ({escape(", ".join(report["interpreters"]))}).</p>
{f"<h2>Kaze failed</h2><ul>{faults}</ul>" if faults else ""}
<nav>{links}</nav>
<h2>Means</h2><div class="wide"><table>{"".join(means)}</table></div>
{"".join(render_theme(theme, peers) for theme in report["themes"])}
{f'<h2>Below {limit} of the best interpreter</h2><ul>{slow}</ul>' if slow else ""}
</html>
"""
