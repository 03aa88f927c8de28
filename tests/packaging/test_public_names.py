"""What the package promises: names that import, imports that are cheap, words for everything."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import secdilemma

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(
    path
    for folder in ("secdilemma", "strategies")
    for path in (ROOT / folder).rglob("*.py")
    if "__pycache__" not in path.parts
)


@pytest.mark.parametrize("name", secdilemma.__all__)
def test_every_public_name_is_there(name):
    assert getattr(secdilemma, name) is not None


def test_public_names_are_listed_in_order_and_once():
    assert len(set(secdilemma.__all__)) == len(secdilemma.__all__)
    assert set(secdilemma.__all__) <= set(dir(secdilemma))


def test_a_name_that_is_none_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'secdilemma' has no attribute 'Detente'"):
        secdilemma.Detente  # noqa: B018 - the attribute is what is looked at


def test_importing_the_package_is_cheap(run_away):
    heavy = ("numba", "axelrod", "pydantic", "numpy", "pandas", "scipy", "rich", "click")
    code = f"import sys, secdilemma; print([n for n in {heavy!r} if n in sys.modules])"
    assert run_away(sys.executable, "-c", code).strip() == "[]"


def test_writing_a_strategy_needs_neither_numba_nor_axelrod_nor_pydantic(run_away):
    code = (
        "import sys\nfrom secdilemma import *\n"
        f"import secdilemma; [getattr(secdilemma, n) for n in {secdilemma.__all__!r}]\n"
        "print([n for n in ('numba', 'axelrod', 'pydantic', 'pandas') if n in sys.modules])"
    )
    assert run_away(sys.executable, "-c", code).strip() == "[]"


def undocumented(tree, prefix=""):
    """Yield the public functions and classes of a module or class that have no docstring."""
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if node.name.startswith("_"):
            continue
        if not ast.get_docstring(node):
            yield f"{prefix}{node.name}"
        if isinstance(node, ast.ClassDef):
            yield from undocumented(node, f"{node.name}.")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_everything_public_is_documented(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), "the module has no docstring"
    assert list(undocumented(tree)) == []


def test_only_its_own_source_imports_axelrod_and_what_measures_it():
    for path in SOURCES:
        if path.parent.parts[-2:] == ("catalogue", "axelrod") or path.name == "axelrod_side.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not [name for name in names if name.split(".")[0] == "axelrod"], path


def test_dependencies_run_one_way(tmp_path):
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    if "importlinter" not in contracts["tool"]:
        pytest.skip("no contract")
    pytest.importorskip("importlinter")
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [command, "--cache-dir", tmp_path],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout
