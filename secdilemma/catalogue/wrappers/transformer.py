"""What transformers share: a note beside the strategy's own mind, and the reading of values."""

from collections.abc import Callable
from typing import Any, ClassVar, NamedTuple

from secdilemma.automata import distributions
from secdilemma.automata.interface import Context, Mind, info_of
from secdilemma.catalogue.wrappers.base import Wrapper, written
from secdilemma.games.actions import Action

Odds = distributions.ResponseOdds
RESTRAINT: Odds = (1.0, 0.0, 0.0)
ARMING: Odds = (0.0, 1.0, 0.0)


class Noted(NamedTuple):
    """A mind with what a transformer remembers beside it."""

    note: Any
    mind: Mind

    def __repr__(self) -> str:
        return f"{self.mind}" if self.note is None else f"{self.mind}, {self.note}"


class Transformer(Wrapper):
    """A wrapper that changes what a strategy does, by what it would do and by the match so far."""

    name: ClassVar[str]
    example: ClassVar[str] = ""
    """A value, as a reference writes it; empty where it takes none."""
    asks: ClassVar[bool] = False
    """Whether it has to know the length of the match."""
    source = "Knight and others 2016"

    @classmethod
    def read(cls, text: str) -> dict[str, Any]:
        """Return its parameters from the text after the equals sign.

        Raises
        ------
        ValueError
            If the text is none of its values; the message says what was expected.
        """
        del text
        return {}

    @property
    def suffix(self) -> str:  # type: ignore[override]
        """How a reference writes it."""
        return f"{self.name}={self.value}" if self.example else self.name

    @property
    def value(self) -> str:
        """Its parameters, as a reference writes them."""
        return ""

    @property
    def begin(self) -> Callable[..., dict[Mind, float]]:
        """The beginning of the strategy within; it asks for the match if either of them does."""
        asked = self.asks or distributions.wants_context(self.strategy)
        return self._begin_told if asked else self._begin

    def _begin(self) -> dict[Mind, float]:
        return self._begin_told(Context())

    def _begin_told(self, context: Context) -> dict[Mind, float]:
        odds = distributions.begin(self.strategy, context, info_of(self).name)
        return {Noted(self.first(context), mind): p for mind, p in odds}

    def respond(self, mind: Noted) -> dict[Action, float]:
        """Return the odds over actions, as changed."""
        odds = distributions.respond(self.strategy, mind.mind, info_of(self).name)
        return dict(zip(Action, self.changed(odds, mind.note), strict=True))

    def interpret(self, mind: Noted, own: Action, seen: Action) -> dict[Mind, float]:
        """Let the strategy within interpret, and take a note."""
        within = self.own_as_told(own)
        after = distributions.interpret(self.strategy, mind.mind, within, seen, info_of(self).name)
        note = self.noted(mind.note, own, seen)
        return {Noted(note, target): p for target, p in after}

    def first(self, context: Context) -> Any:
        """Return what it remembers before the first turn."""
        del context

    def noted(self, note: Any, own: Action, seen: Action) -> Any:
        """Return what it remembers after a turn."""
        del own, seen
        return note

    def own_as_told(self, own: Action) -> Action:
        """Return what the strategy within takes for its own action."""
        return own

    def changed(self, odds: Odds, note: Any) -> Odds:
        """Return the odds of restraint, arming and striking, from those of the strategy within."""
        raise NotImplementedError


class Plain(Transformer):
    """A transformer with no parameters."""

    def __init__(self, strategy: Any) -> None:
        super().__init__(strategy)


class Chance(Transformer):
    """A transformer with one probability."""

    example = "0.1"

    def __init__(self, strategy: Any, p: float) -> None:
        super().__init__(strategy)
        self.p = probability(p)

    @classmethod
    def read(cls, text: str) -> dict[str, Any]:
        """Return the probability."""
        return {"p": probability(text)}

    @property
    def value(self) -> str:
        """The probability."""
        return written(self.p)


def probability(value: object) -> float:
    """Return a probability from a number or a text such as ``0.1`` or ``1/3``."""
    try:
        above, slash, below = str(value).partition("/")
        made = float(above) / float(below) if slash else float(above)
    except (ValueError, ZeroDivisionError):
        made = -1.0
    if isinstance(value, bool) or not 0.0 <= made <= 1.0:
        raise ValueError("a probability, from 0 to 1")
    return made


def count(value: object, least: int = 0) -> int:
    """Return a whole number from a number or a text."""
    text = str(value).strip()
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= 1_000:
        raise ValueError(f"a whole number from {least} to 1,000")
    return int(text)


def sequence(value: object) -> str:
    """Return a sequence of moves as a text of C and D."""
    text = str(value).strip().upper()
    if not text or set(text) - {"C", "D"}:
        raise ValueError("moves, as in CCD")
    return text
