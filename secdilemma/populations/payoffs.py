"""From results to what the population processes take: payoffs and mutual restraint by pair."""

from dataclasses import dataclass

import numpy as np

from secdilemma.errors import ResultsError, suggestion
from secdilemma.matches.tally import Floats
from secdilemma.tournament.results import Results


@dataclass(frozen=True, slots=True)
class PairPayoffs:
    """What n strategies earn from one another and how far they restrain together.

    Parameters
    ----------
    names
        The strategies.
    payoff
        ndarray(float, shape (p, n, n)): what i earns a turn against j; one matrix in a symmetric
        game, and in an asymmetric one a matrix a seat, the other strategy in the other seat.
    restraint
        ndarray(float, shape (n, n)): share of turns of mutual restraint; in an asymmetric game the
        mean over who sits where.
    horizon
        The length of the matches, in words.
    scale
        What payoffs are compared on; see :attr:`Results.payoff_scale`.
    """

    names: tuple[str, ...]
    payoff: Floats
    restraint: Floats
    horizon: str
    scale: float


def pair_payoffs(results: Results, horizon: str | None = None) -> PairPayoffs:
    """What the participants of a tournament earn from one another.

    Parameters
    ----------
    results
        A tournament that has been played; every pair must have been, so not one on a graph.
    horizon
        The label of the horizon; by default the one that scores.

    Raises
    ------
    ResultsError
        If there is no such horizon, or a pair has no payoff at it.

    Examples
    --------
    >>> from secdilemma import Tournament, open_catalogue, run, turns
    >>> make = open_catalogue().make
    >>> field = (make("tft"), make("all-d"))
    >>> pair_payoffs(run(Tournament(field, horizons=(turns(10),)))).names
    ('tft', 'all-d')
    """
    h = _index(results, horizon)
    by_seat = results.payoff_by_seat
    payoff = results.payoff[h][None] if by_seat is None else by_seat[h]
    restraint = results.restraint[h]
    if results.tournament.edges is not None:
        raise ResultsError(
            "edges: not everybody met everybody; expected a tournament without edges (a "
            "population has a graph of its own)."
        )
    unknown = np.argwhere(np.isnan(payoff).any(axis=0))
    if len(unknown):
        i, j = (results.names[k] for k in unknown[0])
        raise ResultsError(
            f"horizon: what {i} earns against {j} is not known over "
            f"{results.tournament.horizons[h].in_words()}; expected a horizon that was played."
        )
    words = results.tournament.horizons[h].in_words()
    return PairPayoffs(results.names, payoff, restraint, words, results.payoff_scale)


def _index(results: Results, horizon: str | None) -> int:
    labels = results.horizon_labels
    if horizon is None:
        return 0
    if horizon not in labels:
        hint = suggestion(horizon, labels)
        known = ", ".join(labels)
        raise ResultsError(f"horizon: got {horizon!r}; expected one of {known}.{hint}")
    return labels.index(horizon)
