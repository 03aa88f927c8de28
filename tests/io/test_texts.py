"""Texts of strangers: shown without being obeyed, allowed as names or not, and safe in CSV."""

import csv
import io
import json
import sys
import unicodedata

import pytest

from secdilemma import Participant, Tournament
from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.classroom import standings
from secdilemma.errors import SecDilemmaError
from secdilemma.games import Game, Payoffs
from secdilemma.io.texts import cell, check_name, shown
from secdilemma.tournament.files.run_directory import as_csv

TFT = open_catalogue().make("tft")
NAMES = [
    "tft",
    "gtft:generosity=0.1+noisy=0.2",
    "axelrod:random:p=0.3",
    "Élan vital (2)",
    "中文 一号",
    "Ελλάδα",
    "عربى",
    "हिन्दी",
    "ไทยดี",
    "한국",
    "O'Brien & sons",
    "security_dilemma/calm",
    "50 %",
]
NONE = [
    "",
    " ",
    " tft",
    "tft ",
    "a\nb",
    "a\tb",
    "a\x1b[31m",
    "a\x7f",
    "a\x9bm",
    "a\u00a0b",
    "a\u00adb",
    "a\u200bb",
    "a\u200db",
    "a\u202eb",
    "a\u2066b",
    "a\u2028b",
    "a\ufeffb",
    "a\ufe0f",
    "a\U000e0041",
    "a\ue000",
    "a\u3164",
    "\u2800",
    "e\u0301",
    "a\u0301\u0302",
    "a\u0489",
    "a\u093f",
    "=1+1",
    "＝1",
    "+1",
    "-1",
    "@x",
    "＠x",
    "'=1",
    "a;b",
    'a"b',
    "a\\b",
    "a`b",
    "<b>",
    "a$b$",
    "a|b",
    "\ud800",
    "x" * 201,
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_any_script(name):
    assert check_name("name", name) == name


@pytest.mark.parametrize("name", NONE, ids=ascii)
def test_what_is_no_name(name):
    with pytest.raises(SecDilemmaError) as caught:
        check_name("name", name)
    assert shown(str(caught.value)) == str(caught.value), "what is wrong can be seen"
    with pytest.raises(SecDilemmaError):
        Game(name, Payoffs(T=2, R=0, P=-2, S=-4))
    if name:  # nobody is called by nothing: it is the name of the strategy then
        with pytest.raises(SecDilemmaError):
            Tournament((Participant(TFT, name),))
    with pytest.raises(SecDilemmaError):
        Tournament((Participant(TFT, "still"),), name=name)


def test_whatever_cannot_be_seen_is_escaped():
    """Only the line feed, the tab and what prints come through."""
    hidden = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    for code in [*range(2**14), *range(2**14, sys.maxunicode + 1, 7)]:
        character = chr(code)
        kept = shown(character) == character
        if unicodedata.category(character) in hidden:
            assert kept == (character in "\n\t"), hex(code)
        if not kept:
            assert json.loads(f'"{shown(character)}"') == character


@pytest.mark.parametrize("start", list("=+-@\t\r＝＋－＠"), ids=ascii)
@pytest.mark.parametrize("write", ["rows", "class"])
def test_no_cell_is_a_formula(start, write):
    text = f"{start}HYPERLINK(1)"
    if write == "rows":
        found = next(csv.DictReader(io.StringIO(as_csv([{"about": text, "n": -1.5}]))))
        assert found["n"] == "-1.5"
        assert found["about"].startswith("'")
        assert as_csv([{text: 1}]).lstrip('"').startswith("'")
    else:
        assert standings._csv([[text]]).lstrip('"').startswith("'")


@pytest.mark.parametrize("number", ["-1", "+2.5", "-1e-9", ".5", "-.5"])
def test_a_number_stays_a_number(number):
    assert cell(number) == number
