"""Fingerprints: what a strategy does against a square of probes, or turn by turn.

An Ashlock fingerprint (Ashlock and Kim 2008) is the payoff of a strategy against the Joss-Ann
transform of a probe: with probability x it restrains, with y it arms, and else it does what the
probe would. Where x + y is 1 or more, it is the dual of the Joss-Ann transform with 1 - x and
1 - y, which continues the same function (Ashlock 2010). A transitive fingerprint (Knight and others
2016) is a strategy's restraint, turn by turn, against a list of opponents.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from secdilemma.analysis.encounters import chain_of
from secdilemma.automata.automaton import Automaton
from secdilemma.catalogue.wrappers import transformed
from secdilemma.errors import TournamentError, check_number
from secdilemma.games.arms import preset
from secdilemma.games.game import Game
from secdilemma.games.horizon import LONG_RUN, Horizon, turns
from secdilemma.games.perception import Perception
from secdilemma.matches.interpreted import trace
from secdilemma.matches.pair_chain import PairChain
from secdilemma.matches.tally import Floats
from secdilemma.tournament.participants import Participant, as_participant
from secdilemma.tournament.round_robin import key_of, table_of, tallies
from secdilemma.tournament.scores import payoff_vectors
from secdilemma.tournament.specification import Engine, Tournament, Work

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Fingerprint:
    """An Ashlock fingerprint over k by k points.

    Parameters
    ----------
    name, probe
        The strategy and the probe.
    points
        ndarray(float, shape (k,)): the values of x, and of y.
    payoff
        ndarray(float, shape (k, k)): what the strategy gets a turn, payoff[i, j] at x i and y j.
    error
        ndarray(float, shape (k, k)): standard errors; 0 where a point is exact.
    exact
        ndarray(bool, shape (k, k)): whether it is.
    horizon
        How long the matches last.
    game
        Which game they play.
    """

    name: str
    probe: str
    points: Floats
    payoff: Floats
    error: Floats
    exact: NDArray[np.bool_]
    horizon: Horizon
    game: str

    def rows(self) -> list[dict[str, Any]]:
        """Return a row a point."""
        return [
            {
                "x": float(x),
                "y": float(y),
                "payoff": float(self.payoff[i, j]),
                "error": float(self.error[i, j]),
                "exact": bool(self.exact[i, j]),
            }
            for i, x in enumerate(self.points)
            for j, y in enumerate(self.points)
        ]


@dataclass(frozen=True)
class TransitiveFingerprint:
    """A strategy's restraint against m opponents in each of t turns.

    Parameters
    ----------
    name
        The strategy.
    opponents
        Their names, m of them.
    restraint
        ndarray(float, shape (m, t)): how likely it is to restrain.
    exact
        ndarray(bool, shape (m,)): whether that is free of sampling error.
    """

    name: str
    opponents: tuple[str, ...]
    restraint: Floats
    exact: NDArray[np.bool_]

    def rows(self) -> list[dict[str, Any]]:
        """Return a row an opponent and turn."""
        return [
            {
                "opponent": opponent,
                "turn": turn,
                "restraint": float(p),
                "exact": bool(self.exact[k]),
            }
            for k, opponent in enumerate(self.opponents)
            for turn, p in enumerate(self.restraint[k], 1)
        ]


def grid(step: float, where: str = "step") -> Floats:
    """Return points from 0 to 1, as far apart as `step`; if it does not divide 1, a little further.

    Raises
    ------
    TournamentError
        Unless the step is from 0.005 to 1.
    """
    value = check_number(where, step, None, None)
    if not 0.005 <= value <= 1:
        raise TournamentError(f"{where}: got {step!r}; expected a number from 0.005 to 1.")
    return np.linspace(0, 1, int(1 / value + 1e-9) + 1)


def joss_ann(probe: Any, x: float, y: float) -> Any:
    """Return the probe at a point of the square, as a strategy.

    Where x + y is 1 or more it is the dual of the probe at (1 - x, 1 - y).
    """
    if x + y < 1 - 1e-12:
        return transformed(probe, "joss-ann", x=x, y=y)
    made = transformed(probe, "joss-ann", x=_rest(x), y=_rest(y))
    return transformed(made, "dual")


def ashlock_fingerprint(
    strategy: Any,
    probe: Any,
    *,
    step: float = 0.05,
    horizon: Horizon = LONG_RUN,
    game: Game | None = None,
    perception: Perception | None = None,
    repetitions: int = 100,
    seed: int = 1,
    engine: Engine = "auto",
    work: Work | None = None,
) -> Fingerprint:
    """Return the Ashlock fingerprint of a strategy.

    Parameters
    ----------
    strategy, probe
        Strategies or participants.
    step
        How far apart the points are, from 0.005 to 1.
    horizon
        By default the long run, as the fingerprint was defined; axelrod plays 50 turns.
    game, perception
        By default axelrod's game, and no errors.
    repetitions, seed, engine
        Of points that have to be sampled.
    work
        Threads and progress.

    Raises
    ------
    SecDilemmaError
        If a strategy misbehaves, or cannot be played at that horizon.

    Examples
    --------
    >>> from secdilemma import open_catalogue
    >>> make = open_catalogue().make
    >>> ashlock_fingerprint(make("tft"), make("tft"), step=0.5).payoff.round(2).tolist()
    [[3.0, 1.0, 1.0], [3.0, 2.25, 1.89], [3.0, 2.56, 2.25]]
    """
    own, other = as_participant(strategy), as_participant(probe)
    points = grid(step)
    spec = Tournament(
        participants=(
            Participant(own.strategy, "strategy"),
            *(
                Participant(joss_ann(other.strategy, x, y), f"probe {i} {j}")
                for i, x in enumerate(points)
                for j, y in enumerate(points)
            ),
        ),
        game=game or preset("axelrod"),
        perception=perception or Perception(),
        horizons=(horizon,),
        repetitions=repetitions,
        seed=seed,
        engine=engine,
    )
    pairs = np.array([(0, k) for k in range(1, len(spec.participants))], np.int64)
    (tally,) = tallies(spec, work, pairs)
    values = payoff_vectors(spec.participants[:1], spec.game)[0, 0]
    payoff = tally.shares @ values
    if np.isnan(payoff).any():
        raise TournamentError(
            f"{own.name}: some points cannot be solved in {horizon.in_words()}; "
            f"expected a number of turns."
        )
    variance = np.einsum("o,kop,p->k", values, tally.spread, values)
    error = np.sqrt(np.maximum(variance, 0) / np.maximum(tally.repetitions, 1))
    size = (len(points), len(points))
    return Fingerprint(
        name=own.name,
        probe=other.name,
        points=points,
        payoff=payoff.reshape(size),
        error=error.reshape(size),
        exact=(tally.repetitions == 0).reshape(size),
        horizon=horizon,
        game=spec.game.name,
    )


def transitive_fingerprint(
    strategy: Any,
    opponents: Sequence[Any] | None = None,
    *,
    length: int = 50,
    game: Game | None = None,
    perception: Perception | None = None,
    repetitions: int = 1000,
    seed: int = 1,
    progress: Progress | None = None,
) -> TransitiveFingerprint:
    """Return the transitive fingerprint of a strategy.

    Parameters
    ----------
    strategy
        A strategy or a participant.
    opponents
        By default 50 that restrain at random, from never to always, as in axelrod.
    length
        Turns.
    game, perception
        By default axelrod's game, and no errors. War must not be possible.
    repetitions, seed
        Of opponents against whom it has to be sampled.
    progress
        Called with (opponents done, opponents in all).
    """
    own = as_participant(strategy)
    others = [as_participant(each) for each in opponents or random_opponents()]
    spec = Tournament(
        participants=(
            Participant(own.strategy, "strategy"),
            *(Participant(each.strategy, f"opponent {k}") for k, each in enumerate(others)),
        ),
        game=game or preset("axelrod"),
        perception=perception or Perception(),
        horizons=(turns(length),),
        repetitions=repetitions,
        seed=seed,
    )
    made = []
    for k in range(1, len(spec.participants)):
        made.append(_restraint(spec, k))
        if progress is not None:
            progress(k, len(others))
    names = tuple(each.name for each in others)
    rates, exact = (np.array(each) for each in zip(*made, strict=True))
    return TransitiveFingerprint(own.name, names, rates, exact)


def random_opponents(count: int = 50) -> list[Automaton]:
    """Return automata that restrain at random, from never to always."""
    return [
        Automaton(
            name=f"random:restraint={p:.3g}",
            minds=("random",),
            start=np.ones(1),
            responses=np.array([[p, 1 - p, 0.0]]),
            edge_start=np.arange(5),
            edge_target=np.zeros(4, np.int64),
            edge_probability=np.ones(4),
        )
        for p in np.linspace(0, 1, count)
    ]


def _restraint(spec: Tournament, opponent: int) -> tuple[Floats, bool]:
    """Return the strategy's restraint in each turn against an opponent, and whether it is exact."""
    horizon = spec.horizons[0]
    chain = chain_of(spec, horizon, 0, opponent)
    if chain is not None:
        return _by_chain(chain, horizon.turns), True
    table, key = table_of(spec, horizon, 0, opponent), key_of(spec, 0, opponent)
    total, played = np.zeros(horizon.turns), 0
    for repetition in range(spec.repetitions):
        total += [turn.outcome < 2 for turn in trace(table, key, repetition)]
        played += 1
        if not table.chance:
            break
    return total / played, played < spec.repetitions


def _by_chain(chain: PairChain, length: int) -> Floats:
    step, law = chain.matrix.T, chain.start
    made = np.zeros(length)
    for turn in range(length):
        made[turn] = law @ chain.restrain[0]
        law = step @ law
    return made


def _rest(x: float) -> float:
    return float(np.clip(1 - x, 0.0, 1.0))
