"""One HTML page with every finding: nothing in it comes from elsewhere, and it prints."""

import math
from collections.abc import Iterable, Sequence
from html import escape

from secdilemma.experiments.propositions.harness.cell import Level
from secdilemma.experiments.propositions.harness.decision import Support
from secdilemma.experiments.propositions.harness.declaration import SESOI
from secdilemma.experiments.propositions.harness.grid import MEANING
from secdilemma.experiments.propositions.harness.harness import CellFinding, Finding
from secdilemma.experiments.propositions.harness.report import in_short
from secdilemma.games.comparison import shown

TITLE = "The security dilemma: its propositions put to the test"
_MARKS = {
    Support.SUPPORTED: ("yes", "●"),
    Support.NOT_SUPPORTED: ("no", "○"),
    Support.MIXED: ("mixed", "◐"),
    Support.UNDECIDED: ("open", "·"),
}
_STYLE = """
:root { color-scheme: light dark; --ink: #1c1e21; --soft: #5d646d; --line: #d9dde2;
  --paper: #fff; --pale: #f4f6f8; --yes: #1d6b3f; --no: #a33120; --mixed: #8a5a00; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8ea; --soft: #a0a8b1; --line: #3a4048;
  --paper: #16181b; --pale: #1f2327; --yes: #6fcf97; --no: #f08a78; --mixed: #e0b050; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 2rem 1.2rem 4rem; background: var(--paper);
  color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .6rem; }
h2 { font-size: 1.05rem; margin: 0; font-weight: 600; }
.lead { font-size: 1.05rem; margin: .2rem 0; }
.soft, figcaption, dt { color: var(--soft); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; margin: 1.2rem 0; }
th { text-align: left; font-weight: 600; border-bottom: 2px solid var(--line);
  padding: .3rem .5rem; }
td { border-bottom: 1px solid var(--line); padding: .35rem .5rem; vertical-align: top; }
.num { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.yes { color: var(--yes); } .no { color: var(--no); } .mixed { color: var(--mixed); }
.open { color: var(--soft); }
.verdict { white-space: nowrap; font-weight: 600; }
section { border-top: 1px solid var(--line); padding: 1.4rem 0 .6rem; }
section > header { display: flex; gap: .8rem; justify-content: space-between;
  align-items: baseline; }
dl { display: grid; grid-template-columns: 8rem 1fr; gap: .15rem .8rem; margin: .6rem 0; }
dd { margin: 0; }
svg { width: 100%; height: auto; display: block; }
svg text { fill: var(--soft); font: 11px system-ui, sans-serif; }
figure { margin: .8rem 0; } figcaption { font-size: .85rem; }
summary { cursor: pointer; color: var(--soft); font-size: .92rem; }
a { color: inherit; }
@media print { :root { --ink: #000; --soft: #444; --line: #bbb; --paper: #fff; --pale: #fff;
  --yes: #1d6b3f; --no: #a33120; --mixed: #8a5a00; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  section, tr, figure { break-inside: avoid; } details { display: none; } }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dt { margin-top: .4rem; } }
"""


def page_of(findings: Sequence[Finding], *, quick: bool) -> str:
    """Return the page.

    Parameters
    ----------
    findings
        In the order in which they are to stand.
    quick
        Whether the grid was the small one; the page says so.
    """
    lead = "".join(f'<p class="lead">{escape(line)}</p>' for line in in_short(findings))
    grid = "The small grid" if quick else "The full grid"
    cells = sum(len(each.cells) for each in findings)
    note = (
        f"{grid}: {cells:,} cells in all. A cell supports a claim, refutes it, or decides nothing. "
        f"The smallest effect of interest is {SESOI:g}. Effects are exact but where intervals are "
        f"drawn: those are 95 % intervals over matches. What was built in and what is found is "
        f"told apart in the documentation."
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{TITLE}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{TITLE}</h1>\n"
        f'{lead}\n<p class="soft">{escape(note)}</p>\n{_overview(findings)}\n'
        f"{''.join(_section(each) for each in findings)}\n{_factors(findings)}</body>\n</html>\n"
    )


def _overview(findings: Iterable[Finding]) -> str:
    rows = "".join(_row(each) for each in findings)
    heads = (
        "<th></th><th>proposition</th><th>verdict</th><th class='num'>effect</th>"
        "<th class='num'>lowest, highest</th><th>what splits the cells</th>"
    )
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    return f'<div class="wide">{table}</div>'


def _row(finding: Finding) -> str:
    name, moderator = finding.proposition.id, finding.moderator
    low, high = finding.span
    return (
        f'<tr><td><a href="#{name}">{name}</a></td><td>{escape(finding.proposition.wording)}</td>'
        f"<td>{_verdict(finding.verdict)}</td><td class='num'>{_number(finding.effect)}</td>"
        f"<td class='num'>{_number(low)}, {_number(high)}</td>"
        f"<td>{escape(moderator.in_words(4)) if moderator else ''}</td></tr>"
    )


def _section(finding: Finding) -> str:
    claim = finding.proposition
    words = (
        ("claimed by", f"{claim.theorist} ({claim.source})"),
        ("intervention", claim.intervention),
        ("control", claim.control),
        ("measured", claim.measured),
        ("holds if", claim.rule),
        ("refuted by", claim.falsifier),
        ("found", _found(finding)),
    )
    listed = "".join(f"<dt>{key}</dt><dd>{escape(text)}</dd>" for key, text in words)
    return (
        f'<section id="{claim.id}"><header><h2>{claim.id} · {escape(claim.wording)}</h2>'
        f"{_verdict(finding.verdict)}</header><dl>{listed}</dl>{_strip(finding)}"
        f"<details><summary>every cell</summary>{_cells(finding)}</details></section>\n"
    )


def _found(finding: Finding) -> str:
    yes, no = finding.count(Support.SUPPORTED), finding.count(Support.NOT_SUPPORTED)
    left = len(finding.cells) - yes - no
    said = f"of {len(finding.cells)} cells {yes} for it, {no} against it, {left} undecided"
    if finding.moderator is None:
        return said
    strength = finding.moderator.association
    return f"{said}; split by {finding.moderator.in_words()} (corrected V {strength:.2f})"


_WIDTH, _HEIGHT, _EDGE = 720, 96, 24


def _strip(finding: Finding) -> str:
    """Return a strip plot: one mark a cell, by effect, a row for each verdict."""
    effects = finding.effects
    if not effects:
        return ""
    low, high = min(0.0, *(e.low for e in effects)), max(0.0, *(e.high for e in effects))
    span = (high - low) or 1.0

    def x(value: float) -> float:
        return round(_EDGE + (value - low) / span * (_WIDTH - 2 * _EDGE), 1)

    marks = "".join(_mark(each, x) for each in finding.cells)
    ends = dict.fromkeys((low, 0.0, high))
    ticks = "".join(
        f'<text x="{x(value)}" y="92" text-anchor="middle">{_number(value)}</text>'
        for value in ends
        if value == 0.0 or abs(x(value) - x(0.0)) > 30
    )
    axis = (
        f'<line x1="{x(low)}" x2="{x(high)}" y1="76" y2="76" stroke="var(--line)"/>'
        f'<line x1="{x(0.0)}" x2="{x(0.0)}" y1="8" y2="76" stroke="var(--line)"/>'
    )
    name = finding.cells[0].effect.name
    label = escape(f"{finding.proposition.id}: {name}, by cell", quote=True)
    return (
        f'<figure><svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{label}">'
        f"{axis}{marks}{ticks}</svg><figcaption>{escape(name)}, one mark a cell: "
        f'<span class="yes">above</span> supports, <span class="no">below</span> refutes, '
        f"between decides nothing</figcaption></figure>"
    )


_ROWS = {Support.SUPPORTED: 18, Support.UNDECIDED: 40, Support.NOT_SUPPORTED: 62}


def _mark(found: CellFinding, x: object) -> str:
    effect = found.effect
    if math.isnan(effect.value) or not callable(x):
        return ""
    tone, y = _MARKS[found.verdict][0], _ROWS[found.verdict]
    colour = "var(--soft)" if tone == "open" else f"var(--{tone})"
    title = escape(", ".join(f"{key} {_label(value)}" for key, value in found.cell.factors.items()))
    bar = (
        f'<line x1="{x(effect.low)}" x2="{x(effect.high)}" y1="{y}" y2="{y}" stroke="{colour}"/>'
        if effect.sampled
        else ""
    )
    return (
        f'{bar}<circle cx="{x(effect.value)}" cy="{y}" r="4.5" fill="{colour}" fill-opacity=".55">'
        f"<title>{title}: {_number(effect.value)}</title></circle>"
    )


def _cells(finding: Finding) -> str:
    factors = list(finding.cells[0].cell.factors)
    measures = [each.name for each in finding.cells[0].measures]
    heads = "".join(f"<th>{escape(each.replace('_', ' '))}</th>" for each in factors)
    heads += "".join(f'<th class="num">{escape(each)}</th>' for each in measures)
    rows = "".join(_cell_row(each) for each in finding.cells)
    return (
        f'<div class="wide"><table><thead><tr>{heads}<th>verdict</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _cell_row(found: CellFinding) -> str:
    cells = "".join(f"<td>{escape(_label(each))}</td>" for each in found.cell.factors.values())
    for each in found.measures:
        interval = f" [{_number(each.low)}, {_number(each.high)}]" if each.sampled else ""
        cells += f'<td class="num">{_number(each.value)}{interval}</td>'
    return f"<tr>{cells}<td>{_verdict(found.verdict)}</td></tr>"


def _factors(findings: Iterable[Finding]) -> str:
    used = dict.fromkeys(name for each in findings for name in each.proposition.factors)
    listed = "".join(
        f"<dt>{escape(name.replace('_', ' '))}</dt><dd>{escape(MEANING[name])}</dd>"
        for name in used
    )
    return f"<section><h2>The factors of the grid</h2><dl>{listed}</dl></section>\n"


def _verdict(verdict: Support) -> str:
    tone, mark = _MARKS[verdict]
    return f'<span class="verdict {tone}">{mark} {verdict.value}</span>'


def _number(value: float) -> str:
    if math.isnan(value):
        return "–"
    text = f"{shown(value):.2f}"
    return ("0.00" if float(text) == 0 else text).replace("-", "−")


def _label(level: Level) -> str:
    return level if isinstance(level, str) else f"{level:g}"
