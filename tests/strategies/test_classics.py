"""The classics, against fixed histories and published scores."""

from itertools import product

import pytest
from strategy_form import StrategyForm, cycle, moves, scores

from secdilemma import ARM, RESTRAIN, explore
from secdilemma.games.actions import Action
from secdilemma.strategies.contrite_tit_for_tat import ContriteTitForTat
from secdilemma.strategies.forgiver import Forgiver
from secdilemma.strategies.gradual import MOST, Gradual, Gradual2018
from secdilemma.strategies.grim import Grim
from secdilemma.strategies.majority import HardMajority, SoftMajority
from secdilemma.strategies.memory_one import Extort2, FirmButFair, Joss, Wsls, Zdgtft2
from secdilemma.strategies.probers import HardProber, Prober, Prober2, Prober3
from secdilemma.strategies.tit_for_tat import (
    Bully,
    Gtft,
    Gtft10,
    HardTf2t,
    HardTft,
    Stft,
    Tf2t,
    Tft,
    TwoTitsForTat,
)
from secdilemma.strategies.unconditional import AllC, AllD, Random


class TestContriteTitForTat(StrategyForm):
    kind = ContriteTitForTat
    moves = [
        ({}, "DDCDC", "CDDCD"),
    ]


class TestForgiver(StrategyForm):
    kind = Forgiver
    moves = [
        ({}, "DDDDCC", "CDCDCC"),
        ({}, "DCDDCC", "CDCDCC"),
    ]


class TestGradual(StrategyForm):
    kind = Gradual
    moves = [
        # n turns for the n-th offence, two of peace; the first of them is not looked at
        ({}, "DCCCDCCCC", "CDCCCDDCC"),
        ({}, "DDDDDDDDDDD", "CDCCDDCCDDD"),
        ({}, "DDDCCC", "CDCCCC"),
    ]


class TestGradual2018(StrategyForm):
    kind = Gradual2018
    moves = [
        # the same, but every arming seen is counted: one, then four of them, then ten
        ({}, "DCCCDCCCC", "CDCCCDDCC"),
        ({}, "DDDDDDDDDDDD", "CDCCDDDDCCDD"),
        ({}, "DDDCCCDCCCCCC", "CDCCCCCDDDDCC"),
    ]


class TestGrim(StrategyForm):
    kind = Grim
    moves = [
        ({}, "CCDCCC", "CCCDDD"),
    ]


class TestSoftMajority(StrategyForm):
    kind = SoftMajority
    moves = [
        # a tie goes to restraint, or to arming
        ({}, "DCDDCCCD", "CDCDDDCC"),
    ]


class TestHardMajority(StrategyForm):
    kind = HardMajority
    moves = [
        ({}, "DCDDCCCD", "DDDDDDDC"),
        ({}, "CCDD", "DCCC"),
    ]


class TestWsls(StrategyForm):
    kind = Wsls
    moves = [
        ({}, "CDDDCD", "CCDCDD"),
    ]
    vectors = [
        ({}, (1, 0, 0, 1)),
    ]


class TestJoss(StrategyForm):
    kind = Joss
    vectors = [
        ({}, (0.9, 0, 0.9, 0)),
        ({"treachery": 0.25}, (0.75, 0, 0.75, 0)),
    ]


class TestExtort2(StrategyForm):
    kind = Extort2
    vectors = [
        ({}, (8 / 9, 1 / 2, 1 / 3, 0)),
    ]


class TestZdgtft2(StrategyForm):
    kind = Zdgtft2
    vectors = [
        ({}, (1, 0.125, 1, 0.25)),
    ]


class TestFirmButFair(StrategyForm):
    kind = FirmButFair
    vectors = [
        ({}, (1, 0, 1, 2 / 3)),
        ({"fairness": 0.5}, (1, 0, 1, 0.5)),
    ]


class TestProber(StrategyForm):
    kind = Prober
    moves = [
        # D, C, C: then exploit C in turns 2 and 3, else tit for tat
        ({}, "DCCDDD", "DCCDDD"),
        ({}, "CCCCCC", "DCCDDD"),
        ({}, "CDCCDC", "DCCCCD"),
        ({}, "CCDCDC", "DCCDCD"),
    ]


class TestProber2(StrategyForm):
    kind = Prober2
    moves = [
        # D, C, C: then trust D in turn 2 and C in turn 3, else tit for tat
        ({}, "CDCDDD", "DCCCCC"),
        ({}, "CCCDDC", "DCCCDD"),
        ({}, "CDDCDC", "DCCDCD"),
    ]


class TestProber3(StrategyForm):
    kind = Prober3
    moves = [
        # D, C: then exploit C in turn 2, else tit for tat
        ({}, "DCDDC", "DCDDD"),
        ({}, "CDDCC", "DCDDC"),
    ]


class TestHardProber(StrategyForm):
    kind = HardProber
    moves = [
        # D, D, C, C: then exploit C in turns 2 and 3, else tit for tat
        ({}, "DCCDDC", "DDCCDD"),
        ({}, "DCCCCC", "DDCCDD"),
        ({}, "CDCCDC", "DDCCCD"),
        ({}, "CCDDCC", "DDCCDC"),
    ]


class TestTft(StrategyForm):
    kind = Tft
    moves = [
        ({}, "DDCDC", "CDDCD"),
    ]


class TestStft(StrategyForm):
    kind = Stft
    moves = [
        ({}, "DDCDC", "DDDCD"),
        ({}, "CCC", "DCC"),
    ]


class TestGtft(StrategyForm):
    kind = Gtft
    vectors = [
        ({}, (1, 1 / 3, 1, 1 / 3)),
        ({"generosity": 0.25}, (1, 0.25, 1, 0.25)),
    ]


class TestGtft10(StrategyForm):
    kind = Gtft10
    vectors = [
        ({}, (1, 0.1, 1, 0.1)),
        ({"generosity": 0.2}, (1, 0.2, 1, 0.2)),
    ]


class TestTf2t(StrategyForm):
    kind = Tf2t
    moves = [
        ({}, "DDCDCDDDC", "CCDCCCCDD"),
    ]


class TestTwoTitsForTat(StrategyForm):
    kind = TwoTitsForTat
    moves = [
        ({}, "DCCCDDCCC", "CDDCCDDDC"),
    ]


class TestHardTft(StrategyForm):
    kind = HardTft
    moves = [
        ({}, "DCCCCDCDCCCC", "CDDDCCDDDDDC"),
    ]


class TestHardTf2t(StrategyForm):
    kind = HardTf2t
    moves = [
        ({}, "DDCCDCDCC", "CCDDCCCCC"),
        ({}, "DDDCCC", "CCDDDC"),
    ]


class TestBully(StrategyForm):
    kind = Bully
    moves = [
        ({}, "CDDC", "DDCC"),
    ]


class TestAllC(StrategyForm):
    kind = AllC
    moves = [
        ({}, "CDDC", "CCCC"),
    ]


class TestAllD(StrategyForm):
    kind = AllD
    moves = [
        ({}, "CDDC", "DDDD"),
    ]


class TestRandom(StrategyForm):
    kind = Random
    vectors = [
        ({}, (0.5, 0.5, 0.5, 0.5)),
        ({"restraint": 0.9}, (0.9, 0.9, 0.9, 0.9)),
    ]


@pytest.mark.parametrize("kind", [Wsls, Joss, Extort2, Zdgtft2, FirmButFair, Gtft, Gtft10])
def test_first_turn_is_restraint(kind):
    automaton = explore(kind())
    (mind,) = automaton.begin()
    assert automaton.respond(mind)[RESTRAIN] == 1


@pytest.mark.parametrize(
    ("loyal", "plain"),
    [
        (Joss(treachery=0.0), Tft()),
        (Gtft(generosity=0.0), Tft()),
        (Gtft10(generosity=0.0), Tft()),
        (Gtft(generosity=1.0), AllC()),
        (FirmButFair(fairness=0.0), Tft()),
        (Random(restraint=1.0), AllC()),
        (Random(restraint=0.0), AllD()),
    ],
)
def test_a_neutral_value_changes_nothing(loyal, plain):
    for seen in map("".join, product("CD", repeat=6)):
        if isinstance(loyal, FirmButFair) and "DD" in seen:
            continue  # there mutual arming comes about, where tit for tat looks at the other only
        assert moves(loyal, seen) == moves(plain, seen)


@pytest.mark.parametrize(
    ("mind", "event", "following"),
    [
        ("content", "CC", "content"),
        ("content", "CD", "provoked"),
        ("content", "DC", "contrite"),
        ("content", "DD", "both at fault"),
        ("provoked", "CC", "content"),
        ("provoked", "CD", "provoked"),
        ("provoked", "DC", "content"),  # its arming was justified, and the other made amends
        ("provoked", "DD", "provoked"),
        ("contrite", "CC", "content"),
        ("contrite", "CD", "content"),  # the other's arming was justified
        ("contrite", "DC", "contrite"),
        ("contrite", "DD", "contrite"),
        ("both at fault", "CC", "content"),
        ("both at fault", "CD", "provoked"),
        ("both at fault", "DC", "contrite"),
        ("both at fault", "DD", "both at fault"),
    ],
)
def test_standing(mind, event, following):
    own, seen = map(Action.from_letter, event)
    assert explore(ContriteTitForTat()).transition(mind, own, seen) == {following: 1.0}


def test_contrite_arms_only_when_the_other_alone_is_at_fault():
    automaton = explore(ContriteTitForTat())
    armed = {mind for mind in automaton.minds if automaton.respond(mind)[ARM] == 1}
    assert armed == {"provoked"}
    assert len(automaton) == 4


def test_majority_counts_no_further_than_its_memory():
    assert moves(SoftMajority(memory=2), "CCCCDDDC") == "CCCCCCCD"
    assert moves(SoftMajority(memory=5), "CCCCDDDC") == "CCCCCCCC"
    assert moves(HardMajority(memory=1), "CCCDC") == "DCCCD"
    assert moves(HardMajority(), "CCCDC") == "DCCCC"


def test_gradual_counts_no_further_than_its_memory():
    thrice = "DCCC" + "DCCCC" + "D" + "CCCCC"
    assert moves(Gradual(), thrice) == "CDCC" + "CDDCC" + "CDDDCC"
    assert moves(Gradual(memory=2), thrice) == "CDCC" + "CDDCC" + "CDDCCC"
    assert moves(Gradual2018(memory=3), "DDDDDDDDDD") == "CDCCDDDCCD"
    assert max(record.offences for record in explore(Gradual()).minds) == 10


@pytest.mark.parametrize("kind", [Gradual, Gradual2018])
def test_gradual_explores_with_the_longest_memory(kind):
    assert 1_000 < len(explore(kind(memory=MOST))) <= 5000


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [  # 200 turns (design notes 7B)
        (Tft(), AllD(), (199, 204)),
        (Grim(), AllD(), (199, 204)),
        (Tf2t(), AllD(), (198, 208)),
        (Wsls(), AllD(), (100, 600)),
        (Stft(), Tft(), (500, 500)),
        (Tft(), Tft(), (600, 600)),
        (ContriteTitForTat(), ContriteTitForTat(), (600, 600)),
    ],
)
def test_scores_over_200_turns(one, two, expected):
    assert scores(one, two, 200) == expected


@pytest.mark.parametrize(
    ("other", "expected"),
    [  # Beaufils, Delahaye and Mathieu 1997: Gradual over 1000 turns
        (AllC(), 3000),
        (AllD(), 915),
        (Tft(), 3000),
        (Grim(), 3000),
        (cycle("DDC"), 2219),
        (cycle("CCD"), 3472),
        (SoftMajority(memory=500), 3000),
        (Stft(), 2996),
        (Wsls(), 3000),
        (Gradual(memory=MOST), 3000),
    ],
)
def test_graduals_published_scores(other, expected):
    assert scores(Gradual(memory=MOST), other, 1000)[0] == expected
