"""Properties decided from automata, by hand for the well known and by definition for the rest."""

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings
from support import automata

from secdilemma import Context, explore
from secdilemma.automata.automaton import Automaton
from secdilemma.automata.properties import Properties, behaviours, properties_of
from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.games import Game, Payoffs, preset

CATALOGUE = open_catalogue()
AXELROD = preset("axelrod")


def properties(reference, game=AXELROD):
    return properties_of(explore(CATALOGUE.make(reference)), game)


BY_HAND = [  # nice, retaliating, forgiving
    ("all-c", True, False, True),
    ("all-d", False, None, False),
    ("fatalist", False, None, False),
    ("random", False, False, False),
    ("tft", True, True, True),
    ("stft", False, True, True),
    ("gtft", True, True, True),
    ("tf2t", True, False, True),  # a single arming passes
    ("2tft", True, True, True),
    ("grim", True, True, False),
    ("wsls", True, True, False),  # having got away with arming, it stays
    ("ctft", True, True, True),
    ("forgiver", True, True, True),
    ("joss", False, True, False),
    ("extort-2", False, True, False),
    ("zdgtft-2", True, True, True),
    ("bully", False, None, False),
    ("gradual", True, True, True),
    ("prober-2", False, False, True),  # it may settle as a tit for tat or as one that never arms
    ("jervis-deterrence", False, True, True),
    ("jervis-spiral", True, True, True),
    ("osgood-grit", True, True, True),
    ("plous-initiatives", True, True, True),  # once the initiatives are over
    ("bw-mitigator", True, False, True),  # it gives the benefit of the doubt
    ("kydd-reassurer", True, False, True),
    ("preemptor", True, False, False),
    ("richardson-reactor", False, None, False),
]


@pytest.mark.parametrize(("name", "nice", "retaliating", "forgiving"), BY_HAND)
def test_nice_retaliating_forgiving(name, nice, retaliating, forgiving):
    found = properties(name)
    assert (found.nice, found.retaliating, found.forgiving) == (nice, retaliating, forgiving)


@pytest.mark.parametrize(
    "name",
    [
        "tft",
        "gtft",
        "tf2t",
        "herz-vicious-circle",
        "jervis-spiral",
        "kydd-reassurer",
        "osgood-grit",
        "joss",  # its mind is its last outcome, but its own part in it makes no difference
        "all-c",
    ],
)
def test_own_blind(name):
    """Theory 0 item 7."""
    assert properties(name).own_blind is True


@pytest.mark.parametrize(
    "name",
    [
        "ctft",
        "wsls",
        "defensive-realist",
        "bw-mitigator",
        "jervis-spiral+sensibility=0.5",
        "extort-2",
        "firm-but-fair",
    ],
)
def test_not_own_blind(name):
    assert properties(name).own_blind is False


@pytest.mark.parametrize(
    ("name", "memory_one", "deterministic"),
    [
        ("tft", True, True),
        ("joss", True, False),
        ("extort-2", True, False),
        ("wsls", True, True),
        ("all-d", True, True),
        ("bully", True, True),
        ("grim", False, True),
        ("tf2t", False, True),
        ("ctft", False, True),
        ("bw-mitigator", False, False),
    ],
)
def test_memory_and_chance(name, memory_one, deterministic):
    found = properties(name)
    assert (found.memory_one, found.deterministic) == (memory_one, deterministic)


@pytest.mark.parametrize(
    ("name", "partner", "rival", "exploitable"),
    [
        ("tft", True, True, False),
        ("grim", True, True, False),
        ("gtft", True, False, False),
        ("wsls", True, False, False),
        ("all-d", False, True, False),
        ("extort-2", False, True, False),
        ("random", False, False, False),
        ("all-c", False, False, True),
        ("tf2t", False, False, True),
        ("osgood-grit", False, False, True),
    ],
)
def test_partners_and_rivals(name, partner, rival, exploitable):
    found = properties(name)
    assert (found.partner, found.rival, found.exploitable) == (partner, rival, exploitable)


@pytest.mark.parametrize("reference", ["gtft:generosity=0.32", "gtft:generosity=0.35"])
def test_generosity_is_exploitable_beyond_a_third(reference):
    found = properties(reference)
    assert found.exploitable == (found.best_response.value > 3) == (reference[-2:] == "35")


def test_rivalry_is_reckoned_in_the_game():
    assert properties("tf2t", preset("stag_hunt")).exploitable is False
    eager = Game("mixed", AXELROD.row, Payoffs(T=9, R=3, P=1, S=0))
    found = properties("tft", eager)
    assert found.exploitable
    assert found.lead == pytest.approx(2)


def test_nothing_is_said_of_what_is_cut_off():
    found = explore(CATALOGUE.make("tft"))
    cut = Automaton(
        found.name,
        found.minds,
        found.start.copy(),
        found.responses.copy(),
        found.edge_start.copy(),
        found.edge_target.copy(),
        found.edge_probability.copy(),
        depth=5,
    )
    assert properties_of(cut, AXELROD) == Properties()
    assert {getattr(Properties(), each.name) for each in fields(Properties)} == {None}


def test_payoffs_need_few_minds_and_the_rest_does_not():
    found = properties("soft-majority:memory=600")
    assert found.nice
    assert found.forgiving
    assert found.own_blind
    assert (found.best_response, found.lead, found.partner) == (None, None, None)


# --- behaviour -----------------------------------------------------------------------------------


def test_minds_that_differ_in_name_alone_behave_alike():
    wsls = explore(CATALOGUE.make("wsls"))
    kinds = dict(zip(wsls.minds, behaviours(wsls), strict=True))
    assert kinds["CC"] == kinds["DD"] != kinds["CD"] == kinds["DC"]
    mitigator = explore(CATALOGUE.make("bw-mitigator"))
    kinds = dict(zip(mitigator.minds, behaviours(mitigator), strict=True))
    assert kinds["doubt"] == kinds["wary"]
    assert len(set(kinds.values())) == 4


def behave_alike(automaton, kinds, turns=6):
    """Whether minds of one kind respond alike on average for some turns, whatever happens."""
    n = len(automaton)
    rows = np.repeat(np.arange(4 * n), np.diff(automaton.edge_start))
    moves = np.zeros((4, n, n))
    place = (rows % 4, rows // 4, automaton.edge_target)
    np.add.at(moves, place, automaton.edge_probability)
    ahead = [automaton.responses]
    for _ in range(turns):
        for response in ahead:
            if any(np.ptp(response[kinds == k], axis=0).max() > 1e-9 for k in set(kinds)):
                return False
        ahead = [move @ ahead[0] for move in moves]
    return True


def doubled(automaton):
    """Return an automaton with each mind twice, the copies taking turns."""
    n = len(automaton)
    lengths = np.tile(np.diff(automaton.edge_start), 2)
    target = np.concatenate([automaton.edge_target + n, automaton.edge_target])
    return Automaton(
        "doubled",
        tuple(range(2 * n)),
        np.concatenate([automaton.start, np.zeros(n)]),
        np.tile(automaton.responses, (2, 1)),
        np.concatenate([[0], np.cumsum(lengths)]),
        target,
        np.tile(automaton.edge_probability, 2),
    )


@given(automata(most=4))
@settings(max_examples=100)
def test_copies_behave_alike_and_change_no_property(automaton):
    twice = doubled(automaton)
    kinds = behaviours(twice)
    n = len(automaton)
    assert kinds[:n].tolist() == kinds[n:].tolist()
    assert behave_alike(twice, kinds)
    one, two = properties_of(automaton, AXELROD), properties_of(twice, AXELROD)
    for each in ("nice", "forgiving", "own_blind", "memory_one", "rival", "exploitable"):
        assert getattr(one, each) == getattr(two, each), each
    assert one.best_response.value == pytest.approx(two.best_response.value, abs=1e-6)


@given(automata(most=4))
@settings(max_examples=100)
def test_nice_is_what_self_play_shows(automaton):
    """Two nice ones restrain for ever; one that is not may arm within as many turns as minds."""
    from support import CLEAR, over, with_itself

    shares = with_itself(automaton, CLEAR, horizon=over(len(automaton) + 1)).shares
    assert (shares[0] > 1 - 1e-12) == properties_of(automaton, AXELROD).nice


@pytest.mark.parametrize("name", CATALOGUE.entries)
def test_everything_is_said_of_every_bundled_strategy(name):
    found = properties_of(explore(CATALOGUE.make(name), Context(game=AXELROD)), AXELROD)
    unsaid = {each.name for each in fields(found) if getattr(found, each.name) is None}
    assert unsaid <= {"retaliating"}
    assert not (found.partner and found.exploitable)
