"""Extreme numbers: a finite result, or an error that names the number; never inf, nan or a wrap."""

import dataclasses
import math
import warnings
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from oracles.richardson import Richardson

from secdilemma import (
    Game,
    Participant,
    Payoffs,
    Perception,
    SecDilemmaError,
    Tournament,
    War,
    Work,
    discounted,
    populations,
    run,
    turns,
)
from secdilemma.analysis.fingerprints import grid
from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.games import thresholds
from secdilemma.games.armament import Arms
from secdilemma.games.arms import arms_payoffs, donation
from secdilemma.games.horizon import ending
from secdilemma.games.war import collapse_turn, first_strike_limit, survival
from secdilemma.games.worlds import jervis_world
from secdilemma.institutions import KINDS
from secdilemma.matches.threads import thread_count

SMALL = (0, -0.0, 5e-324, 1e-300, 1e-100, 1e-17, 0.5, 1, 1 - 2**-53, 2)
LARGE = (2**31, 2**53 + 1, 2**63 - 1, 2**63, 1e100, 1e150, 1.7e308, 10**400)
NONE = (math.inf, math.nan, True, "1", None, [], {}, 1j, Decimal(1), np.bool_(1))  # no numbers
OTHERS = (
    np.float64(0.5),
    np.float32(0.25),
    np.int8(3),
    np.int64(2**63 - 1),
    np.uint64(2**64 - 1),
    np.float64("nan"),
    Fraction(1, 3),
)
VALUES = (*SMALL, *LARGE, *(-each for each in (*SMALL, *LARGE)), *NONE, *OTHERS)
MATRIX = np.array([[3.0, 0.0], [5.0, 1.0]])
TFT, ALL_D = (open_catalogue().make(name) for name in ("tft", "all-d"))


def numbers_of(found):
    """Yield every number in what was found, its properties included."""
    if isinstance(found, float | int | complex | np.number):
        yield complex(found)
    elif isinstance(found, np.ndarray):
        yield from (complex(each) for each in found.ravel() if found.dtype.kind in "iufcb")
    elif isinstance(found, list | tuple):
        for each in found:
            yield from numbers_of(each)
    elif dataclasses.is_dataclass(found):
        for each in dataclasses.fields(found):
            yield from numbers_of(getattr(found, each.name))


def told(payoffs):
    """Return all that theory says of payoffs; what they have no number for is left out."""
    said = [
        payoffs.greed,
        payoffs.fear,
        thresholds.discount_for_equilibrium(payoffs),
        thresholds.discount_for_risk_dominance(payoffs),
        thresholds.discount_for_tit_for_tat(payoffs),
        thresholds.best_generosity(payoffs),
        thresholds.critical_ambiguity(payoffs),
        thresholds.trust_threshold(payoffs),
        Game("a game", payoffs).describe().count("inf"),
    ]
    return [each for each in said if not (isinstance(each, float) and math.isnan(each))]


def fought(war):
    """Return all that can be said of a war at peace worth 1 a turn; its limits may be infinite."""
    limits = [first_strike_limit(war, 1.0, risk_dominant=risky) for risky in (True, False)]
    assert all(each >= 0 or math.isnan(each) for each in limits)
    values = [war.value(seat, order) for seat in (0, 1) for order in (-1, 0, 1)]
    return [*values, war.predatory_incentive(1.0), war.preemptive_incentive, *war.hazards]


def played(**changes):
    made = Tournament((Participant(TFT), Participant(ALL_D)), horizons=(turns(3),), repetitions=2)
    found = run(made.with_changes(**changes))
    return [found.payoff, found.outcomes, found.restraint]


def few(**changes):
    return populations.moran(MATRIX, 4, **({"runs": 2, "steps": 50, "threads": 1} | changes))


ENTRIES = {
    **{
        f"Payoffs.{k}": lambda x, k=k: told(Payoffs(**({"T": 5, "R": 3, "P": 1, "S": 0} | {k: x})))
        for k in "TRPS"
    },
    "Payoffs.with_greed": lambda x: told(Payoffs(5, 3, 1, 0).with_greed(x)),
    "payoffs, played": lambda x: played(game=Game("a game", Payoffs(x, 3, 1, 0))),
    "payoffs all alike": lambda x: played(game=Game("a game", Payoffs(x, x, x, x))),
    "Participant.greed": lambda x: Participant(TFT, greed=x).greed,
    **{
        f"War.{k.name}": lambda x, k=k.name: fought(War(**{k: x}))
        for k in dataclasses.fields(War)
        if k.name != "strike"
    },
    "winner = loser": lambda x: fought(War(winner=x, loser=x)),
    "war, played": lambda x: played(
        game=Game("a game", Payoffs(5, 3, 1, 0), war=War(winner=x, loser=-1, hazard=0.1))
    ),
    "first_strike_limit": lambda x: [
        each for each in (first_strike_limit(War(), x, risk_dominant=True),) if math.isfinite(each)
    ],
    "survival of a hazard": lambda x: survival(x, 10),
    "survival over turns": lambda x: survival(0.5, x),
    "collapse, treasury": lambda x: collapse_turn(x, 1.0),
    "collapse, cost": lambda x: min(collapse_turn(1.0, x), 1e300),
    "collapse, income": lambda x: min(collapse_turn(1.0, 2.0, x), 1e300),
    **{
        f"arms_payoffs {k}": lambda x, k=k: arms_payoffs(
            **({"baseline": 0, "cost": 2, "gain": 4, "loss": 4, "greed": 0} | {k: x})
        )
        for k in ("baseline", "cost", "gain", "loss", "greed")
    },
    "donation": lambda x: donation(x, 1).row,
    "Arms.depreciation": lambda x: Arms(depreciation=x).after(1.0, armed=True, turns=3),
    "Arms.foresight": lambda x: Arms(foresight=x).foresight,
    "Arms.stock": lambda x: Arms(stock=(x, 1.0)),
    "Arms.income": lambda x: Arms(income=x),
    **{
        f"Richardson.{k}": lambda x, k=k: (
            Richardson(**({"k": 1, "l": 1, "a": 2, "b": 2, "g": 1, "h": 1} | {k: x})).steady_state
        )
        for k in "klabgh"
    },
    "Richardson.rates": lambda x: Richardson(1, 1, 2, 2).rates(x, 1.0),
    "arming by cost": lambda x: thresholds.arming_share_of_uniform_costs(x, 1.0, 2.0),
    "basin_of_arming": lambda x: thresholds.basin_of_arming(Payoffs(5, 3, 1, 0), x),
    **{
        f"Perception.{k.name}": lambda x, k=k.name: Perception(**{k: x})
        for k in dataclasses.fields(Perception)
    },
    "perception, played": lambda x: played(perception=Perception(false_alarm=x, miss=x)),
    "Perception.from_ambiguity": lambda x: Perception.from_ambiguity(x, 0.5),
    "Perception threat bias": lambda x: Perception.from_ambiguity(0.5, x).threat_bias,
    "jervis_world": lambda x: jervis_world(x, x).perception,
    "turns": lambda x: turns(x).turns,
    "discounted": lambda x: played(horizons=(discounted(x),)),
    "ending": lambda x: played(horizons=(ending(x),)),
    "repetitions": lambda x: Tournament((TFT, ALL_D), repetitions=x).repetitions,
    "seed": lambda x: played(seed=x),
    "Work.threads": lambda x: thread_count(Work(threads=x).threads),
    "Work.chunk": lambda x: Work(chunk=x).chunk or 0,
    "grid": grid,
    **{
        f"{kind}.{each.name}": lambda x, made=made, k=each.name: [
            float(y) for y in (getattr(made(**{k: x}), k),) if not isinstance(y, str | bool | tuple)
        ]
        for kind, made in KINDS.items()
        for each in dataclasses.fields(made)
        if isinstance(each.default, int | float) and not isinstance(each.default, bool)
    },
    "replicator": lambda x: populations.replicator([[3, 0], [x, 1]], until=10.0),
    "replicator until": lambda x: populations.replicator(MATRIX, until=x),
    "replicator extinct": lambda x: populations.replicator(MATRIX, until=10.0, extinct=x),
    "replicator times": lambda x: populations.replicator(MATRIX, times=[0, 1, x]),
    "replicator start": lambda x: populations.replicator(MATRIX, [x, 0.5], until=1.0),
    "two_populations": lambda x: populations.two_populations([[3, 0], [x, 1]], MATRIX, until=10.0),
    "mutator": lambda x: populations.replicator_mutator(MATRIX, x, until=10.0),
    "mutator baseline": lambda x: populations.replicator_mutator(
        MATRIX, 0.1, baseline=x, until=1.0
    ),
    "ecology": lambda x: populations.ecology([[3, 0], [x, 1]], generations=10),
    "ecology generations": lambda x: populations.ecology(MATRIX, generations=x).speed,
    "ecology baseline": lambda x: populations.ecology(MATRIX, generations=10, baseline=x),
    "rest_points": lambda x: populations.rest_points([[3, 0], [x, 1]]),
    "rest_points tolerance": lambda x: populations.rest_points(MATRIX, tolerance=x),
    "invasion": lambda x: populations.invasion([[3, 0], [x, 1]]),
    "fixation": lambda x: populations.fixation_probabilities([[3, 0], [x, 1]], 5),
    "fixation intensity": lambda x: populations.fixation_probabilities(MATRIX, 5, intensity=x),
    "fixation size": lambda x: populations.log_fixation_probabilities(MATRIX, x),
    "rare_mutation": lambda x: populations.rare_mutation([[3, 0], [x, 1]], 5),
    "rare_mutation intensity": lambda x: populations.rare_mutation(MATRIX, 5, intensity=x),
    **{
        f"moran {k}": lambda x, k=k: few(**{k: x})
        for k in ("intensity", "mutation", "seed", "threads")
    },
    "moran payoffs": lambda x: populations.moran([[3, 0], [x, 1]], 4, runs=2, steps=50),
    "moran linear": lambda x: few(intensity=x, fitness="linear"),
    "moran size": lambda x: populations.moran(MATRIX, x, runs=2, steps=0),
    "moran runs": lambda x: few(runs=x, steps=0),
    "moran steps": lambda x: few(steps=x, mutation=0.0),
    "imitation intensity": lambda x: populations.imitation(MATRIX, 4, runs=2, intensity=x),
    "graph chance": lambda x: populations.named_graph(f"random:{x}", 12).number_of_edges(),
    "graph neighbours": lambda x: populations.named_graph(f"regular:{x}", 12).number_of_edges(),
}


@pytest.mark.parametrize("entry", ENTRIES)
def test_every_number_gives_a_finite_result_or_an_error(entry):
    for value in VALUES:
        with warnings.catch_warnings():
            warnings.simplefilter("error", RuntimeWarning)
            try:
                found = ENTRIES[entry](value)
            except SecDilemmaError as error:
                assert "expected" in str(error), value  # noqa: PT017 - in words
                continue
        wrong = [each for each in numbers_of(found) if not np.isfinite(each)]
        assert not wrong, f"{entry} of {value!r:.40} gave {wrong[:3]}"


@pytest.mark.parametrize("update", ["birth-death", "death-birth"])
@pytest.mark.parametrize("graph", [None, "cycle", "star"])
def test_selection_however_strong_is_among_those_who_are_there(graph, update):
    """The payoffs of a strategy that nobody has change nothing, and so never drown the others."""
    two = np.array([[30.0, 0.0], [50.0, 10.0]])
    three = np.full((3, 3), 1e6)
    three[:2, :2] = two
    how = {
        "graph": graph and populations.named_graph(graph, 12),
        "update": update,
        "intensity": 10.0,
        "runs": 20,
        "steps": 200,
        "threads": 1,
    }
    without = populations.moran(two, 12, [6, 6], **how)
    beside = populations.moran(three, 12, [6, 6, 0], **how)
    assert without.counts.tolist() == beside.counts[:, :2].tolist()
    assert without.steps.tolist() == beside.steps.tolist()


def test_the_only_fit_state_dies_and_the_next_best_follows():
    """Death and birth: of those left, whose fitness is e^-1000 of the dead one's, the fitter."""
    earned = np.array([[0.0, 0, 0], [10.0, 10, 10], [1000.0, 1000, 1000]])
    made = populations.moran(
        earned, 3, [1, 1, 1], runs=200, update="death-birth", intensity=1.0, steps=1, threads=1
    )
    lost = made.counts[made.counts[:, 2] == 0]
    assert len(lost)
    assert (lost == [1, 2, 0]).all()


@pytest.mark.parametrize("value", [0.0, -1.0, 5.0])
def test_where_winner_and_loser_get_the_same_striking_first_gains_nothing(value):
    war = War(winner=value, loser=value, cost=1.0, first_strike=3.0)
    assert {war.value(seat, order) for seat in (0, 1) for order in (-1, 0, 1)} == {value - 1}
    for risky in (True, False):
        assert first_strike_limit(war, value - 1, risk_dominant=risky) == math.inf
        assert math.isnan(first_strike_limit(war, value - 1.5, risk_dominant=risky))


def test_a_loser_who_wins_is_no_war():
    with pytest.raises(SecDilemmaError, match=r"^war.winner: got 0 beside a loser's 1; expected"):
        War(winner=0.0, loser=1.0)


@pytest.mark.parametrize("engine", ["simulated", "interpreted"])
@pytest.mark.parametrize(
    "how",
    [
        {"horizons": (turns(10_000_000),), "repetitions": 10**9},
        {"horizons": (turns(100_000),), "repetitions": 10**9},
        {"horizons": (discounted(1 - 1e-7),)},
    ],
)
def test_what_could_pass_64_bits_or_never_end_is_refused(engine, how):
    with pytest.raises(SecDilemmaError, match="expected"):
        played(engine=engine, **how)


def test_what_turns_without_end_is_not_followed_without_end(monkeypatch):
    monkeypatch.setattr("secdilemma.populations.integration.MOST_EVALUATIONS", 10_000)
    rock_paper_scissors = 1e6 * np.array([[0.0, -1, 1], [1, 0, -1], [-1, 1, 0]])
    with pytest.raises(SecDilemmaError, match="could not be followed to time 10000; expected"):
        populations.replicator(rock_paper_scissors, [0.5, 0.3, 0.2])
