"""Our fingerprints against axelrod's, sampled."""

import numpy as np
import pytest

axelrod = pytest.importorskip("axelrod")

from secdilemma.analysis.fingerprints import (  # noqa: E402
    ashlock_fingerprint,
    joss_ann,
    transitive_fingerprint,
)
from secdilemma.catalogue.axelrod import as_player  # noqa: E402
from secdilemma.catalogue.catalogue import open_catalogue  # noqa: E402
from secdilemma.games.horizon import turns  # noqa: E402

CATALOGUE = open_catalogue()
LENGTH, REPETITIONS, STEP = 20, 60, 0.5


def scores(interactions):
    pays = {("C", "C"): 3, ("C", "D"): 0, ("D", "C"): 5, ("D", "D"): 1}
    return [np.mean([pays[str(a), str(b)] for a, b in interaction]) for interaction in interactions]


@pytest.mark.parametrize(
    ("ours", "theirs", "probe"),
    [
        ("tft", axelrod.TitForTat, "tft"),
        ("wsls", axelrod.WinStayLoseShift, "wsls"),
        ("grim", axelrod.Grudger, "tft"),
        ("gtft", None, "wsls"),
    ],
)
def test_ashlock(tmp_path, ours, theirs, probe):
    """Each point of axelrod's, dual half included, within 4 standard errors of ours."""
    kinds = {"tft": axelrod.TitForTat, "wsls": axelrod.WinStayLoseShift}
    sampled = axelrod.AshlockFingerprint(theirs or as_player(ours), kinds[probe])
    data = sampled.fingerprint(
        turns=LENGTH,
        repetitions=REPETITIONS,
        step=STEP,
        progress_bar=False,
        seed=5,
        filename=str(tmp_path / "interactions.csv"),
    )
    exact = ashlock_fingerprint(
        CATALOGUE.make(ours), CATALOGUE.make(probe), step=STEP, horizon=turns(LENGTH)
    )
    assert len(data) == exact.payoff.size
    for k, (point, mean) in enumerate(data.items()):
        i, j = divmod(k, 3)
        assert point == pytest.approx((exact.points[i], exact.points[j]))
        spread = np.std(scores(sampled.interactions[(0, k + 1)]), ddof=1)
        tolerance = 4 * max(spread, 0.02) / np.sqrt(REPETITIONS) + 1e-9
        assert abs(mean - exact.payoff[i, j]) <= tolerance


def test_the_probes_are_axelrods_move_for_move_where_nothing_is_random():
    for x, y in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)):
        theirs = axelrod.fingerprint._create_jossann(
            axelrod.fingerprint.Point(x, y), axelrod.TitForTat
        )
        ours = as_player(joss_ann(CATALOGUE.make("tft"), x, y))
        for opponent in (axelrod.CyclerCCD, axelrod.Alternator):
            moves = []
            for player in (theirs, ours):
                match = axelrod.Match((player, opponent()), turns=20, noise=0.0, seed=1)
                moves.append(match.play())
            assert moves[0] == moves[1]


def test_transitive():
    """axelrod's class fails with today's pandas, so its matches are counted here."""
    repetitions, length = 400, 12
    exact = transitive_fingerprint(
        CATALOGUE.make("kydd-reassurer"), [CATALOGUE.make("gtft"), CATALOGUE.make("wsls")],
        length=length,
    )  # fmt: skip
    for k, opponent in enumerate(("gtft", "wsls")):
        match = axelrod.Match(
            (as_player("kydd-reassurer"), as_player(opponent)), turns=length, seed=2
        )
        restrained = np.array(
            [[a == axelrod.Action.C for a, _ in match.play()] for _ in range(repetitions)]
        )
        p = exact.restraint[k]
        error = np.sqrt(p * (1 - p) / repetitions)
        assert np.all(np.abs(restrained.mean(axis=0) - p) <= 4 * error + 1e-9)
