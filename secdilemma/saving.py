"""A run directory: written whole or not at all, read back, and played again.

``run.json`` holds the resolved specification, the versions and every array, and ``pairs.csv`` and
``ranking.csv`` the tables; none of them says when or where, so a rerun gives the same bytes.
"""

import csv
import io
import json
import math
import os
import platform
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

import secdilemma
from secdilemma.bridges.axelrod.incoming.library import is_reference
from secdilemma.catalogue import BUNDLED, Catalogue
from secdilemma.errors import ResultsError, SecDilemmaError, UnknownNameError
from secdilemma.results import Results
from secdilemma.schema.plain import from_data, to_data
from secdilemma.strangers import kept_out
from secdilemma.tournament import Tournament

FORMAT = 1
FILES = ("run.json", "pairs.csv", "ranking.csv")
_ARRAYS = (
    "payoff",
    "payoff_deviation",
    "payoff_error",
    "outcomes",
    "restraint_error",
    "war",
    "war_turn",
    "lane",
    "repetitions",
    "payoff_by_seat",
)


def save(results: Sequence[Results], folder: Path, *, overwrite: bool = False) -> Path:
    """Write a run directory and return it.

    Parameters
    ----------
    results
        One, or one a scenario.
    folder
        Must not exist, unless `overwrite` is set and it is a run directory.

    Raises
    ------
    ResultsError
        If it exists or cannot be written; then nothing is left behind.
    """
    return write_whole(encoded(files_of(results)), folder, overwrite=overwrite)


def encoded(texts: Mapping[str, str]) -> dict[str, bytes]:
    """Return what files of some texts hold."""
    return {name: text.encode() for name, text in texts.items()}


def write_whole(contents: dict[str, bytes], folder: Path, *, overwrite: bool = False) -> Path:
    """Write files into a new directory, all of them or none, and return it.

    Parameters
    ----------
    contents
        What each file holds, by name; a name may have folders in it.
    folder, overwrite
        As :func:`save` takes them.

    Raises
    ------
    ResultsError
        If it exists or cannot be written; then nothing is left behind.
    """
    replaceable = overwrite and (folder / "run.json").is_file()
    if folder.exists() and not replaceable:
        raise ResultsError(f"{folder}: it exists already; expected a new directory.")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise ResultsError(f"{folder}: cannot be written: {error.strerror}.") from error
    try:
        for name, content in contents.items():
            (made / name).parent.mkdir(parents=True, exist_ok=True)
            (made / name).write_bytes(content)
        made.chmod(0o755)
        if replaceable:
            shutil.rmtree(folder)
        made.replace(folder)
    except OSError as error:
        raise ResultsError(f"{folder}: cannot be written: {error.strerror}.") from error
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return folder


def require_writable(folder: Path) -> None:
    """Raise, before any work is done, where :func:`save` would.

    Raises
    ------
    ResultsError
        If the folder exists, or its nearest existing parent cannot be written to.
    """
    if folder.exists():
        raise ResultsError(f"{folder}: it exists already; expected a new directory.")
    parent = next(each for each in folder.absolute().parents if each.exists())
    try:
        tempfile.TemporaryDirectory(prefix=".secdilemma-", dir=parent).cleanup()
    except OSError as error:
        rule = f"{parent} is not a writable directory"
        raise ResultsError(f"{folder}: cannot be written: {rule}.") from error


def summary(results: Sequence[Results]) -> dict[str, Any]:
    """Return the specification and the ranking of each scenario as plain data."""
    scenarios = [
        {"tournament": to_data(each.tournament), "ranking": _plain_rows(each)} for each in results
    ]
    return {"format": FORMAT, "software": _software_of(results), "scenarios": scenarios}


def _software_of(results: Sequence[Results]) -> dict[str, str]:
    """Return the versions that these results depend on, of packages with strategies in them too."""
    members = (each for result in results for each in result.tournament.participants)
    lent = any(is_reference(each.reference) for each in members)
    return software() | ({"axelrod": version("axelrod")} if lent else {})


def _plain_rows(results: Results) -> list[dict[str, Any]]:
    return [{key: plain(value) for key, value in row.items()} for row in ranking_rows(results)]


def files_of(results: Sequence[Results]) -> dict[str, str]:
    """Return the text of every file of a run directory."""
    return {
        "run.json": json.dumps(run_data(results), indent=1, ensure_ascii=False, allow_nan=False)
        + "\n",
        "pairs.csv": pairs_csv(results),
        "ranking.csv": ranking_csv(results),
    }


def run_data(results: Sequence[Results], *, with_arrays: bool = True) -> dict[str, Any]:
    """Return what run.json holds: the specifications, the versions and, if asked, the arrays."""
    scenarios = [
        {"tournament": to_data(each.tournament)}
        | ({"arrays": _arrays(each)} if with_arrays else {})
        for each in results
    ]
    return {"format": FORMAT, "software": _software_of(results), "scenarios": scenarios}


def read(folder: Path, catalogue: Catalogue) -> tuple[list[Tournament], dict[str, Any]]:
    """Return the tournaments of a run directory, and all that its run.json holds.

    Raises
    ------
    ResultsError
        If it is no run directory, is damaged, or was written by a newer version.
    """
    path = folder / "run.json"
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ResultsError(f"{folder}: no run directory: {path.name}: {error.strerror}.") from error
    except ValueError as error:
        raise ResultsError(f"{path}: damaged: {error}.") from error
    found = data.get("format") if isinstance(data, dict) else None
    if not isinstance(found, int) or "scenarios" not in data:
        raise ResultsError(f"{path}: damaged: it has no format number and scenarios.")
    if found > FORMAT:
        raise ResultsError(
            f"{path}: format {found}, written by {_writer(data)}; this is secdilemma "
            f"{secdilemma.__version__}, which reads formats up to {FORMAT}. Upgrade to read it."
        )
    with ExitStack() as closed:
        for each in _folders_of_entries(data, catalogue):
            closed.enter_context(kept_out(each))
        return [_specification(each, path, catalogue) for each in _scenarios(data, path)], data


def _folders_of_entries(data: dict[str, Any], catalogue: Catalogue) -> list[Path]:
    """Return the folders of strategies that hold entries of a field that was not trusted."""
    field = data.get("field")
    if not isinstance(field, dict) or not field.get("held"):
        return []
    entries = field.get("entries")
    rows = [each for each in entries if isinstance(each, dict)] if isinstance(entries, list) else []
    files = {file for each in rows if isinstance(file := each.get("file"), str)}
    own = [each.path for each in catalogue.folders if each.origin != BUNDLED]
    return [each for each in own if not files.isdisjoint(os.listdir(each))]  # noqa: PTH208


def _writer(data: dict[str, Any]) -> str:
    software = data.get("software")
    made = software.get("secdilemma") if isinstance(software, dict) else None
    return f"secdilemma {made}" if isinstance(made, str) else "a newer version"


def _scenarios(data: dict[str, Any], path: Path) -> list[Any]:
    given = data["scenarios"]
    if not isinstance(given, list) or not given:
        raise ResultsError(f"{path}: damaged: scenarios: got {given!r:.60}; expected some.")
    return given


def _specification(scenario: Any, path: Path, catalogue: Catalogue) -> Tournament:
    try:
        return from_data(scenario["tournament"], catalogue)
    except UnknownNameError as error:
        raise ResultsError(f"{path}: {error}") from error
    except SecDilemmaError as error:
        raise ResultsError(f"{path}: damaged: {error}") from error
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ResultsError(f"{path}: damaged: its specification is not whole: {error}.") from error


def load(folder: Path, catalogue: Catalogue) -> list[Results]:
    """Return the results of a run directory: one, or one a scenario.

    Raises
    ------
    ResultsError
        As :func:`read` does, or if it keeps no arrays or they do not fit its specification.
    """
    specs, data = read(folder, catalogue)
    if not all("arrays" in each for each in data["scenarios"]):
        raise ResultsError(f"{folder}: it keeps no arrays, for it is large; rerun plays it again.")
    return [
        _results(spec, each["arrays"], folder / "run.json")
        for spec, each in zip(specs, data["scenarios"], strict=True)
    ]


def _results(spec: Tournament, arrays: dict[str, Any], path: Path) -> Results:
    h, n = len(spec.horizons), len(spec.participants)
    shapes = {"outcomes": (h, n, n, 7), "payoff_by_seat": (h, 2, n, n)}
    made: dict[str, Any] = {}
    for name in _ARRAYS:
        given = arrays.get(name)
        if given is None and name == "payoff_by_seat":
            continue
        kind = np.int64 if name in ("lane", "repetitions") else np.float64
        try:
            made[name] = np.array(given, dtype=kind)
        except (TypeError, ValueError) as error:
            raise ResultsError(f"{path}: damaged: {name} is no array of numbers.") from error
        if made[name].shape != shapes.get(name, (h, n, n)):
            raise ResultsError(f"{path}: damaged: {name} has shape {made[name].shape}.")
    return Results(tournament=spec, **made)


def ranking_rows(results: Results) -> list[dict[str, Any]]:
    """Return the ranking as one row a participant, best first."""
    scores, field, own = results.scores, results.field_restraint, results.self_restraint
    rows = []
    for rank, i in results.ranking():
        each = results.tournament.participants[i]
        row = {
            "scenario": results.tournament.name,
            "rank": rank,
            "participant": each.name,
            "school": each.school,
            "score": float(scores[0, i]),
            "restraint_in_field": float(field[0, i]),
            "arming_in_field": float(results.field_mean(results.arming, with_self=False)[0, i]),
        }
        for h, label in enumerate(results.horizon_labels):
            row[f"restraint_with_itself_{label}"] = float(own[h, i])
        rows.append(row)
    return rows


def ranking_csv(results: Sequence[Results]) -> str:
    """Return the rankings as CSV, a row a participant and scenario."""
    return as_csv([row for each in results for row in ranking_rows(each)])


def pairs_csv(results: Sequence[Results]) -> str:
    """Return every array as CSV, a row a scenario, horizon, participant and opponent."""
    rows = []
    for each in results:
        columns = {"scenario": [each.tournament.name] * each.payoff.size, **each.rows()}
        rows += [
            dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)
        ]
    return as_csv(rows)


def as_csv(rows: list[dict[str, Any]]) -> str:
    """Return rows as CSV; an absent number is an empty cell."""
    text = io.StringIO()
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(text, names, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows({key: _cell(value) for key, value in row.items()} for row in rows)
    return text.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, float):
        return "" if math.isnan(value) else repr(value)
    return value


def _arrays(results: Results) -> dict[str, Any]:
    made = {}
    for name in _ARRAYS:
        array = getattr(results, name)
        made[name] = None if array is None else plain(array.tolist())
    return made


def plain(value: Any) -> Any:
    """Return a value as JSON has it: what is nan or infinite is None."""
    if isinstance(value, list):
        return [plain(each) for each in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def software() -> dict[str, str]:
    """Return the versions that results depend on."""
    return {
        "secdilemma": secdilemma.__version__,
        "python": platform.python_version(),
        "numpy": version("numpy"),
        "numba": version("numba"),
    }
