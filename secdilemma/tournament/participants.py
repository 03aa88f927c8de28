"""A participant: a strategy in a tournament, with a name of its own and, maybe, its own payoffs."""

from dataclasses import dataclass, field, replace
from typing import Any

from secdilemma.automata.automaton import Automaton, name_of
from secdilemma.automata.exploration import explore
from secdilemma.automata.interface import Context, as_strategy, info_of
from secdilemma.errors import GrowingMindsError, TournamentError, check_payoff
from secdilemma.games.game import Game
from secdilemma.games.payoffs import Payoffs
from secdilemma.io.texts import check_name


@dataclass(frozen=True, slots=True)
class Participant:
    """A strategy that takes part.

    Parameters
    ----------
    strategy
        An object with ``begin``, ``respond`` and ``interpret``, or an :class:`Automaton`.
    name
        Its name in this tournament; by default the strategy's, with the parameters that differ
        from their defaults.
    greed
        γ >= 0, added to what arming alone pays it (Glaser 2010).
    payoffs
        Its own payoffs in place of the game's.
    reference
        How a tournament file would name the strategy.
    """

    strategy: Any
    name: str = ""
    greed: float = 0.0
    payoffs: Payoffs | None = None
    reference: str = ""
    school: str = field(init=False)
    finite: bool = field(init=False)

    def __post_init__(self) -> None:
        info = info_of(self.strategy)
        is_automaton = isinstance(self.strategy, Automaton)
        object.__setattr__(self, "reference", self.reference or name_of(self.strategy))
        object.__setattr__(self, "name", self.name or self.reference)
        check_name("name", self.name)
        object.__setattr__(self, "school", info.school)
        object.__setattr__(self, "finite", is_automaton or info.automaton)
        object.__setattr__(self, "greed", check_payoff(f"{self.name}.greed", self.greed, 0.0))

    def automaton(self, context: Context) -> Automaton:
        """Return the automaton that it is in a match; the same object where nothing differs.

        Raises
        ------
        StrategyError
            If it misbehaves or has too many minds; the message names the participant.
        """
        return explore(self.strategy, context, name=self.name)

    def automaton_or_live(self, context: Context) -> Automaton | None:
        """Return the automaton that it is in a match; None if it must be played live.

        Raises
        ------
        StrategyError
            If it misbehaves, or has too many minds and cannot be played live.
        """
        try:
            return self.automaton(context)
        except GrowingMindsError:
            if hasattr(self.strategy, "session"):
                return None
            raise

    def view(self, game: Game, seat: int) -> Game:
        """Return the game as this participant knows it: with its own payoffs in its seat."""
        if not self.greed and self.payoffs is None:
            return game
        own, other = self.payoffs_in(game.payoffs(seat)), game.payoffs(1 - seat)
        row, column = (own, other) if seat == 0 else (other, own)
        return replace(game, row=row, column=column)

    def payoffs_in(self, base: Payoffs) -> Payoffs:
        """Return its payoffs in a game whose seat pays `base`."""
        own = self.payoffs or base
        return own.with_greed(self.greed) if self.greed else own


def as_participant(value: Any) -> Participant:
    """Return `value` if it is a participant, else the participant that it is the strategy of.

    Raises
    ------
    StrategyError
        If it has not the three methods.
    """
    if isinstance(value, Participant):
        return value
    return Participant(as_strategy(value))


def distinctly_named(participants: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """Return the participants if no two share a name.

    Raises
    ------
    TournamentError
        If two do, or there are none.
    """
    if not participants:
        raise TournamentError("participants: got none; expected at least one strategy.")
    seen: set[str] = set()
    for each in participants:
        if each.name in seen:
            raise TournamentError(
                f"participants: two are called {each.name!r}; expected distinct names "
                f"(give one of them a name of its own)."
            )
        seen.add(each.name)
    return participants
