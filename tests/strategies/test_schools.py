"""The schools' rules, checked by hand against the design (design notes 3.1) at automaton level.

A history is written as the turns of a match: "D" where the other was seen to arm while the strategy
itself restrained, "DC" where it armed itself and saw restraint.
"""

from itertools import product
from pathlib import Path
from runpy import run_path

import pytest
from strategy_form import FOLDER, bundled, chance, moves

from secdilemma import ARM, RESTRAIN, STRIKE, Context, explore
from secdilemma.automata.interface import info_of, parameters
from secdilemma.games import Game, Payoffs, War
from secdilemma.games.actions import Action
from secdilemma.strategies.appeaser import Appeaser
from secdilemma.strategies.butterfield_fear import ButterfieldFear
from secdilemma.strategies.bw_mitigator import BwMitigator
from secdilemma.strategies.defensive_realist import DefensiveRealist
from secdilemma.strategies.downs_rocke_trigger import DownsRockeTrigger
from secdilemma.strategies.fatalist import Fatalist
from secdilemma.strategies.herz_vicious_circle import HerzViciousCircle
from secdilemma.strategies.jervis_deterrence import JervisDeterrence
from secdilemma.strategies.jervis_spiral import JervisSpiral
from secdilemma.strategies.kydd import KyddNoSignal, KyddReassurer
from secdilemma.strategies.offensive_realist import OffensiveRealist
from secdilemma.strategies.osgood_grit import OsgoodGrit
from secdilemma.strategies.plous_initiatives import PlousInitiatives
from secdilemma.strategies.preemptor import Preemptor
from secdilemma.strategies.richardson_reactor import RichardsonReactor
from secdilemma.strategies.tit_for_tat import Gtft, Tft
from secdilemma.strategies.transcender import Transcender

SCHOOLS = {
    "defensive-realist",
    "offensive-realist",
    "butterfield-fear",
    "herz-vicious-circle",
    "jervis-spiral",
    "jervis-deterrence",
    "bw-mitigator",
    "transcender",
    "fatalist",
    "kydd-reassurer",
    "kydd-no-signal",
    "osgood-grit",
    "plous-initiatives",
    "preemptor",
    "appeaser",
    "downs-rocke-trigger",
    "richardson-reactor",
}


BUNDLED = bundled()
each_bundled = pytest.mark.parametrize(
    "kind", [kind for _, kind in BUNDLED], ids=lambda kind: info_of(kind).name
)


# --- the folder as a whole -----------------------------------------------------------------------


def test_every_school_is_there():
    names = {info_of(kind).name for _, kind in BUNDLED}
    assert names >= SCHOOLS


def test_every_strategy_has_an_entry():
    classics = run_path(str(Path(__file__).with_name("test_classics.py")))
    tables = (RULES, MOVES, classics["MOVES"], classics["VECTORS"])
    tested = {info_of(entry[0]).name for table in tables for entry in table}
    assert {info_of(kind).name for _, kind in BUNDLED} - tested == set()


def test_every_file_holds_a_strategy():
    assert {stem for stem, _ in BUNDLED} == {file.stem for file in FOLDER.glob("*.py")}


def test_names_and_aliases_are_unique():
    infos = [info_of(kind) for _, kind in BUNDLED]
    words = [word for info in infos for word in (info.name, *info.aliases)]
    assert sorted({word for word in words if words.count(word) > 1}) == []


@each_bundled
def test_explores_to_few_minds(kind):
    assert len(explore(kind())) < 400


@each_bundled
def test_explores_for_a_match_of_200_turns(kind):
    assert explore(kind(), Context(turns=200)).depth in (None, 200)


@each_bundled
def test_says_what_it_is(kind):
    info = info_of(kind)
    assert 20 <= len(info.idea) <= 90
    assert info.idea.endswith((".", ":"))
    assert info.school
    assert info.cites
    assert all(each.meaning and each.source for each in parameters(kind))
    assert all(each.check("it", each.default) == each.default for each in parameters(kind))


@each_bundled
def test_nothing_done_or_seen_is_beyond_it(kind):
    strategy = kind()
    for mind, own, seen in product(explore(strategy).minds, Action, Action):
        assert strategy.interpret(mind, own, seen) is not None


OWN_AWARE = {
    "defensive-realist",
    "bw-mitigator",
    "ctft",
    "wsls",
    "extort-2",
    "zdgtft-2",
    "firm-but-fair",
}


@each_bundled
def test_only_the_named_ones_look_at_their_own_action(kind):
    automaton = explore(kind())
    looks = any(
        _restraint_next(automaton, mind, seen, RESTRAIN)
        != _restraint_next(automaton, mind, seen, ARM)
        for mind, seen in product(automaton.minds, (RESTRAIN, ARM))
    )
    assert looks == (info_of(kind).name in OWN_AWARE)


def _restraint_next(automaton, mind, seen, own):
    following = automaton.transition(mind, own, seen)
    return sum(p * automaton.respond(target)[RESTRAIN] for target, p in following.items())


# --- histories, and what each parameter does -----------------------------------------------------

RULES = [
    # Butterfield: latent fear 1, +2 on arming, -1 on restraint, arms from 4, at most 6
    (ButterfieldFear, {"alarm": 0}, "", 1),
    (ButterfieldFear, {"alarm": 0}, "D", 1),
    (ButterfieldFear, {"alarm": 0}, "D D", 0),
    (ButterfieldFear, {"alarm": 0}, "D D C", 0),
    (ButterfieldFear, {"alarm": 0}, "D D C C", 1),
    (ButterfieldFear, {"alarm": 0}, "C C C C D", 1),
    (ButterfieldFear, {"alarm": 0, "panic": 3}, "D", 0),
    (ButterfieldFear, {"alarm": 0, "up": 1}, "D D", 1),
    (ButterfieldFear, {"alarm": 0, "down": 2}, "D D C", 1),
    (ButterfieldFear, {"alarm": 0}, "D D D C C", 0),
    (ButterfieldFear, {"alarm": 0, "ceiling": 5}, "D D D C C", 1),
    (ButterfieldFear, {"alarm": 0, "latent": 3}, "D", 0),
    (ButterfieldFear, {}, "D", 0.99),
    (ButterfieldFear, {"alarm": 0.5}, "D", 0.5),
    (ButterfieldFear, {"alarm": 1, "panic": 2}, "C", 0),
    (ButterfieldFear, {"alarm": 1, "panic": 3}, "C", 1),
    # Defensive realist: gap within ±3, arms above 0, closes by one with probability .2
    (DefensiveRealist, {}, "", 1),
    (DefensiveRealist, {}, "D", 0.2),
    (DefensiveRealist, {"leak": 0}, "D", 0),
    (DefensiveRealist, {"leak": 1}, "D", 1),
    (DefensiveRealist, {"leak": 0.5}, "D D", 0.25),
    (DefensiveRealist, {"leak": 0}, "D DC", 1),
    (DefensiveRealist, {"leak": 0}, "D DD", 0),
    (DefensiveRealist, {"leak": 0}, "DC D", 1),
    (DefensiveRealist, {"leak": 0}, "DC D D", 0),
    (DefensiveRealist, {"leak": 0.5}, "DC D", 0.75),
    (DefensiveRealist, {"leak": 0, "tolerance": 1}, "D", 1),
    (DefensiveRealist, {"leak": 0, "tolerance": 1}, "D D", 0),
    (DefensiveRealist, {"leak": 0}, "D D D D DC DC DC", 1),
    (DefensiveRealist, {"leak": 0, "reach": 4}, "D D D D DC DC DC", 0),
    (DefensiveRealist, {"leak": 0}, "DC DC DC DC D D D D", 0),
    (DefensiveRealist, {"leak": 0, "reach": 4}, "DC DC DC DC D D D D", 1),
    (DefensiveRealist, {"reach": 0}, "D D D", 1),
    # Offensive realist: arms; after three turns of resistance one lull
    (OffensiveRealist, {}, "", 0),
    (OffensiveRealist, {}, "DD DD", 0),
    (OffensiveRealist, {}, "DD DD DD", 1),
    (OffensiveRealist, {}, "DD DD DD D", 0),
    (OffensiveRealist, {}, "DD DD DD C", 0),
    (OffensiveRealist, {}, "DD DD DC DD DD", 0),
    (OffensiveRealist, {}, "DD DD DC DD DD DD", 1),
    (OffensiveRealist, {"stale": 1}, "DD", 1),
    (OffensiveRealist, {"strikes": True}, "DD DD DD", 1),
    # Herz: k programmes owed for an arming seen, one finished a turn, at most 6
    (HerzViciousCircle, {}, "", 1),
    (HerzViciousCircle, {}, "D", 0),
    (HerzViciousCircle, {}, "D C", 0.5),
    (HerzViciousCircle, {}, "D C C", 1),
    (HerzViciousCircle, {"gain": 0}, "D D D", 1),
    (HerzViciousCircle, {"gain": 0.25}, "D", 0.75),
    (HerzViciousCircle, {"gain": 1}, "D C", 1),
    (HerzViciousCircle, {"gain": 2}, "D C", 0),
    (HerzViciousCircle, {"gain": 2}, "D C C", 1),
    (HerzViciousCircle, {"gain": 3}, "D D D C C C C C", 0),
    (HerzViciousCircle, {"gain": 3}, "D D D C C C C C C", 1),
    (HerzViciousCircle, {"gain": 3, "ceiling": 7}, "D D D C C C C C C", 0),
    (HerzViciousCircle, {"ceiling": 0}, "D D D", 1),
    # Jervis's spiral: P(arm) 0, .2, .5, .9 up the ladder; down with probability .8
    (JervisSpiral, {}, "", 1),
    (JervisSpiral, {}, "D", 0.8),
    (JervisSpiral, {}, "D D", 0.5),
    (JervisSpiral, {}, "D D D", 0.1),
    (JervisSpiral, {}, "D D D D", 0.1),
    (JervisSpiral, {}, "D C", 0.96),
    (JervisSpiral, {}, "D D D C", 0.8 * 0.5 + 0.2 * 0.1),
    (JervisSpiral, {"down": 0}, "D C", 0.8),
    (JervisSpiral, {"down": 1}, "D C", 1),
    (JervisSpiral, {"calm": 0.3}, "", 0.7),
    (JervisSpiral, {"wary": 0}, "D", 1),
    (JervisSpiral, {"tense": 1}, "D D", 0),
    (JervisSpiral, {"hostile": 0}, "D D D", 1),
    # Jervis's deterrence model: two restraints in a row first; any arming resets
    (JervisDeterrence, {}, "", 0),
    (JervisDeterrence, {}, "C", 0),
    (JervisDeterrence, {}, "C C", 1),
    (JervisDeterrence, {}, "C C C C", 1),
    (JervisDeterrence, {}, "C C D", 0),
    (JervisDeterrence, {}, "C C D C", 0),
    (JervisDeterrence, {}, "C D C C", 1),
    (JervisDeterrence, {"proof": 1}, "C", 1),
    (JervisDeterrence, {"proof": 3}, "C C", 0),
    (JervisDeterrence, {"proof": 0}, "D D", 1),
    # Mitigator: doubt after one, retaliation after two, wary memory, apology
    (BwMitigator, {}, "", 1),
    (BwMitigator, {}, "D", 1),
    (BwMitigator, {}, "D D", 0),
    (BwMitigator, {}, "D D DD", 0),
    (BwMitigator, {}, "D D DC", 1),
    (BwMitigator, {}, "D D DC D", 0),
    (BwMitigator, {}, "D D DC C D", 0.75),
    (BwMitigator, {}, "D C D", 0.75),
    (BwMitigator, {"clears": 1}, "D C D", 1),
    (BwMitigator, {"clears": 0}, "D C D", 0),
    (BwMitigator, {}, "DC D D", 1),
    (BwMitigator, {}, "DC D D D", 0),
    (BwMitigator, {}, "DD D D", 1),
    # Transcender: four units of trust, restrains while there is one
    (Transcender, {}, "", 1),
    (Transcender, {}, "D D D", 1),
    (Transcender, {}, "D D D D", 0),
    (Transcender, {}, "D D D D C", 1),
    (Transcender, {}, "D D D D C D", 0),
    (Transcender, {}, "C C D D D D", 0),
    (Transcender, {}, "D D D D D C", 1),
    (Transcender, {"bank": 1}, "D", 0),
    (Transcender, {"bank": 5}, "D D D D", 1),
    # Fatalist
    (Fatalist, {}, "", 0),
    (Fatalist, {}, "C C C DC", 0),
    # Kydd: belief 0 to 8, restrains from 4; a signal of two turns; +1 and -2; again with .1
    (KyddReassurer, {}, "", 1),
    (KyddReassurer, {}, "D", 1),
    (KyddReassurer, {}, "D D", 0),
    (KyddReassurer, {}, "D C", 1),
    (KyddReassurer, {}, "C", 1),
    (KyddReassurer, {}, "C D", 0.1),
    (KyddReassurer, {}, "C C D", 1),
    (KyddReassurer, {}, "D D C", 0.1),
    (KyddReassurer, {}, "D D C C", 1),
    (KyddReassurer, {}, "C D D", 0.1 + 0.9 * 0.1),
    (KyddReassurer, {"retry": 0}, "C D D", 0),
    (KyddReassurer, {"retry": 1}, "C D", 1),
    (KyddReassurer, {"up": 2}, "C D", 1),
    (KyddReassurer, {"down": 1}, "C D", 1),
    (KyddReassurer, {"signal": 1}, "D", 0),
    (KyddReassurer, {"signal": 3}, "D D", 1),
    (KyddReassurer, {"signal": 3}, "D D D", 0),
    (KyddReassurer, {"threshold": 1}, "D D", 0),
    (KyddReassurer, {"threshold": 0}, "D D D D", 1),
    (KyddReassurer, {"threshold": 7, "retry": 0}, "C C D", 0),
    (KyddReassurer, {"retry": 0}, "C C C C C D D", 1),
    (KyddReassurer, {"retry": 0}, "C C C C C D D D", 0),
    (KyddReassurer, {"retry": 0, "ceiling": 6}, "C C C C C D D", 0),
    (KyddNoSignal, {}, "D", 1),
    (KyddNoSignal, {}, "C D", 0),
    (KyddNoSignal, {}, "C D D D D", 0),
    (KyddNoSignal, {}, "C D C", 1),
    (KyddNoSignal, {"retry": 0.1}, "C D", 0.1),
    # Downs and Rocke: two of the last three
    (DownsRockeTrigger, {}, "D", 1),
    (DownsRockeTrigger, {}, "D C D", 0),
    (DownsRockeTrigger, {}, "D C D C", 1),
    (DownsRockeTrigger, {}, "D D", 0),
    (DownsRockeTrigger, {}, "D D C", 0),
    (DownsRockeTrigger, {}, "D C C D", 1),
    (DownsRockeTrigger, {"window": 2}, "D C D", 1),
    (DownsRockeTrigger, {"window": 4}, "D C C D", 0),
    (DownsRockeTrigger, {"trigger": 1}, "D C C", 0),
    (DownsRockeTrigger, {"trigger": 1}, "D C C C", 1),
    (DownsRockeTrigger, {"trigger": 0}, "", 0),
    (DownsRockeTrigger, {"trigger": 4}, "D D D D", 1),
    # Richardson: P(arm) = level / 8; up with .3 [arming seen] + .02, down with .5 level / 8
    (RichardsonReactor, {}, "", 1),
    (RichardsonReactor, {}, "D", 1 - 0.32 / 8),
    (RichardsonReactor, {}, "C", 1 - 0.02 / 8),
    (RichardsonReactor, {"reaction": 0}, "D", 1 - 0.02 / 8),
    (RichardsonReactor, {"grievance": 0}, "C C", 1),
    (RichardsonReactor, {"ceiling": 1}, "D", 0.68),
    (RichardsonReactor, {"ceiling": 1, "reaction": 1, "grievance": 0}, "D C", 0.5),
    (RichardsonReactor, {"ceiling": 1, "reaction": 1, "grievance": 0, "fatigue": 0}, "D C", 0),
    (RichardsonReactor, {"ceiling": 1, "reaction": 0.5, "grievance": 0}, "D D", 0.375),
    (
        RichardsonReactor,
        {"ceiling": 2, "reaction": 1, "grievance": 0, "fatigue": 1},
        "D D C",
        0.625,
    ),
    (RichardsonReactor, {"reaction": 1, "grievance": 1, "fatigue": 0}, "D D D D D D D D D", 0),
]


@pytest.mark.parametrize(("kind", "values", "history", "restraint"), RULES)
def test_rule(kind, values, history, restraint):
    assert chance(kind(**values), history) == pytest.approx(restraint, abs=1e-12)


MOVES = [
    # calm, retaliation, two initiatives, retaliation, one initiative, six firm, and again
    (OsgoodGrit, {}, "D" * 22, "CDCCDCDDDDDDCCDCDDDDDD"),
    (OsgoodGrit, {"first": 1}, "D" * 20, "CDCDCDDDDDDCDCDDDDDD"),
    (OsgoodGrit, {"first": 0}, "D" * 11, "CDDCDDDDDDD"),
    (OsgoodGrit, {"second": 0}, "D" * 14, "CDCCDDDDDDDCCD"),
    (OsgoodGrit, {"firm": 0}, "D" * 12, "CDCCDCCCDCCC"),
    (OsgoodGrit, {"firm": 2}, "D" * 10, "CDCCDCDDCC"),
    (OsgoodGrit, {"first": 0, "second": 0, "firm": 0}, "D" * 5, "CDDDD"),
    (OsgoodGrit, {}, "DCCDCCC", "CDCCDCC"),  # reciprocated at once: the next arming is a new one
    (OsgoodGrit, {}, "DDDCDDDD", "CDCCCDCC"),  # reciprocated in the second turn
    (OsgoodGrit, {}, "DDDDDDDCDD", "CDCCDCDDCD"),  # restraint seen while firm
    # five turns of restraint, then tit for tat
    (PlousInitiatives, {}, "DDDDDDCC", "CCCCCDDC"),
    (PlousInitiatives, {}, "DDDDCDC", "CCCCCCD"),
    (PlousInitiatives, {"initiatives": 2}, "DDDC", "CCDD"),
    (PlousInitiatives, {"initiatives": 0}, "DDC", "CDD"),
    # three rungs of fear; at the top it strikes, for ever
    (Preemptor, {}, "DDDCCCC", "CCCWWWW"),
    (Preemptor, {}, "DDCDCDDD", "CCCCCCCW"),
    (Preemptor, {}, "CCDDDD", "CCCCCW"),
    (Preemptor, {"top": 1}, "DCC", "CWW"),
    # three armings in a row, then armed until one restraint
    (Appeaser, {}, "DDDDDCDDC", "CCCDDDCCC"),
    (Appeaser, {}, "DDCDDCDDC", "CCCCCCCCC"),
    (Appeaser, {"patience": 1}, "DDC", "CDD"),
]


@pytest.mark.parametrize(("kind", "values", "seen", "played"), MOVES)
def test_moves(kind, values, seen, played):
    assert moves(kind(**values), seen) == played


def test_every_parameter_of_a_school_is_tried():
    tried = {(kind, name) for kind, values, _, _ in RULES + MOVES for name in values}
    kinds = [kind for _, kind in BUNDLED if info_of(kind).name in SCHOOLS - {"kydd-no-signal"}]
    assert {(kind, each.name) for kind in kinds for each in parameters(kind)} <= tried


# --- minds ---------------------------------------------------------------------------------------

MINDS = [
    (ButterfieldFear, {1, 2, 3, 4, 5, 6}),
    (DefensiveRealist, {-3, -2, -1, 0, 1, 2, 3}),
    (OffensiveRealist, {("lull", 0), ("lull", 1), ("lull", 2), ("lull", 3)}),
    (HerzViciousCircle, {0, 1, 2, 3, 4, 5, 6}),
    (JervisSpiral, {"calm", "wary", "tense", "hostile"}),
    (JervisDeterrence, {0, 1, 2}),
    (BwMitigator, {"calm", "doubt", "retaliate", "wary", "apologise"}),
    (Transcender, {0, 1, 2, 3, 4}),
    (Fatalist, {"resigned"}),
    (KyddReassurer, {0, 1, 2, 3, 4, 5, 6, 7, 8, ("signal", 1), ("signal", 2)}),
    (Preemptor, {0, 1, 2, 3}),
    (Appeaser, {0, 1, 2, 3}),
    (DownsRockeTrigger, {"CCC", "CCD", "CDC", "CDD", "DCC", "DCD", "DDC", "DDD"}),
    (RichardsonReactor, {0, 1, 2, 3, 4, 5, 6, 7, 8}),
]


@pytest.mark.parametrize(("kind", "minds"), MINDS)
def test_minds(kind, minds):
    assert set(explore(kind()).minds) == minds


def test_mitigator_apologises_in_every_mind_in_which_it_meant_to_restrain():
    automaton = explore(BwMitigator())
    for mind in ("calm", "doubt", "wary", "apologise"):
        for seen in (RESTRAIN, ARM):
            assert automaton.transition(mind, ARM, seen) == {"apologise": 1.0}
    assert automaton.transition("apologise", RESTRAIN, ARM) == {"calm": 1.0}
    assert automaton.transition("retaliate", ARM, ARM) == {"retaliate": 1.0}


def test_only_kydds_control_never_signals_again():
    again = explore(KyddReassurer()).transition(2, ARM, ARM)
    assert again == pytest.approx({0: 0.9, ("signal", 2): 0.1})
    assert explore(KyddReassurer()).transition(6, RESTRAIN, ARM) == {4: 1.0}  # still trusts
    assert explore(KyddNoSignal()).transition(2, ARM, ARM) == {0: 1.0}


# --- war -----------------------------------------------------------------------------------------

AXELROD = Payoffs(T=5, R=3, P=1, S=0)


def balked(war, *, strikes=True, seat=0, payoffs=AXELROD, column=None):
    """Return what the offensive realist does when balked, in words."""
    context = Context(game=Game("test", payoffs, column, war), seat=seat)
    strategy = OffensiveRealist(strikes=strikes)
    assert chance(strategy, "", ARM, context) == 1
    assert chance(strategy, "DD DD", ARM, context) == 1
    odds = {
        action.name: chance(strategy, "DD DD DD", action, context)
        for action in (RESTRAIN, ARM, STRIKE)
    }
    (name,) = [name for name, p in odds.items() if p == 1]
    return name


def test_offensive_realist_strikes_when_balked_and_war_pays():
    # φ = 1: it wins with probability .731, worth .731 x 5 - 2 = 1.66 a turn; mutual arming pays 1
    assert balked(War(first_strike=1)) == "STRIKE"


def test_offensive_realist_waits_where_war_pays_less():
    # φ = 0: ½ x 5 - 2 = ½ a turn
    assert balked(War(first_strike=0)) == "RESTRAIN"
    assert balked(War(first_strike=0), payoffs=Payoffs(T=5, R=3, P=0.5, S=0)) == "RESTRAIN"


def test_offensive_realist_strikes_where_peace_is_bad_enough():
    assert balked(War(first_strike=0), payoffs=Payoffs(T=2, R=0, P=-2, S=-4)) == "STRIKE"


def test_offensive_realist_waits_without_leave_or_means_to_strike():
    assert balked(War(first_strike=1), strikes=False) == "RESTRAIN"
    assert balked(War(first_strike=1, strike=False)) == "RESTRAIN"
    assert balked(None) == "RESTRAIN"
    assert chance(OffensiveRealist(strikes=True), "DD DD DD") == 1


def test_offensive_realist_reckons_for_its_own_seat():
    war = War(power_ratio=4)  # the first seat wins with probability .8: 2 a turn; the second: -1
    assert balked(war, seat=0) == "STRIKE"
    assert balked(war, seat=1) == "RESTRAIN"
    rich = Payoffs(T=9, R=8, P=7, S=6)
    assert balked(War(first_strike=1), seat=0, column=rich) == "STRIKE"
    assert balked(War(first_strike=1), seat=1, column=rich) == "RESTRAIN"


def test_only_preemptor_strikes_unasked():
    strikers = {
        info_of(kind).name for _, kind in BUNDLED if explore(kind()).responses[:, 2].max() > 0
    }
    assert strikers == {"preemptor"}


# --- identity 18: Herz up to a gain of 1 is generous tit for tat ---------------------------------


@pytest.mark.parametrize("gain", [0.0, 0.3, 0.9, 1.0])
def test_herz_is_generous_tit_for_tat(gain):
    herz, gtft = HerzViciousCircle(gain=gain), Gtft(generosity=1 - gain)
    assert set(explore(herz).minds) <= {0, 1}
    for length in range(5):
        for history in map(" ".join, product(("CC", "CD", "DC", "DD"), repeat=length)):
            assert chance(herz, history) == pytest.approx(chance(gtft, history), abs=1e-12)


def test_herz_at_a_gain_of_one_is_tit_for_tat_and_above_it_is_not():
    for history in ("", "D", "D C", "D D C", "C D"):
        assert chance(HerzViciousCircle(gain=1), history) == chance(Tft(), history)
    assert chance(HerzViciousCircle(gain=1.1), "D C") == pytest.approx(0.9)


# --- how restraint fares against its own kind: independent long-run figures of the design ---------


def mutual_restraint(strategy, false_alarm, miss, turns):
    """Return the chance of mutual restraint, averaged over the first `turns` turns."""
    automaton = explore(strategy)
    sight = {
        RESTRAIN: {RESTRAIN: 1 - false_alarm, ARM: false_alarm},
        ARM: {RESTRAIN: miss, ARM: 1 - miss},
    }
    joint, total = _pairs(automaton.begin(), automaton.begin(), 1.0), 0.0
    for _ in range(turns):
        following = {}
        for (one, two), p in joint.items():
            for a, b in product((RESTRAIN, ARM), repeat=2):
                here = p * automaton.respond(one)[a] * automaton.respond(two)[b]
                total += here * (a is RESTRAIN and b is RESTRAIN)
                first = _next(automaton, one, a, sight[b])
                second = _next(automaton, two, b, sight[a])
                for minds, q in _pairs(first, second, here).items():
                    following[minds] = following.get(minds, 0.0) + q
        joint = following
    return total / turns


def _pairs(first, second, scale):
    return {(one, two): scale * p * q for one, p in first.items() for two, q in second.items()}


def _next(automaton, mind, own, seen_odds):
    following = {}
    for seen, p in seen_odds.items():
        for target, q in automaton.transition(mind, own, seen).items():
            following[target] = following.get(target, 0.0) + p * q
    return following


@pytest.mark.parametrize(
    ("kind", "turns", "restraint"),
    [
        (KyddNoSignal, 50, 0.913),
        (KyddNoSignal, 200, 0.860),
        (ButterfieldFear, 50, 0.710),
        (ButterfieldFear, 200, 0.317),
        (Tft, 50, 0.171),
        (Tft, 200, 0.073),
    ],
)
def test_medium_run_of_theory_result_9(kind, turns, restraint):
    assert mutual_restraint(kind(), 0.08, 0.02, turns) == pytest.approx(restraint, abs=6e-4)
