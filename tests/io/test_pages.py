"""A page is whole by itself, and takes no text for HTML."""

import pytest

from secdilemma.io.pages import fill, html, page


def test_what_is_no_html_is_escaped_and_our_own_is_not():
    made = fill('<p title="{{ a }}">{{ b }}{{ c }}</p>', a='"x"', b="1 < 2 & 'y'", c=html("<br>"))
    assert made == '<p title="&quot;x&quot;">1 &lt; 2 &amp; &#x27;y&#x27;<br></p>'


def test_a_template_in_a_text_stays_a_text():
    assert fill("{{ a }}", a="{{ b }}") == "{{ b }}"


def test_a_page_has_its_title_and_its_style():
    made = page("A & B", html("<p>x</p>\n"), "p { margin: 0; }")
    assert made.startswith("<!DOCTYPE html>\n")
    assert "<title>A &amp; B</title>\n<style>\np { margin: 0; }\n</style>" in made
    assert made.endswith("<h1>A &amp; B</h1>\n<p>x</p>\n</body>\n</html>\n")


def test_a_value_that_is_missing_is_no_empty_text():
    from jinja2 import UndefinedError

    with pytest.raises(UndefinedError):
        fill("{{ a }}")
