"""Drawings of automata: text to the letter, SVG as XML, and nothing on top of anything else."""

import xml.etree.ElementTree as ET
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from support import automata

from secdilemma import ARM, RESTRAIN, explore
from secdilemma.automata.automaton import Automaton
from secdilemma.automata.diagram import (
    DRAWABLE,
    arrows,
    as_svg,
    as_text,
    mind_names,
    picture,
)
from secdilemma.catalogue.catalogue import open_catalogue

CATALOGUE = open_catalogue()
SVG = "{http://www.w3.org/2000/svg}"
DENSE = {"defensive-realist"}  # 37 arrows; one pair of labels touches


def draw(reference, width=100):
    return "\n".join(as_text(explore(CATALOGUE.make(reference)), width))


def svg(reference):
    return ET.fromstring(as_svg(explore(CATALOGUE.make(reference)), reference))  # noqa: S314


def small():
    return [n for n, e in CATALOGUE.entries.items() if len(explore(e.kind())) <= DRAWABLE]


# --- text ----------------------------------------------------------------------------------------

TFT = """\
▸ content  ○
    sees ○: → content
    sees ●: → provoked
  provoked  ●
    sees ○: → content
    sees ●: → provoked"""

GRIM = """\
▸ content  ○
    sees ○: → content
    sees ●: → grudge
  grudge  ●
    whatever it sees: → grudge"""

MITIGATOR_DOUBT = """\
  doubt  ○
    did ○, sees ○: → 75 %: calm, 25 %: wary
    did ○, sees ●: → retaliate
    did ●: → apologise"""

SENSIBLE = """\
  provoked  ●
    sees ○: → content
    did ○, sees ●: → provoked
    did ●, sees ●: → 50 %: content, 50 %: provoked"""


def test_text_to_the_letter():
    assert draw("tft") == TFT
    assert draw("grim") == GRIM
    assert MITIGATOR_DOUBT in draw("bw-mitigator")
    assert draw("tft+sensibility=0.5").endswith(SENSIBLE)


def test_what_minds_do():
    assert "  provoked  restrains 33 %\n" in draw("gtft")
    assert "  3  strikes\n" in draw("preemptor")
    assert "firm 6  ●" in draw("osgood-grit")


def test_a_mixed_beginning_and_strikes_by_chance():
    tft = explore(CATALOGUE.make("tft"))
    table = Automaton(
        "mixed",
        ("a", "b"),
        np.array([0.5, 0.5]),
        np.array([[0.25, 0.25, 0.5], [0.0, 0.0, 1.0]]),
        tft.edge_start.copy(),
        tft.edge_target.copy(),
        tft.edge_probability.copy(),
    )
    text = as_text(table)
    assert text[0] == "▸ a  restrains 25 %, strikes 50 %, begins 50 %"
    assert as_svg(table, "mixed").count('class="start"') == 2


def test_long_lines_are_folded():
    lines = draw("kydd-reassurer", 40).splitlines()
    assert max(map(len, lines)) <= 40
    assert max(map(len, draw("defensive-realist").splitlines())) <= 100


def test_large_automata_are_cut_short():
    lines = as_text(explore(CATALOGUE.make("gradual")))
    assert lines[-1] == "  … and 56 more minds."
    assert sum(line[:3] in ("▸ R", "  R") for line in lines) == DRAWABLE


def test_names_are_told_apart():
    class Twins:
        """It has minds that read alike."""

        def begin(self):
            return "1"

        def respond(self, mind):
            del mind
            return RESTRAIN

        def interpret(self, mind, own, seen):
            del mind, own
            return 1 if seen is ARM else "1"

    assert mind_names(explore(Twins())) == ["'1'", "1"]


# --- SVG -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CATALOGUE.entries)
def test_svg_is_xml_and_can_be_heard(name):
    root = svg(name)
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    named = {each.get("id"): each for each in root.iter() if each.get("id")}
    assert root.get("aria-labelledby") == "title desc"
    assert named["title"].text == name
    assert named["desc"].text
    assert "http" not in as_svg(explore(CATALOGUE.make(name)), name).replace(SVG[1:-1], "")
    assert "prefers-color-scheme: dark" in root.find(f"{SVG}style").text


@pytest.mark.parametrize("name", small())
def test_every_mind_and_arrow_is_drawn(name):
    automaton = explore(CATALOGUE.make(name))
    root = svg(name)
    assert len(list(root.iter(f"{SVG}circle"))) == len(automaton)
    kinds = [each.get("class") for each in root.iter(f"{SVG}path")]
    drawn = arrows(automaton)
    assert kinds.count("restraint") == sum(each.seen is RESTRAIN for each in drawn)
    assert kinds.count("arming") == sum(each.seen is ARM for each in drawn)
    assert kinds.count("start") == 1
    names = [each.text for each in root.iter(f"{SVG}text") if each.get("class") == "name"]
    assert names == mind_names(automaton)


@pytest.mark.parametrize("name", small())
def test_nothing_covers_anything_and_all_is_within_the_frame(name):
    made = picture(explore(CATALOGUE.make(name)))
    overlapping = [(a, b) for a, b in combinations(made.boxes, 2) if a.overlap(b) > 0]
    assert len(overlapping) <= (name in DENSE)
    assert not [box for box in made.boxes for centre in made.centres if box.covers(centre) > 0]
    left, top, wide, high = map(float, svg(name).get("viewBox").split())
    for box in made.boxes:
        assert left <= box.x - box.half[0]
        assert box.x + box.half[0] <= left + wide
        assert top <= box.y - box.half[1]
        assert box.y + box.half[1] <= top + high


def test_arrows_of_tit_for_tat():
    drawn = {(a.source, a.target, a.seen, a.label) for a in arrows(explore(CATALOGUE.make("tft")))}
    assert drawn == {(i, 0, RESTRAIN, "○") for i in (0, 1)} | {(i, 1, ARM, "●") for i in (0, 1)}


def test_labels_say_what_it_did_where_that_matters():
    labels = {each.label for each in arrows(explore(CATALOGUE.make("wsls")))}
    assert labels == {"○○", "○●", "●○", "●●"}
    spiral = {each.label for each in arrows(explore(CATALOGUE.make("jervis-spiral")))}
    assert spiral == {"○", "●", "○ 20 %", "○ 80 %"}


def test_circles_run_from_blue_to_red():
    fills = {
        name: [each.get("fill") for each in svg(name).iter(f"{SVG}circle")]
        for name in ("tft", "random")
    }
    assert fills["tft"] == ["#0b5fa5", "#a63c06"]
    assert fills["random"] == ["#584e56"]


def test_too_many_minds_are_refused_politely():
    root = svg("gradual")
    texts = [each.text for each in root.iter(f"{SVG}text")]
    assert "76 minds are too many to draw: a picture holds 20." in texts
    assert not list(root.iter(f"{SVG}circle"))


def test_titles_are_escaped():
    text = as_svg(explore(CATALOGUE.make("tft")), "<tft> & co")
    assert ET.fromstring(text).find(f"{SVG}title").text == "<tft> & co"  # noqa: S314


@given(automata(strikes=True))
@settings(max_examples=50)
def test_any_automaton_can_be_drawn(automaton):
    ET.fromstring(as_svg(automaton, "any"))  # noqa: S314
    lines = as_text(automaton, 60)
    assert max(map(len, lines)) <= 60
    assert sum(line.startswith("▸") for line in lines) == (automaton.start > 0).sum()
