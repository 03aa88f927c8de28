"""What is measured of each participant before anyone judges it.

All but the field is measured in self-play: whether a strategy can keep the peace with its own kind
is the question, and whether others can take advantage of it the second one.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from secdilemma.analysis.recovery import NO_AUTOMATON, Recovery, mistake_of, recover
from secdilemma.automata.automaton import Automaton
from secdilemma.automata.interface import Context
from secdilemma.errors import StrategyError
from secdilemma.games.comparison import above, greatest
from secdilemma.games.horizon import LONG_RUN, Horizon, turns
from secdilemma.games.perception import Perception
from secdilemma.matches.tally import Floats, Ints
from secdilemma.tournament.participants import Participant
from secdilemma.tournament.results import Results, run
from secdilemma.tournament.specification import Tournament, Work

SHORT_TERM = turns(50)
_Calm = tuple[float, float, int]  # mutual restraint without error, its standard error, the matches


@dataclass(frozen=True, slots=True, eq=False)
class Gains:
    """What m opponents get against a participant, and what that gets from itself.

    Parameters
    ----------
    names
        The opponents.
    payoff, error
        ndarray(float, shape (m + 1,)): what each opponent gets a turn, and last what the
        participant gets from itself; with standard errors, 0 where exact.
    matches
        ndarray(int, shape (m + 1,)): behind each; 0 where exact.
    bounds
        The least and the most that a turn can pay.
    """

    names: tuple[str, ...]
    payoff: Floats
    error: Floats
    matches: Ints
    bounds: tuple[float, float]

    @property
    def sampled(self) -> NDArray[np.bool_]:
        """Whether the gain of each opponent was sampled, ndarray(bool, shape (m,))."""
        return np.asarray((self.matches[:-1] > 0) | (self.matches[-1] > 0))

    @property
    def unknown(self) -> str:
        """The first by name of whom it is not known what it gets; empty where all are known."""
        open_ones = np.flatnonzero(np.isnan(self.payoff[:-1] - self.payoff[-1]))
        return min((self.names[j] for j in open_ones), default="")

    def strongest(self, scale: float) -> tuple[str, float, float]:
        """Return who gains most, how much, and the standard error; nan where nobody is known."""
        if not self.names:
            return "", math.nan, 0.0
        best = greatest(self.payoff[:-1], self.names, scale)
        gain = float(self.payoff[best] - self.payoff[-1])
        error = math.hypot(self.error[best], self.error[-1])
        return ("", gain, 0.0) if math.isnan(gain) else (self.names[best], gain, error)


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
        itself, of those of whom it is known; the error is 0 where exact. The gap is nan where
        nobody is known, or nobody there.
    field
        Mutual restraint with the others.
    repetitions
        Matches of two of it where they were sampled; 0 where they were not.
    gains
        What all opponents gain on it, where any of that was sampled; None where it is exact.
    calm_error, calm_repetitions
        The standard error of `without_error`, and the matches behind it; 0 where it is exact.
    unknown
        An opponent of whom it is not known what it gets against it; empty where all are known.
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
    gains: Gains | None = None
    unknown: str = ""
    calm_error: float = 0.0
    calm_repetitions: int = 0

    @property
    def kept(self) -> float:
        """Restraint as a share of what execution errors allow; nan where they allow none."""
        return self.restraint / self.ceiling if self.ceiling else math.nan


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

    Examples
    --------
    >>> from secdilemma import Tournament, open_catalogue, regime, run
    >>> make = open_catalogue().make
    >>> results = run(Tournament((make("gtft"), make("all-d")), perception=regime("perA")))
    >>> [round(each.restraint, 3) for each in measure(results)]
    [0.751, 0.0]
    """
    members = list(range(len(results.names))) if only is None else list(only)
    calm = _without_error(results, members, work)
    recoveries = recoveries_of(results.tournament, members)
    field = results.field_restraint[0]  # once: it goes over all pairs
    paid = results.payoff_scale, results.payoff_bounds
    return [_measured(results, i, calm[i], recoveries[i], float(field[i]), paid) for i in members]


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


def _measured(
    results: Results,
    i: int,
    calm: _Calm,
    recovery: Recovery,
    field: float,
    paid: tuple[float, tuple[float, float]],
) -> Metrics:
    spec = results.tournament
    h = longest_known(results, i)
    row = spec.participants[i].payoffs_in(spec.game.row)
    payoff = float(results.payoff[h, i, i])
    worth = above(row.R, row.P, row.scale)
    efficiency = (payoff - row.P) / (row.R - row.P) if worth else math.nan
    gains = _gains(results, i, h, paid[1])
    invader, gap, gap_error = gains.strongest(paid[0])
    return Metrics(
        name=results.names[i],
        horizon=spec.horizons[h],
        restraint=float(results.self_restraint[h, i]),
        restraint_error=float(results.restraint_error[h, i, i]),
        ceiling=(1 - spec.perception.execution_c) ** 2,
        short_term=float(results.self_restraint[_shortest(results), i]),
        without_error=calm[0],
        efficiency=efficiency,
        recovery=recovery,
        invader=invader,
        gap=gap,
        gap_error=gap_error,
        field=field,
        repetitions=int(results.repetitions[h, i, i]),
        gains=gains if gains.sampled.any() else None,
        unknown=gains.unknown,
        calm_error=calm[1],
        calm_repetitions=calm[2],
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


def _gains(results: Results, i: int, h: int, bounds: tuple[float, float]) -> Gains:
    """Return what each opponent of i gains on it at horizon h, or at the scoring one."""
    met = np.arange(results.payoff.shape[1]) != i
    if results.tournament.edges is not None:
        met &= results.tournament.meetings[i]
    others = np.flatnonzero(met)
    if np.isnan(results.payoff[h, others, i]).any():
        h = 0  # not all are known in the long run
    at = np.append(others, i)
    return Gains(
        tuple(results.names[j] for j in others),
        results.payoff[h, at, i],
        results.payoff_error[h, at, i],
        results.repetitions[h, at, i],
        bounds,
    )


def _without_error(results: Results, members: Sequence[int], work: Work | None) -> dict[int, _Calm]:
    """Return mutual restraint with itself without errors, each at its longest known horizon."""
    tournament = results.tournament
    lengths = {i: tournament.horizons[longest_known(results, i)] for i in members}
    calm: dict[int, _Calm] = {}
    for horizon in dict.fromkeys(lengths.values()):
        at = [i for i, each in lengths.items() if each == horizon]
        calm |= dict(zip(at, _calm(tournament, at, horizon, work), strict=True))
    return calm


def _calm(
    tournament: Tournament, at: list[int], horizon: Horizon, work: Work | None
) -> list[_Calm]:
    """Return what participants `at` keep with themselves at one horizon if nothing goes wrong."""
    from secdilemma.matches.exact import play_exact

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
        (next(restraint), 0.0, 0)
        if automaton is not None and exact
        else _calm_alone(tournament, each, horizon, work)
        for automaton, each in zip(automata, members, strict=True)
    ]


def _calm_alone(
    tournament: Tournament, participant: Participant, horizon: Horizon, work: Work | None
) -> _Calm:
    alone = tournament.with_changes(
        participants=(participant,),
        perception=Perception(),
        horizons=(horizon,),
        institutions=(),
        edges=None,
    )
    found = run(alone, work)
    matches = int(found.repetitions[0, 0, 0])
    return float(found.self_restraint[0, 0]), float(found.restraint_error[0, 0, 0]), matches
