"""Our strategies as axelrod's players: :func:`as_player`.

axelrod has one kind of error, of execution, and both sides remember what was done, not what was
meant. So a player here is told, each turn, its own realised action from its history: an error of
its own changes its mind as it does in our engine.
"""

import math
from typing import Any

import axelrod

from secdilemma.automata.automaton import Automaton, name_of
from secdilemma.automata.interface import Context, as_strategy, build
from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.catalogue.classifier import classifier_of
from secdilemma.errors import StrategyError
from secdilemma.games.actions import ARM, RESTRAIN, Action
from secdilemma.games.game import Game
from secdilemma.games.payoffs import Payoffs
from secdilemma.matches import draws
from secdilemma.matches.interpreted import Seat

C, D = axelrod.Action.C, axelrod.Action.D


def as_player(strategy: Any, **parameters: Any) -> "SecDilemmaPlayer":
    """Return a strategy of ours as an :class:`axelrod.Player`.

    Parameters
    ----------
    strategy
        A reference such as ``"kydd-reassurer"`` or ``"gtft:generosity=0.1+sensibility=0.5"``, a
        class that ``@strategy`` made, an object with the three methods, or an
        :class:`~secdilemma.Automaton`.
    parameters
        Of a strategy that is given by reference or class.

    Returns
    -------
    axelrod.Player
        For ``axelrod.Match``, ``Tournament``, ``MoranProcess`` and fingerprints. A strike, where
        the strategy would strike, is defection, for axelrod has no third action.

    Raises
    ------
    SecDilemmaError
        If there is no such strategy or parameter, or a parameter beside a strategy that is made.

    Examples
    --------
    >>> import axelrod
    >>> from secdilemma.catalogue.axelrod import as_player
    >>> match = axelrod.Match((as_player("grim"), axelrod.Alternator()), turns=5)
    >>> match.play()
    [(C, C), (C, D), (D, C), (D, D), (D, C)]
    """
    if isinstance(strategy, str):
        made = open_catalogue().make(strategy, parameters)
    elif isinstance(strategy, type):
        made = build(strategy, parameters)
    elif parameters:
        names = ", ".join(parameters)
        raise StrategyError(f"as_player: got {names} beside a strategy that is made already.")
    else:
        made = strategy
    return SecDilemmaPlayer(as_strategy(made))


class SecDilemmaPlayer(axelrod.Player):  # type: ignore[misc]
    """A strategy of ours; make it with :func:`as_player`.

    Parameters
    ----------
    strategy
        An object with ``begin``, ``respond`` and ``interpret``; a reference is made into one.
    """

    name = "secdilemma"

    def __init__(self, strategy: Any = "tft") -> None:
        if isinstance(strategy, str):
            strategy = open_catalogue().make(strategy)
        self.init_kwargs = {"strategy": strategy}
        self.inner = strategy
        prefix = type(self).name.removesuffix(SecDilemmaPlayer.name)  # of axelrod's transformers
        self.name = f"{prefix}{name_of(strategy)}"
        if "classifier" not in vars(self):  # a reset keeps what a transformer made of it
            self.classifier = classifier_of(strategy)
        super().__init__()

    def receive_match_attributes(self) -> None:
        """Forget the match; the length and the game are read when the next one begins."""
        self._seat: Seat | None = None
        self._mind: Any = None
        self._turns = -1  # turns that the mind knows of; -1 before it has begun

    def strategy(self, opponent: Any) -> Any:
        """Catch up with the history, then respond."""
        own, seen = self.history, opponent.history
        seat = self._seat
        if seat is None or self._turns > len(own):
            seat = self._seat = Seat(self.inner, self.name, self._context(), striking=False)
            self._mind, self._turns = seat.begin(self._draw()), 0
        while self._turns < len(own):
            event = _ours(own[self._turns]), _ours(seen[self._turns])
            self._mind = seat.interpret(self._mind, *event, self._draw())
            self._turns += 1
        return D if seat.respond(self._mind, self._draw()) else C

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SecDilemmaPlayer) and self._state() == other._state()

    __hash__ = None  # type: ignore[assignment]  # as all of axelrod's players: it is changed by play

    def __repr__(self) -> str:
        return self.name

    def _state(self) -> tuple[Any, ...]:
        inner = _tables(self.inner) if isinstance(self.inner, Automaton) else self.inner
        history = (list(self.history), self.history.coplays)
        return type(self), self.name, inner, history, self._mind, self.match_attributes

    def _context(self) -> Context:
        """Return what the strategy may ask for, of the match that is on."""
        length = self.match_attributes["length"]
        turns = int(length) if 0 < length < math.inf else None
        return Context(turns, _game(self.match_attributes["game"]))

    def _draw(self) -> int:
        """Return 32 random bits of the player's own stream; axelrod seeds whatever needs them."""
        if not self.classifier["stochastic"]:
            return 0
        return int(self._random.random() * draws.CERTAIN)


def _game(game: Any) -> Game | None:
    """Return axelrod's game as ours; None if it has no R, P, S and T, for then it has seats."""
    if not hasattr(game, "RPST"):
        return None
    R, P, S, T = (float(each) for each in game.RPST())
    return Game("axelrod", Payoffs(T=T, R=R, P=P, S=S))


def _ours(action: Any) -> Action:
    return RESTRAIN if action == C else ARM


def _tables(automaton: Automaton) -> tuple[Any, ...]:
    """Return what two equal automata have in common."""
    arrays = (
        automaton.start,
        automaton.responses,
        automaton.edge_start,
        automaton.edge_target,
        automaton.edge_probability,
    )
    return automaton.name, automaton.minds, *(each.tobytes() for each in arrays)
