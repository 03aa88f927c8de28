"""One HTML page with every finding: nothing in it comes from elsewhere, and it prints."""

import math
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from secdilemma.experiments.propositions.harness.cell import Level
from secdilemma.experiments.propositions.harness.decision import Support
from secdilemma.experiments.propositions.harness.declaration import SESOI
from secdilemma.experiments.propositions.harness.grid import MEANING
from secdilemma.experiments.propositions.harness.harness import CellFinding, Finding
from secdilemma.experiments.propositions.harness.report import in_short
from secdilemma.io import pages
from secdilemma.io.numbers import number

if TYPE_CHECKING:
    from markupsafe import Markup

TITLE = "The security dilemma: its propositions put to the test"
_MARKS = {
    Support.SUPPORTED: ("yes", "●"),
    Support.NOT_SUPPORTED: ("no", "○"),
    Support.MIXED: ("mixed", "◐"),
    Support.UNDECIDED: ("open", "·"),
}
_STYLE = """\
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
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dt { margin-top: .4rem; } }"""
_BODY = """\
{% macro judged(verdict) -%}
<span class="verdict {{ marks[verdict][0] }}">{{ marks[verdict][1] }} {{ verdict.value }}</span>
{%- endmacro %}
{% for line in lead %}
<p class="lead">{{ line }}</p>
{% endfor %}
<p class="soft">{{ note }}</p>
<div class="wide"><table>
<thead><tr><th></th><th>proposition</th><th>verdict</th><th class="num">effect</th>
<th class="num">lowest, highest</th><th>what splits the cells</th></tr></thead>
<tbody>
{% for finding in findings %}
{% set claim, span = finding.proposition, finding.span %}
<tr><td><a href="#{{ claim.id }}">{{ claim.id }}</a></td><td>{{ claim.wording }}</td>
<td>{{ judged(finding.verdict) }}</td><td class="num">{{ number(finding.effect) }}</td>
<td class="num">{{ number(span[0]) }}, {{ number(span[1]) }}</td>
<td>{{ finding.moderator.in_words(4) if finding.moderator else "" }}</td></tr>
{% endfor %}
</tbody>
</table></div>
{% for finding in findings %}
{% set claim, first = finding.proposition, finding.cells[0] %}
<section id="{{ claim.id }}">
<header><h2>{{ claim.id }} · {{ claim.wording }}</h2>{{ judged(finding.verdict) }}</header>
<dl><dt>claimed by</dt><dd>{{ claim.theorist }} ({{ claim.source }})</dd>
<dt>intervention</dt><dd>{{ claim.intervention }}</dd>
<dt>control</dt><dd>{{ claim.control }}</dd>
<dt>measured</dt><dd>{{ claim.measured }}</dd>
<dt>holds if</dt><dd>{{ claim.rule }}</dd>
<dt>refuted by</dt><dd>{{ claim.falsifier }}</dd>
<dt>found</dt><dd>{{ found(finding) }}</dd></dl>
{{ strip(finding) }}
<details><summary>every cell</summary>
<div class="wide"><table>
<thead><tr>
{%- for name in first.cell.factors %}<th>{{ name.replace("_", " ") }}</th>{% endfor %}
{%- for each in first.measures %}<th class="num">{{ each.name }}</th>{% endfor -%}
<th>verdict</th></tr></thead>
<tbody>
{% for cell in finding.cells %}
<tr>
{%- for level in cell.cell.factors.values() %}<td>{{ label(level) }}</td>{% endfor %}
{%- for each in cell.measures -%}
<td class="num">{{ number(each.value) }}
{%- if each.sampled %} [{{ number(each.low) }}, {{ number(each.high) }}]{% endif %}</td>
{%- endfor -%}
<td>{{ judged(cell.verdict) }}</td></tr>
{% endfor %}
</tbody>
</table></div></details></section>
{% endfor %}
<section><h2>The factors of the grid</h2>
<dl>
{% for name in factors %}
<dt>{{ name.replace("_", " ") }}</dt><dd>{{ meaning[name] }}</dd>
{% endfor %}
</dl></section>
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
    grid = "The small grid" if quick else "The full grid"
    cells = sum(len(each.cells) for each in findings)
    note = (
        f"{grid}: {cells:,} cells in all. A cell supports a claim, refutes it, or decides nothing. "
        f"The smallest effect of interest is {SESOI:g}. Effects are exact but where intervals are "
        f"drawn: those are 95 % intervals over matches. What was built in and what is found is "
        f"told apart in the documentation."
    )
    body = pages.fill(
        _BODY,
        lead=in_short(findings),
        note=note,
        findings=findings,
        factors=dict.fromkeys(name for each in findings for name in each.proposition.factors),
        meaning=MEANING,
        marks=_MARKS,
        number=number,
        label=_label,
        found=_found,
        strip=_strip,
    )
    return pages.page(TITLE, body, _STYLE)


def _found(finding: Finding) -> str:
    yes, no = finding.count(Support.SUPPORTED), finding.count(Support.NOT_SUPPORTED)
    left = len(finding.cells) - yes - no
    said = f"of {len(finding.cells)} cells {yes} for it, {no} against it, {left} undecided"
    if finding.moderator is None:
        return said
    strength = finding.moderator.association
    return f"{said}; split by {finding.moderator.in_words()} (corrected V {strength:.2f})"


_WIDTH, _HEIGHT, _EDGE = 720, 96, 24


def _strip(finding: Finding) -> "Markup":
    """Return a strip plot: one mark a cell, by effect, a row for each verdict."""
    effects = finding.effects
    if not effects:
        return pages.html("")
    low, high = min(0.0, *(e.low for e in effects)), max(0.0, *(e.high for e in effects))
    span = (high - low) or 1.0

    def x(value: float) -> float:
        return round(_EDGE + (value - low) / span * (_WIDTH - 2 * _EDGE), 1)

    marks = "".join(_mark(each, x) for each in finding.cells)
    ends = dict.fromkeys((low, 0.0, high))
    ticks = "".join(
        f'<text x="{x(value)}" y="92" text-anchor="middle">{number(value)}</text>'
        for value in ends
        if value == 0.0 or abs(x(value) - x(0.0)) > 30
    )
    axis = (
        f'<line x1="{x(low)}" x2="{x(high)}" y1="76" y2="76" stroke="var(--line)"/>'
        f'<line x1="{x(0.0)}" x2="{x(0.0)}" y1="8" y2="76" stroke="var(--line)"/>'
    )
    name = finding.cells[0].effect.name
    label = escape(f"{finding.proposition.id}: {name}, by cell", quote=True)
    return pages.html(
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
        f"<title>{title}: {number(effect.value)}</title></circle>"
    )


def _label(level: Level) -> str:
    return level if isinstance(level, str) else f"{level:g}"
