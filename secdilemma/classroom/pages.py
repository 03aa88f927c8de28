"""What the pages of a class tournament share: sections, as HTML and as plain text.

Nothing on a page comes from elsewhere, and nothing that an entry wrote is taken for HTML.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from secdilemma.io import pages

_STYLE = """\
:root { color-scheme: light dark; --line: #c8c8c8; --quiet: #666; }
@media (prefers-color-scheme: dark) { :root { --line: #444; --quiet: #aaa; } }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto;
  padding: 0 1rem; }
h1 { line-height: 1.2; margin-bottom: 0; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; margin-top: 2rem; }
p { overflow-wrap: anywhere; }
.quiet { color: var(--quiet); }
.table { overflow-x: auto; }
table { border-collapse: collapse; }
th, td { padding: .2rem 1rem .2rem 0; text-align: left; border-bottom: 1px solid var(--line); }
th { font-weight: 600; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
svg { max-width: 100%; height: auto; }
@media print { body { margin: 0; max-width: none; } h2, tr { break-inside: avoid; } }"""
_BODY = """\
<p class="quiet">{{ line }}</p>
{% for section in sections %}
{% if section.heading %}
<h2>{{ section.heading }}</h2>
{% endif %}
{% for line in section.text %}
<p>{{ line }}</p>
{% endfor %}
{% if section.table and section.table.rows %}
{% set table = section.table %}
<div class="table"><table>
<thead><tr>
{%- for cell in table.headings -%}
<th{% if loop.index0 in table.numbers %} class="number"{% endif %}>{{ cell }}</th>
{%- endfor -%}
</tr></thead>
<tbody>
{% for row in table.rows %}
{% set link = table.links[loop.index0] if table.links else "" %}
<tr>
{%- for cell in row -%}
<td{% if loop.index0 in table.numbers %} class="number"{% endif %}>
{%- if link and loop.index0 == 1 -%}
<a href="{{ link }}">{{ cell }}</a>
{%- else -%}
{{ cell }}
{%- endif -%}
</td>
{%- endfor -%}
</tr>
{% endfor %}
</tbody>
</table></div>
{% endif %}
{% if section.picture %}
{{ own(section.picture) }}
{% endif %}
{% endfor %}
"""


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table of texts: headings, rows, and which columns hold numbers.

    `links` has, for each row, the page that its second cell leads to; nothing where it has none.
    """

    headings: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    numbers: frozenset[int] = frozenset()
    links: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it."""

    heading: str = ""
    text: list[str] = field(default_factory=list)
    table: TextTable | None = None
    picture: str = ""  # SVG; plain text has `lines` instead
    lines: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its title, a line below it, and its sections."""

    title: str
    line: str
    sections: list[Section]


def as_html(page: Page) -> str:
    """Return a page as one HTML file that needs nothing else."""
    body = pages.fill(_BODY, line=page.line, sections=page.sections, own=pages.html)
    return pages.page(page.title, body, _STYLE)


def as_text(page: Page) -> str:
    """Return a page as plain text."""
    lines = [page.title, "=" * len(page.title), page.line]
    for each in page.sections:
        lines += ["", *([each.heading, "-" * len(each.heading)] if each.heading else [])]
        lines += each.text
        if each.table is not None and each.table.rows:
            lines += _columns(each.table)
        lines += each.lines
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _columns(table: TextTable) -> list[str]:
    rows = [table.headings, *table.rows]
    widths = [max(len(row[k]) for row in rows) for k in range(len(table.headings))]
    return [
        "  ".join(
            cell.rjust(width) if k in table.numbers else cell.ljust(width)
            for k, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
