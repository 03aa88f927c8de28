"""Whether a native strategy is what axelrod's own player is, move for move.

Beside the automaton runs axelrod's player with its real history. Where chance moves it, every state
that it may be in is carried along with its probability, so that the probability of restraint is
compared in every turn and no sampling error comes in.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from secdilemma.automata.automaton import Automaton
from secdilemma.automata.interface import Context
from secdilemma.catalogue.axelrod.branches import Branching, every_way
from secdilemma.catalogue.axelrod.facts import DEFAULT_GAME
from secdilemma.catalogue.axelrod.kinds import find
from secdilemma.catalogue.axelrod.library import attributes_of, library
from secdilemma.catalogue.axelrod.snapshots import copied, frozen, replaced
from secdilemma.catalogue.axelrod.strategy import AxelrodStrategy
from secdilemma.games.actions import Action

OPPONENTS = (
    "alternator",
    "cooperator",
    "defector",
    "tit-for-tat",
    "grudger",
    "win-stay-lose-shift",
    "cycler-cccdcd",
    "evolved-fsm-16",
    "thue-morse",
    "tit-for-2-tats",
    "random",
    "zd-extort-2",
)
"""A spread of axelrod's own strategies, and with ``random`` one that tries everything."""
TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Agreement:
    """What comparing found: turns compared, turns that differ, the largest difference."""

    turns: int
    differences: int
    largest: float


def compare(strategy: AxelrodStrategy, turns: int, noise: float = 0.0, seed: int = 1) -> Agreement:
    """Return how a native strategy compares with axelrod's player over axelrod's opponents.

    Parameters
    ----------
    turns
        The length of every match.
    noise
        The chance that a move is the other one than was meant, of either side; both sides see and
        remember what was done, which is axelrod's noise.
    seed
        Of the opponents, of noise and of the player's own moves where it leaves them to chance.

    Raises
    ------
    StrategyError
        If the strategy is not native in such a match.
    """
    automaton = strategy.as_automaton(Context(turns))
    found = [
        gap for name in OPPONENTS for gap in gaps(strategy, automaton, name, turns, noise, seed)
    ]
    return Agreement(len(found), sum(gap > TOLERANCE for gap in found), max(found))


def gaps(
    strategy: AxelrodStrategy, automaton: Automaton, name: str, turns: int, noise: float, seed: int
) -> Iterator[float]:
    """Yield the difference between the two probabilities of restraint in each turn of a match."""
    luck = random.Random(f"{seed} {name} {noise} {strategy.reference}")  # noqa: S311 - not a secret
    attributes = attributes_of(turns, DEFAULT_GAME)
    opponent = find(name).cls()
    opponent.set_match_attributes(**attributes)
    opponent.set_seed(luck.getrandbits(31))
    theirs, ours = _Players(strategy, attributes), _Minds(automaton)
    for _ in range(turns):
        p, q = theirs.decide(), ours.restrain
        yield abs(p - q)
        meant = Action.RESTRAIN if luck.random() < p else Action.ARM
        answer = Action(opponent.strategy(theirs.any) == library().Action.D)
        own, seen = (_flipped(move, noise, luck) for move in (meant, answer))
        theirs.learn(meant, own, seen)
        ours.learn(meant, own, seen)
        moves = theirs.moves
        opponent.update_history(moves[seen], moves[own])


def _flipped(move: Action, noise: float, luck: random.Random) -> Action:
    return Action(1 - move) if luck.random() < noise else move


class _Minds:
    """The minds that an automaton may be in, with their probabilities."""

    def __init__(self, automaton: Automaton) -> None:
        self.automaton = automaton
        self.odds = automaton.begin()

    @property
    def restrain(self) -> float:
        """The probability of restraint."""
        responses = self.automaton.responses
        return sum(p * float(responses[mind, 0]) for mind, p in self.odds.items())

    def learn(self, meant: Action, own: Action, seen: Action) -> None:
        """Condition on the intended move, and follow what happened."""
        responses = self.automaton.responses
        likely = {mind: p * float(responses[mind, meant]) for mind, p in self.odds.items()}
        whole = sum(likely.values())
        if whole == 0:  # it never means that: the difference is counted, and the match goes on
            likely, whole = self.odds, 1.0
        after: dict[int, float] = {}
        for mind, weight in likely.items():
            for target, q in self.automaton.transition(mind, own, seen).items():
                after[target] = after.get(target, 0.0) + weight * q / whole
        self.odds = {mind: p for mind, p in after.items() if p > 0}


class _Players:
    """Every state that axelrod's player may be in, with its probability."""

    def __init__(self, strategy: AxelrodStrategy, attributes: dict[str, Any]) -> None:
        axelrod = library()
        self.moves = (axelrod.Action.C, axelrod.Action.D)
        self.source = Branching(self.moves)
        self.other = axelrod.MockPlayer([self.moves[0]])
        player = strategy.make()
        player.set_match_attributes(**attributes)
        self.sure = not axelrod.Classifiers["stochastic"](player)
        if not self.sure:
            player.set_seed(0)
            replaced(player, self._branching)
        self.states: list[tuple[Any, float]] = [(player, 1.0)]
        self.decided: list[tuple[Any, Action, float]] = []

    @property
    def any(self) -> Any:
        """One of them: they all have the same history."""
        return self.states[0][0]

    def decide(self) -> float:
        """Let each decide; return the probability of restraint."""
        self.decided = [
            (after, Action(move == self.moves[1]), weight * p)
            for player, weight in self.states
            for p, (after, move) in self._ways(player)
        ]
        return sum(weight for _, move, weight in self.decided if move == Action.RESTRAIN)

    def learn(self, meant: Action, own: Action, seen: Action) -> None:
        """Keep those that meant a move, and tell them what happened."""
        kept = [(player, weight) for player, move, weight in self.decided if move == meant]
        whole = sum(weight for _, weight in kept)
        merged: dict[Any, tuple[Any, float]] = {}
        for player, weight in kept:
            player.update_history(self.moves[own], self.moves[seen])
            key = 0 if self.sure else frozen(_without_history(player))
            merged[key] = (player, merged.get(key, (None, 0.0))[1] + weight / whole)
        self.states = list(merged.values())
        self.other.history.append(self.moves[seen], self.moves[own])

    def _ways(self, player: Any) -> list[tuple[float, Any]]:
        if self.sure:
            return [(1.0, (player, player.strategy(self.other)))]

        def act() -> tuple[Any, Any]:
            twin = copied(player)
            return twin, twin.strategy(self.other)

        return every_way(self.source, act)

    def _branching(self, value: Any, _: Any) -> Any:
        return self.source if isinstance(value, library().random_.RandomGenerator) else value


def _without_history(player: Any) -> dict[str, Any]:
    return {k: v for k, v in sorted(vars(player).items()) if k not in {"_history", *_UNCHANGED}}


_UNCHANGED = ("match_attributes", "init_kwargs", "classifier", "_random", "_seed")
