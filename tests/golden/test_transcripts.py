"""Golden transcripts: what every bundled strategy does, turn by turn, and has always done.

After a change that is meant: python tests/golden/regenerate.py, and read the difference.
"""

import pytest
from transcribing import TRANSCRIPTS, TURNS, Alternator, played, transcript

from secdilemma.automata.exploration import explore
from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.games import preset
from secdilemma.games.horizon import turns
from secdilemma.games.perception import REGIMES
from secdilemma.matches.draws import pair_key
from secdilemma.matches.interpreted import Table, trace

NAMES = sorted(open_catalogue().entries)
NOISE = REGIMES["perA"].with_execution(0.05)


def test_every_strategy_has_a_transcript_and_every_transcript_a_strategy():
    assert {path.name for path in TRANSCRIPTS.iterdir()} == {f"{name}.txt" for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_it_plays_as_it_always_has(name):
    kept = (TRANSCRIPTS / f"{name}.txt").read_text(encoding="utf-8")
    assert transcript(name) == kept


def test_a_transcript_can_be_checked_by_hand():
    """The pencil's version of tit for tat, so that not every golden file could be wrong."""
    match = played("tft", "alternator", Alternator())
    assert "".join(turn.actions[1].letter for turn in match) == "CD" * (TURNS // 2)
    assert "".join(turn.actions[0].letter for turn in match) == "C" + ("CD" * (TURNS // 2))[:-1]


def noisy(name, strategy, opponent, key, seat):
    pair = (strategy, opponent) if seat == 0 else (opponent, strategy)
    names = (name, "opponent") if seat == 0 else ("opponent", name)
    board = Table.of(pair, names, preset("arms_race"), NOISE, turns(200))
    return [(t.intended, t.actions, t.seen, t.outcome) for t in trace(board, key)]


@pytest.mark.parametrize("seat", [0, 1])
@pytest.mark.parametrize("name", NAMES)
def test_its_automaton_plays_the_same_match_under_noise(name, seat):
    catalogue = open_catalogue()
    strategy = catalogue.make(name)
    automaton = explore(strategy)
    for opponent_name in ("random", "gtft"):
        opponent = catalogue.make(opponent_name)
        key = pair_key(7, name, f"{opponent_name} {seat}")
        plain = noisy(name, strategy, opponent, key, seat)
        assert noisy(name, automaton, opponent, key, seat) == plain
        assert any(intended != actions for intended, actions, _, _ in plain), "nothing slipped"
        assert any(seen != actions[::-1] for _, actions, seen, _ in plain), "nothing was misread"
