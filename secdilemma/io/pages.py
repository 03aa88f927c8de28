"""One HTML page that needs nothing else; no text is taken for HTML unless it is marked so."""

from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ title }}</title>
<style>
{{ style }}
</style>
</head>
<body>
<h1>{{ title }}</h1>
{{ body }}</body>
</html>
"""


def page(title: str, body: "Markup", style: str) -> str:
    """The whole page.

    Parameters
    ----------
    title
        Of the page, which is its heading too.
    body
        HTML, such as :func:`fill` returns, in whole lines.
    style
        CSS of our own.
    """
    return str(fill(_PAGE, title=title, body=body, style=html(style)))


def fill(template: str, **values: Any) -> "Markup":
    """The HTML of a template of Jinja filled in; texts among the values are escaped.

    Examples
    --------
    >>> fill("<p>{{ text }}</p>", text="1 < 2")
    Markup('<p>1 &lt; 2</p>')
    """
    return html(_template(template).render(values))


def html(text: str) -> "Markup":
    """The text, marked as HTML of our own."""
    from markupsafe import Markup

    return Markup(text)  # noqa: S704 - who calls it answers for it


@cache
def _template(text: str) -> "Template":
    from jinja2 import Environment, StrictUndefined

    # The standard library's way to escape, by which quotation marks have names.
    return Environment(
        autoescape=True,
        finalize=lambda value: value if hasattr(value, "__html__") else html(escape(str(value))),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
    ).from_string(text)
