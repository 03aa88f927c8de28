"""What the pages of a class tournament share: sections, as HTML and as plain text.

Nothing on a page comes from elsewhere, and nothing that an entry wrote is taken for HTML.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

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


@dataclass(frozen=True, slots=True)
class Table:
    """A table: headings, rows of text, and which columns hold numbers.

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
    table: Table | None = None
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
    body = "\n".join(_section(each) for each in page.sections)
    return f"""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(page.title)}</title>
<style>
{_STYLE}
</style>
</head>
<body>
<h1>{escape(page.title)}</h1>
<p class="quiet">{escape(page.line)}</p>
{body}
</body>
</html>
"""


def _section(section: Section) -> str:
    parts = [f"<h2>{escape(section.heading)}</h2>"] if section.heading else []
    parts += [f"<p>{escape(line)}</p>" for line in section.text]
    if section.table is not None and section.table.rows:
        parts.append(_table(section.table))
    if section.picture:
        parts.append(section.picture)
    return "\n".join(parts)


def _table(table: Table) -> str:
    def row(cells: tuple[str, ...], tag: str, link: str = "") -> str:
        made = ""
        for k, cell in enumerate(cells):
            text = escape(cell)
            text = f'<a href="{escape(link)}">{text}</a>' if link and k == 1 else text
            kind = ' class="number"' if k in table.numbers else ""
            made += f"<{tag}{kind}>{text}</{tag}>"
        return f"<tr>{made}</tr>"

    links = table.links or [""] * len(table.rows)
    head = row(table.headings, "th")
    body = "\n".join(row(cells, "td", link) for cells, link in zip(table.rows, links, strict=True))
    return (
        f'<div class="table"><table>\n<thead>{head}</thead>\n'
        f"<tbody>\n{body}\n</tbody>\n</table></div>"
    )


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


def _columns(table: Table) -> list[str]:
    rows = [table.headings, *table.rows]
    widths = [max(len(row[k]) for row in rows) for k in range(len(table.headings))]
    return [
        "  ".join(
            cell.rjust(width) if k in table.numbers else cell.ljust(width)
            for k, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
