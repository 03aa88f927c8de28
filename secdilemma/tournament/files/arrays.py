"""The arrays of a run directory, read and checked: rows of a Parquet file, or nested lists."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from secdilemma.errors import ResultsError
from secdilemma.matches.tally import Floats, Lane
from secdilemma.tournament.results import ARRAYS, NUMBERS, OUTCOME_NAMES, SEAT_COLUMNS, Results
from secdilemma.tournament.specification import Tournament

if TYPE_CHECKING:
    import pyarrow

_LANES = tuple(each.word for each in Lane)


def from_pieces(spec: Tournament, pieces: "Iterator[pyarrow.Table]", path: Path) -> Results:
    """Return the results of a tournament, from the pieces of a table that are next.

    Raises
    ------
    ResultsError
        If the rows are not those of the tournament, or a number is none that one gives.
    """
    h, n = len(spec.horizons), len(spec.participants)
    names = NUMBERS if spec.game.symmetric else (*NUMBERS, *SEAT_COLUMNS)
    flat: dict[str, Any] = {name: np.empty(h * n * n) for name in names}
    flat |= {name: np.empty(h * n * n, np.int64) for name in ("lane", "repetitions")}
    at = 0
    while at < h * n * n:
        piece = next(pieces, None)
        if piece is None or not 0 < len(piece) <= h * n * n - at:
            raise ResultsError(f"{path}: damaged: its row groups are others.")
        span = slice(at, at + len(piece))
        _require_labels(spec, piece, np.arange(span.start, span.stop), path)
        for name, values in flat.items():
            column = piece[name]
            values[span] = _places(column, _LANES) if name == "lane" else column.to_numpy()
        at = span.stop
    _require_ranges(flat, path)
    grids = {name: values.reshape(h, n, n) for name, values in flat.items()}
    made = {name: grids[name] for name in ARRAYS if name in grids}
    made["outcomes"] = np.stack([grids[name] for name in OUTCOME_NAMES], axis=-1)
    if not spec.game.symmetric:
        made["payoff_by_seat"] = np.stack([grids[name] for name in SEAT_COLUMNS], axis=1)
    return Results(tournament=spec, **made)


def _places(column: "pyarrow.ChunkedArray", words: Sequence[str]) -> Any:
    """Return where each word of a column stands among `words`; -1 where it does not."""
    found = {word: k for k, word in enumerate(words)}
    made = []
    for chunk in column.chunks:
        known = [found.get(word, -1) for word in chunk.dictionary.to_pylist()]
        codes = chunk.indices.fill_null(len(known)).to_numpy(zero_copy_only=False)
        made.append(np.array([*known, -1], np.int64)[codes])
    return np.concatenate(made)


def _require_labels(spec: Tournament, piece: "pyarrow.Table", rows: Any, path: Path) -> None:
    n = len(spec.participants)
    labels = tuple(each.label for each in spec.horizons)
    expected = {
        "scenario": ((spec.title,), rows * 0),
        "horizon": (labels, rows // n**2),
        "participant": (spec.names, rows // n % n),
        "opponent": (spec.names, rows % n),
    }
    for name, (words, places) in expected.items():
        if not np.array_equal(_places(piece[name], words), places):
            raise ResultsError(f"{path}: damaged: its {name}s are not those of run.json.")


def _require_ranges(flat: dict[str, Any], path: Path) -> None:
    for name in (*OUTCOME_NAMES, "war"):
        if (np.abs(flat[name] - 0.5) > 0.5 + 1e-6).any():
            raise ResultsError(f"{path}: damaged: {name}: expected shares from 0 to 1.")
    for name in ("lane", "repetitions"):
        if (flat[name] < 0).any():
            raise ResultsError(f"{path}: damaged: {name}: expected what a tournament gives.")


def from_lists(spec: Tournament, arrays: dict[str, Any], path: Path) -> Results:
    """Return the results of a tournament, from nested lists, as directories of format 1 have them.

    Raises
    ------
    ResultsError
        If an array has another shape, or holds what no tournament gives.
    """
    h, n = len(spec.horizons), len(spec.participants)
    sizes = {"horizon": h, "seat": 2, "participant": n, "opponent": n, "outcome": 7}
    made: dict[str, Any] = {}
    for name, (axes, _) in ARRAYS.items():
        given = arrays.get(name)
        if given is None and name == "payoff_by_seat" and spec.game.symmetric:
            continue
        try:
            made[name] = _array(given, tuple(sizes[axis] for axis in axes))
        except (ValueError, OverflowError) as error:
            raise ResultsError(f"{path}: damaged: {name}: {error}.") from error
    for name in ("lane", "repetitions"):
        most = max(Lane) if name == "lane" else 2**53
        if not ((made[name] >= 0) & (made[name] <= most)).all():
            raise ResultsError(f"{path}: damaged: {name}: expected what a tournament gives.")
        made[name] = made[name].astype(np.int64)
    return Results(tournament=spec, **made)


def _array(given: Any, shape: tuple[int, ...]) -> Floats:
    """Return nested lists of finite numbers, None for what is none of them, as an array.

    Raises
    ------
    ValueError, OverflowError
        If they are not of that shape, or hold anything else.
    """
    cells = [given]
    for size in shape:
        if not all(isinstance(each, list) and len(each) == size for each in cells):
            raise ValueError(f"expected an array of shape {shape}")
        cells = [cell for each in cells for cell in each]
    if not all(each is None or type(each) in {int, float} for each in cells):
        raise ValueError("expected numbers")
    made = np.array(cells, np.float64)
    if np.isinf(made).any():
        raise ValueError("expected finite numbers")
    return made.reshape(shape)
