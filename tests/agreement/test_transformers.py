"""Our transformers against axelrod's, on its own strategies: move for move, and in distribution."""

import numpy as np
import pytest

axelrod = pytest.importorskip("axelrod")

from support import AXELROD, meet  # noqa: E402

from secdilemma import Perception, turns  # noqa: E402
from secdilemma.catalogue.axelrod import as_player  # noqa: E402
from secdilemma.catalogue.catalogue import open_catalogue  # noqa: E402
from secdilemma.catalogue.wrappers.provoked import Retaliating  # noqa: E402

CATALOGUE = open_catalogue()
KINDS = axelrod.strategy_transformers
C, D = axelrod.Action.C, axelrod.Action.D
BASES = {
    "tft": axelrod.TitForTat,
    "grim": axelrod.Grudger,
    "wsls": axelrod.WinStayLoseShift,
    "tf2t": axelrod.TitFor2Tats,
    "all-d": axelrod.Defector,
    "all-c": axelrod.Cooperator,
}
CERTAIN = {
    "flipped": KINDS.FlipTransformer(),
    "dual": KINDS.DualTransformer(),
    "nice": KINDS.NiceTransformer(),
    "until-apology": KINDS.RetaliateUntilApologyTransformer(),
    "retaliating=1": KINDS.RetaliationTransformer(1),
    "grudging=0": KINDS.GrudgeTransformer(0),
    "grudging=2": KINDS.GrudgeTransformer(2),
    "apologising=DC/CD": KINDS.ApologyTransformer([D, C], [C, D]),
    "apologising=D/C": KINDS.ApologyTransformer([D], [C]),
    "deadlock-breaking": KINDS.DeadlockBreakingTransformer(),
    "initial=DCD": KINDS.InitialTransformer([D, C, D]),
    "final=DC": KINDS.FinalTransformer([D, C]),
    "noisy=1": KINDS.NoisyTransformer(1),
    "forgiving=1": KINDS.ForgiverTransformer(1),
    "joss-ann=1/0": KINDS.JossAnnTransformer((1, 0)),
}
CHANCY = {
    "noisy=0.2": KINDS.NoisyTransformer(0.2),
    "forgiving=0.3": KINDS.ForgiverTransformer(0.3),
    "joss-ann=0.2/0.3": KINDS.JossAnnTransformer((0.2, 0.3)),
    "joss-ann=0.9/0.6": KINDS.JossAnnTransformer((0.9, 0.6)),
    "mixed=0.4:all-d": KINDS.MixedTransformer(0.4, axelrod.Defector),
    "mixed=0.3:wsls": KINDS.MixedTransformer(0.3, axelrod.WinStayLoseShift),
}


def opponents():
    return axelrod.Random(0.6), axelrod.Alternator(), axelrod.CyclerCCD(), axelrod.Random(0.9)


@pytest.mark.parametrize("wrapper", CERTAIN)
def test_move_for_move(wrapper):
    for name, kind in BASES.items():
        made = CERTAIN[wrapper](kind)(), as_player(f"{name}+{wrapper}")
        for seed, opponent in enumerate(opponents()):
            theirs, ours = (
                axelrod.Match((each, opponent), turns=40, noise=0.15, seed=seed).play()
                for each in made
            )
            assert ours == theirs


@pytest.mark.parametrize("wrapper", CHANCY)
def test_in_distribution(wrapper):
    """Payoffs of axelrod's own transformer lie within 4 standard errors of our exact ones."""
    matches, length = 250, 20
    for name, other in (("tft", "tft"), ("wsls", "grim"), ("all-d", "tf2t")):
        exact = meet(
            CATALOGUE.make(f"{name}+{wrapper}"), CATALOGUE.make(other), horizon=turns(length)
        )
        players = CHANCY[wrapper](BASES[name])(), BASES[other]()
        match = axelrod.Match(players, turns=length, seed=3)
        sampled = []
        for _ in range(matches):
            match.play()
            sampled.append(match.final_score_per_turn())
        mean, spread = np.mean(sampled, axis=0), np.std(sampled, axis=0, ddof=1)
        assert np.all(np.abs(mean - exact.payoff) <= 4 * spread / np.sqrt(matches) + 1e-9)


def test_nested_transformers_agree():
    theirs = KINDS.ForgiverTransformer(1)(KINDS.FlipTransformer()(axelrod.TitForTat))()
    first = axelrod.Match((theirs, axelrod.Alternator()), turns=10).play()
    ours = as_player("tft+flipped+forgiving=1")
    assert axelrod.Match((ours, axelrod.Alternator()), turns=10).play() == first


class Cycler:
    """CCD over and over."""

    def begin(self):
        return 0

    def respond(self, at):
        return float(at < 2)

    def interpret(self, at, own, seen):
        del own, seen
        return (at + 1) % 3


def test_two_retaliating_players_share_one_count_in_axelrod_and_not_here():
    """Its count stands in the transformer, not in the player, so that two players disturb it."""
    transformer = KINDS.RetaliationTransformer(3)
    theirs = transformer(axelrod.CyclerCCD)(), transformer(axelrod.Cooperator)()
    ours = as_player(Retaliating(Cycler(), 3)), as_player("all-c+retaliating=3")
    for a, b in ((0, 1), (1, 0)):  # only one of the two retaliates: both libraries agree
        plain = (axelrod.CyclerCCD(), axelrod.Cooperator())[b]
        moves = [axelrod.Match((each[a], plain), turns=12).play() for each in (theirs, ours)]
        assert moves[0] == moves[1]
    different = [
        axelrod.Match(theirs, turns=30, noise=0.4, seed=seed).play()
        != axelrod.Match(ours, turns=30, noise=0.4, seed=seed).play()
        for seed in range(20)
    ]
    assert any(different)


def test_under_its_noise_our_engine_says_what_its_matches_say():
    errors = Perception(execution_c=0.1, execution_d=0.1)
    exact = meet(
        CATALOGUE.make("tft+retaliating=2"),
        CATALOGUE.make("tft"),
        errors,
        horizon=turns(20),
        game=AXELROD,
    )
    players = KINDS.RetaliationTransformer(2)(axelrod.TitForTat)(), axelrod.TitForTat()
    match = axelrod.Match(players, turns=20, noise=0.1, seed=8)
    sampled = []
    for _ in range(400):
        match.play()
        sampled.append(match.final_score_per_turn())
    error = np.std(sampled, axis=0, ddof=1) / 20
    assert np.all(np.abs(np.mean(sampled, axis=0) - exact.payoff) <= 4 * error)
