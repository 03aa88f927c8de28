"""Where matches are played for the experiments; what was played once is remembered."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from secdilemma.automata.automaton import Automaton
from secdilemma.automata.exploration import explore
from secdilemma.automata.interface import Context
from secdilemma.catalogue.catalogue import Catalogue, open_catalogue
from secdilemma.experiments.propositions.harness.cell import Cell
from secdilemma.experiments.propositions.harness.settings import Setting
from secdilemma.games.game import Game
from secdilemma.games.horizon import Horizon, turns
from secdilemma.games.perception import Perception
from secdilemma.games.war import War
from secdilemma.games.worlds import THREAT_BIAS, jervis_world
from secdilemma.institutions import Institution
from secdilemma.matches.tally import Floats
from secdilemma.tournament.participants import Participant
from secdilemma.tournament.results import Results, run
from secdilemma.tournament.specification import Tournament, Work

MATCHES = 200
LONG_TERM = turns(1000)
SHORT_TERM = turns(50)
CRISIS = War(first_strike=1.0, hazard_one_arms=0.005, hazard_both_arm=0.01)
"""War as in a crisis: likelier the more are armed, and an advantage to who strikes first."""


@dataclass
class Laboratory:
    """A setting, and every match that was played in it.

    Parameters
    ----------
    setting
        The world.
    catalogue
        Where strategies are found.
    matches
        How many matches a cell, where it has to be sampled; from 2.
    """

    setting: Setting = field(default_factory=Setting)
    catalogue: Catalogue = field(default_factory=lambda: open_catalogue(()))
    matches: int = MATCHES
    _played: dict[Any, Results] = field(default_factory=dict, repr=False)
    _made: dict[str, Any] = field(default_factory=dict, repr=False)

    def make(self, reference: str) -> Any:
        """Return a strategy, or the one that plays in its place."""
        if reference not in self._made:
            swaps = dict(self.setting.swaps)
            name = reference.partition(":")[0].partition("+")[0]
            played = swaps.get(reference, swaps.get(name, reference))
            self._made[reference] = self.catalogue.make(played)
        return self._made[reference]

    def game(self, cell: Cell, war: War | None = None) -> Game:
        """Return the stage game of a cell's balance; θ = ½ where it has none."""
        balance = cell.number("balance") if "balance" in cell.factors else 0.5
        balance = balance if self.setting.balance is None else self.setting.balance
        return jervis_world(balance, 1.0).game.at_war(self.war(war))

    def war(self, war: War | None) -> War | None:
        """Return a war model as this world has it."""
        if war is None or self.setting.peaceful:
            return None
        if not self.setting.hazard:
            return war
        names = ("winner", "loser", "cost", "first_strike", "decisiveness", "power_ratio")
        kept = {name: getattr(war, name) for name in names}
        return War(**kept, strike=war.strike, hazard=self.setting.hazard)

    def perception(self, ambiguity: float, threat_bias: float) -> Perception:
        """Return misperception as this world has it."""
        seen = 0.0 if self.setting.clear else ambiguity
        made = Perception.from_ambiguity(seen, threat_bias)
        return made.with_execution(self.setting.execution)

    def sight(self, cell: Cell) -> Perception:
        """Return the misperception of a cell; with the worlds' own bias where it has none."""
        bias = cell.number("threat_bias") if "threat_bias" in cell.factors else THREAT_BIAS
        return self.perception(cell.number("ambiguity"), bias)

    def play(
        self,
        strategies: Sequence[str | Participant],
        game: Game,
        perception: Perception,
        horizon: Horizon = LONG_TERM,
        institutions: tuple[Institution, ...] = (),
    ) -> Results:
        """Return the exact results of a round robin; payoffs are net of what institutions cost."""
        members = tuple(
            Participant(self.make(each), name=each) if isinstance(each, str) else each
            for each in strategies
        )
        names = tuple((each.name, each.greed) for each in members)
        known = all(isinstance(each, str) for each in strategies)
        key = (names, game, perception, horizon, institutions)
        if known and key in self._played:
            return self._played[key]
        spec = Tournament(
            members, game, perception, (horizon,), engine="exact", institutions=institutions
        )
        results = run(spec, Work(threads=1))
        if known:
            self._played[key] = results
        return results

    def shares(
        self,
        strategies: Sequence[str],
        game: Game,
        perception: Perception,
        horizon: Horizon = LONG_TERM,
    ) -> Floats:
        """Return the outcome shares, ndarray(float, shape (n, n, 7)), own action first."""
        return np.asarray(self.play(strategies, game, perception, horizon).outcomes[0])

    def alone(
        self, strategy: str, game: Game, perception: Perception, horizon: Horizon = LONG_TERM
    ) -> Floats:
        """Return the outcome shares of two of a kind, ndarray(float, shape (7,))."""
        return np.asarray(self.shares((strategy,), game, perception, horizon)[0, 0])

    def automaton(self, strategy: str, game: Game) -> Automaton:
        """Return what a strategy is in a match of any length."""
        return explore(self.make(strategy), Context(game=game), name=strategy)
