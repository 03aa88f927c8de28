"""The robustness grid: a claim that holds in one world may fail in the next."""

from itertools import product

from secdilemma.experiments.propositions.harness.cell import Cell, Level
from secdilemma.experiments.propositions.harness.declaration import Proposition
from secdilemma.experiments.propositions.harness.settings import QUICK_SEEKERS, SEEKERS

FULL: dict[str, tuple[Level, ...]] = {
    "balance": (0.3, 0.5, 0.7, 1.0),
    "ambiguity": (0.02, 0.10, 0.25),
    "threat_bias": (0.0, 0.6, 1.0),
    "greedy_share": (0.0, 0.1, 0.3),
    "strategy": SEEKERS,
}
QUICK: dict[str, tuple[Level, ...]] = {
    "balance": (0.3, 0.7),
    "ambiguity": (0.02, 0.10),
    "threat_bias": (0.0, 0.6),
    "greedy_share": (0.0, 0.3),
    "strategy": QUICK_SEEKERS,
}
MEANING = {
    "balance": "θ, the offence-defence balance; above .5 a prisoner's dilemma, below a stag hunt",
    "ambiguity": "a, the chance of a false alarm plus that of a miss",
    "threat_bias": "β, at 1 every error is a false alarm",
    "greedy_share": "how many states in the population are greedy",
    "strategy": "the strategy under test",
    "first_strike": "φ, the log-odds that striking first adds",
    "power_ratio": "ρ, one state's power over the other's",
    "patience": "the chance that there is another turn",
    "population": "whether rules that earn less have died out",
    "fields": "how many strategies there are in a field",
    "depreciation": "μ, the share of arms lost a turn",
}


def cells_of(proposition: Proposition, *, quick: bool) -> list[Cell]:
    """Return the cells of a proposition, in a fixed order.

    Parameters
    ----------
    proposition
        Its factors decide in what cells differ; a factor that cannot matter is not varied.
    quick
        Whether to use the small grid.
    """
    levels = [_levels(proposition, name, quick=quick) for name in proposition.factors]
    names = proposition.factors
    return [Cell(dict(zip(names, combination, strict=True))) for combination in product(*levels)]


def _levels(proposition: Proposition, name: str, *, quick: bool) -> tuple[Level, ...]:
    if quick and name in proposition.quick:
        return proposition.quick[name]
    if name in proposition.levels:
        return proposition.levels[name]
    return (QUICK if quick else FULL)[name]
