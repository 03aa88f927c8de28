"""``strategies NAME``: the card of one strategy, as text, as data and as a picture."""

import csv
import io
import json
import xml.etree.ElementTree as ET

import pytest

from secdilemma.catalogue.catalogue import open_catalogue

UNFINISHED = '''
from secdilemma import ARM, strategy


@strategy(school="mine", automaton=False)
class Counter:
    """It counts for ever."""

    def begin(self):
        return 0

    def respond(self, mind):
        return ARM

    def interpret(self, mind, own, seen):
        return mind + 1
'''


def test_a_card_in_full(play):
    text = play("strategies", "tft")
    assert text.startswith("tft · classic\nIt begins with restraint")
    assert "▸ content  ○\n    sees ○: → content\n    sees ●: → provoked\n  provoked  ●\n" in text
    for line in (
        "  nice: it is never the first to arm",
        "  retaliating: it answers an arming out of the blue",
        "  forgiving: lasting restraint is sure to win it back",
        "  own-blind: what it did itself never changes what it will do",
        "  memory-one: the last turn alone decides",
        "  nothing is left to chance",
        "  a partner: it keeps R with its own kind, and no opponent gets more than R",
        "  a rival: no opponent gets more than it does",
    ):
        assert f"{line}\n" in text
    assert "outdo" not in text
    assert "2 minds · exact · aliases: tit-for-tat · sources: Axelrod 1980" in text


def test_a_card_of_an_exploitable_one(play):
    text = play("strategies", "appeaser")
    assert "  exploitable: an opponent gets more than R\n" in text
    best = "best response at T 5, R 3, P 1, S 0: an opponent gets 4.33 a turn at most"
    assert best in text
    assert "it then gets 1.00" in text
    assert "an opponent can outdo it by 3.33 a turn at most" in text
    assert "patience" in text
    assert "assumption" in text


def test_a_card_without_its_drawing(play):
    text = play("strategies", "tft", "--no-drawing")
    assert "▸" not in text
    assert "  nice: " in text


@pytest.mark.parametrize("name", open_catalogue().entries)
def test_every_card_fits_the_width(play, name):
    assert max(len(line) for line in play("strategies", name).splitlines()[:-1]) <= 100


def test_a_card_of_a_strategy_with_other_parameters_and_wrappers(play):
    text = play("strategies", "jervis-spiral:down=0.5+sensibility=0.5")
    assert text.startswith("jervis-spiral:down=0.5+sensibility=0.5 · Jervis\n")
    assert "\nHere: down=0.5\n" in text
    assert "did ●, sees ●: → 50 %: calm, 50 %: wary" in text
    assert "  not own-blind: " in text
    assert "Booth and Wheeler" in text
    assert "Here:" not in play("strategies", "jervis-spiral")
    assert play("strategies", "gtft+payoff-aware").startswith("gtft+payoff-aware · classic\n")


def test_a_card_as_data(play):
    (row,) = json.loads(play("strategies", "extort-2", "--format", "json"))
    assert row["best_response"] == pytest.approx(2.25)
    assert row["own_at_best_response"] == pytest.approx(3.5)
    assert (row["rival"], row["partner"], row["memory_one"]) == (True, False, True)
    table = csv.DictReader(io.StringIO(play("strategies", "all-d", "--format", "csv")))
    (row,) = table
    assert (row["nice"], row["retaliating"]) == ("False", "")


def test_a_strategy_without_an_automaton(play, refuse, strategy_file):
    folder = strategy_file("counter", UNFINISHED)
    text = play("strategies", "counter", "--strategies", folder)
    assert "No finite automaton" in text
    assert "nice" not in text
    message = refuse("strategies", "counter", "--strategies", folder, "--svg", "x.svg")
    assert message == "counter: it has no finite automaton to draw."
    (row,) = json.loads(play("strategies", "counter", "--strategies", folder, "--format", "json"))
    assert (row["nice"], row["lane"]) == (None, "interpreted")


def test_a_picture_is_written_once(call, refuse, tmp_path):
    done = call("strategies", "tft", "--svg", "tft.svg")
    assert done.code == 0
    assert done.err == "Drawn in tft.svg\n"
    assert done.out.startswith("tft · ")
    root = ET.parse(tmp_path / "tft.svg").getroot()  # noqa: S314
    assert root.tag.endswith("svg")
    message = refuse("strategies", "tft", "--svg", "tft.svg")
    assert message == "tft.svg: it exists already; expected a new file."


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--svg", "x.svg"), "which strategy? Expected a NAME"),
        (
            ("tft", "--svg", "no/where.svg"),
            "no/where.svg: cannot be written: expected a file in a folder",
        ),
        (("tft+sensibilty=1",), "no wrapper is called 'sensibilty'"),
        (("tft+sensibility=3", "--svg", "x.svg"), "expected a number from 0 to 1"),
        (("tft+payoff-aware",), "it cannot be payoff-aware"),
        (("gtft:generosity=2",), "generosity: got '2'"),
    ],
)
def test_mistakes_are_refused(refuse, arguments, message):
    assert message in refuse("strategies", *arguments)
