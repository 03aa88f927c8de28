"""Our ratings against axelrod's ResultSet, on the same fields of strategies."""

import numpy as np
import pytest

axelrod = pytest.importorskip("axelrod")

from support import AXELROD  # noqa: E402

from secdilemma import Perception, Tournament, run, turns  # noqa: E402
from secdilemma.analysis.rating import principal_eigenvector, ratings  # noqa: E402
from secdilemma.catalogue.axelrod import as_player  # noqa: E402
from secdilemma.catalogue.catalogue import open_catalogue  # noqa: E402

CATALOGUE = open_catalogue()
CERTAIN = ("tft", "all-d", "all-c", "grim", "wsls", "tf2t", "prober-3", "bully", "osgood-grit")
NOISY = ("tft", "all-d", "gtft", "wsls", "joss")
LENGTH = 31
STATES = ((0, 0), (0, 1), (1, 0), (1, 1))


def axelrods(names, noise=0.0, repetitions=2, seed=1):
    players = [as_player(name) for name in names]
    tournament = axelrod.Tournament(
        players, turns=LENGTH, repetitions=repetitions, noise=noise, seed=seed
    )
    return tournament.play(progress_bar=False)


def ours(names, noise=0.0):
    spec = Tournament(
        participants=tuple(CATALOGUE.make(name) for name in names),
        game=AXELROD,
        perception=Perception(execution_c=noise, execution_d=noise),
        horizons=(turns(LENGTH),),
    )
    return ratings(run(spec))


def counters(nested, keys):
    """Return axelrod's counters as an array; the keys' actions as 0 for C and 1 for D."""

    def plain(key):
        return tuple(plain(each) if isinstance(each, tuple) else each.value for each in key)

    made = [[{plain(k): v for k, v in cell.items()} for cell in row] for row in nested]
    return np.array([[[cell.get(key, 0) for key in keys] for cell in row] for row in made], float)


def off_diagonal(array):
    n = len(array)
    return np.asarray(array)[~np.eye(n, dtype=bool)]


@pytest.fixture(scope="module")
def certain():
    return axelrods(CERTAIN), ours(CERTAIN)


def test_a_deterministic_field_gives_the_same_numbers(certain):
    theirs, mine = certain
    same = pytest.approx
    assert mine.exact.all()
    assert np.mean(theirs.wins, axis=1) == same(mine.wins)
    assert theirs.cooperating_rating == same(mine.cooperating_rating.tolist())
    assert theirs.good_partner_rating == same(mine.good_partner_rating.tolist())
    assert theirs.initial_cooperation_rate == same(mine.initial_cooperation_rate.tolist())
    assert np.array(theirs.initial_cooperation_count) / 2 == same(mine.initial_cooperation_count)
    assert np.array(theirs.payoff_matrix) == same(mine.payoff_matrix)
    assert np.array(theirs.payoff_diffs_means) == same(mine.payoff_diffs_means)
    assert theirs.ranked_names == list(mine.ranked_names)
    good = np.array(theirs.good_partner_matrix) / 2
    assert off_diagonal(good) == same(off_diagonal(mine.good_partner_matrix))


def test_cooperation_and_the_eigenvectors(certain):
    """axelrod truncates the halved self-play count to a whole number; these have no halves."""
    theirs, mine = certain
    assert np.array(theirs.normalised_cooperation) == pytest.approx(mine.normalised_cooperation)
    assert np.array(theirs.vengeful_cooperation) == pytest.approx(mine.vengeful_cooperation)
    for name, matrix in (
        ("eigenjesus_rating", mine.normalised_cooperation),
        ("eigenmoses_rating", mine.vengeful_cooperation),
    ):
        early = principal_eigenvector(matrix, tolerance=1e-3, iterations=1001)
        assert getattr(theirs, name) == pytest.approx(early.tolist(), abs=1e-12)
        assert getattr(theirs, name) == pytest.approx(getattr(mine, name).tolist(), abs=5e-3)


def test_states_and_what_follows_them(certain):
    theirs, mine = certain
    states = counters(theirs.normalised_state_distribution, STATES)
    assert off_diagonal(states) == pytest.approx(
        off_diagonal(mine.normalised_state_distribution), abs=1e-12
    )
    for action in (0, 1):
        keys = [(state, action) for state in STATES]
        counted = counters(theirs.state_to_action_distribution, keys) / 2
        expected = mine.state_to_action_distribution[..., action]
        assert off_diagonal(counted) == pytest.approx(off_diagonal(expected), abs=1e-9)
    keys = [(state, 0) for state in STATES]
    rates = off_diagonal(counters(theirs.normalised_state_to_action_distribution, keys))
    mine_rates = off_diagonal(mine.normalised_state_to_action_distribution)
    there = ~np.isnan(mine_rates)
    assert rates[there] == pytest.approx(mine_rates[there], abs=1e-9)
    assert (rates[~there] == 0).all()


def test_its_summary_drops_opponents_whose_rate_is_zero(certain):
    """A quirk that ours does not have: its rates of restraint after a state are never below."""
    theirs, mine = certain
    their_rows = {row.Name: row for row in theirs.summarise()}
    for row in mine.summarise():
        other = their_rows[row["name"]]
        assert other.Median_score == pytest.approx(row["score"])
        assert other.Wins == pytest.approx(row["wins"])
        assert other.CC_rate == pytest.approx(row["cc_rate"], abs=1e-9)
        for state in ("CC", "CD", "DC", "DD"):
            ours_rate = row[f"{state.lower()}_to_c_rate"]
            if not np.isnan(ours_rate):
                assert getattr(other, f"{state}_to_C_rate") >= ours_rate - 1e-9
    wide = [their_rows[row["name"]].DD_to_C_rate - row["dd_to_c_rate"] for row in mine.summarise()]
    assert np.nanmax(wide) > 0.01


def test_a_noisy_field_agrees_within_four_standard_errors():
    repetitions = 150
    theirs, mine = axelrods(NOISY, 0.1, repetitions), ours(NOISY, 0.1)
    n = len(NOISY)

    def close(sampled, exact, spread):
        error = 4 * np.asarray(spread) / np.sqrt(repetitions)
        assert np.all(np.abs(np.asarray(sampled) - exact) <= error + 1e-12)

    wins = np.array(theirs.wins)
    close(wins.mean(axis=1), mine.wins, wins.std(axis=1, ddof=1))
    p = mine.good_partner_matrix
    sampled = np.array(theirs.good_partner_matrix) / repetitions
    close(off_diagonal(sampled), off_diagonal(p), np.sqrt(off_diagonal(p * (1 - p))))
    q = mine.initial_cooperation_rate
    close(theirs.initial_cooperation_rate, q, np.sqrt(q * (1 - q) / (n - 1)))
    payoffs = np.array(theirs.payoffs)
    close(payoffs.mean(axis=2), mine.payoff_matrix, payoffs.std(axis=2, ddof=1))
    differences = np.array(theirs.score_diffs)
    spread = off_diagonal(differences.std(axis=2, ddof=1))
    close(off_diagonal(differences.mean(axis=2)), off_diagonal(mine.payoff_diffs_means), spread)
    counts = mine.state_to_action_distribution
    for action in (0, 1):
        keys = [(state, action) for state in STATES]
        counted = counters(theirs.state_to_action_distribution, keys) / repetitions
        # a count of a match lies between 0 and 30; its deviation is at most half of its range
        close(off_diagonal(counted), off_diagonal(counts[..., action]), (LENGTH - 1) / 2)
    rates = off_diagonal(mine.normalised_state_to_action_distribution)
    keys = [(state, 0) for state in STATES]
    sampled = off_diagonal(counters(theirs.normalised_state_to_action_distribution, keys))
    times = off_diagonal(counts.sum(axis=-1)) * repetitions
    error = np.sqrt(rates * (1 - rates) / times)
    assert np.all(np.abs(sampled - rates) <= 4 * error + 1e-12)
