"""Wrappers: sensibility, payoff-awareness, how references write them, and saving them."""

import json
import pickle

import numpy as np
import pytest
from support import array_bytes, with_itself

from secdilemma import ARM, RESTRAIN, Context, explore
from secdilemma.automata.interface import info_of
from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.catalogue.wrappers.references import (
    ADAPTABLE,
    parse_wrappers,
    payoff_aware,
    seen_from,
    sensible,
    unwrapped,
)
from secdilemma.errors import StrategyError, UnknownNameError
from secdilemma.games import PRESETS, Game, Payoffs, War, preset
from secdilemma.games.horizon import LONG_RUN, turns
from secdilemma.games.perception import Perception, regime
from secdilemma.games.thresholds import best_generosity, trust_threshold
from secdilemma.strategies.jervis_spiral import JervisSpiral
from secdilemma.strategies.kydd import KyddNoSignal, KyddReassurer
from secdilemma.strategies.memory_one import Wsls
from secdilemma.strategies.offensive_realist import OffensiveRealist
from secdilemma.strategies.preemptor import Preemptor
from secdilemma.strategies.tit_for_tat import Gtft, Gtft10, Tft
from secdilemma.tournament.files.run_directory import read, run_data, save
from secdilemma.tournament.participants import Participant
from secdilemma.tournament.results import run
from secdilemma.tournament.specification import Tournament

CATALOGUE = open_catalogue()
AXELROD, CHICKEN = preset("axelrod"), preset("chicken")


def tables(automaton):
    """Return every table of an automaton as bytes."""
    arrays = (
        automaton.start,
        automaton.responses,
        automaton.edge_start,
        automaton.edge_target,
        automaton.edge_probability,
    )
    return [array.tobytes() for array in arrays]


def adapted(strategy, game):
    """Return what a game makes of a payoff-aware strategy."""
    (mind,) = explore(payoff_aware(strategy), Context(game=game)).begin()
    return mind.strategy


# --- sensibility ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CATALOGUE.entries)
def test_no_sensibility_changes_nothing(name):
    inner = CATALOGUE.make(name)
    plain, wrapped = explore(inner), explore(sensible(inner, 0))
    assert plain.minds == wrapped.minds
    assert tables(plain) == tables(wrapped)


@pytest.mark.parametrize("kind", [JervisSpiral, Tft, Wsls])
@pytest.mark.parametrize("s", [0.0, 0.3, 1.0])
def test_sensibility_mixes_the_readings_of_arming_after_arming(kind, s):
    plain, wrapped = explore(kind()), explore(sensible(kind(), s))
    for mind in wrapped.minds:
        for own in (RESTRAIN, ARM):
            for seen in (RESTRAIN, ARM):
                excuse = s if own is ARM and seen is ARM else 0.0
                expected = {}
                for reading, weight in ((RESTRAIN, excuse), (seen, 1 - excuse)):
                    for target, p in plain.transition(mind, own, reading).items():
                        expected[target] = expected.get(target, 0.0) + weight * p
                kept = {target: p for target, p in expected.items() if p > 0}
                assert wrapped.transition(mind, own, seen) == pytest.approx(kept)


def test_full_sensibility_is_certain():
    assert explore(sensible(Tft(), 1)).deterministic
    assert not explore(sensible(Tft(), 0.5)).deterministic


@pytest.mark.parametrize("kind", [JervisSpiral, Tft, Wsls])
def test_sensibility_of_both_states_is_that_of_the_environment(kind):
    seen = regime("W12")
    everywhere = Perception(false_alarm=seen.false_alarm, miss=seen.miss, sensibility=0.4)
    assert with_itself(sensible(kind(), 0.4), seen).shares == pytest.approx(
        with_itself(kind(), everywhere).shares, abs=1e-12
    )


@pytest.mark.parametrize(
    ("kind", "low", "high"), [(JervisSpiral, 0.61 - 0.02, 0.61 + 0.02), (Tft, 0.08, 0.13)]
)
def test_bw3_sensibility_cures_the_spiral_and_helps_tit_for_tat_a_little(kind, low, high):
    """Theory 4.2, BW3, in the regime W12: measured .609 and .094."""
    blind, sighted = (with_itself(sensible(kind(), s), regime("W12")).restraint for s in (0, 1))
    assert low <= sighted - blind <= high


def test_sensibility_undoes_win_stay_lose_shift():
    """Read as restraint, the arming of an arms race is a win, and it stays."""
    assert with_itself(sensible(Wsls(), 1), regime("W12")).restraint == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("s", [-0.1, 1.1, float("nan"), "x", None, True])
def test_sensibility_is_a_probability(s):
    with pytest.raises(StrategyError, match=r"jervis-spiral\.sensibility: got .*from 0 to 1"):
        sensible(JervisSpiral(), s)


# --- being a strategy ----------------------------------------------------------------------------


def test_what_is_known_of_a_wrapped_strategy():
    info = info_of(sensible(JervisSpiral(down=0.5), 0.5))
    assert info.name == "jervis-spiral:down=0.5+sensibility=0.5"
    assert info.school == "Jervis"
    assert info.cites == ("Jervis 1976", "Jervis 1978", "Booth and Wheeler 2008")
    assert info.aliases == ()
    assert info.automaton
    assert info_of(sensible(payoff_aware(Gtft()), 1)).name == "gtft+payoff-aware+sensibility=1"


@pytest.mark.parametrize("wrapped", [sensible(Gtft(), 0.3), payoff_aware(Gtft())])
def test_wrapped_strategies_are_values(wrapped):
    again = pickle.loads(pickle.dumps(wrapped))
    assert again == wrapped
    assert hash(again) == hash(wrapped)
    assert repr(again) == f"<{info_of(wrapped).name}>"
    assert wrapped != Gtft()
    assert sensible(Gtft(), 0.3) != sensible(Gtft(), 0.4)
    assert sensible(Gtft(), 0.3) != sensible(Gtft(0.1), 0.3)


def test_an_automaton_can_be_wrapped():
    table = explore(Tft())
    assert info_of(sensible(table, 0.5)).name == "tft+sensibility=0.5"
    assert len(explore(sensible(table, 0.5))) == 2
    assert unwrapped(sensible(table, 0.5)) == (table, "+sensibility=0.5")


# --- payoff-awareness ----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [Gtft, Gtft10])
@pytest.mark.parametrize("name", PRESETS)
def test_generosity_follows_the_game(kind, name):
    game = preset(name)
    expected = np.clip(best_generosity(game.row), 0, 1)
    assert adapted(kind(), game) == kind(generosity=float(expected))


def test_generosity_by_hand():
    assert adapted(Gtft10(), AXELROD).generosity == pytest.approx(1 / 3)
    assert adapted(Gtft(), preset("arms_race")).generosity == pytest.approx(0.5)
    assert adapted(Gtft(), CHICKEN).generosity == pytest.approx(0.5)
    assert adapted(Gtft(), preset("deadlock")).generosity == 0
    undefined = Game("flat", Payoffs(T=1, R=3, P=1, S=0))
    assert adapted(Gtft(generosity=0.2), undefined) == Gtft(generosity=0.2)


@pytest.mark.parametrize("kind", [KyddReassurer, KyddNoSignal])
def test_trust_follows_the_stag_hunt(kind):
    game = preset("stag_hunt")
    assert trust_threshold(game.row) == pytest.approx(0.6)
    assert adapted(kind(), game) == kind(threshold=5)  # .6 of 8 steps is 4.8
    assert adapted(kind(ceiling=5), game).threshold == 3  # .6 of 5, not rounded beyond
    for name in ("axelrod", "chicken", "harmony", "deadlock"):
        assert adapted(kind(), preset(name)) == kind()


def test_offensive_realist_restrains_where_arming_alone_does_not_pay():
    for name, restrains in (("stag_hunt", True), ("harmony", True), ("axelrod", False)):
        aware = payoff_aware(OffensiveRealist())
        found = explore(aware, Context(game=preset(name)))
        assert (found.responses[:, 0].min() == 1) == restrains, name
        assert (len(found) == 1) == restrains
    assert adapted(OffensiveRealist(), preset("deadlock")) == OffensiveRealist()


@pytest.mark.parametrize(
    ("first_strike", "strikes"), [(0.0, False), (0.2, False), (0.21, True), (1.0, True)]
)
def test_preemptor_strikes_only_where_armed_peace_is_not_risk_dominant(first_strike, strikes):
    """Theory 1.5: at U = P = 1 armed peace is risk-dominant up to a log-odds of .2007."""
    game = AXELROD.at_war(War(first_strike=first_strike))
    found = explore(payoff_aware(Preemptor()), Context(game=game))
    assert found.responses[-1].tolist() == ([0, 0, 1] if strikes else [0, 1, 0])
    assert len(found) == 4


def test_without_a_game_or_a_war_nothing_changes():
    assert adapted(Preemptor(), AXELROD) == Preemptor()
    assert adapted(Gtft(generosity=0.1), None) == Gtft(generosity=0.1)


def test_payoffs_are_those_of_its_own_seat():
    game = Game("mixed", AXELROD.row, CHICKEN.row, War(power_ratio=4))
    (mind,) = explore(payoff_aware(Gtft()), Context(game=game, seat=1)).begin()
    assert mind.strategy.generosity == pytest.approx(0.5)
    turned = seen_from(game, 1)
    assert (turned.row, turned.column) == (game.column, game.row)
    assert turned.war.power_ratio == pytest.approx(0.25)
    assert seen_from(game, 0) is game
    assert seen_from(AXELROD, 1) is AXELROD


def test_minds_say_what_the_game_made_of_it():
    (mind,) = explore(payoff_aware(Gtft()), Context(game=CHICKEN)).begin()
    assert repr(mind) == "gtft:generosity=0.5: content"


def test_the_bundled_strategies_that_can_adapt_are_those_that_the_error_names():
    able = {n for n, entry in CATALOGUE.entries.items() if hasattr(entry.kind, "for_game")}
    assert able == set(ADAPTABLE)
    with pytest.raises(StrategyError, match=r"tft: it cannot be payoff-aware, .*gtft-10, kydd-no"):
        payoff_aware(Tft())


def test_wrappers_in_either_order():
    one = payoff_aware(sensible(Gtft(), 1))
    other = sensible(payoff_aware(Gtft()), 1)
    context = Context(game=CHICKEN)
    assert tables(explore(one, context)) == tables(explore(other, context))
    with pytest.raises(StrategyError):
        payoff_aware(sensible(Tft(), 1))


# --- references ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("tft", ("tft", [])),
        (
            "jervis-spiral:down=0.5+sensibility=0.5",
            ("jervis-spiral:down=0.5", [("sensibility", 0.5)]),
        ),
        ("gtft+payoff-aware", ("gtft", [("payoff-aware", None)])),
        ("gtft + Payoff_Aware + sensibility = 1/4", None),
        ("x:k=1e+5", ("x:k=1e+5", [])),
        ("x:k=+.5+sensibility=1e-05", ("x:k=+.5", [("sensibility", 1e-5)])),
    ],
)
def test_references_are_taken_apart(reference, expected):
    expected = expected or ("gtft", [("payoff-aware", None), ("sensibility", 0.25)])
    assert parse_wrappers(reference) == expected


@pytest.mark.parametrize(
    ("reference", "kind", "message"),
    [
        ("tft+sensibilty=1", UnknownNameError, r"no wrapper is called 'sensibilty'.*sensibility\?"),
        ("tft+", UnknownNameError, "no wrapper is called ''"),
        ("tft+sensibility", StrategyError, r"got no value; expected one, as in sensibility=0\.5"),
        (
            "tft+sensibility=2",
            StrategyError,
            r"sensibility: got '2'; expected a number from 0 to 1",
        ),
        ("tft+sensibility=", StrategyError, "got ''; expected a number from 0 to 1"),
        ("gtft+payoff-aware=1", StrategyError, "payoff-aware: got '1'; expected no value"),
        ("tft+payoff-aware", StrategyError, "tft: it cannot be payoff-aware"),
        ("nobody+sensibility=1", UnknownNameError, "nobody: no strategy of that name"),
    ],
)
def test_references_that_make_no_sense(reference, kind, message):
    with pytest.raises(kind, match=message):
        CATALOGUE.make(reference)


def test_the_catalogue_makes_wrapped_strategies():
    made = CATALOGUE.make("jervis+sensibility=0.5", {"down": 0.25})
    assert made == sensible(JervisSpiral(down=0.25), 0.5)
    assert CATALOGUE.make(info_of(made).name) == made


# --- saving --------------------------------------------------------------------------------------

PARTICIPANTS = (
    Participant(CATALOGUE.make("jervis-spiral:down=0.1+sensibility=0.3")),
    Participant(CATALOGUE.make("gtft+payoff-aware"), name="aware", greed=0.5),
    Participant(CATALOGUE.make("kydd+payoff-aware+sensibility=1")),
    Participant(CATALOGUE.make("tft")),
)


@pytest.mark.parametrize("engine", ["exact", "simulated", "interpreted"])
def test_a_saved_tournament_reads_back_equal_and_reruns_to_the_same_bytes(tmp_path, engine):
    spec = Tournament(
        participants=PARTICIPANTS,
        game=preset("stag_hunt"),
        perception=regime("perA"),
        horizons=(turns(12),) if engine != "exact" else (turns(12), LONG_RUN),
        repetitions=3,
        engine=engine,
    )
    results = run(spec)
    folder = save([results], tmp_path / "kept")
    (back,), data = read(folder, CATALOGUE)
    assert back == spec
    again = run(back)
    assert array_bytes(again) == array_bytes(results)
    assert run_data([again]) == run_data([results])
    saved = data["scenarios"][0]["tournament"]["participants"]
    assert [each["strategy"] for each in saved] == [
        "jervis-spiral+sensibility=0.3",
        "gtft+payoff-aware",
        "kydd-reassurer+payoff-aware+sensibility=1",
        "tft",
    ]
    assert saved[0]["parameters"]["down"] == 0.1
    assert json.loads((folder / "run.json").read_text())["scenarios"]
