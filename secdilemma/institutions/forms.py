"""Institutions as plain data: the tables of a tournament file, and back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from secdilemma.automata.interface import described
from secdilemma.catalogue.wrappers.references import unwrapped
from secdilemma.errors import SecDilemmaError, TournamentError, suggestion
from secdilemma.institutions import KINDS, Institution

Maker = Callable[[str], Any]
"""Makes a strategy of a reference, such as ``osgood-grit:first=3``."""


def read_institutions(
    entries: Sequence[Any], where: str, make: Maker
) -> tuple[tuple[Institution, ...], list[str]]:
    """Return the institutions of ``[[institutions]]``, and a line for everything wrong.

    Parameters
    ----------
    entries
        The tables of the file.
    where
        What messages call the list, such as ``institutions``.
    make
        Makes a strategy of its reference.
    """
    made: list[Institution] = []
    problems: list[str] = []
    for k, entry in enumerate(entries):
        place = f"{where}[{k}]"
        wrong = _wrong(entry, place, make)
        problems += wrong
        if not wrong:
            try:
                made.append(_made(entry, make))
            except SecDilemmaError as error:
                problems.append(f"{place}: {error}")
    return tuple(made), problems


def to_data(institution: Institution) -> dict[str, Any]:
    """Return an institution as plain data, enough to make it again.

    Raises
    ------
    TournamentError
        If it holds a strategy that no file could name.
    """
    data: dict[str, Any] = {"kind": institution.kind}
    for field in fields(institution):
        value = getattr(institution, field.name)
        if field.name == "by" and value is not None:
            inner, wrappings = unwrapped(value)
            value = described(inner) + wrappings
        if value is not None:
            data[field.name] = list(value) if isinstance(value, tuple) else value
    return data


def from_data(data: Mapping[str, Any], make: Maker) -> Institution:
    """Return the institution that :func:`to_data` described.

    Raises
    ------
    TournamentError
        If something in it is wrong.
    """
    made, problems = read_institutions([data], "institutions", make)
    if problems:
        raise TournamentError(*problems)
    return made[0]


def _made(entry: Mapping[str, Any], make: Maker) -> Institution:
    values = {key: value for key, value in entry.items() if key != "kind"}
    if "members" in values:
        values["members"] = tuple(values["members"])
    if "by" in values:
        values["by"] = make(values["by"])
    return KINDS[entry["kind"]](**values)


def _wrong(entry: Any, place: str, make: Maker) -> list[str]:
    """Return what is wrong with the form of an entry."""
    if not isinstance(entry, Mapping):
        return [f"{place}: got {entry!r}; expected a table with a kind."]
    kind = entry.get("kind")
    if kind is None:
        return [f"{place}.kind: missing; expected one of {', '.join(KINDS)}."]
    if not isinstance(kind, str) or kind not in KINDS:
        hint = suggestion(str(kind), KINDS)
        return [f"{place}.kind: got {kind!r}; expected one of {', '.join(KINDS)}.{hint}"]
    defaults = {each.name: each.default for each in fields(KINDS[kind])}
    lines = []
    for key, value in entry.items():
        if key == "kind":
            continue
        if key not in defaults:
            hint = suggestion(key, defaults)
            lines.append(
                f"{place}.{key}: unknown key; expected one of {', '.join(defaults)}.{hint}"
            )
        elif problem := _wrong_value(key, value, defaults[key], make):
            lines.append(f"{place}.{key}: {problem}")
    return lines


def _wrong_value(key: str, value: Any, default: Any, make: Maker) -> str | None:
    if key == "members":
        texts = isinstance(value, list) and all(isinstance(each, str) for each in value)
        return None if texts else f"got {value!r}; expected a list of participants' names."
    if key == "by":
        return _wrong_strategy(value, make)
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number:
        return f"got {value!r}; expected a number."
    if isinstance(default, int) and not isinstance(value, int):
        return f"got {value!r}; expected a whole number."
    return None


def _wrong_strategy(value: Any, make: Maker) -> str | None:
    if not isinstance(value, str):
        return f"got {value!r}; expected a strategy."
    try:
        make(value)
    except SecDilemmaError as error:
        return str(error)
    return None
