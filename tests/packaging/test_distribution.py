"""What is built and what an installation sees: strategies and tournaments inside the package."""

import json
import sys
import zipfile
from email.parser import Parser
from pathlib import Path

import secdilemma
from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.tournament.files.library import bundled_tournaments

ROOT = Path(__file__).resolve().parents[2]
STRATEGY_FILES = {path.name for path in (ROOT / "strategies").glob("*.py")}
TOURNAMENT_FILES = {path.name for path in (ROOT / "tournaments").glob("*.toml")}
LOOK = (
    "import json, secdilemma, secdilemma.catalogue.catalogue as c\n"
    "import secdilemma.tournament.files.library as l\n"
    "entries = c.open_catalogue().entries\n"
    "print(json.dumps({'package': secdilemma.__file__,"
    " 'strategies': {k: str(v.path) for k, v in entries.items()},"
    " 'tournaments': {k: str(v) for k, v in l.bundled_tournaments().items()}}))"
)


def test_the_wheel_has_one_package_and_nothing_beside_it(wheel_names):
    dist_info = f"secdilemma-{secdilemma.__version__}.dist-info"
    assert {name.split("/")[0] for name in wheel_names} == {"secdilemma", dist_info}


def test_the_wheel_has_every_strategy_and_tournament_inside(wheel_names):
    inside = {Path(name).name for name in wheel_names if name.startswith("secdilemma/strategies/")}
    assert inside == STRATEGY_FILES | {"__init__.py"}
    inside = {Path(name).name for name in wheel_names if name.startswith("secdilemma/tournaments/")}
    assert inside == TOURNAMENT_FILES | {"__init__.py"}


def test_the_wheel_has_every_module(wheel_names):
    modules = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "secdilemma").rglob("*.py")
        if "__pycache__" not in path.parts
    }
    assert modules <= set(wheel_names)
    assert {"secdilemma/py.typed", "secdilemma/cli/benchmarks/loop.c"} <= set(wheel_names)


def test_the_wheel_has_no_tests_and_no_leftovers(wheel_names):
    for part in ("tests/", "docs/", "__pycache__", ".nbi", ".nbc", ".pyc", ".toml~"):
        assert not [name for name in wheel_names if part in name], part
    assert not [name for name in wheel_names if name.startswith("benchmarks/")]
    assert len(wheel_names) == len(set(wheel_names))


def test_the_wheel_says_what_it_needs(wheel):
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (each for each in archive.namelist() if each.endswith(".dist-info/METADATA"))
        metadata = Parser().parsestr(archive.read(name).decode())
        entry = archive.read(name.replace("METADATA", "entry_points.txt")).decode()
    assert metadata["Name"] == "secdilemma"
    assert metadata["Version"] == secdilemma.__version__
    assert metadata["Requires-Python"] == ">=3.11"
    needed = metadata.get_all("Requires-Dist")
    assert "axelrod<4.14,>=4.13.1" in needed, "4.14 brings torch"
    assert "secdilemma = secdilemma.cli:main" in entry
    assert any("LICENSE" in name for name in metadata.get_all("License-File"))


def test_the_sdist_keeps_the_folders_at_the_top(sdist_names):
    assert {f"strategies/{name}" for name in STRATEGY_FILES} <= set(sdist_names)
    assert {f"tournaments/{name}" for name in TOURNAMENT_FILES} <= set(sdist_names)
    assert {"pyproject.toml", "README.md", "LICENSE", "tests/conftest.py"} <= set(sdist_names)
    assert not [name for name in sdist_names if "__pycache__" in name or name.endswith(".nbi")]


def test_an_installation_sees_its_own_strategies_and_tournaments(installed, run_away):
    seen = json.loads(run_away(sys.executable, "-c", LOOK, PYTHONPATH=str(installed)))
    assert Path(seen["package"]).is_relative_to(installed)
    assert set(seen["strategies"]) == set(open_catalogue().entries)
    assert set(seen["tournaments"]) == set(bundled_tournaments())
    for path in [*seen["strategies"].values(), *seen["tournaments"].values()]:
        assert Path(path).is_relative_to(installed / "secdilemma"), path


def test_an_installation_leaves_nothing_at_the_top_of_site_packages(installed):
    names = {path.name for path in installed.iterdir() if not path.name.endswith(".dist-info")}
    assert names <= {"secdilemma", "bin"}


def test_a_neighbour_called_strategies_is_not_taken_for_the_bundled_ones(
    installed, tmp_path, run_away
):
    """In site-packages another project may have left a folder of that name."""
    (tmp_path / "strategies").mkdir()
    (tmp_path / "strategies" / "z_foreign.py").write_text("raise SystemExit(9)", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    listed = run_away(
        sys.executable, "-m", "secdilemma", "strategies", "--format", "json",
        PYTHONPATH=str(installed),
    )  # fmt: skip
    assert {row["name"] for row in json.loads(listed)} == set(open_catalogue().entries)


def test_an_installation_plays_a_bundled_tournament(installed, run_away):
    """In the lane that needs no compiler, which is slow only the first time."""
    text = run_away(
        sys.executable, "-m", "secdilemma", "run", "arms_race", "--no-save", "--format", "csv",
        "--engine", "interpreted", "--turns", "3", "--repetitions", "2",
        PYTHONPATH=str(installed),
    )  # fmt: skip
    assert len(text.splitlines()) == 1 + 5


def test_a_bare_checkout_works_without_installing(checkout, run_away):
    seen = json.loads(run_away(sys.executable, "-c", LOOK, PYTHONPATH=str(checkout)))
    assert Path(seen["package"]).is_relative_to(checkout / "secdilemma")
    assert set(seen["strategies"]) == set(open_catalogue().entries)
    for path in seen["strategies"].values():
        assert Path(path).parent == checkout / "strategies"
    for path in seen["tournaments"].values():
        assert Path(path).parent == checkout / "tournaments"
    text = run_away(sys.executable, "-m", "secdilemma", "strategies", PYTHONPATH=str(checkout))
    assert "butterfield-fear" in text
