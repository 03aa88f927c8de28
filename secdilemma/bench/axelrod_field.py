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

from secdilemma.bench import axelrod_side
from secdilemma.bench.measuring import Row, absent, interleaved, ratios, require, row, scaled
from secdilemma.games.arms import preset
from secdilemma.horizons import turns
from secdilemma.lanes.counting import Floats, Ints, Lane
from secdilemma.perception import Perception, regime
from secdilemma.results import Results, run
from secdilemma.tournament import Tournament, Work

QUESTION = "whole tournaments, beside axelrod's Tournament"
TURNS, REPETITIONS = 200, 10
TARGET = 1000.0
SPREAD = 2_000  # matches a pair from which the check learns how far apart matches lie


def measure(*, quick: bool) -> list[Row]:
    """Return microseconds a pair of both engines and their ratios, without noise and with 5 %."""
    axelrod = axelrod_side.library()
    if axelrod is None:
        return [absent(QUESTION, "all", "times", axelrod_side.NOT_INSTALLED, TARGET)]
    sample, repeats = (12, 1) if quick else (40, 3)
    rows = []
    for label, noise in (("no noise", 0.0), ("5 % noise", 0.05)):
        rows += _beside(axelrod, label, noise, sample, repeats)
    return rows


def _beside(axelrod: Any, label: str, noise: float, sample: int, repeats: int) -> list[Row]:
    field = axelrod_side.field()
    spec = _specification(field, regime("exec5") if noise else Perception())
    generator = np.random.default_rng(1)
    chosen = np.sort(generator.choice(len(spec.pairs), sample, replace=False))
    edges = spec.pairs[chosen]
    theirs = _axelrod(axelrod, list(field.values()), edges, noise)
    ours = {engine: _ours(spec, engine) for engine in ("exact", "simulated")}
    found = {engine: call() for engine, call in ours.items()}
    spread = _ours(spec.with_changes(repetitions=SPREAD), "simulated")()
    checked = _check(found, spread, theirs(), edges)
    cases: dict[str, Callable[[], Any]] = {"axelrod": theirs, **ours}
    seconds = interleaved(cases, repeats, warm=False)
    return _rows(label, seconds, len(spec.pairs), sample, checked)


def _rows(
    label: str, seconds: dict[str, list[float]], pairs: int, sample: int, checked: str
) -> list[Row]:
    played = f"{REPETITIONS} matches of {TURNS} turns"

    def cost(case: str, name: str, count: int) -> Row:
        micro = scaled(seconds[name], 1e6 / count)
        return row(QUESTION, f"{label}: {case}", micro, "µs a pair", note=checked)

    def over(case: str, name: str, target: float | None = None) -> Row:
        times = ratios(seconds["axelrod"], seconds[name], pairs / sample)
        case = f"{label}: {case}"
        return row(QUESTION, case, times, "times", target=target, more=True, note=checked)

    return [
        cost(f"axelrod, {sample} of the {pairs:,} pairs, {played}", "axelrod", sample),
        cost(f"exact lane, all {pairs:,} pairs, two threads", "exact", pairs),
        cost(f"simulated lane, all {pairs:,} pairs, {played}, two threads", "simulated", pairs),
        over("exact lane over axelrod, at a higher precision", "exact", TARGET),
        over("simulated lane over axelrod, same turns and repetitions", "simulated"),
    ]


def _specification(field: dict[str, str], perception: Perception) -> Tournament:
    return Tournament(
        participants=axelrod_side.participants(field),
        game=preset("axelrod"),
        perception=perception,
        horizons=(turns(TURNS),),
        repetitions=REPETITIONS,
    )


def _ours(spec: Tournament, engine: str) -> Callable[[], Results]:
    with_engine = spec.with_changes(engine=engine)
    return lambda: run(with_engine, Work(threads=2))


def _axelrod(axelrod: Any, names: list[str], edges: Ints, noise: float) -> Callable[..., Floats]:
    """Return a caller that plays the sample, and returns its payoff of each seat, pair by pair."""
    used = sorted(set(edges.ravel().tolist()))
    at = {each: k for k, each in enumerate(used)}

    def play(repetitions: int = REPETITIONS, seed: int = 1) -> Floats:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tournament = axelrod.Tournament(
                [getattr(axelrod, names[each])() for each in used],
                turns=TURNS,
                repetitions=repetitions,
                noise=noise,
                edges=[(at[i], at[j]) for i, j in edges.tolist()],
                seed=seed,
            )
            payoffs = tournament.play(progress_bar=False).payoffs
        return np.array([[payoffs[at[i]][at[j]], payoffs[at[j]][at[i]]] for i, j in edges.tolist()])

    return play


def _check(found: dict[str, Results], spread: Results, theirs: Floats, edges: Ints) -> str:
    """Compare payoffs with the exact ones: 1e-9 where nothing is random, else 4 standard errors."""
    exact = found["exact"].payoff[0]
    require(bool((found["exact"].lane == Lane.EXACT).all()), "a pair has no exact solution")
    ordered = np.vstack([edges, edges[:, ::-1]])
    first, second = ordered[:, 0], ordered[:, 1]
    error = spread.payoff_deviation[0][first, second] / np.sqrt(REPETITIONS)
    expected, sure = exact[first, second], error < 1e-9
    sampled = found["simulated"].payoff[0][first, second]
    got = np.concatenate([theirs.mean(axis=-1)[:, 0], theirs.mean(axis=-1)[:, 1]])
    names = found["exact"].names
    for engine, payoffs in (("axelrod", got), ("the simulated lane", sampled)):
        off = np.abs(payoffs - expected) / np.where(sure, 1e-9 / 4, error)
        k = int(np.argmax(off))
        pair = f"{names[first[k]]} against {names[second[k]]}"
        what = f"{engine}: {pair} scores {payoffs[k]:.4f}, exactly {expected[k]:.4f}"
        require(float(off[k]) <= 4, f"{what}, which is {off[k]:.1f} standard errors")
    return (
        f"{np.sum(sure) // 2} of the {len(edges)} sampled pairs equal within 1e-9, the others "
        "within 4 standard errors of the exact lane"
    )
