"""Every example of README.md and docs/*.md runs, and prints what the page says it prints.

``python docs/regenerate.py`` brings the pages up to date.
"""

import importlib.util
import re
import sys
import tomllib
from pathlib import Path

import numba
import pytest
from support import own_strategies_forgotten

from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.catalogue.data.strategies import parse_strategy
from secdilemma.tournament.files.reader import parse_tournament

ROOT = Path(__file__).resolve().parent.parent.parent


def _load_regenerate():
    spec = importlib.util.spec_from_file_location("regenerate", ROOT / "docs" / "regenerate.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["regenerate"] = module  # its dataclass looks itself up
    spec.loader.exec_module(module)
    return module


regenerate = _load_regenerate()


def _blocks(language):
    for path in regenerate.PAGES:
        text = path.read_text(encoding="utf-8")
        for match in regenerate.BLOCK.finditer(text):
            if match[1] == language:
                line = text[: match.start()].count("\n") + 1
                yield pytest.param(match[2], match[3], id=f"{path.name}:{line}")


@pytest.mark.skipif(numba.config.DISABLE_JIT, reason="too slow unjitted")
@pytest.mark.parametrize("path", regenerate.PAGES, ids=lambda path: path.name)
def test_every_example_runs_and_prints_what_the_page_says(path):
    with own_strategies_forgotten():
        made, problems = regenerate.rendered(path)
    assert not problems
    assert made == path.read_text(encoding="utf-8"), "run: python docs/regenerate.py"


@pytest.mark.parametrize(("info", "body"), list(_blocks("toml")))
def test_every_toml_block_is_a_tournament_or_marked_as_part_of_one_or_a_strategy(info, body):
    if "file" in info:
        assert tomllib.loads(body)
        return
    if "strategy" in info:
        assert parse_strategy(body, "page")
        return
    whole = body if "part" not in info else f'participants = ["tft"]\n{body}'
    assert tomllib.loads(whole)
    assert parse_tournament(whole, "page", "page", open_catalogue())


def test_every_page_is_reached_from_the_index():
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    missing = [path.name for path in regenerate.PAGES[1:] if f"({path.name})" not in index]
    assert [name for name in missing if name != "index.md"] == []


def test_links_between_pages_lead_somewhere():
    link = re.compile(r"\]\(([^)#:]+?)(?:#[^)]*)?\)")
    pages = (*regenerate.PAGES, ROOT / "CONTRIBUTING.md")
    broken = [
        f"{path.name}: {target}"
        for path in pages
        for target in link.findall(regenerate.BLOCK.sub("", path.read_text(encoding="utf-8")))
        if not (path.parent / target).exists()
    ]
    assert broken == []
