"""What is measured of each participant before anyone judges it.

All but the field is measured in self-play: whether a strategy can keep the peace with its own kind
is the question, and whether others can take advantage of it the second one.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from secdilemma.authoring import Context
from secdilemma.automaton import Automaton
from secdilemma.errors import StrategyError
from secdilemma.horizons import LONG_RUN, Horizon, turns
from secdilemma.participants import Participant
from secdilemma.perception import Perception
from secdilemma.recovery import NO_AUTOMATON, Recovery, mistake_of, recover
from secdilemma.results import Results, run
from secdilemma.tournament import Tournament, Work

SHORT_TERM = turns(50)


@dataclass(frozen=True, slots=True)
class Metrics:
    """One participant, measured.

    Parameters
    ----------
    name
        Of the participant.
    horizon
        The horizon that `restraint` and what follows from it are of: the long run where it is
        known, else the longest that is.
    restraint, restraint_error
        Share of turns of mutual restraint with itself, and its standard error; 0 where exact.
    ceiling
        The most restraint that execution errors allow, (1 - e_C)².
    short_term
        Mutual restraint with itself over 50 turns, or over the shortest horizon that was played.
    without_error
        Mutual restraint with itself at `horizon` if nothing goes wrong.
    efficiency
        (payoff - P) / (R - P) with itself; nan unless R > P.
    recovery
        What one mistake does.
    invader, gap, gap_error
        Who of the field does best against it, and by how much more a turn than it does against
        itself; the error is 0 where exact.
    field
        Mutual restraint with the others.
    repetitions
        Matches behind what was sampled; 0 where nothing was.
    """

    name: str
    horizon: Horizon
    restraint: float
    restraint_error: float
    ceiling: float
    short_term: float
    without_error: float
    efficiency: float
    recovery: Recovery
    invader: str
    gap: float
    gap_error: float
    field: float
    repetitions: int

    @property
    def kept(self) -> float:
        """Restraint as a share of what execution errors allow; nan where they allow none."""
        return self.restraint / self.ceiling if self.ceiling else math.nan

    @property
    def kept_error(self) -> float:
        """The standard error of :attr:`kept`.

        Where all matches of a sample came out the same, that of two more successes and two more
        failures (Agresti and Coull 1998): no spread among few matches is no certainty.
        """
        if not self.ceiling:
            return math.nan
        if self.restraint_error == 0 and self.repetitions > 0:
            n = self.repetitions + 4
            share = (min(1.0, self.kept) * self.repetitions + 2) / n
            return math.sqrt(share * (1 - share) / n)
        return self.restraint_error / self.ceiling


def measure(
    results: Results, work: Work | None = None, only: Sequence[int] | None = None
) -> list[Metrics]:
    """Return the metrics of every participant, or of `only` some, in order.

    Parameters
    ----------
    results
        Of a tournament; one with the long run among its horizons says most.
    work
        For the matches without error that are played besides.
    """
    members = list(range(len(results.names))) if only is None else list(only)
    calm = _without_error(results, members, work)
    recoveries = recoveries_of(results.tournament, members)
    field = results.field_restraint[0]  # once: it goes over all pairs
    return [_measured(results, i, calm[i], recoveries[i], float(field[i])) for i in members]


def recoveries_of(tournament: Tournament, members: Sequence[int]) -> dict[int, Recovery]:
    """Return what one mistake does to two of each member; nan where it has no automaton."""
    mistake = mistake_of(tournament.perception)
    if tournament.perception == Perception():
        return dict.fromkeys(members, Recovery(1.0, 0.0, 0.0))  # there are no mistakes to mend
    made = {}
    for i in members:
        automaton = automaton_of(tournament.participants[i], tournament)
        made[i] = recover(automaton, tournament.game, mistake) if automaton else NO_AUTOMATON
    return made


def automaton_of(participant: Participant, tournament: Tournament) -> Automaton | None:
    """Return the automaton of a participant in a match of any length; None if it has none."""
    if not participant.finite or tournament.engine == "interpreted":
        return None
    try:
        return participant.automaton(Context(game=participant.view(tournament.game, 0)))
    except StrategyError:
        return None


def _measured(results: Results, i: int, calm: float, recovery: Recovery, field: float) -> Metrics:
    spec = results.tournament
    h = longest_known(results, i)
    row = spec.participants[i].payoffs_in(spec.game.row)
    payoff = float(results.payoff[h, i, i])
    efficiency = (payoff - row.P) / (row.R - row.P) if row.R > row.P else math.nan
    invader, gap, gap_error = _strongest_invader(results, i, h)
    return Metrics(
        name=results.names[i],
        horizon=spec.horizons[h],
        restraint=float(results.self_restraint[h, i]),
        restraint_error=float(results.restraint_error[h, i, i]),
        ceiling=(1 - spec.perception.execution_c) ** 2,
        short_term=float(results.self_restraint[_shortest(results), i]),
        without_error=calm,
        efficiency=efficiency,
        recovery=recovery,
        invader=invader,
        gap=gap,
        gap_error=gap_error,
        field=field,
        repetitions=int(results.repetitions[h, i, i]),
    )


def longest_known(results: Results, i: int) -> int:
    """Return the index of the longest horizon at which i with itself is known, or of all."""
    spec = results.tournament.horizons
    known = [h for h in range(len(spec)) if not np.isnan(results.self_restraint[h, i])]
    return max(known or range(len(spec)), key=lambda h: _length(spec[h]))


def _length(horizon: Horizon) -> float:
    if horizon == LONG_RUN:
        return math.inf
    return horizon.turns or 1 / horizon.prob_end


def _shortest(results: Results) -> int:
    spec = results.tournament.horizons
    exact = [h for h, each in enumerate(spec) if each == SHORT_TERM]
    return exact[0] if exact else min(range(len(spec)), key=lambda h: _length(spec[h]))


def _strongest_invader(results: Results, i: int, h: int) -> tuple[str, float, float]:
    """Return who gains most on i over what i gets from itself, by how much, and the error."""
    met = np.arange(results.payoff.shape[1]) != i
    if results.tournament.edges is not None:
        met &= results.tournament.meetings[i]
    others = np.flatnonzero(met)
    if not len(others):
        return "", math.nan, 0.0
    if np.isnan(results.payoff[h, others, i]).any():
        h = 0  # not all are known in the long run
    gains = results.payoff[h, :, i] - results.payoff[h, i, i]
    best = int(others[np.argmax(gains[others])])  # the first of those who gain most
    error = math.hypot(results.payoff_error[h, best, i], results.payoff_error[h, i, i])
    return results.names[best], float(gains[best]), error


def _without_error(results: Results, members: Sequence[int], work: Work | None) -> dict[int, float]:
    """Return mutual restraint with itself without errors, each at its longest known horizon."""
    tournament = results.tournament
    lengths = {i: tournament.horizons[longest_known(results, i)] for i in members}
    calm: dict[int, float] = {}
    for horizon in dict.fromkeys(lengths.values()):
        at = [i for i, each in lengths.items() if each == horizon]
        calm |= dict(zip(at, _calm(tournament, at, horizon, work), strict=True))
    return calm


def _calm(
    tournament: Tournament, at: list[int], horizon: Horizon, work: Work | None
) -> list[float]:
    """Return what participants `at` keep with themselves at one horizon if nothing goes wrong."""
    from secdilemma.lanes.exact import play_exact

    members = [tournament.participants[i] for i in at]
    automata = [automaton_of(each, tournament) for each in members]
    tables = [each for each in automata if each is not None]
    exact: list[float] = []
    if tables and tournament.game.symmetric:
        pairs = np.repeat(np.arange(len(tables)), 2).reshape(-1, 2)
        tally = play_exact(tables, pairs, tournament.game, Perception(), horizon)
        exact = tally.shares[:, 0].tolist()
    restraint = iter(exact)
    return [
        next(restraint)
        if automaton is not None and exact
        else _calm_alone(tournament, each, horizon, work)
        for automaton, each in zip(automata, members, strict=True)
    ]


def _calm_alone(
    tournament: Tournament, participant: Participant, horizon: Horizon, work: Work | None
) -> float:
    changes = {"participants": (participant,), "perception": Perception(), "horizons": (horizon,)}
    alone = tournament.with_changes(**changes, edges=None, institutions=())
    return float(run(alone, work).self_restraint[0, 0])
