"""Our strategies as axelrod's players: in its matches, tournaments, processes and fingerprints."""

import pickle
from itertools import combinations_with_replacement

import numpy as np
import pytest

axelrod = pytest.importorskip("axelrod")

from support import AXELROD, meet  # noqa: E402

from secdilemma import ARM, RESTRAIN, Perception, explore, turns  # noqa: E402
from secdilemma.catalogue.axelrod import as_player  # noqa: E402
from secdilemma.catalogue.catalogue import open_catalogue  # noqa: E402
from secdilemma.errors import SecDilemmaError  # noqa: E402
from secdilemma.matches.interpreted import Table, trace  # noqa: E402

CATALOGUE = open_catalogue()
NAMES = list(CATALOGUE.entries)
CERTAIN = [name for name in NAMES if not as_player(name).classifier["stochastic"]]
CHANCY = [name for name in NAMES if name not in CERTAIN]
TURNS = 40


def played(first, second, length=TURNS, noise=0.0, seed=1):
    return axelrod.Match((first, second), turns=length, noise=noise, seed=seed).play()


def in_our_engine(first, second, length=TURNS):
    strategies = CATALOGUE.make(first), CATALOGUE.make(second)
    table = Table.of(strategies, (first, second), AXELROD, Perception(), turns(length))
    return [tuple(int(a) for a in turn.actions) for turn in trace(table, 7)]


@pytest.mark.parametrize("name", CERTAIN)
def test_move_for_move_against_every_deterministic_strategy(name):
    for other in CERTAIN[CERTAIN.index(name) :]:
        theirs = played(as_player(name), as_player(other))
        assert [(a.value, b.value) for a, b in theirs] == in_our_engine(name, other)


@pytest.mark.parametrize("name", NAMES)
def test_in_distribution_under_execution_error(name):
    """Mean payoffs of axelrod's matches lie within 4 standard errors of our exact ones."""
    matches, length, noise = 60, 20, 0.05
    errors = Perception(execution_c=noise, execution_d=noise)
    for other in ("gtft", "jervis-spiral"):
        exact = meet(CATALOGUE.make(name), CATALOGUE.make(other), errors, horizon=turns(length))
        match = axelrod.Match(
            (as_player(name), as_player(other)), turns=length, noise=noise, seed=11
        )
        sampled = []
        for _ in range(matches):
            match.play()
            sampled.append(match.final_score_per_turn())
        mean, error = np.mean(sampled, axis=0), np.std(sampled, axis=0, ddof=1) / np.sqrt(matches)
        assert np.all(np.abs(mean - exact.payoff) <= 4 * error + 1e-9)


@pytest.mark.parametrize("noise", [0.0, 0.2])
def test_a_flipped_move_of_its_own_is_what_it_remembers(noise):
    """Replayed over the history as it came out, our automaton means what the player meant."""
    automaton = explore(CATALOGUE.make("ctft"))
    player, other = as_player("ctft"), axelrod.Random(0.5)
    meant = []

    class Watched(type(player)):
        def strategy(self, opponent):
            meant.append(super().strategy(opponent))
            return meant[-1]

    watched = Watched(CATALOGUE.make("ctft"))
    history = played(watched, other, length=200, noise=noise, seed=5)
    (mind,) = automaton.begin()
    flips = 0
    for intention, (own, seen) in zip(meant, history, strict=True):
        assert intention == (axelrod.Action.C if automaton.respond(mind)[0] else axelrod.Action.D)
        flips += intention != own
        events = [RESTRAIN if a == axelrod.Action.C else ARM for a in (own, seen)]
        (mind,) = automaton.transition(mind, *events)
    assert (flips > 0) == (noise > 0)


@pytest.mark.parametrize("name", NAMES)
def test_clone_reset_pickle_and_equality(name):
    player = as_player(name)
    played(player, axelrod.Alternator(), length=20)
    fresh = as_player(name)
    fresh.set_match_attributes(length=20)
    assert player.clone() == fresh
    assert player != fresh
    copied = pickle.loads(pickle.dumps(player))
    assert copied == player
    assert repr(copied) == name
    player.reset()
    player.set_match_attributes(length=20)
    assert player == fresh
    assert as_player("all-c") != as_player("all-d")


def test_a_clone_plays_what_the_original_plays():
    player = as_player("gtft", generosity=0.4)
    again = played(player.clone(), axelrod.Random(), seed=3)
    assert played(player, axelrod.Random(), seed=3) == again
    assert repr(player) == "gtft:generosity=0.4"


def test_seeds_are_axelrods_own():
    first = played(as_player("gtft"), axelrod.Defector(), seed=1)
    assert played(as_player("gtft"), axelrod.Defector(), seed=1) == first
    assert played(as_player("gtft"), axelrod.Defector(), seed=2) != first


@pytest.mark.parametrize("processes", [None, 2])
def test_in_its_tournament(processes):
    players = [as_player("tft"), as_player("gtft"), axelrod.Grudger(), as_player("kydd-reassurer")]
    tournament = axelrod.Tournament(players, turns=20, repetitions=3, noise=0.05, seed=4)
    found = tournament.play(processes=processes, progress_bar=False)
    again = axelrod.Tournament(players, turns=20, repetitions=3, noise=0.05, seed=4)
    assert found.scores == again.play(progress_bar=False).scores
    assert len(found.ranked_names) == 4
    assert set(found.ranked_names) == {"tft", "gtft", "Grudger", "kydd-reassurer"}


def test_in_its_moran_process():
    players = [as_player("tft"), as_player("tft"), as_player("all-d"), as_player("all-d")]
    process = axelrod.MoranProcess(players, turns=30, seed=2)
    populations = process.play()
    assert populations[0] == {"tft": 2, "all-d": 2}
    assert process.winning_strategy_name in {"tft", "all-d"}
    assert len(process.population_distribution()) == 1


def test_names_tell_parameters_apart_for_its_cache():
    """axelrod's Moran process remembers the matches of deterministic players by their names."""
    made = {as_player("osgood-grit", firm=k).name for k in (1, 2, 6)}
    assert made == {"osgood-grit:firm=1", "osgood-grit:firm=2", "osgood-grit"}


def test_in_its_fingerprint_as_strategy_and_as_probe(tmp_path):
    for strategy, probe in (
        (as_player("tft"), axelrod.TitForTat),
        (axelrod.TitForTat, as_player("tft")),
        (axelrod.TitForTat(), axelrod.TitForTat),
    ):
        fingerprint = axelrod.AshlockFingerprint(strategy, probe)
        data = fingerprint.fingerprint(
            turns=20,
            repetitions=2,
            step=0.5,
            progress_bar=False,
            seed=1,
            filename=str(tmp_path / "interactions.csv"),
        )
        assert len(data) == 9
        assert data[(0.0, 0.0)] == 3.0
        assert data[(0.0, 1.0)] == 0.95
        assert data[(1.0, 0.0)] == 3.0


def test_its_transformers_take_it():
    kind = axelrod.strategy_transformers.FlipTransformer()(type(as_player("tft")))
    player = kind(CATALOGUE.make("all-c"))
    assert player.name == "Flipped all-c"
    assert played(player, axelrod.Cooperator(), length=2)[0][0] == axelrod.Action.D


def test_the_classifier_is_decided():
    classes = axelrod.Classifiers
    assert classes["memory_depth"](as_player("tf2t")) == 2
    assert classes["memory_depth"](as_player("grim")) == float("inf")
    assert classes["stochastic"](as_player("gtft"))
    assert not classes["stochastic"](as_player("gtft", generosity=0))
    assert classes.is_basic(as_player("wsls"))
    assert classes.obey_axelrod(as_player("kydd-reassurer"))
    assert classes["makes_use_of"](as_player("gtft+payoff-aware")) == {"game"}
    assert classes["makes_use_of"](as_player("gtft")) == set()


class Clock:
    """It arms in the last turn of a match whose length it knows, and remembers every turn."""

    def begin(self, context):
        return (0, context.turns)

    def respond(self, mind):
        return ARM if mind[0] + 1 == mind[1] else RESTRAIN

    def interpret(self, mind, own, seen):
        del own, seen
        return (mind[0] + 1, mind[1])


def test_a_strategy_is_told_the_length():
    moves = played(as_player(Clock()), axelrod.Cooperator(), length=5)
    assert [str(own) for own, _ in moves] == ["C", "C", "C", "C", "D"]
    found = as_player(Clock()).classifier
    assert found["makes_use_of"] == {"length"}
    assert found["memory_depth"] == float("inf")


def test_a_length_that_is_not_known_is_not_told():
    match = axelrod.Match((as_player(Clock()), axelrod.Cooperator()), prob_end=0.2, seed=1)
    assert all(str(own) == "C" for own, _ in match.play())


def test_an_automaton_is_a_player_too():
    automaton = explore(CATALOGUE.make("tft"))
    player = as_player(automaton)
    assert player == pickle.loads(pickle.dumps(player))
    assert played(player, axelrod.Alternator(), length=3)[2][0] == axelrod.Action.D


def test_the_game_reaches_a_strategy_that_asks_for_it():
    """Payoff-aware generosity is none where greed leaves room for none."""
    tempting = axelrod.Game(r=3, s=0, t=6, p=0)
    player = as_player("gtft+payoff-aware")
    player.set_match_attributes(length=10, game=tempting)
    assert player._context().game.row.T == 6
    player.set_match_attributes(length=10, game=axelrod.AsymmetricGame(*np.ones((2, 2, 2))))
    assert player._context().game is None


@pytest.mark.parametrize("wrong", [("tft", {"x": 1}), ("no-such", {}), (3, {})])
def test_mistakes(wrong):
    with pytest.raises(SecDilemmaError):
        as_player(wrong[0], **wrong[1])


def test_parameters_beside_a_made_strategy_are_refused():
    with pytest.raises(SecDilemmaError, match="made already"):
        as_player(CATALOGUE.make("gtft"), generosity=0.2)


def test_every_pair_of_three_finishes_under_noise():
    for a, b in combinations_with_replacement(CHANCY[:3], 2):
        assert len(played(as_player(a), as_player(b), length=10, noise=0.1)) == 10
