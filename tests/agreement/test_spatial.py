"""Graphs and random ends against axelrod's own tournaments."""

import numpy as np
import pytest

axelrod = pytest.importorskip("axelrod")

from support import AXELROD  # noqa: E402

from secdilemma import Tournament, run, turns  # noqa: E402
from secdilemma.catalogue.axelrod import as_player  # noqa: E402
from secdilemma.catalogue.catalogue import open_catalogue  # noqa: E402
from secdilemma.games.horizon import ending  # noqa: E402

CATALOGUE = open_catalogue()
NAMES = ("tft", "all-d", "wsls", "grim", "all-c")
CYCLE = [(0, 1), (1, 2), (2, 3), (3, 4), (4, 0)]


def test_scores_on_a_cycle_are_axelrods():
    players = [as_player(name) for name in NAMES]
    spatial = axelrod.Tournament(players, turns=30, repetitions=2, edges=CYCLE, seed=1)
    theirs = spatial.play(progress_bar=False)
    spec = Tournament(
        participants=tuple(CATALOGUE.make(name) for name in NAMES),
        game=AXELROD,
        horizons=(turns(30),),
        edges=CYCLE,
    )
    ours = run(spec)
    assert np.median(theirs.normalised_scores, axis=1) == pytest.approx(ours.scores[0])


def test_a_random_end_and_how_axelrod_weighs_it():
    """Ours is the score of all turns; axelrod's mean of matches weighs a short one like a long."""
    p, repetitions = 0.2, 3000
    spec = Tournament(
        participants=(CATALOGUE.make("all-d"), CATALOGUE.make("tft")),
        game=AXELROD,
        horizons=(ending(p),),
    )
    exact = run(spec).payoff[0, 0, 1]
    assert exact == pytest.approx(5 * p + 1 * (1 - p))
    match = axelrod.Match((axelrod.Defector(), axelrod.TitForTat()), prob_end=p, seed=1)
    totals, lengths = [], []
    for _ in range(repetitions):
        played = match.play()
        lengths.append(len(played))
        totals.append(5 + (len(played) - 1))
    totals, lengths = np.array(totals), np.array(lengths)
    error = np.std(totals - exact * lengths, ddof=1) / np.sqrt(repetitions) / lengths.mean()
    assert abs(totals.sum() / lengths.sum() - exact) <= 4 * error
    by_match = totals / lengths
    expected = 1 + 4 * (-p * np.log(p) / (1 - p))  # 1 + 4 E[1 / length]
    spread = by_match.std(ddof=1) / np.sqrt(repetitions)
    assert abs(by_match.mean() - expected) <= 4 * spread
    assert abs(by_match.mean() - exact) > 10 * spread
