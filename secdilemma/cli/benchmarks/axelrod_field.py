"""Whole tournaments beside axelrod's Tournament: the same strategies, turns and repetitions.

axelrod plays a random sample of the pairs, since all of them would take hours; both engines are
charged by the pair, with everything that a user waits for: axelrod from ``Tournament.play`` to its
result set, this one from the specification to scored results. In its simulated lane it plays the
same number of matches; in its exact lane it needs none, and its results have no sampling error.
"""

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from secdilemma.cli.benchmarks import axelrod_side
from secdilemma.cli.benchmarks.timing import Case, Row, absent, over, require, timed
from secdilemma.games.arms import preset
from secdilemma.games.horizon import turns
from secdilemma.games.perception import Perception, regime
from secdilemma.matches.tally import Floats, Ints
from secdilemma.tournament.results import Results, run
from secdilemma.tournament.round_robin import tallies
from secdilemma.tournament.specification import Tournament, Work

QUESTION = "whole tournaments, beside axelrod's Tournament"
TURNS, REPETITIONS = 200, 10
TARGET = 1000.0
SPREAD = 2_000  # matches a pair from which the check learns how far apart matches lie
MINDS = 500  # a larger table takes long to explore
GAME = preset("axelrod")
Field = tuple[axelrod_side.Both, ...]
NOISES = {"no noise": Perception(), "5 % noise": regime("exec5")}


def measure(*, quick: bool) -> list[Row]:
    """Return microseconds a pair of both engines and their ratios, without noise and with 5 %."""
    axelrod = axelrod_side.library()
    if axelrod is None:
        return [absent(QUESTION, "all", "times", axelrod_side.NOT_INSTALLED, TARGET)]
    sample, repeats, minds = (12, 1, 50) if quick else (40, 3, MINDS)
    every = axelrod_side.native("axelrod:all", TURNS, minds)
    first = axelrod_side.native("axelrod:first-tournament", TURNS, minds)
    fields = {
        f"all strategies that are tables of at most {minds} minds": every,
        f"those of 1980 that are tables of at most {minds} minds": first,
    }
    return [
        each
        for label, field in fields.items()
        for noise in NOISES
        for each in _beside(axelrod, f"{QUESTION}, {label}, {noise}", field, noise, sample, repeats)
    ]


def _beside(
    axelrod: Any, question: str, field: Field, noise: str, sample: int, repeats: int
) -> list[Row]:
    spec = _specification(field, NOISES[noise])
    generator = np.random.default_rng(1)
    some = min(sample, len(spec.pairs))
    edges = spec.pairs[np.sort(generator.choice(len(spec.pairs), some, replace=False))]
    theirs = _axelrod(axelrod, field, edges, NOISES[noise].execution_c)
    exact, simulated = _ours(spec, "exact"), _ours(spec, "simulated")

    def check() -> str:
        found = {"exact": exact(), "simulated": simulated()}
        return _check(found, _deviation(spec, edges), theirs(), edges)

    played = f"{REPETITIONS} matches of {TURNS} turns"
    pairs = len(spec.pairs)
    every = f"{len(field)} strategies, all {pairs:,} pairs, two threads"
    target = None if "1980" in question else TARGET  # the goal was set for all tables together
    cases = [
        Case(
            f"axelrod, {some} of the {pairs:,} pairs, one process, {played}",
            theirs,
            "µs a pair",
            1e6 / some,
        ),
        Case(f"exact lane, {every}", exact, "µs a pair", 1e6 / pairs),
        Case(f"simulated lane, {every}, {played}", simulated, "µs a pair", 1e6 / pairs),
        over(
            "simulated lane over axelrod, same turns and repetitions",
            simulated,
            theirs,
            target,
            pairs / some,
        ),
        over("exact lane over axelrod, at a higher precision", exact, theirs, scale=pairs / some),
    ]
    return timed(question, cases, repeats, check)


def _specification(field: Field, perception: Perception) -> Tournament:
    return Tournament(
        participants=tuple(each.participant for each in field),
        game=GAME,
        perception=perception,
        horizons=(turns(TURNS),),
        repetitions=REPETITIONS,
    )


def _ours(spec: Tournament, engine: str) -> Callable[[], Results]:
    with_engine = spec.with_changes(engine=engine)
    return lambda: run(with_engine, Work(threads=2))


def _axelrod(axelrod: Any, field: Field, edges: Ints, noise: float) -> Callable[[], Floats]:
    """Return a caller that plays the sample, and returns the mean payoff of each seat."""
    used = sorted(set(edges.ravel().tolist()))
    at = {each: k for k, each in enumerate(used)}

    def play() -> Floats:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tournament = axelrod.Tournament(
                [field[each].player() for each in used],
                turns=TURNS,
                repetitions=REPETITIONS,
                noise=noise,
                edges=[(at[i], at[j]) for i, j in edges.tolist()],
                seed=1,
            )
            payoffs = tournament.play(progress_bar=False).payoffs
        seats = np.vstack([edges, edges[:, ::-1]]).tolist()
        return np.array([np.mean(payoffs[at[i]][at[j]]) for i, j in seats])

    return play


def _deviation(spec: Tournament, edges: Ints) -> Floats:
    """Return the standard deviation between matches of both seats' payoffs, by many matches."""
    many = spec.with_changes(engine="simulated", repetitions=SPREAD)
    spread = tallies(many, Work(threads=2), edges)[0].spread[:, :4, :4]
    first = np.array([GAME.row.R, GAME.row.S, GAME.row.T, GAME.row.P])
    second = first[[0, 2, 1, 3]]
    made = [np.sqrt(np.maximum(0, np.einsum("a,kab,b->k", v, spread, v))) for v in (first, second)]
    return np.concatenate(made)


def _check(found: dict[str, Results], deviation: Floats, theirs: Floats, edges: Ints) -> str:
    """Compare payoffs with the exact ones: 1e-9 where nothing is random, else 4 standard errors."""
    seats = np.vstack([edges, edges[:, ::-1]])
    first, second = seats[:, 0], seats[:, 1]
    error = deviation / np.sqrt(REPETITIONS)
    expected, sure = found["exact"].payoff[0][first, second], error < 1e-9
    sampled = found["simulated"].payoff[0][first, second]
    names = found["exact"].names
    for engine, payoffs in (("axelrod", theirs), ("the simulated lane", sampled)):
        off = np.abs(payoffs - expected) / np.where(sure, 1e-9 / 4, error)
        k = int(np.argmax(off))
        pair = f"{names[first[k]]} against {names[second[k]]}"
        what = f"{engine}: {pair} scores {payoffs[k]:.4f}, exactly {expected[k]:.4f}"
        require(float(off[k]) <= 4, f"{what}, which is {off[k]:.1f} standard errors")
    return (
        f"{np.sum(sure) // 2} of the {len(edges)} sampled pairs equal within 1e-9, the others "
        "within 4 standard errors of the exact lane"
    )
