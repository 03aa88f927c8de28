"""Run directories by column: exact, whole, and never believed where somebody else wrote them."""

import copy
import io
import json
import os
import random
import sys
from contextlib import suppress
from shutil import copytree

import click
import numpy as np
import pytest
from nasty import TIMES

from secdilemma.catalogue import catalogue
from secdilemma.cli import rerun as command
from secdilemma.errors import ResultsError, SecDilemmaError
from secdilemma.populations.evolution import evolve
from secdilemma.populations.files import files_of as files_of_evolution
from secdilemma.populations.payoffs import pair_payoffs
from secdilemma.populations.process import Settings
from secdilemma.tournament.files import run_directory
from secdilemma.tournament.files.library import load_tournament
from secdilemma.tournament.files.reader import parse_tournament
from secdilemma.tournament.results import ARRAYS, run

CATALOGUE = catalogue.open_catalogue()
BUDGET = 60 * TIMES
SHORT = 'participants = ["tft", "all-d", "gtft"]\nturns = 4\nhorizons = [6]\nrepetitions = 3\n'
SCENARIOS = """
[[scenarios]]
name = "seats"
game = {row = [[0, -4], [2, -2]], column = [[0, -3], [1, -2]]}
[[scenarios]]
name = "mistrust"
institutions = [{kind = "mistrust"}]
[scenarios.perception]
execution = 0.1
"""


def played(text, **changes):
    specs = parse_tournament(text, "test", "test", CATALOGUE)
    return [run(each.with_changes(**changes)) for each in specs]


def same(one, other):
    arrays = ((getattr(each, name) for name in ARRAYS) for each in (one, other))
    return all(
        a is b if a is None or b is None else (a.dtype, a.tobytes()) == (b.dtype, b.tobytes())
        for a, b in zip(*arrays, strict=True)
    )


@pytest.mark.parametrize("engine", ["exact", "simulated"])
def test_what_is_saved_is_read_to_the_last_bit(tmp_path, engine):
    results = played(SHORT + SCENARIOS, engine=engine)
    back = run_directory.load(run_directory.save(results, tmp_path / "kept"), CATALOGUE)
    assert [each.tournament for each in back] == [each.tournament for each in results]
    assert all(same(one, other) for one, other in zip(results, back, strict=True))
    assert results[0].payoff_by_seat is not None
    assert results[1].payoff_by_seat is None


def test_pieces_change_no_number_and_the_table_has_no_python_lists(tmp_path, monkeypatch):
    (results,) = played(SHORT)
    whole = results.to_pandas()
    monkeypatch.setattr("secdilemma.tournament.results.ROWS", 4)
    assert len(list(results.pieces())) == 2 * 3
    assert whole.equals(results.to_pandas())
    assert [str(whole[name].dtype) for name in ("participant", "cc")] == ["category", "float64"]
    (back,) = run_directory.load(run_directory.save([results], tmp_path / "kept"), CATALOGUE)
    assert same(results, back)


def test_the_printed_json_holds_every_array():
    (results,) = played(SHORT)
    data = json.loads("".join(run_directory.pairs_json([results], more=1)))
    assert data["more"] == 1
    arrays = data["scenarios"][0]["arrays"]
    assert arrays["payoff_by_seat"] is None
    for name in ("outcomes", "war_turn", "lane"):
        given = np.array(arrays[name], np.float64)
        assert np.array_equal(given, getattr(results, name), equal_nan=True)


def test_a_content_may_write_itself(tmp_path):
    folder = run_directory.write_whole(
        {"a/b.txt": lambda stream: stream.write(b"x")}, tmp_path / "kept"
    )
    assert (folder / "a" / "b.txt").read_bytes() == b"x"


OUTSIDE = ["../x", "/x", "a/../../x", "a//b", "", ".", "a/", "a\\b", "C:x", "~/x", "con", "nul.txt",
           "a/Com1.html", "x.", "a\x00b", "a\nb", "\u202ex", ".hidden", "a" * 256]  # fmt: skip


@pytest.mark.parametrize("name", OUTSIDE)
def test_no_file_is_written_under_a_name_that_leads_elsewhere(tmp_path, name):
    (tmp_path / "in").mkdir()
    with pytest.raises(ResultsError, match="file name: got "):
        run_directory.write_whole({name: b"x"}, tmp_path / "in" / "kept")
    assert list(tmp_path.rglob("*")) == [tmp_path / "in"]


@pytest.mark.parametrize("name", ["run.json", "pairs.parquet"])
def test_only_ordinary_files_of_the_directory_are_read(tmp_path, name):
    folder = run_directory.save(played(SHORT), tmp_path / "kept")
    (folder / name).rename(tmp_path / name)
    (folder / name).symlink_to(tmp_path / name)
    with pytest.raises(ResultsError, match="no ordinary file"):
        run_directory.load(folder, CATALOGUE)
    (folder / name).unlink()
    os.mkfifo(folder / name)
    with pytest.raises(ResultsError, match="no ordinary file"):
        run_directory.load(folder, CATALOGUE)


def test_a_small_file_that_claims_many_rows_is_refused_before_they_are_allocated(tmp_path):
    (results,) = played('participants = ["tft"]\nturns = 4\nhorizons = []\n')
    folder = run_directory.save([results], tmp_path / "kept")
    data = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    (one,) = data["scenarios"][0]["tournament"]["participants"]
    many = [one | {"name": f"s-{k}"} for k in range(20_000)]
    data["scenarios"][0]["tournament"]["participants"] = many
    (folder / "run.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(ResultsError, match="got 1 rows; expected 400,000,000"):
        run_directory.load(folder, CATALOGUE)


# --- what somebody else wrote --------------------------------------------------------------------

ENTRIES = {
    "entries": [
        {"file": f"{page}.py", "page": page, "name": name, "author": "", "problem": problem}
        for page, name, problem in (("tft", "tft", ""), ("odd", "", "it does not load"))
    ],
    "held": {"time": True, "memory": False},
}
NASTY = [None, True, 0, -1, 1, 2**53 + 1, 2**63, 10**400, 0.5, -0.0, 5e-324, 1e308, float("nan"),
         float("inf"), "", "x", "../../x", "/x", "con", "a" * 5000, "\x1b[31m", "\u202e", "tft",
         "axelrod:TitForTat", "tft" + "+payoff-aware" * 300, [], {}, [[]], [None],
         {"kind": "mistrust"}, {"discount": 2}, "@deep@", "@digits@"]  # fmt: skip


@pytest.fixture(scope="module")
def directories(tmp_path_factory):
    """Return one directory of every kind, and what each holds when it is played again."""
    from secdilemma.classroom.field import Field
    from secdilemma.classroom.files import class_files
    from secdilemma.classroom.standings import Standings

    base = tmp_path_factory.mktemp("directories")
    results = played(SHORT)
    spec = results[0].tournament
    outcome = evolve(pair_payoffs(results[0]), Settings(until=2.0))
    contents = {
        "run": run_directory.files_of(results),
        "scenarios": run_directory.files_of(played(SHORT + SCENARIOS)),
        "class": class_files(Standings(results[0], Field.from_plain(ENTRIES))),
        "evolution": files_of_evolution([(spec, outcome)]),
    }
    for name, files in contents.items():
        run_directory.write_whole(files, base / name)
    return base


def places_in(data, place=()):
    """Yield the way to every node of plain data below its root."""
    if place:
        yield place
    inner = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in inner if isinstance(data, dict | list) else ():
        yield from (
            places_in(value, (*place, key)) if isinstance(value, dict | list) else [(*place, key)]
        )


def mutated(data, draw):
    """Return plain data in which one to three nodes are dropped, replaced, nested or doubled."""
    data = copy.deepcopy(data)
    for _ in range(draw.choice([1, 1, 1, 2, 3])):
        *way, last = draw.choice(list(places_in(data)) or [("x",)])
        parent = data
        for key in way:
            parent = parent[key]
        if last not in parent and isinstance(parent, dict):
            return data
        change = draw.randrange(5)
        if change == 0:
            del parent[last]
        elif change < 3:
            parent[last] = copy.deepcopy(draw.choice(NASTY))
        elif change == 3:
            parent[last] = [parent[last]]
        elif isinstance(parent, list):
            parent.append(copy.deepcopy(parent[last]))
        else:
            parent[draw.choice(["x", "tables", "field", "evolution"])] = draw.choice(NASTY)
    return data


def as_text(data, draw):
    depth = draw.choice([80, 900, 20_000])
    text = json.dumps(data).replace('"@deep@"', "[" * depth + "]" * depth)
    return text.replace('"@digits@"', "9" * draw.choice([400, 20_000]))


def damaged(content, draw):
    """Return bytes of which some are cut off, flipped or replaced; a Parquet footer most often."""
    made = bytearray(content)
    if draw.random() < 0.2:
        return bytes(made[: draw.randrange(len(made))])
    for _ in range(draw.choice([1, 1, 2, 8])):
        first = draw.choice([0, max(0, len(made) - 3000)])
        at = draw.randrange(first, len(made))
        made[at] = draw.choice([made[at] ^ 1 << draw.randrange(8), 0, 255, draw.randrange(256)])
    return bytes(made)


@pytest.fixture
def untroubled(monkeypatch):
    """Let rerun play nothing: what a damaged specification asks for may take hours."""

    def play(specs, threads, *, quiet):
        del threads, quiet
        small = 'participants = ["tft", "all-d", "gtft"]\nturns = 4\nhorizons = []\n'
        return played(small)[:1] * len(specs)

    monkeypatch.setattr("secdilemma.cli.play.play", play)
    monkeypatch.setattr(
        "secdilemma.populations.evolution.evolve",
        lambda found, *_: evolve(found, Settings(until=2.0)),
    )


def attempt(work):
    """Do it, or be refused."""
    with suppress(SecDilemmaError):
        work()


@pytest.mark.usefixtures("untroubled")
@pytest.mark.parametrize("kind", ["run", "scenarios", "class", "evolution"])
def test_a_directory_from_anybody_is_read_or_refused(directories, tmp_path, monkeypatch, kind):
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    whole = json.loads((directories / kind / "run.json").read_text(encoding="utf-8"))
    for number in range(BUDGET):
        draw = random.Random(f"{kind} {number}")  # noqa: S311 - the same damage every time
        folder = copytree(directories / kind, tmp_path / str(number) / "in" / "kept")
        tables = sorted(folder.glob("*.parquet"))
        path = draw.choice([folder / "run.json", folder / "run.json", *tables])
        if path.name == "run.json" and draw.random() < 0.8:
            path.write_text(as_text(mutated(whole, draw), draw), encoding="utf-8")
        else:
            path.write_bytes(damaged(path.read_bytes(), draw))
        attempt(lambda folder=folder: run_directory.load(folder, CATALOGUE))
        out = folder.parent / "out"
        with click.Context(command.rerun):
            attempt(
                lambda folder=folder, out=out: command.rerun.callback(
                    folder, 1, out, quiet=True, folders=()
                )
            )
        assert {each.name for each in (tmp_path / str(number)).iterdir()} == {"in"}
        assert {each.name for each in folder.parent.iterdir()} <= {"kept", "out"}


@pytest.mark.usefixtures("untroubled")
def test_a_page_that_would_be_written_elsewhere_is_refused(directories, tmp_path):
    folder = copytree(directories / "class", tmp_path / "kept")
    data = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    data["field"]["entries"][0]["page"] = "../../x"
    (folder / "run.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(
        ResultsError, match=r"damaged: field\.entries\[0\]\.page: got '\.\./\.\./x'; expected the"
    ):
        command.rerun.callback(folder, 1, tmp_path / "out", quiet=True, folders=())
    assert [each.name for each in tmp_path.iterdir()] == ["kept"]


def test_a_strategy_is_saved_as_its_name_says():
    """Every bundled tournament passes the checks of what is read."""
    from secdilemma.tournament.files.plain import to_data
    from secdilemma.tournament.files.saved import require_saved

    for name in ("security_dilemma", "four_worlds", "weapons_and_windows"):
        data = [{"tournament": to_data(each)} for each in load_tournament(name, CATALOGUE)]
        require_saved(json.loads(json.dumps({"format": 2, "scenarios": data})))
