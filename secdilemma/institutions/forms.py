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
        values, wrong = _values(entry, place, make)
        problems += wrong
        if not wrong:
            try:
                made.append(KINDS[entry["kind"]](**values))
            except SecDilemmaError as error:
                problems.append(str(error.at(place)))
    return tuple(made), problems


def _values(entry: Any, place: str, make: Maker) -> tuple[dict[str, Any], list[str]]:
    """Return what an entry gives its kind, by parameter, and a line for everything wrong."""
    if not isinstance(entry, Mapping):
        return {}, [f"{place}: got {entry!r}; expected a table with a kind."]
    known = ", ".join(KINDS)
    kind = entry.get("kind")
    if kind is None:
        return {}, [f"{place}.kind: missing; expected one of {known}."]
    if not isinstance(kind, str) or kind not in KINDS:
        hint = suggestion(str(kind), KINDS)
        return {}, [f"{place}.kind: got {kind!r}; expected one of {known}.{hint}"]

    defaults = {each.name: each.default for each in fields(KINDS[kind])}
    values = {key: value for key, value in entry.items() if key != "kind"}
    problems = []
    for key, value in values.items():
        if key not in defaults:
            rule = f"expected one of {', '.join(defaults)}.{suggestion(key, defaults)}"
            problems.append(f"{place}.{key}: unknown key; {rule}")
            continue
        try:
            values[key], rule = _value(key, value, defaults[key], make)
        except SecDilemmaError as error:
            problems.append(str(error.at(f"{place}.{key}")))
        else:
            problems += [f"{place}.{key}: got {value!r}; expected {rule}."] if rule else []
    return values, problems


def _value(key: str, value: Any, default: Any, make: Maker) -> tuple[Any, str]:
    """Return the value of a parameter, and what it should have been: "" where it is right."""
    if key == "members":
        names = isinstance(value, list) and all(isinstance(each, str) for each in value)
        return (tuple(value), "") if names else (value, "a list of participants' names")
    if key == "by":
        return (make(value), "") if isinstance(value, str) else (value, "a strategy")
    if not isinstance(value, int | float) or isinstance(value, bool):
        return value, "a number"
    whole = not isinstance(default, int) or isinstance(value, int)
    return value, "" if whole else "a whole number"


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
