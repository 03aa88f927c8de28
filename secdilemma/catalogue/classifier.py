"""axelrod's classifier of our strategies, decided from their automata."""

import math
from typing import Any

from secdilemma.automata import distributions
from secdilemma.automata.automaton import Automaton
from secdilemma.automata.exploration import explore
from secdilemma.automata.interface import Context, info_of
from secdilemma.automata.memory import memory_depth
from secdilemma.errors import GrowingMindsError
from secdilemma.games.arms import preset

GAME = "axelrod"


def classifier_of(strategy: Any) -> dict[str, Any]:
    """Return what axelrod's classifier says of a strategy, decided from its automaton.

    Where there is no finite automaton to decide from, the memory is infinite and the strategy
    counts as stochastic, so that axelrod gives it a seed and repeats its matches.

    Returns
    -------
    dict
        ``memory_depth`` as :func:`secdilemma.automata.memory.memory_depth` has it, with and
        without a game where a strategy asks for it, and infinite where it counts the turns that
        are left of a match; ``stochastic``; ``makes_use_of``, with ``"game"`` and ``"length"``;
        and four that are False.
    """
    asked = _asked_for(strategy)
    contexts = [Context()] + [Context(game=preset(GAME))] * bool(asked)
    contexts += [Context(200, preset(GAME))] * ("length" in asked)
    automata = [_automaton(strategy, context) for context in contexts]
    finite = [each for each in automata if each is not None]
    whole = len(finite) == len(automata)
    depth = max(map(memory_depth, finite)) if whole else math.inf
    return {
        "memory_depth": int(depth) if math.isfinite(depth) else depth,
        "stochastic": not (whole and all(each.deterministic for each in finite)),
        "makes_use_of": asked,
        "long_run_time": False,
        "inspects_source": False,
        "manipulates_source": False,
        "manipulates_state": False,
    }


def _automaton(strategy: Any, context: Context) -> Automaton | None:
    if not info_of(strategy).automaton:
        return None
    try:
        return explore(strategy, context)
    except GrowingMindsError:
        return None


class _Watched:
    """A context that remembers what it was asked for."""

    def __init__(self, context: Context, asked: set[str]) -> None:
        self._context = context
        self._asked = asked

    def __getattr__(self, name: str) -> Any:
        self._asked |= {_ASKED[name]} if name in _ASKED else set()
        return getattr(self._context, name)


_ASKED = {"game": "game", "turns": "length"}


def _asked_for(strategy: Any) -> set[str]:
    """Return what of a match a strategy asks for: ``game``, ``length``, both or nothing."""
    asked: set[str] = set()
    if distributions.wants_context(strategy):
        for context in (Context(), Context(200, preset(GAME))):
            watched: Any = _Watched(context, asked)
            distributions.begin(strategy, watched, info_of(strategy).name)
    return asked
