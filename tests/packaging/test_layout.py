"""The layout: eleven rooms, a short root, one name for one thing, tests beside their modules."""

import ast
import tomllib
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "secdilemma"
BELOW = {"errors", "version", "io"}
BUNDLED = {"strategies", "tournaments"}
NOUNS = {"encoding", "ranking", "rating", "timing"}
"""Modules that end in -ing and are called so in textbooks."""
KINDS = {
    *("agreement", "docs", "faults", "golden", "hostile", "oracles"),
    *("packaging", "properties", "reference", "strategies", "terminal"),
}
"""Folders of tests that cut across rooms."""

contract = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LAYERS = contract["tool"]["importlinter"]["contracts"][0]["layers"]
ROOMS = {part.strip().removeprefix("secdilemma.") for line in LAYERS for part in line.split("|")}


def sources(folder, name="*.py"):
    return [path for path in sorted(folder.rglob(name)) if "__pycache__" not in path.parts]


def test_the_contract_has_eleven_lines_and_names_every_room():
    assert len(LAYERS) == 11
    assert {part.strip() for part in LAYERS[-1].split(":")} == {f"secdilemma.{x}" for x in BELOW}
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert folders - BUNDLED - BELOW == {room for room in ROOMS if ":" not in room}


def test_the_root_is_short():
    files = {path.stem for path in PACKAGE.iterdir() if path.is_file()}
    assert files == {"__init__", "__main__", "errors", "version", "py"}


def test_no_two_public_classes_share_a_name():
    places = defaultdict(list)
    for path in sources(PACKAGE):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(path.relative_to(PACKAGE).as_posix())
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_modules_are_called_by_nouns():
    assert {path.stem for path in sources(PACKAGE) if path.stem.endswith("ing")} <= NOUNS


def test_a_test_stands_where_its_module_stands():
    strays = []
    for path in sources(ROOT / "tests", "test_*.py"):
        place = path.relative_to(ROOT / "tests")
        if place.parts[0] in KINDS:
            continue
        module = PACKAGE / place.parent / place.name.removeprefix("test_")
        if not (
            module.is_file() or module.with_suffix("").is_dir() or path.stem[5:] == path.parent.name
        ):
            strays.append(place.as_posix())
    assert strays == []
