"""Axelrod (1980): the scores of certain pairs, with the strategies that axelrod has rebuilt."""

import pytest

pytest.importorskip("axelrod")

from secdilemma import Participant, Tournament, run, turns
from secdilemma.catalogue import open_catalogue
from secdilemma.games import preset
from secdilemma.library import load_tournament

CATALOGUE = open_catalogue()
TFT, TC, SR = "tit-for-tat", "first-by-tideman-and-chieruzzi", "first-by-stein-and-rapoport"
PUBLISHED = {
    (TFT, TFT): (600, 600),
    (TFT, TC): (595, 600),
    (TC, TC): (596, 596),
    (TFT, SR): (595, 600),
    (SR, SR): (596, 596),
    (TFT, "first-by-grofman"): (600, 600),
    (TFT, "first-by-shubik"): (600, 600),
    (TFT, "grudger"): (600, 600),
    (TFT, "first-by-davis"): (600, 600),
    (TFT, "first-by-nydegger"): (600, 600),
    (TFT, "defector"): (199, 204),
    ("win-stay-lose-shift", "defector"): (100, 600),
}


@pytest.mark.parametrize("pair", PUBLISHED)
def test_a_pair_scores_as_published(pair):
    members = [Participant(CATALOGUE.make(f"axelrod:{name}")) for name in dict.fromkeys(pair)]
    spec = Tournament(tuple(members), game=preset("axelrod"), horizons=(turns(200),), repetitions=2)
    payoff = run(spec).payoff[0] * 200
    other = len(members) - 1
    assert (payoff[0, other], payoff[other, 0]) == pytest.approx(PUBLISHED[pair], abs=1e-9)


def test_the_bundled_tournament_is_the_first():
    (spec,) = load_tournament("axelrod_1980", CATALOGUE)
    assert len(spec.participants) == 15
    assert (spec.horizons[0], spec.repetitions, spec.self_play_counts) == (turns(200), 5, True)
    assert spec.game == preset("axelrod")
