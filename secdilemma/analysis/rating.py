"""axelrod's measures of a tournament, under its names, from outcome frequencies.

They are expectations where axelrod has counts: `wins` is the expected number of matches won in one
repetition, and an exact pair has no sampling error in it. Names and definitions are those of
axelrod's ResultSet (Knight and others 2016), but for the quirks that the attributes name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from secdilemma.analysis.encounters import Encounter, encounter, initial_restraint
from secdilemma.games.comparison import above, levels, ranks
from secdilemma.games.horizon import LONG_RUN
from secdilemma.games.payoffs import Payoffs
from secdilemma.matches.tally import Floats, Ints
from secdilemma.tournament.results import Results

if TYPE_CHECKING:
    import pandas

STATES = ("cc", "cd", "dc", "dd")
_ITERATIONS = 100_000


@dataclass(frozen=True)
class Ratings:
    """What axelrod measures, of n participants (i) against n opponents (j).

    States are CC, CD, DC and DD, own action first. What does not exist is nan: a pair that was not
    played, and wins, good partners and what follows a state in the long run or where war can come.
    Under institutions those and the first turn are not worked out, and nan too.

    Parameters
    ----------
    names
        The participants.
    ranking
        Participants from best to worst by expected score; axelrod takes the median over
        repetitions of what is expected here. Ties keep the order of the participants; who has no
        score comes last.
    ranks
        ndarray(int, shape (n,)): the rank of each participant, from 1; equal scores share one.
    score
        ndarray(float, shape (n,)): that score a turn, self-play excluded.
    wins
        ndarray(float, shape (n,)): expected matches won in a repetition, self-play excluded. A
        match is won by the larger score at its end; that is a question about each match's law, and
        not about expected scores. nan where seats differ in payoffs, or war can come.
    cooperating_rating
        ndarray(float, shape (n,)): share of turns of restraint, self-play excluded.
    good_partner_matrix, good_partner_rating
        ndarray(float, shape (n, n)) and (n,): the probability that it restrained at least as often
        as the other, and its mean over opponents.
    initial_cooperation_rate, initial_cooperation_count
        ndarray(float, shape (n,)): the probability of restraint in the first turn, and that times
        the opponents it has.
    eigenjesus_rating, eigenmoses_rating
        ndarray(float, shape (n,)): the principal eigenvectors of `normalised_cooperation` and of
        `vengeful_cooperation`, self-play included, after Aaronson (2014). axelrod stops iterating
        at a change of 0.001; this goes on to 1e-12.
    normalised_cooperation, vengeful_cooperation
        ndarray(float, shape (n, n)): share of turns of i's restraint against j, and 2(x - 1/2) of
        it. A pair that was not played counts 0 in the eigenvectors; axelrod's vengeful one is -1.
    normalised_state_distribution, state_distribution
        ndarray(float, shape (n, n, 4)): the share of turns in each state, and the expected turns a
        match; self-play too, which axelrod leaves empty.
    normalised_state_to_action_distribution
        ndarray(float, shape (n, n, 4)): the probability of restraint in the turn after each state;
        nan where the state never comes.
    state_to_action_distribution
        ndarray(float, shape (n, n, 4, 2)): how often a match each state is followed by restraint
        and by arming.
    payoff_matrix, payoff_diffs_means
        ndarray(float, shape (n, n)): the payoff a turn, and by how much it is the larger one.
    exact
        ndarray(bool, shape (n, n)): whether wins, good partners and what follows a state are
        without sampling error.
    """

    names: tuple[str, ...]
    ranking: tuple[int, ...]
    ranks: Ints
    score: Floats
    wins: Floats
    cooperating_rating: Floats
    good_partner_matrix: Floats
    good_partner_rating: Floats
    initial_cooperation_rate: Floats
    initial_cooperation_count: Floats
    eigenjesus_rating: Floats
    eigenmoses_rating: Floats
    normalised_cooperation: Floats
    vengeful_cooperation: Floats
    normalised_state_distribution: Floats
    state_distribution: Floats
    normalised_state_to_action_distribution: Floats
    state_to_action_distribution: Floats
    payoff_matrix: Floats
    payoff_diffs_means: Floats
    exact: Any

    @property
    def ranked_names(self) -> tuple[str, ...]:
        """The participants' names, from best to worst."""
        return tuple(self.names[i] for i in self.ranking)

    def summarise(self) -> list[dict[str, Any]]:
        """Return a row a participant, best first, with the columns of axelrod's summary.

        Rates by state are means over opponents, self-play excluded. A rate of restraint after a
        state is the mean over those opponents against which the state comes at all; axelrod leaves
        out those against which that rate is 0 as well, and so reports larger ones.
        """
        return [self._row(int(self.ranks[i]), i) for i in self.ranking]

    def to_pandas(self) -> "pandas.DataFrame":
        """Return :meth:`summarise` as a table."""
        import pandas

        return pandas.DataFrame(self.summarise())

    def _row(self, rank: int, i: int) -> dict[str, Any]:
        others = [j for j in range(len(self.names)) if j != i]
        states = _mean(self.normalised_state_distribution[i, others], axis=0)
        after = _mean(self.normalised_state_to_action_distribution[i, others], axis=0)
        columns = (
            "score",
            "cooperating_rating",
            "wins",
            "good_partner_rating",
            "initial_cooperation_rate",
            "eigenjesus_rating",
            "eigenmoses_rating",
        )
        row: dict[str, Any] = {"rank": rank, "name": self.names[i]}
        row |= {name: float(getattr(self, name)[i]) for name in columns}
        row |= {f"{state}_rate": float(states[s]) for s, state in enumerate(STATES)}
        return row | {f"{state}_to_c_rate": float(after[s]) for s, state in enumerate(STATES)}


def ratings(
    results: Results, horizon: int = 0, progress: Callable[[int, int], None] | None = None
) -> Ratings:
    """Return axelrod's measures of some results.

    Parameters
    ----------
    results
        Of any tournament. Who wins, who is a good partner and what follows a state are worked out
        anew: in a field of thirty in a match of 200 turns that takes some seconds.
    horizon
        Which of the tournament's horizons, by its number.
    progress
        Called with (pairs done, pairs in all).

    Examples
    --------
    >>> from secdilemma import Tournament, open_catalogue, regime, run
    >>> make = open_catalogue().make
    >>> results = run(Tournament((make("tft"), make("all-d"))))
    >>> ratings(results).wins.tolist()
    [0.0, 1.0]
    """
    spec = results.tournament
    outcomes, payoff = results.outcomes[horizon], results.payoff[horizon]
    n = len(spec.participants)
    own = np.arange(n)
    cooperation = outcomes[..., 0] + outcomes[..., 1]
    vengeful = 2 * (cooperation - 0.5)
    won, partner, following, exact = _met(results, horizon, progress)
    met = np.where(np.isnan(payoff), 0, 1)
    met[own, own] = 0
    first = np.array(
        [
            np.nan if spec.institutions else initial_restraint(spec, spec.horizons[horizon], i)
            for i in range(n)
        ]
    )
    score, scale = results.scores[horizon], results.payoff_scale
    length = _length(results, horizon)
    chosen = following.sum(axis=-1)
    after = np.full(chosen.shape, np.nan)
    np.divide(following[..., 0], chosen, out=after, where=chosen > 0)
    return Ratings(
        names=spec.names,
        ranking=tuple(np.argsort(levels(score, scale), kind="stable").tolist()),
        ranks=ranks(score, scale),
        score=score,
        wins=_total(won),
        cooperating_rating=_mean(_others(cooperation), axis=1),
        good_partner_matrix=partner,
        good_partner_rating=_mean(partner, axis=1),
        initial_cooperation_rate=first,
        initial_cooperation_count=first * met.sum(axis=1),
        eigenjesus_rating=principal_eigenvector(np.nan_to_num(cooperation)),
        eigenmoses_rating=principal_eigenvector(np.nan_to_num(vengeful)),
        normalised_cooperation=cooperation,
        vengeful_cooperation=vengeful,
        normalised_state_distribution=outcomes[..., :4],
        state_distribution=outcomes[..., :4] * length,
        normalised_state_to_action_distribution=after,
        state_to_action_distribution=following,
        payoff_matrix=payoff,
        payoff_diffs_means=payoff - payoff.T,
        exact=exact,
    )


def principal_eigenvector(
    matrix: Floats, tolerance: float = 1e-12, iterations: int = _ITERATIONS
) -> Floats:
    """Return what repeated multiplication makes of a vector of ones, at length 1.

    Parameters
    ----------
    matrix
        ndarray(float, shape (n, n)).
    tolerance
        It ends at a smaller change than that, measured as a length.
    iterations
        The most multiplications. Where the eigenvalue of largest size is negative, the vector's
        sign never settles, and the last one stands, as in axelrod.

    Returns
    -------
    ndarray(float, shape (n,))
        nan where the matrix makes nothing of it.
    """
    if not above(np.abs(matrix).max(), 0.0):
        return np.full(len(matrix), np.nan)
    last = np.ones(len(matrix))
    for _ in range(iterations):
        made = matrix @ last
        length = np.sqrt(made @ made)
        if length == 0:
            return np.full(len(matrix), np.nan)
        made = made / length
        change = made - last
        last = made
        if np.sqrt(change @ change) < tolerance:
            break
    return np.asarray(last)


def _met(
    results: Results, horizon: int, progress: Callable[[int, int], None] | None
) -> tuple[Floats, Floats, Floats, Any]:
    """Return P(win), P(good partner), what follows each state, and what of it is exact."""
    spec = results.tournament
    n, game = len(spec.participants), spec.game
    won, partner, following = np.zeros((n, n)), np.zeros((n, n)), np.zeros((n, n, 4, 2))
    times, exact = np.zeros((n, n)), np.ones((n, n), np.bool_)
    asked = spec.horizons[horizon]
    unsaid = asked == LONG_RUN or game.war is not None or spec.institutions
    pairs = [] if unsaid else spec.pairs.tolist()
    even = game.symmetric and all(not each.greed and not each.payoffs for each in spec.participants)
    prize = _prize(game.row) if even else np.nan
    for done, (i, j) in enumerate(pairs, 1):
        if progress is not None:
            progress(done, len(pairs))
        there = encounter(spec, asked, i, j)
        for a, b, match in ((i, j, there), (j, i, there.reversed())):
            times[a, b] += 1
            won[a, b] += _win(match, prize)
            partner[a, b] += match.lead[:2].sum()
            following[a, b] += match.following
            exact[a, b] &= match.exact
    absent = np.where(times > 0, times, np.nan)
    partner, won = _others(partner / absent), _others(won / absent)
    return won, partner, following / absent[..., None, None], exact & (times > 0)


def _win(match: Encounter, prize: float) -> float:
    """Return P(its score is the larger), where a DC turn is worth `prize` more than a CD turn."""
    if np.isnan(prize):
        return np.nan
    return float(match.lead[2] if prize > 0 else match.lead[0] if prize < 0 else 0.0)


def _prize(payoffs: Payoffs) -> float:
    """Return the sign of T - S; 0 where they differ by rounding alone."""
    T, S, scale = payoffs.T, payoffs.S, payoffs.scale
    return float(above(T, S, scale)) - float(above(S, T, scale))


def _length(results: Results, horizon: int) -> float:
    asked = results.tournament.horizons[horizon]
    if asked == LONG_RUN:
        return np.nan
    return float(asked.turns or 1 / asked.prob_end)


def _others(matrix: Floats) -> Floats:
    """Return a matrix with nan on its diagonal."""
    made = matrix.copy()
    np.fill_diagonal(made, np.nan)
    return made


def _total(matrix: Floats) -> Floats:
    """Return the sums of what is not nan; nan where nothing is."""
    empty = np.isnan(matrix).all(axis=1)
    return np.where(empty, np.nan, np.nansum(matrix, axis=1))


def _mean(array: Floats, axis: int) -> Floats:
    """Return the means of what is not nan; nan where nothing is."""
    there = ~np.isnan(array)
    count = there.sum(axis=axis)
    total = np.where(there, array, 0.0).sum(axis=axis)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)
