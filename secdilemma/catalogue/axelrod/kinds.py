"""The strategy classes of axelrod by name, and a class with its parameters set."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from secdilemma.catalogue.axelrod.facts import facts
from secdilemma.catalogue.axelrod.library import PREFIX, library, library_version
from secdilemma.errors import UnknownNameError, suggestion

Value = int | float | bool | str


@dataclass(frozen=True, slots=True)
class Kind:
    """One strategy class of axelrod: its name here, its class and its name there."""

    name: str
    class_name: str
    title: str

    @property
    def cls(self) -> Any:
        """The class, of the imported axelrod."""
        return getattr(library(), self.class_name)

    @property
    def player(self) -> Any:
        """A player with the default parameters, to be looked at and not to be played."""
        return _player(self.class_name)

    @property
    def reference(self) -> str:
        """How a reference names it."""
        return PREFIX + self.name


@cache
def _player(class_name: str) -> Any:
    return getattr(library(), class_name)()


@cache
def kinds() -> dict[str, Kind]:
    """Return every strategy class of axelrod by the name that it has here, sorted."""
    known = [Kind(each.name, each.cls, each.title) for each in facts().values()]
    return {each.name: each for each in known} or kinds_of()


def kinds_of() -> dict[str, Kind]:
    """Return them as the installed axelrod has them, which imports it."""
    every = library().all_strategies
    made = [Kind(plain_name(each.name), each.__name__, each.name) for each in every]
    return {each.name: each for each in sorted(made, key=lambda each: each.name)}


def plain_name(title: str) -> str:
    """Return ``win-stay-lose-shift`` for ``Win-Stay Lose-Shift``: words in lower case."""
    greek = title.replace("\\", "").replace("$", "").replace("(s)", "s")
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", greek)
    return re.sub(r"[^a-z0-9]+", "-", apart.lower()).strip("-")


def squeezed(name: str) -> str:
    """Return a name in lower case without spaces, hyphens and signs."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


@cache
def _squeezed_names() -> dict[str, Kind]:
    found = {}
    for kind in kinds().values():
        for name in (kind.name, kind.title, kind.class_name):
            found[squeezed(name)] = kind
    return found


def find(name: str) -> Kind:
    """Return the class of a name: ``TitForTat``, ``"Tit For Tat"`` and ``tit-for-tat`` are one.

    Raises
    ------
    UnknownNameError
        If axelrod has none of that name; the nearest is suggested.
    """
    kind = _squeezed_names().get(squeezed(name))
    if kind is not None:
        return kind
    hint = suggestion(plain_name(name.strip(" \"'")), kinds(), PREFIX)
    raise UnknownNameError(
        f"{PREFIX}{name}: axelrod {library_version()} has no strategy of that name.{hint} "
        f"(secdilemma strategies --from axelrod lists all {len(kinds())})"
    )


@dataclass(frozen=True)
class Variant:
    """A strategy of axelrod with some of its parameters set.

    Parameters
    ----------
    name
        As :func:`find` knows it.
    values
        The parameters that differ from their defaults.
    """

    name: str
    values: tuple[tuple[str, Value], ...] = ()

    @property
    def kind(self) -> Kind:
        """Its class."""
        return find(self.name)

    @property
    def reference(self) -> str:
        """How a reference names it."""
        values = ",".join(f"{key}={_text(value)}" for key, value in self.values)
        return f"axelrod:{self.name}" + (f":{values}" if values else "")


def _text(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
