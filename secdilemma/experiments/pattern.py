"""The qualitative pattern that the theory predicts of these automata, line by line.

It says whether the engine and the strategies are what they are meant to be. It is no evidence about
states: most of it was built in (see the page on circularity).
"""

from collections.abc import Sequence
from typing import Any

from secdilemma.catalogue.catalogue import Catalogue
from secdilemma.experiments.check import Check
from secdilemma.games.comparison import above, at_least
from secdilemma.games.horizon import LONG_RUN
from secdilemma.games.perception import Perception, regime
from secdilemma.games.worlds import world
from secdilemma.io.numbers import shown
from secdilemma.tournament.participants import Participant
from secdilemma.tournament.results import run
from secdilemma.tournament.specification import Tournament

HOLDS, LOST = 0.9, 0.5
GAINS = (0.5, 0.9, 1.1, 1.5)
REGIMES = ("exec1", "exec5", "per5", "perA", "W12", "W34")


def pattern(catalogue: Catalogue) -> list[Check]:
    """Return the checks of the pattern, in order."""
    return [
        *_execution(catalogue),
        *_misperception(catalogue),
        *_worlds(catalogue),
        *_reassurers(catalogue),
        *_reaction_gain(catalogue),
        *_sensibility(catalogue),
    ]


def restraint(catalogue: Catalogue, reference: str, perception: Perception) -> float:
    """Return mutual restraint of a strategy with itself in the long run."""
    strategy = catalogue.make(reference)
    spec = Tournament((Participant(strategy),), perception=perception, horizons=(LONG_RUN,))
    return float(run(spec).self_restraint[0, 0])


def _check(expected: str, values: dict[str, float], passed: bool) -> Check:
    found = ", ".join(f"{name} {shown(value):.3f}" for name, value in values.items())
    return Check(expected, found, passed)


def _each(catalogue: Catalogue, names: Sequence[str], noise: str) -> dict[str, float]:
    return {name: restraint(catalogue, name, regime(noise)) for name in names}


def _execution(catalogue: Catalogue) -> list[Check]:
    holding = ("gtft", "ctft", "wsls", "defensive-realist", "jervis-spiral")
    losing = (
        "tft",
        "grim",
        "butterfield-fear",
        "herz-vicious-circle",
        "herz-vicious-circle:gain=1",
    )
    keep, lose = _each(catalogue, holding, "exec1"), _each(catalogue, losing, "exec1")
    return [
        _check(
            "1 % execution error: these hold mutual restraint with themselves, .9 at least",
            keep,
            all(at_least(value, HOLDS) for value in keep.values()),
        ),
        _check(
            "1 % execution error: these do not",
            lose,
            not any(at_least(value, HOLDS) for value in lose.values()),
        ),
    ]


def _misperception(catalogue: Catalogue) -> list[Check]:
    values = _each(catalogue, ("ctft", "tft"), "perA")
    return [
        _check(
            "private, threat-biased misperception: contrite tit for tat collapses with tit for tat",
            values,
            not any(at_least(value, LOST) for value in values.values()),
        )
    ]


def _worlds(catalogue: Catalogue) -> list[Check]:
    values = {
        name: restraint(catalogue, "jervis-spiral", world(name).perception)
        for name in ("W1", "W2", "W3", "W4")
    }
    told_apart = all(at_least(values[name], HOLDS) for name in ("W3", "W4"))
    confused = not any(at_least(values[name], LOST) for name in ("W1", "W2"))
    return [
        _check(
            "Jervis's spiral holds where postures can be told apart and collapses elsewhere",
            values,
            told_apart and confused,
        )
    ]


def _reassurers(catalogue: Catalogue) -> list[Check]:
    checks = []
    for name in ("kydd-reassurer", "osgood-grit"):
        spiral = _pair(catalogue, name, "jervis-spiral", "W12")
        alone = restraint(catalogue, "jervis-spiral", regime("W12"))
        values = {f"with {name}": spiral[0], "spirals alone": alone}
        checks.append(
            _check(
                f"{name} restores restraint with Jervis's spiral", values, above(spiral[0], alone)
            )
        )
        greedy = _pair(catalogue, name, "offensive-realist", "perA")
        armed = _pair(catalogue, "all-d", "offensive-realist", "perA")
        payoffs = {name: greedy[1], "offensive-realist": greedy[2], "all-d instead": armed[1]}
        said = f"{name} cures no greed: against the offensive realist it earns less than all-d does"
        checks.append(_check(said, payoffs, above(armed[1], greedy[1], greedy[3])))
    return checks


def _pair(catalogue: Catalogue, first: str, second: str, noise: str) -> tuple[float, ...]:
    """Return mutual restraint of a pair, the payoffs of both, and their scale, in the long run."""
    members: list[Any] = [Participant(catalogue.make(each)) for each in (first, second)]
    spec = Tournament(tuple(members), perception=regime(noise), horizons=(LONG_RUN,))
    results = run(spec)
    payoff, scale = results.payoff[0], results.payoff_scale
    return float(results.restraint[0, 0, 1]), float(payoff[0, 1]), float(payoff[1, 0]), scale


def _reaction_gain(catalogue: Catalogue) -> list[Check]:
    checks = []
    for noise in REGIMES:
        values = {
            f"k={gain:g}": restraint(catalogue, f"herz-vicious-circle:gain={gain}", regime(noise))
            for gain in GAINS
        }
        low, high = values["k=0.9"], values["k=1.1"]
        left = any(at_least(values[f"k={gain:g}"], 0.01) for gain in GAINS if gain > 1)
        checks.append(
            _check(
                f"{noise}: Herz's reaction gain divides at 1: some restraint below, none above",
                values,
                above(low, high) and not left and above(low, 0.01),
            )
        )
    return checks


def _sensibility(catalogue: Catalogue) -> list[Check]:
    noisy, checks = regime("W12"), []
    aware = Perception(false_alarm=noisy.false_alarm, miss=noisy.miss, sensibility=1.0)
    lifted = {}
    for name in ("jervis-spiral", "tft"):
        before, after = (restraint(catalogue, name, each) for each in (noisy, aware))
        lifted[name] = after - before
        values = {"without": before, "with": after}
        if name == "jervis-spiral":
            said = "sensibility lifts Jervis's spiral several-fold in a noisy world"
            checks.append(_check(said, values, above(after, 3 * before)))
        else:
            said = "sensibility lifts tit for tat only a little"
            some, much = lifted["tft"], lifted["jervis-spiral"]
            little = above(some, 0.0) and above(much / 3, some)
            checks.append(_check(said, values, little))
    return checks
