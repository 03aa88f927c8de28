"""Strategies as data: a TOML file of minds, responses and transitions, loaded without running code.

Every error of a file is reported at once, in a sentence each.
"""

from collections.abc import Mapping
from functools import cache, partial
from itertools import product
from pathlib import Path
from typing import Any

from secdilemma.automata.exploration import MIND_LIMIT
from secdilemma.catalogue.data.expressions import Expression, constant, parse
from secdilemma.catalogue.data.fields import ACTIONS, DataFile, is_number
from secdilemma.catalogue.data.rules import Event, Odds, Rules, strategy_class
from secdilemma.errors import SecDilemmaError, StrategyError, suggestion
from secdilemma.games.actions import ARM, RESTRAIN, Action
from secdilemma.io.inputs import data_of, text_of

MEMORY_ONE = "memory-one"
VECTOR = ("cc", "cd", "dc", "dd", "first")
EVENTS: tuple[Event, ...] = tuple(product((RESTRAIN, ARM), (RESTRAIN, ARM)))
_LETTERS = {action.letter: action.name for action in Action}
_KEYS = ("name", "school", "about", "cites", "aliases", "parameters", "start", "minds")
_VECTOR_KEYS = ("memory_one", "first")
_AFTER = ("C", "D", "CC", "CD", "DC", "DD", "always")
_RESPONSES = (
    '"restrain", "arm" or "strike", a chance of restraint such as 0.5 or "1 - p", or a table of '
    "odds such as { restrain = 0.5, strike = 0.5 }"
)


def read_strategy(path: Path) -> type:
    """Return the strategy class of a TOML file; nothing in the file is run.

    Raises
    ------
    StrategyError
        If the file cannot be read or anything in it is wrong; the message has a line an error.
    """
    return parse_strategy(_read(path), path.stem.lower().replace("_", "-"))


def parse_strategy(text: str, name: str = "") -> type:
    """Return the strategy class that a TOML text describes.

    Parameters
    ----------
    text
        The TOML; see docs/writing-strategies.md for every key.
    name
        Its name where the text gives none.

    Raises
    ------
    StrategyError
        If anything in it is wrong; the message has a line an error.
    """
    try:
        data = data_of(text)
    except SecDilemmaError as error:
        raise StrategyError(str(error)) from error
    return _Reader(data, name).strategy()


@cache
def memory_one() -> type:
    """Return the strategy class ``memory-one``, of which four numbers decide."""
    return read_strategy(memory_one_file())


def memory_one_file() -> Path:
    """Return the file of ``memory-one``, which is itself data."""
    return Path(__file__).with_name("memory_one.toml")


def vector_values(text: str) -> dict[str, str]:
    """Return the parameters of ``memory-one`` from ``1,1/3,0,1``.

    Parameters
    ----------
    text
        Four numbers, or a fifth for the first turn, separated by commas.

    Raises
    ------
    StrategyError
        If there are more or fewer.
    """
    parts = [part.strip() for part in text.split(",")]
    if len(parts) not in (4, 5):
        raise StrategyError(
            f"{MEMORY_ONE}: got {text!r} after the colon; expected the chances of restraint after "
            f"CC, CD, DC and DD, such as {MEMORY_ONE}:1,0,0,1, or parameters by name."
        )
    return dict(zip(VECTOR, parts, strict=False))


def _read(path: Path) -> str:
    try:
        return text_of(path)
    except SecDilemmaError as error:
        raise StrategyError(str(error)) from error


class _Reader(DataFile):
    """Reads the minds of one file."""

    def strategy(self) -> type:
        words = {"school": self.text("school"), "cites": self.texts("cites")}
        words["aliases"] = self.texts("aliases")
        about = self.text("about")
        rules = self._rules()
        self.require_known("", self.data, (*_KEYS, *_VECTOR_KEYS))
        self.require_sound()
        make = partial(strategy_class, rules, self.name, about, self.sound_parameters(), **words)
        made = self.attempt("", make)
        if made is not None:
            self.attempt("", made)
        self.require_sound()
        return made  # type: ignore[no-any-return]

    def _rules(self) -> Rules:
        if "memory_one" in self.data:
            return self._vector()
        minds = self.data.get("minds")
        if not isinstance(minds, dict) or not minds:
            got = "missing" if minds is None else f"got {minds!r}"
            self.wrong("minds", f"{got}; expected a table a mind, such as [minds.calm].")
            return Rules((), {}, {})
        if "first" in self.data:
            self.wrong("first", "expected only beside memory_one.")
        if len(minds) > MIND_LIMIT:
            self.wrong("minds", f"got {len(minds):,}; expected up to {MIND_LIMIT:,}.")
        start = self._minds_after("start", self.data.get("start", next(iter(minds))), minds)
        responses: dict[str, Odds] = {}
        moves: dict[tuple[str, Event], Odds] = {}
        for mind, table in minds.items():
            where = f"minds.{mind}"
            if not mind.isprintable() or not mind.strip():
                self.wrong("minds", f"got {mind!r}; expected a name that can be printed in a line.")
            if not isinstance(table, dict):
                self.wrong(where, f"got {table!r}; expected a table with respond and what follows.")
                continue
            self.require_known(where, table, ("respond", *_AFTER))
            responses[mind] = self._response(where, table)
            moves |= {
                (mind, event): odds for event, odds in self._moves(where, table, minds).items()
            }
        return Rules(start, responses, moves)

    def _response(self, where: str, table: Mapping[str, Any]) -> Odds:
        given, where = table.get("respond"), f"{where}.respond"
        if given is None:
            self.wrong(where, f"missing; expected {_RESPONSES}.")
        elif isinstance(given, str) and (word := ACTIONS.get(given) or _LETTERS.get(given)):
            return ((word, constant(1.0)),)
        elif isinstance(given, dict):
            self.require_known(where, given, tuple(ACTIONS))
            return self._odds(where, {str(ACTIONS.get(key, key)): p for key, p in given.items()})
        elif isinstance(given, str | float):
            near = suggestion(given, ACTIONS) if isinstance(given, str) else ""
            return _restraint(self._probability(where, given, near))
        else:
            self.wrong(where, f"got {given!r}; expected {_RESPONSES}.")
        return ()

    def _moves(self, where: str, table: Mapping[str, Any], minds: Any) -> dict[Event, Odds]:
        read = {key: self._minds_after(f"{where}.{key}", table[key], minds)
                for key in _AFTER if key in table}  # fmt: skip
        used = {event: _most_specific(event, read) for event in EVENTS}
        missing = [_letters(event) for event, key in used.items() if key is None]
        if missing:
            listed = f"{' and '.join(missing)} is missing (own action, seen action)"
            rule = "a key for each, C or D for what was seen, or always"
            self.wrong(where, f"what follows {listed}; expected {rule}.")
        for key in read:
            if key not in used.values():
                self.wrong(
                    f"{where}.{key}", "it never applies, for other keys say more; remove it."
                )
        return {event: read[key] for event, key in used.items() if key is not None}

    def _minds_after(self, where: str, given: Any, minds: Mapping[str, Any]) -> Odds:
        if isinstance(given, str):
            given = {given: 1.0}
        if not isinstance(given, dict) or not given:
            self.wrong(where, f"got {given!r}; expected a mind, or odds such as {{ calm = 0.5 }}.")
            return ()
        for mind in given:
            if mind not in minds:
                self.wrong(where, f"no mind is called {mind!r}.{suggestion(mind, minds)}")
        return self._odds(where, given)

    def _odds(self, where: str, given: Mapping[str, Any]) -> Odds:
        return tuple((key, self._probability(f"{where}.{key}", p)) for key, p in given.items())

    def _probability(self, where: str, given: Any, near: str = "") -> Expression:
        if is_number(given):
            return constant(given)
        if isinstance(given, str):
            try:
                return parse(given, self.parameters)
            except StrategyError as error:
                self.wrong(where, f"{error}{near}")
        else:
            self.wrong(where, f"got {given!r}; expected a probability or an expression.")
        return constant(0.0)

    def _vector(self) -> Rules:
        for key in ("minds", "start"):
            if key in self.data:
                self.wrong(key, "it stands beside memory_one; expected only one of them.")
        given = self.data["memory_one"]
        if not isinstance(given, list) or len(given) != 4:
            rule = "the chance of restraint after CC, CD, DC and DD, such as [1, 0, 0, 1]"
            self.wrong("memory_one", f"got {given!r}; expected {rule}.")
            return Rules((), {}, {})
        minds = [_letters(event) for event in EVENTS]
        responses = {
            mind: _restraint(self._probability(f"memory_one[{k}]", p))
            for k, (mind, p) in enumerate(zip(minds, given, strict=True))
        }
        if "first" in self.data:
            responses = {
                "start": _restraint(self._probability("first", self.data["first"]))
            } | responses
        moves = {
            (mind, event): ((_letters(event), constant(1.0)),)
            for mind in responses
            for event in EVENTS
        }
        return Rules(((next(iter(responses)), constant(1.0)),), responses, moves)


def _restraint(p: Expression) -> Odds:
    return (("RESTRAIN", p), ("ARM", Expression("", ("-", 1.0, p.tree))))


def _most_specific(event: Event, read: Mapping[str, Odds]) -> str | None:
    """Return the key that decides what follows CD, such as CD itself, else D, else always."""
    keys = (_letters(event), event[1].letter, "always")
    return next((key for key in keys if key in read), None)


def _letters(event: Event) -> str:
    return event[0].letter + event[1].letter
