"""A data file being read: its words and parameters, and what is wrong with it."""

import keyword
import re
from collections.abc import Callable, Mapping
from typing import Any

from secdilemma.automata.interface import NAME
from secdilemma.automata.parameters import Parameter
from secdilemma.errors import StrategyError, suggestion

ACTIONS = {"restrain": "RESTRAIN", "arm": "ARM", "strike": "STRIKE"}
"""How a file writes the actions."""

_ABOUT_PARAMETERS = ("default", "low", "high", "meaning", "source")
_LONGEST_LINE, _MOST_LINES = 300, 20
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_RESERVED = {*ACTIONS, "min", "max", "self", "rules", "begin", "respond", "interpret", "for_game"}
_MEANINGS = {
    "name": "lower-case words joined by hyphens, such as tit-for-tat.",
    "school": 'the school of thought it stands for, or "classic".',
    "about": "its idea in a line.",
}


class DataFile:
    """The data of one file; what is wrong is gathered, not raised.

    Parameters
    ----------
    data
        As TOML has it.
    name
        The strategy's name where the file gives none.
    """

    def __init__(self, data: dict[str, Any], name: str) -> None:
        self.data = data
        self.problems: list[str] = []
        self.name = self.text("name", name)
        if not NAME.fullmatch(self.name):
            self.wrong("name", f"got {self.name!r}; expected {_MEANINGS['name']}")
        self.parameters = self._parameters()

    def wrong(self, where: str, text: str) -> None:
        """Note something that is wrong, in one line that a terminal can show."""
        line = f"{where}: {text}" if where else text
        line = line if len(line) <= _LONGEST_LINE else f"{line[: _LONGEST_LINE - 1]}…"
        self.problems.append("".join(each if each.isprintable() else "�" for each in line))

    def require_sound(self) -> None:
        """Raise if anything is wrong.

        Raises
        ------
        StrategyError
            With a line for each problem, up to 20.
        """
        found = list(dict.fromkeys(self.problems))
        if found:
            rest = [f"… and {len(found) - _MOST_LINES:,} more."] * (len(found) > _MOST_LINES)
            raise StrategyError(*found[:_MOST_LINES], *rest)

    def attempt(self, where: str, make: Callable[[], Any]) -> Any:
        """Return what `make` returns; None, with the reason noted, where it raises."""
        try:
            return make()
        except StrategyError as error:
            for line in error.lines:
                self.wrong(where, line)
            return None

    def require_known(self, where: str, table: Mapping[str, Any], known: tuple[str, ...]) -> None:
        """Note every key that is none of `known`."""
        for key in table:
            if key not in known:
                place = f"{where}.{key}" if where else key
                self.wrong(place, f"unknown key.{suggestion(key, known)}")

    def text(self, key: str, default: str | None = None) -> str:
        """Return the text of a key."""
        value = self.data.get(key, default)
        if value is None:
            self.wrong(key, "missing; expected " + _MEANINGS[key])
        elif not isinstance(value, str) or not value.strip():
            self.wrong(key, f"got {value!r}; expected {_MEANINGS[key]}")
        else:
            return value.strip()
        return "missing"  # which is never used: what is wrong is raised before

    def texts(self, key: str) -> list[str]:
        """Return the list of texts of a key; an empty one where there is no such key."""
        value = self.data.get(key, [])
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return value
        self.wrong(key, f"got {value!r}; expected a list of texts.")
        return []

    def _parameters(self) -> dict[str, Parameter | None]:
        given = self.data.get("parameters", {})
        if not isinstance(given, dict):
            self.wrong("parameters", f"got {given!r}; expected a table.")
            return {}
        return {key: self._parameter(key, value) for key, value in given.items()}

    def sound_parameters(self) -> tuple[Parameter, ...]:
        """Return the parameters in which nothing is wrong."""
        return tuple(each for each in self.parameters.values() if each is not None)

    def _parameter(self, key: str, given: Any) -> Parameter | None:
        where = f"parameters.{key}"
        before = len(self.problems)
        table = given if isinstance(given, dict) else {"default": given}
        self.require_known(where, table, _ABOUT_PARAMETERS)
        if not _NAME.fullmatch(key) or keyword.iskeyword(key) or key in _RESERVED:
            rule = "lower-case letters, digits and _, and no word that has another meaning"
            self.wrong(where, f"it cannot be called {key!r}; expected {rule}.")
        default = table.get("default")
        if not isinstance(default, bool) and not is_number(default):
            self.wrong(where, f"default: got {default!r}; expected a number, true or false.")
        for bound in ("low", "high"):
            if not is_number(table.get(bound, 0)):
                self.wrong(where, f"{bound}: got {table[bound]!r}; expected a number.")
        for word in ("meaning", "source"):
            if not isinstance(table.get(word, ""), str):
                self.wrong(where, f"{word}: got {table[word]!r}; expected a text.")
        if len(self.problems) > before:
            return None
        about = {"low": None, "high": None, "meaning": "", "source": "assumption", **table}
        made = Parameter(key, type(default), **about)
        checked = self.attempt("", lambda: made.check("parameters", default))
        return None if checked is None else made


def is_number(value: object) -> bool:
    """Whether a value is a number that arithmetic can bear."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and -1e300 < value < 1e300  # type: ignore[operator]
