"""Fear or anarchy? One factorial decides between Butterfield and Herz; and Jervis on structure.

Rules of behaviour do not look at payoffs, so an authority that changes payoffs can act only on
which rules last. The outcome is therefore that of a population of security seekers under selection.
"""

import math
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from secdilemma.experiments.propositions.harness.cell import Cell
from secdilemma.experiments.propositions.harness.declaration import (
    SESOI,
    Measure,
    Proposition,
    Requirement,
)
from secdilemma.experiments.propositions.harness.laboratory import LONG_TERM, Laboratory
from secdilemma.experiments.propositions.harness.populations import (
    mean_meeting,
    select,
    subsets,
    variance_shares,
)
from secdilemma.games.comparison import above
from secdilemma.games.game import Game
from secdilemma.games.payoffs import Payoffs
from secdilemma.games.perception import Perception
from secdilemma.institutions import Institution, WorldGovernment
from secdilemma.matches.tally import Floats

MONITORED, ACCUSED = 0.9, 0.02
"""m, f: how often arming is found out, and how often restraint is taken for it."""
ENOUGH = 1.25
"""The sanction, in multiples of what just makes restraint dominant."""
UNAFRAID = ("butterfield-fear", "butterfield-fear:latent=0,alarm=0,up=1")
UNCONDITIONAL = ("all-c", "fatalist")
RECORDS = (0.0, 0.9)
FIELDS, FIELD_SIZE, FIELD_SEED = 6, 6, 8
BALANCES = (0.3, 0.5, 0.7, 1.0)
AMBIGUITIES = (0.02, 0.10, 0.25)


@dataclass(frozen=True, slots=True)
class Survivors:
    """Of a population after selection: how often a state arms, and mean payoff."""

    arming: float
    payoff: float


def government_of(payoffs: Payoffs) -> WorldGovernment:
    """Return a government that does nothing but enforce restraint.

    Restraint is dominant iff (m - f)σ exceeds c max(G, F) = max(T - R, P - S); the sanction is a
    quarter more. Sight is left as it was, and nothing is taxed or disarmed.
    """
    need = max(payoffs.T - payoffs.R, payoffs.P - payoffs.S, 0.0)
    return WorldGovernment(
        monitor=MONITORED,
        false_positive=ACCUSED,
        sanction=ENOUGH * need / (MONITORED - ACCUSED),
        tax=0.0,
        disarmament=0.0,
        sharing=0.0,
    )


def selected(
    lab: Laboratory,
    names: tuple[str, ...],
    game: Game,
    sight: Perception,
    institutions: tuple[Institution, ...] = (),
) -> Survivors:
    """Return the outcome of a population that begins with equal shares."""
    results = lab.play(names, game, sight, LONG_TERM, institutions)
    shares = select(results.payoff[0], np.full(len(names), 1 / len(names)))
    arming = mean_meeting(results.arming[0], shares)
    return Survivors(arming, mean_meeting(results.payoff[0], shares))


def factorial(lab: Laboratory, cell: Cell) -> dict[tuple[bool, bool], float]:
    """Return how often a state arms with (fear, anarchy) each on or off."""
    game, made = lab.game(cell), {}
    for fear, anarchy in product((True, False), repeat=2):
        free = anarchy or lab.setting.toothless
        held = () if free else (government_of(game.row),)
        sight = lab.perception(cell.number("ambiguity"), cell.number("threat_bias") * fear)
        names = [*lab.setting.seekers, *UNCONDITIONAL]
        calm = [UNAFRAID[1] if not fear and each == UNAFRAID[0] else each for each in names]
        made[fear, anarchy] = selected(lab, tuple(calm), game, sight, held).arming
    return made


def fear_or_anarchy(lab: Laboratory, cell: Cell) -> tuple[Measure, ...]:
    """Measure what fear and what anarchy explain of arming."""
    arming = factorial(lab, cell)
    table = np.array(
        [[arming[fear, anarchy] for anarchy in (True, False)] for fear in (True, False)]
    )
    fear, anarchy = variance_shares(table)
    both = arming[True, True]
    removed = both - arming[True, False]
    return (
        Measure.exact("variance due to fear less that due to anarchy", fear - anarchy),
        Measure.exact("arming with both", both),
        Measure.exact("arming in fear under a government", arming[True, False]),
        Measure.exact("arming without fear under anarchy", arming[False, True]),
        Measure.exact("what a government removes", removed),
    )


def structure(lab: Laboratory, cell: Cell) -> tuple[Measure, ...]:
    """Measure how much of efficiency varies between structures, and how much between fields."""
    values = _efficiencies(lab, cell.number("threat_bias"), cell.word("fields"))
    rows, columns = variance_shares(values)
    whole = rows + columns
    share = rows / whole if above(whole, 0.0) else math.nan
    return (
        Measure.exact("share of structure in what structure or strategies explain", share),
        Measure.exact("variance between structures", rows),
        Measure.exact("variance between fields of strategies", columns),
    )


def _efficiencies(lab: Laboratory, bias: float, fields: str) -> Floats:
    """Return efficiency, ndarray(float, shape (structures, fields)).

    No rule in these fields looks at payoffs, so that one match serves all balances.
    """
    names = (*lab.setting.seekers, *UNCONDITIONAL, lab.setting.greedy)
    size = min(FIELD_SIZE if fields == "small" else 2 * FIELD_SIZE, len(names))
    some = subsets(names, FIELDS, size, FIELD_SEED)
    made = []
    for ambiguity, record in product(AMBIGUITIES, RECORDS):
        sight = replace(lab.perception(ambiguity, bias), public_record=record)
        shares = lab.shares(names, lab.game(Cell({})), sight)[..., :4]
        for balance in BALANCES:
            p = lab.game(Cell({"balance": balance})).row
            payoff = shares @ np.array([p.R, p.S, p.T, p.P])
            made.append([_of_field(payoff, names, field, p) for field in some])
    return np.array(made)


def _of_field(
    payoff: Floats, names: tuple[str, ...], field: tuple[str, ...], payoffs: Payoffs
) -> float:
    at = [names.index(each) for each in field]
    own = payoff[np.ix_(at, at)]
    shares = select(own, np.full(len(at), 1 / len(at)))
    return (mean_meeting(own, shares) - payoffs.P) / (payoffs.R - payoffs.P)


_INTERVENTION = (
    "fear removed (no threat bias, no latent or causeless fear), or anarchy removed "
    "(arming found out is punished until restraint is dominant), or both"
)
_CONTROL = "neither removed"
_MEASURED = "how often a state arms in a population of security seekers after selection"
_DILEMMA = Requirement("arming with both", low=SESOI, premise=True)

B1 = Proposition(
    id="B1",
    wording="its ultimate source is fear, which is derived from the “universal sin of humanity”",
    theorist="Butterfield",
    source="Butterfield 1951",
    intervention=_INTERVENTION,
    control=_CONTROL,
    measured=_MEASURED,
    rule="fear explains more than anarchy, and there is arming (more than .05) under a government",
    falsifier="no arming once anarchy is removed and fear left",
    experiment=fear_or_anarchy,
    requirements=(
        _DILEMMA,
        Requirement("variance due to fear less that due to anarchy", low=SESOI),
        Requirement("arming in fear under a government", low=SESOI),
    ),
    factors=("balance", "ambiguity", "threat_bias"),
    levels={"threat_bias": (0.6, 1.0), "balance": (0.5, 0.7, 0.85, 1.0)},
    quick={"threat_bias": (0.6, 1.0), "balance": (0.7, 1.0), "ambiguity": (0.10, 0.25)},
)

H1 = Proposition(
    id="H1",
    wording="the ultimate source of the security dilemma is anarchy, the lack of “a higher unity”",
    theorist="Herz",
    source="Herz 1950",
    intervention=_INTERVENTION,
    control=_CONTROL,
    measured=_MEASURED,
    rule="a government leaves at most .05 of arming, though nothing else is done about fear",
    falsifier="arming that persists although restraint is enforced",
    experiment=fear_or_anarchy,
    effect="what a government removes",
    requirements=(
        _DILEMMA,
        Requirement("arming in fear under a government", high=SESOI),
    ),
    factors=B1.factors,
    levels=B1.levels,
    quick=B1.quick,
)

J1 = Proposition(
    id="J1",
    wording="the security dilemma is structural in origin",
    theorist="Jervis",
    source="Jervis 1978",
    intervention="another structure (balance, ambiguity, public record), the strategies held fixed",
    control="other strategies, the structure held fixed",
    measured="efficiency of the population after selection",
    rule="structure has more than half of the variance that either explains",
    falsifier="efficiency that depends on who plays more than on where",
    experiment=structure,
    requirements=(
        Requirement("share of structure in what structure or strategies explain", low=0.5),
    ),
    factors=("threat_bias", "fields"),
    levels={"fields": ("small", "large")},
)
