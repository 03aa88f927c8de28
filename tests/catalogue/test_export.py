"""Strategies and games in other formats, and back where there is a way back."""

import json
import re
import tomllib
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from support import automata, jitted

from secdilemma.automata.exploration import explore, replay
from secdilemma.automata.interface import Context, described
from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.catalogue.data.strategies import parse_strategy
from secdilemma.catalogue.export import (
    STRATEGY_FORMATS,
    Subject,
    game_as,
    printable_names,
    require_drawable,
    strategy_as,
)
from secdilemma.errors import ExportError
from secdilemma.games import ARM, PRESETS, RESTRAIN, Game, Payoffs, War, preset
from secdilemma.tournament.files.reader import parse_tournament

CATALOGUE = open_catalogue()
REFERENCES = [*CATALOGUE.entries, "memory-one:0.9,1/3,1,0,0.5", "gtft:generosity=1/3"]
REFERENCES += ["jervis-spiral:down=0.5+sensibility=0.5", "gtft+payoff-aware"]
ARRAYS = ("start", "responses", "edge_start", "edge_target", "edge_probability")


class Plain:
    """An automaton as a strategy that must be explored: reachable minds alone, breadth first."""

    def __init__(self, automaton):
        self.begin, self.respond = automaton.begin, automaton.respond
        self.interpret = automaton.interpret


def subject(automaton, about="It is a test."):
    return Subject(automaton, "z-test", "test", about, ("A 1950",))


def reread(automaton):
    kind = parse_strategy(strategy_as(subject(automaton), "toml"), "z-test")
    return explore(kind())


def require_same(found, automaton):
    assert found.minds == tuple(printable_names(automaton))
    for name in ARRAYS:
        assert np.array_equal(getattr(found, name), getattr(automaton, name)), name


@given(automata(strikes=True))
def test_a_random_automaton_comes_back_from_toml_to_the_bit(automaton):
    explored = explore(Plain(automaton), name="random")
    require_same(reread(explored), explored)


@pytest.mark.parametrize("reference", REFERENCES)
def test_every_strategy_comes_back_from_toml_to_the_bit(reference):
    automaton = explore(CATALOGUE.make(reference), Context(game=preset("arms_race")))
    require_same(reread(automaton), automaton)


def test_the_words_come_back_too():
    about = 'Its "idea".\n\nAnd \\ more — ○.\x7f'
    kind = parse_strategy(
        strategy_as(subject(explore(CATALOGUE.make("tft")), about), "toml"), "z-test"
    )
    assert kind.__doc__ == about
    assert kind.__strategy__.cites == ("A 1950",)
    assert (kind.__strategy__.name, kind.__strategy__.school) == ("z-test", "test")


def test_minds_that_cannot_be_printed_are_numbered():
    automaton = replace(explore(CATALOGUE.make("tft")), minds=("a\nb", ""))
    assert printable_names(automaton) == ["mind 0", "mind 1"]
    require_same(reread(automaton), automaton)


def test_what_depends_on_the_length_says_so():
    automaton = explore(CATALOGUE.make("soft-majority"), Context(turns=2))
    cut = replace(automaton, depth=2)
    assert "# It is complete for matches of up to 2 turns only." in strategy_as(
        subject(cut), "toml"
    )


# --- Graphviz and pictures

EDGE = re.compile(r"  (m\d+|begin) -> m\d+(?: \[label=(\".*\")\])?;")
NODE = re.compile(r"  m\d+ \[label=(\".*\"), style=filled, fillcolor=\w+, fontcolor=\w+\];")


@pytest.mark.parametrize("reference", REFERENCES)
def test_a_graph_has_every_mind_and_well_formed_lines(reference):
    automaton = explore(CATALOGUE.make(reference), Context(game=preset("arms_race")))
    first, *body, last = strategy_as(subject(automaton), "dot").splitlines()
    assert (first, last) == ('digraph "z-test" {', "}")
    assert body[:2] == ["  rankdir=LR;", "  begin [shape=point];"]
    nodes = [line for line in body[2:] if NODE.fullmatch(line)]
    edges = [line for line in body[2:] if EDGE.fullmatch(line)]
    assert len(nodes) == len(automaton)
    assert len(nodes) + len(edges) == len(body) - 2
    for line in (*nodes, *edges):
        label = (NODE.fullmatch(line) or EDGE.fullmatch(line)).groups()[-1]
        assert label is None or isinstance(json.loads(label), str)


def test_a_graph_of_tit_for_tat():
    text = strategy_as(subject(explore(CATALOGUE.make("tft"))), "dot")
    assert '  m0 -> m1 [label="sees ●"];' in text
    assert '  m1 -> m0 [label="sees ○"];' in text


def test_a_picture_that_nobody_could_read_is_refused():
    automaton = explore(CATALOGUE.make("gradual"))
    with pytest.raises(ExportError, match="it has 76 minds; a picture shows 20 at most"):
        require_drawable(subject(automaton))


@pytest.mark.parametrize("form", ["nfg", "pdf"])
def test_a_format_that_is_none_of_a_strategy(form):
    with pytest.raises(ExportError, match=f"a strategy has no format '{form}'; expected one of"):
        strategy_as(subject(explore(CATALOGUE.make("tft"))), form)
    assert form not in STRATEGY_FORMATS


# --- axelrod

OPPONENTS = ["C", "D", "CCD", "DDCCC", "CDDCDCCCD"]
THEIRS = {
    "tft": "TitForTat",
    "grim": "Grudger",
    "tf2t": "TitFor2Tats",
    "wsls": "WinStayLoseShift",
}


@pytest.fixture(scope="module")
def axelrod():
    return pytest.importorskip("axelrod")


def exported(name):
    """Return the class of an exported player."""
    made = CATALOGUE.make(name)
    space = {}
    exec(strategy_as(Subject(explore(made), described(made), "t", "It."), "axelrod"), space)  # noqa: S102
    (kind,) = [each for each in space.values() if getattr(each, "name", "") == name]
    return kind


def played(axelrod, kind, row):
    """Return what a player does against a fixed sequence, twice."""
    match = axelrod.Match((kind(), axelrod.Cycler(row)), turns=60, seed=7)
    moves, again = ("".join(str(own) for own, _ in match.play()) for _ in range(2))
    assert kind.classifier["stochastic"] or again == moves, "it begins afresh"
    return moves


def expected(name, row):
    """Return what an automaton does against a fixed sequence, by itself."""
    automaton = explore(CATALOGUE.make(name))
    seen = [RESTRAIN if row[k % len(row)] == "C" else ARM for k in range(60)]
    minds, own = [next(iter(automaton.begin()))], []
    for other in seen:
        own.append(RESTRAIN if automaton.respond(minds[-1])[RESTRAIN] else ARM)
        minds.append(replay(_from(automaton, minds[-1]), [own[-1]], [other])[1])
    return "".join(action.letter for action in own)


def _from(automaton, mind):
    start = np.zeros(len(automaton))
    start[automaton.index[mind]] = 1.0
    return replace(automaton, start=start)


@jitted()
@pytest.mark.parametrize("name", ["tft", "grim", "tf2t", "wsls", "prober", "kydd-no-signal"])
def test_an_exported_player_does_what_the_automaton_does(axelrod, name):
    kind = exported(name)
    assert (kind.classifier["stochastic"], kind.name) == (False, name)
    moves = [played(axelrod, kind, row) for row in OPPONENTS]
    assert moves == [expected(name, row) for row in OPPONENTS]
    if name in THEIRS:
        own = getattr(axelrod, THEIRS[name])
        assert moves == [played(axelrod, own, row) for row in OPPONENTS]


@jitted()
def test_an_exported_player_with_chance(axelrod):
    kind = exported("gtft")
    assert kind.classifier["stochastic"] is True
    assert played(axelrod, kind, "C") == "C" * 60
    restrained = played(axelrod, kind, "D")[1:].count("C")
    assert 8 <= restrained <= 32  # a third of 59, within 3.4 standard deviations
    chancy = not explore(CATALOGUE.make("osgood-grit")).deterministic
    assert exported("osgood-grit").classifier["stochastic"] is chancy


def test_what_the_library_has_not_is_said():
    automaton = explore(CATALOGUE.make("preemptor"), Context(game=preset("arms_race")))
    strikes = bool((automaton.responses[:, 2] > 0).any())
    text = strategy_as(subject(automaton), "axelrod")
    assert ("the library has no war" in text) == strikes
    compile(text, "player.py", "exec")


# --- games


def cells(text):
    head, _, body = text.partition("\n\n")
    numbers = [float(each) for each in body.split()]
    return head, list(zip(numbers[::2], numbers[1::2], strict=True))


@pytest.mark.parametrize("name", PRESETS)
def test_a_game_in_gambits_format(name):
    game = preset(name)
    head, found = cells(game_as(game, "nfg"))
    assert head.startswith(f'NFG 1 R "{name}" {{ "first" "second" }}\n')
    if game.war is None:
        pay = game.row
        paid = [(pay.R, pay.R), (pay.T, pay.S), (pay.S, pay.T), (pay.P, pay.P)]
        assert found == [pytest.approx(each, rel=1e-14) for each in paid]  # to 15 digits


def test_the_first_players_action_changes_fastest_and_seats_keep_their_own():
    game = Game("z", Payoffs(T=5, R=3, P=1, S=0), Payoffs(T=50, R=30, P=10, S=7))
    assert cells(game_as(game, "nfg"))[1] == [(3, 30), (5, 7), (0, 50), (1, 10)]


def test_a_strike_is_a_third_action():
    war = War(first_strike=1.0, power_ratio=2.0)
    game = preset("arms_race").at_war(war)
    head, found = cells(game_as(game, "nfg"))
    assert '{ "restrain" "arm" "strike" }' in head
    assert len(found) == 9
    for at, first in ((2, 1), (6, -1), (8, 0)):
        assert found[at] == pytest.approx((war.value(0, first), war.value(1, -first)), rel=1e-14)


GAMES = [preset("arms_race"), preset("axelrod").at_war(War(cost=3.0, strike=False, hazard=0.1))]
GAMES.append(Game("z", Payoffs(T=5, R=3, P=1, S=0), Payoffs(T=50, R=30, P=10, S=7)))


@pytest.mark.parametrize("game", GAMES, ids=lambda game: game.name)
def test_a_game_comes_back_from_toml(game):
    text = game_as(game, "toml")
    assert tomllib.loads(text)
    (made,) = parse_tournament(f'participants = ["tft"]\n{text}', "page", "page", CATALOGUE)
    assert made.game == game


def test_a_format_that_is_none_of_a_game():
    with pytest.raises(ExportError, match="a game has no format 'dot'; expected one of nfg, toml"):
        game_as(preset("axelrod"), "dot")
