"""Populations: what is left when strategies spread by what they earn.

Every function takes a payoff matrix, ``payoff[i, j]`` being what strategy i earns against j with
itself on the diagonal, or the :class:`~secdilemma.tournament.Results` of a tournament, of which the
scoring horizon counts; and gives arrays back.

===============  ===================================================================================
``arguments``    what every process asks of its payoffs, shares and rates
``asymmetric``   replicator dynamics of two populations that meet each other and not themselves
                 (Taylor 1979)
``entrants``     who can enter a population of residents: every mutant's fate and chance
``evolution``    running a population through the process that settings name
``files``        the files of an evolution: its course and its payoffs as Parquet, endings as CSV,
                 run.json
``finite``       finite populations, one change of one state a step: the Moran process and pairwise
                 imitation
``fixation``     exact fixation probabilities, and the limit of rare mutations that they give
``graphs``       who neighbours whom: graphs of networkx, checked, and a few by name
``integration``  shares of large populations through time, by SciPy's LSODA (Petzold 1983)
``large``        large populations, in which chance has no say: replicators, mutators and Axelrod's
                 ecology
``outcome``      what came of a population: shares and mutual restraint at every step, labelled
``payoffs``      from results to what the population processes take: payoffs and mutual restraint by
                 pair
``pictures``     drawing an evolution or an invasion: from outcomes to figures
``process``      which process a population goes through, and with what numbers
``restraint``    mutual restraint in a population: the chance that two who meet both restrain, turn
                 by turn
``rules``        how states of a finite population reproduce: the update, the fitness and their
                 checks
``stability``    rest points of the replicator equation and their stability, and who can invade whom
``trajectory``   how the shares of strategies in a large population change over time, and whether
                 they rest
``words``        the outcome of a population in sentences
``kernels/``     compiled loops of populations: well mixed, on a graph, and fixation
===============  ===================================================================================
"""

import warnings
from typing import TYPE_CHECKING, Any

from secdilemma.io.modules import handed_on

if TYPE_CHECKING:
    from secdilemma.populations.asymmetric import (
        PairedTrajectory as PairedTrajectory,
        two_populations as two_populations,
    )
    from secdilemma.populations.finite import Runs as Runs, imitation as imitation, moran as moran
    from secdilemma.populations.fixation import (
        RareMutation as RareMutation,
        fixation_probabilities as fixation_probabilities,
        log_fixation_probabilities as log_fixation_probabilities,
        rare_mutation as rare_mutation,
    )
    from secdilemma.populations.graphs import named_graph as named_graph
    from secdilemma.populations.large import (
        ecology as ecology,
        replicator as replicator,
        replicator_mutator as replicator_mutator,
    )
    from secdilemma.populations.payoffs import (
        PairPayoffs as PairPayoffs,
        pair_payoffs as pair_payoffs,
    )
    from secdilemma.populations.restraint import restraint_over as restraint_over
    from secdilemma.populations.stability import (
        Fate as Fate,
        Invasion as Invasion,
        RestPoint as RestPoint,
        invasion as invasion,
        rest_points as rest_points,
    )
    from secdilemma.populations.trajectory import Trajectory as Trajectory

_HOMES = {
    "Fate": "stability",
    "Invasion": "stability",
    "PairPayoffs": "payoffs",
    "PairedTrajectory": "asymmetric",
    "RareMutation": "fixation",
    "RestPoint": "stability",
    "Runs": "finite",
    "Trajectory": "trajectory",
    "ecology": "large",
    "fixation_probabilities": "fixation",
    "imitation": "finite",
    "invasion": "stability",
    "log_fixation_probabilities": "fixation",
    "moran": "finite",
    "named_graph": "graphs",
    "pair_payoffs": "payoffs",
    "rare_mutation": "fixation",
    "replicator": "large",
    "replicator_mutator": "large",
    "rest_points": "stability",
    "restraint_over": "restraint",
    "two_populations": "asymmetric",
}
__all__ = sorted(_HOMES)  # noqa: PLE0605
_RENAMED = {"Encounters": "PairPayoffs", "encounters": "pair_payoffs"}
_find, __dir__ = handed_on(__name__, _HOMES)


def __getattr__(name: str) -> Any:
    if name in _RENAMED:
        warnings.warn(
            f"{__name__}.{name} is called {_RENAMED[name]} since version 0.2; the old name goes "
            f"with the next.",
            DeprecationWarning,
            stacklevel=2,
        )
        name = _RENAMED[name]
    return _find(name)
