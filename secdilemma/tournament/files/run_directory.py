"""A run directory: written whole or not at all, read back, and played again.

``run.json`` holds the resolved specification and the versions, ``pairs.parquet`` every array by
column, and ``ranking.csv`` the ranking; none of them says when or where, so a rerun gives the same
bytes. A directory may come from anybody: nothing in it is believed unchecked.
"""

import csv
import io
import json
import math
import os
import platform
import stat
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from secdilemma.catalogue.catalogue import BUNDLED, Catalogue
from secdilemma.catalogue.sources import source_name
from secdilemma.catalogue.strangers import kept_out
from secdilemma.errors import ResultsError, SecDilemmaError, UnknownNameError
from secdilemma.io.atomic import Place, write_whole
from secdilemma.io.disk import Content
from secdilemma.io.parquet import Columns, coded, pieces_in
from secdilemma.io.texts import cell
from secdilemma.tournament.files.arrays import from_lists, from_pieces
from secdilemma.tournament.files.plain import from_data, to_data
from secdilemma.tournament.files.saved import require_saved
from secdilemma.tournament.results import (
    ARRAYS,
    KEYS,
    NUMBERS,
    SEAT_COLUMNS,
    Results,
)
from secdilemma.tournament.specification import Tournament
from secdilemma.version import __version__

if TYPE_CHECKING:
    import pyarrow

FORMAT = 2
PAIRS = "pairs.parquet"


def save(results: Sequence[Results], folder: Path | Place, *, overwrite: bool = False) -> Path:
    """Write a run directory and return it.

    Parameters
    ----------
    results
        One, or one a scenario.
    folder
        Must not exist, unless `overwrite` is set and it is a run directory; a place was taken
        beforehand.

    Raises
    ------
    ResultsError
        If it exists or cannot be written; then nothing is left behind.
    """
    return write_whole(files_of(results), folder, overwrite=overwrite)


def summary(results: Sequence[Results]) -> dict[str, Any]:
    """Return the specification and the ranking of each scenario as plain data."""
    scenarios = [
        {"tournament": to_data(each.tournament), "ranking": _plain_rows(each)} for each in results
    ]
    return {"format": FORMAT, "software": _software_of(results), "scenarios": scenarios}


def _software_of(results: Sequence[Results]) -> dict[str, str]:
    """Return the versions that these results depend on, of packages with strategies in them too."""
    members = (each for result in results for each in result.tournament.participants)
    lent = {source_name(each.reference) for each in members} - {""}
    return software() | {name: version(name) for name in sorted(lent)}


def _plain_rows(results: Results) -> list[dict[str, Any]]:
    return [{key: plain(value) for key, value in row.items()} for row in ranking_rows(results)]


def files_of(results: Sequence[Results]) -> dict[str, Content]:
    """Return what every file of a run directory holds."""
    return {
        "run.json": json_bytes(run_data(results)),
        PAIRS: pairs_of(results),
        "ranking.csv": ranking_csv(results).encode(),
    }


def json_bytes(data: dict[str, Any]) -> bytes:
    """Return data as the text of a run.json."""
    return (json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False) + "\n").encode()


def run_data(results: Sequence[Results]) -> dict[str, Any]:
    """Return what run.json holds: the specifications and the versions."""
    scenarios = [{"tournament": to_data(each.tournament)} for each in results]
    return {"format": FORMAT, "software": _software_of(results), "scenarios": scenarios}


def pairs_of(results: Sequence[Results]) -> Columns:
    """Return the file of all arrays: a row a scenario, horizon, participant and opponent."""
    return Columns(lambda: pair_pieces(results), ("scenario", *KEYS))


def pair_pieces(results: Sequence[Results]) -> "Iterator[pyarrow.Table]":
    """Yield the rows of :meth:`Results.pieces` of each scenario, with its name in front."""
    import pyarrow

    schema = _schema(seats=any(each.payoff_by_seat is not None for each in results))
    for each in results:
        for piece in each.pieces():
            named = coded(np.zeros(len(piece), np.int32), [each.tournament.title])
            columns = {"scenario": named} | dict(
                zip(piece.column_names, piece.columns, strict=True)
            )
            absent = pyarrow.nulls(len(piece), pyarrow.float64())
            made = [columns.get(name, absent) for name in schema.names]
            yield pyarrow.table(made, schema=schema)


def _schema(*, seats: bool) -> "pyarrow.Schema":
    """Return the columns of pairs.parquet; `seats` where a game of it is asymmetric."""
    import pyarrow

    word = pyarrow.dictionary(pyarrow.int32(), pyarrow.string())
    fields = [(name, word) for name in ("scenario", *KEYS)]
    fields += [(name, pyarrow.float64()) for name in NUMBERS]
    fields += [("repetitions", pyarrow.int64()), ("lane", word)]
    fields += [(name, pyarrow.float64()) for name in (SEAT_COLUMNS if seats else ())]
    return pyarrow.schema(fields)


def opened(folder: Path, name: str) -> BinaryIO:
    """Return an ordinary file of a directory, open for reading.

    Raises
    ------
    ResultsError
        If it is none: a link that leads out of the directory, a pipe, or not there.
    """
    path = folder / name
    try:
        inside = path.resolve().is_relative_to(folder.resolve())
        if not inside or not stat.S_ISREG(path.stat().st_mode):
            raise ResultsError(f"{path}: no ordinary file of the directory.")
        return path.open("rb")
    except (OSError, RuntimeError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise ResultsError(f"{folder}: no run directory: {name}: {why}.") from error


def read(folder: Path, catalogue: Catalogue) -> tuple[list[Tournament], dict[str, Any]]:
    """Return the tournaments of a run directory, and all that its run.json holds.

    Raises
    ------
    ResultsError
        If it is no run directory, is damaged, or was written by a newer version.
    """
    path = folder / "run.json"
    data = _parsed(folder)
    found = data.get("format") if isinstance(data, dict) else None
    if type(found) is not int or "scenarios" not in data:
        raise ResultsError(f"{path}: damaged: it has no format number and scenarios.")
    if found > FORMAT:
        raise ResultsError(
            f"{path}: format {found}, written by {_writer(data)}; this is secdilemma "
            f"{__version__}, which reads formats up to {FORMAT}. Upgrade to read it."
        )
    try:
        require_saved(data)
    except SecDilemmaError as error:
        raise ResultsError(f"{path}: damaged: {error}") from error
    with ExitStack() as closed:
        for each in _folders_of_entries(data, catalogue):
            closed.enter_context(kept_out(each))
        return [_specification(each, path, catalogue) for each in data["scenarios"]], data


def _folders_of_entries(data: dict[str, Any], catalogue: Catalogue) -> list[Path]:
    """Return the folders of strategies that hold entries of a field that was not trusted."""
    field = data.get("field")
    if not field or not field["held"]:
        return []
    files = {each["file"] for each in field["entries"]}
    own = [each.path for each in catalogue.folders if each.origin != BUNDLED]
    return [each for each in own if not files.isdisjoint(os.listdir(each))]  # noqa: PTH208


def _parsed(folder: Path) -> Any:
    def refuse(text: str) -> None:
        raise ValueError(f"{text} is no finite number")

    path = folder / "run.json"
    with opened(folder, path.name) as stream:
        try:
            return json.loads(stream.read().decode(), parse_constant=refuse)
        except OSError as error:
            raise ResultsError(f"{path}: cannot be read: {error.strerror}.") from error
        except RecursionError as error:
            raise ResultsError(f"{path}: damaged: it is nested too deeply.") from error
        except ValueError as error:
            why = str(error).partition("; use")[0]  # how to allow longer numbers helps nobody
            raise ResultsError(f"{path}: damaged: {why}.") from error


def _writer(data: dict[str, Any]) -> str:
    software = data.get("software")
    made = software.get("secdilemma") if isinstance(software, dict) else None
    return f"secdilemma {made:.40}" if isinstance(made, str) else "a newer version"


def _specification(scenario: Any, path: Path, catalogue: Catalogue) -> Tournament:
    try:
        return from_data(scenario["tournament"], catalogue)
    except UnknownNameError as error:
        raise ResultsError(f"{path}: {error}") from error
    except SecDilemmaError as error:
        raise ResultsError(f"{path}: damaged: {error}") from error


def load(folder: Path, catalogue: Catalogue) -> list[Results]:
    """Return the results of a run directory: one, or one a scenario.

    Raises
    ------
    ResultsError
        As :func:`read` does, or if it keeps no arrays or they do not fit its specification.
    """
    specs, data = read(folder, catalogue)
    if "evolution" in data:
        raise ResultsError(f"{folder}: it keeps an evolution; rerun runs it again.")
    if data["format"] == 1:
        lists = [each.get("arrays") for each in data["scenarios"]]
        if not all(lists):
            raise ResultsError(
                f"{folder}: it keeps no arrays, for it is large; rerun plays it again."
            )
        path = folder / "run.json"
        return [from_lists(spec, each, path) for spec, each in zip(specs, lists, strict=True)]
    path = folder / PAIRS
    rows = sum(len(each.horizons) * len(each.participants) ** 2 for each in specs)
    schema = _schema(seats=not all(each.game.symmetric for each in specs))
    with opened(folder, PAIRS) as stream:
        pieces = pieces_in(path, stream, schema, rows)
        return [from_pieces(spec, pieces, path) for spec in specs]


def ranking_rows(results: Results) -> list[dict[str, Any]]:
    """Return the ranking as one row a participant, best first."""
    scores, field, own = results.scores, results.field_restraint, results.self_restraint
    arming = results.field_mean(results.arming, with_self=False)
    rows = []
    for rank, i in results.ranking():
        each = results.tournament.participants[i]
        row = {
            "scenario": results.tournament.title,
            "rank": rank,
            "participant": each.name,
            "school": each.school,
            "score": float(scores[0, i]),
            "restraint_in_field": float(field[0, i]),
            "arming_in_field": float(arming[0, i]),
        }
        for h, label in enumerate(results.horizon_labels):
            row[f"restraint_with_itself_{label}"] = float(own[h, i])
        rows.append(row)
    return rows


def ranking_csv(results: Sequence[Results]) -> str:
    """Return the rankings as CSV, a row a participant and scenario."""
    return as_csv([row for each in results for row in ranking_rows(each)])


def pairs_csv(results: Sequence[Results]) -> Iterator[str]:
    """Yield the table of :func:`pairs_of` as CSV, a piece at a time."""
    import pyarrow
    from pyarrow import csv as arrow

    options = arrow.WriteOptions(include_header=False, quoting_style="needed")
    for k, piece in enumerate(pair_pieces(results)):
        if not k:
            yield ",".join(piece.column_names) + "\n"
        text = pyarrow.BufferOutputStream()
        arrow.write_csv(pyarrow.table(_cells(piece)), text, options)
        yield text.getvalue().to_pybytes().decode()


def _cells(piece: "pyarrow.Table") -> dict[str, "pyarrow.Array"]:
    """Return columns as CSV shows them: absent numbers are null."""
    import pyarrow

    made = {}
    for name, column in zip(piece.column_names, piece.columns, strict=True):
        array = column.combine_chunks()
        if isinstance(array, pyarrow.DictionaryArray):
            words = [_cell(word) for word in array.dictionary.to_pylist()]
            made[name] = coded(array.indices.to_numpy(), words)
        else:
            made[name] = pyarrow.array(column.to_numpy(), from_pandas=True)
    return made


def pairs_json(results: Sequence[Results], **more: Any) -> Iterator[str]:
    """Yield run.json with every array in it as nested lists, a piece at a time.

    Parameters
    ----------
    results
        One, or one a scenario.
    more
        What else stands beside the scenarios.
    """
    head = run_data(results) | more
    scenarios = head.pop("scenarios")
    yield f'{_opened(head)}, "scenarios": ['
    for k, (scenario, each) in enumerate(zip(scenarios, results, strict=True)):
        yield f'{", " if k else ""}{_opened(scenario)}, "arrays": {{'
        for number, name in enumerate(ARRAYS):
            yield f'{", " if number else ""}"{name}": '
            yield from _array_json(getattr(each, name))
        yield "}}"
    yield "]}\n"


def _opened(data: dict[str, Any]) -> str:
    """Return a JSON object without the brace that ends it."""
    return json.dumps(data, ensure_ascii=False, allow_nan=False)[:-1]


def _array_json(array: Any) -> Iterator[str]:
    if array is None or array.ndim == 1:
        yield json.dumps(None if array is None else plain(array.tolist()))
        return
    for k, part in enumerate(array):
        yield ", " if k else "["
        yield from _array_json(part)
    yield "]"


def as_csv(rows: list[dict[str, Any]]) -> str:
    """Return rows as CSV; an absent number is an empty cell."""
    text = io.StringIO()
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(text, names, lineterminator="\n", restval="")
    writer.writerow({name: cell(name) for name in names})
    writer.writerows({key: _cell(value) for key, value in row.items()} for row in rows)
    return text.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, float):
        return "" if math.isnan(value) else repr(value)
    return cell(value) if isinstance(value, str) else value


def plain(value: Any) -> Any:
    """Return a value as JSON has it: what is nan or infinite is None."""
    if isinstance(value, list):
        return [plain(each) for each in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def software() -> dict[str, str]:
    """Return the versions that results depend on."""
    return {
        "secdilemma": __version__,
        "python": platform.python_version(),
        "numpy": version("numpy"),
        "numba": version("numba"),
        "pyarrow": version("pyarrow"),
    }
