"""A claim of speed stands only where a benchmark wrote it: the README's block and RESULTS.md."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
BLOCK = re.compile(r"<!-- speed: begin -->.*?<!-- speed: end -->", re.DOTALL)
NUMBER = r"\d[\d,.]*\s*"
CLAIM = re.compile(
    rf"{NUMBER}(?:µs|us|ns|ms|microseconds?|milliseconds?|nanoseconds?)\b"
    rf"|{NUMBER}(?:times|x|×)\s+(?:as\s+)?(?:fast\w*|quick\w*|cheap\w*|slow\w*)"
    rf"|{NUMBER}(?:thousand |million |billion |[kMG] ?)?(?:turns|matches|pairs)"
    r"\s*(?:a|per|/)\s*s(?:ec\w*)?\b"
    r"|(?:thousand|hundred|ten|several|many|\w+teen)\s+times\s+(?:as\s+)?(?:fast|quick|cheap)\w*"
    rf"|\b(?:takes?|in|under|within|about)\s+(?:about\s+)?{NUMBER}(?:s|seconds?|minutes?)\b"
    r"|blazing\w*|lightning[- ]fast|orders? of magnitude (?:faster|cheaper)",
    re.IGNORECASE,
)
PAGES = (
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    ROOT / "CONTRIBUTING.md",
    *sorted((ROOT / "docs").glob("**/*.md")),
)


def claims(text):
    """Return every phrase outside the generated block that reads like a measured speed."""
    return [match[0] for match in CLAIM.finditer(BLOCK.sub("", text))]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_no_page_claims_a_speed_that_no_benchmark_printed(page):
    assert claims(page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        "a pair costs 3 µs",
        "in 12.5 ms",
        "1,000x faster than",
        "1,000 times as fast",
        "at 200 million turns a second",
        "40 M turns/s",
        "a thousand times faster",
        "it takes about 3 seconds",
        "orders of magnitude faster",
    ],
)
def test_what_reads_like_a_claim_is_found(text):
    assert claims(f"Before. {text} and after.")
    assert claims(f"<!-- speed: begin -->{text}<!-- speed: end -->") == []


@pytest.mark.parametrize("text", ["200 turns", "5 % noise", "1e-9", "50 strategies", "turn 3 s"])
def test_what_does_not_is_not(text):
    assert claims(text) == []


def test_every_figure_of_the_readme_is_one_that_a_kept_run_printed():
    from secdilemma.cli.benchmarks.words import number

    printed = {
        f"{number(row['value'])} {row['unit']}"
        for path in (ROOT / "benchmarks" / "results").glob("*.json")
        for row in json.loads(path.read_text(encoding="utf-8"))["rows"]
        if row["value"] is not None
    }
    block = BLOCK.search((ROOT / "README.md").read_text(encoding="utf-8"))
    figures = re.findall(r"\| ([^|]+) \|$", block[0], re.MULTILINE)[1:]
    assert len(figures) > 5
    assert [each for each in figures if each.strip() not in printed] == []
