"""Booth and Wheeler: mitigators, transcenders and fatalists."""

from strategy_form import StrategyForm

from secdilemma import ARM, RESTRAIN, explore
from secdilemma.strategies.bw_mitigator import BwMitigator
from secdilemma.strategies.fatalist import Fatalist
from secdilemma.strategies.transcender import Transcender


class TestBwMitigator(StrategyForm):
    """Mitigator: doubt after one, retaliation after two, wary memory, apology."""

    kind = BwMitigator
    minds = {"calm", "doubt", "retaliate", "wary", "apologise"}
    rules = [
        ({}, "", 1),
        ({}, "D", 1),
        ({}, "D D", 0),
        ({}, "D D DD", 0),
        ({}, "D D DC", 1),
        ({}, "D D DC D", 0),
        ({}, "D D DC C D", 0.75),
        ({}, "D C D", 0.75),
        ({"clears": 1}, "D C D", 1),
        ({"clears": 0}, "D C D", 0),
        ({}, "DC D D", 1),
        ({}, "DC D D D", 0),
        ({}, "DD D D", 1),
    ]


class TestFatalist(StrategyForm):
    """Fatalist."""

    kind = Fatalist
    minds = {"resigned"}
    rules = [
        ({}, "", 0),
        ({}, "C C C DC", 0),
    ]


class TestTranscender(StrategyForm):
    """Transcender: four units of trust, restrains while there is one."""

    kind = Transcender
    minds = {0, 1, 2, 3, 4}
    rules = [
        ({}, "", 1),
        ({}, "D D D", 1),
        ({}, "D D D D", 0),
        ({}, "D D D D C", 1),
        ({}, "D D D D C D", 0),
        ({}, "C C D D D D", 0),
        ({}, "D D D D D C", 1),
        ({"bank": 1}, "D", 0),
        ({"bank": 5}, "D D D D", 1),
    ]


def test_mitigator_apologises_in_every_mind_in_which_it_meant_to_restrain():
    automaton = explore(BwMitigator())
    for mind in ("calm", "doubt", "wary", "apologise"):
        for seen in (RESTRAIN, ARM):
            assert automaton.transition(mind, ARM, seen) == {"apologise": 1.0}
    assert automaton.transition("apologise", RESTRAIN, ARM) == {"calm": 1.0}
    assert automaton.transition("retaliate", ARM, ARM) == {"retaliate": 1.0}
