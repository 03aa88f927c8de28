"""Change over time: this run against an earlier one, row by row."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from secdilemma.errors import ResultsError

NOTICE = 1.25  # a median that moved by less is not worth a word: machines are noisier than that


def read(path: Path) -> dict[str, Any]:
    """Return an earlier run, as ``secdilemma bench --format json`` printed it.

    Raises
    ------
    ResultsError
        If there is no such file, or it is something else.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ResultsError(f"{path}: cannot be read: {error.strerror}.") from None
    except ValueError as error:
        raise ResultsError(f"{path}: no JSON: {error}.") from None
    if not isinstance(data, dict) or not isinstance(data.get("rows"), list):
        raise ResultsError(f"{path}: got no benchmark; expected what bench --format json prints.")
    return data


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[tuple[str, str], float]:
    """Return how much better each row has become, by question and case.

    2 is twice as good, 0.5 half as good, whichever way the unit runs; only what both measured.
    """
    old = {(row["question"], row["case"]): row for row in before["rows"]}
    made = {}
    for row in after["rows"]:
        name = (row["question"], row["case"])
        then, now = old.get(name, {}).get("value"), row["value"]
        if then and now and old[name]["unit"] == row["unit"]:
            made[name] = now / then if more_is_better(row) else then / now
    return made


def more_is_better(row: Mapping[str, Any]) -> bool:
    """Whether a row counts what should be large: it says so, or it is a rate."""
    return bool(row["more"]) or str(row["unit"]).endswith("a second")


def words_of(factor: float) -> str:
    """Return a change in words; empty where it is too small to notice."""
    if factor >= NOTICE:
        return f"{factor:.2g} x better"
    return f"{1 / factor:.2g} x worse" if factor <= 1 / NOTICE else "same"
