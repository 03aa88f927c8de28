"""Institutions in tournament files: read, refused with every error at once, and saved."""

import pytest

from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.errors import TournamentError
from secdilemma.institutions import (
    KINDS,
    Communication,
    GlobalNato,
    Reassurance,
    WorldGovernment,
    forms,
)
from secdilemma.tournament.files.plain import from_data, to_data
from secdilemma.tournament.files.reader import parse_tournament

HEAD = 'participants = ["tft", "gtft"]\n'


@pytest.fixture(scope="module")
def catalogue():
    return open_catalogue()


def parsed(text, catalogue):
    return parse_tournament(HEAD + text, "file.toml", "file", catalogue)


def refused(text, catalogue):
    with pytest.raises(TournamentError) as error:
        parsed(text, catalogue)
    return str(error.value).splitlines()


def test_institutions_of_a_file_hold_for_it_in_order(catalogue):
    text = """
    [[institutions]]
    kind = "communication"
    hotline = 0.9
    [[institutions]]
    kind = "global-nato"
    members = ["tft"]
    joint = 0.5
    """
    (spec,) = parsed(text, catalogue)
    assert spec.institutions == (
        Communication(hotline=0.9),
        GlobalNato(members=("tft",), joint=0.5),
    )


def test_a_scenario_has_its_own_or_those_of_the_file(catalogue):
    text = """
    [[institutions]]
    kind = "world-government"
    [[scenarios]]
    name = "anarchy"
    institutions = []
    [[scenarios]]
    name = "government"
    [[scenarios]]
    name = "talk"
    institutions = [{ kind = "communication", talk = 1.0 }]
    """
    anarchy, government, talk = parsed(text, catalogue)
    assert anarchy.institutions == ()
    assert government.institutions == (WorldGovernment(),)
    assert talk.institutions == (Communication(talk=1.0),)


def test_all_errors_are_said_at_once(catalogue):
    text = """
    turns = "x"
    [[institutions]]
    kind = "world-goverment"
    [[institutions]]
    monitor = 0.5
    [[institutions]]
    kind = "global-nato"
    jont = 0.5
    members = "all"
    [[institutions]]
    kind = "reassurance"
    by = "osgod-grit"
    """
    lines = refused(text, catalogue)
    assert any("turns: got 'x'" in line for line in lines)
    assert any("institutions[0].kind" in line and "world-government?" in line for line in lines)
    assert any("institutions[1].kind: missing" in line for line in lines)
    assert any("institutions[2].jont: unknown key" in line and "joint?" in line for line in lines)
    assert any("institutions[2].members: got 'all'" in line for line in lines)
    assert any("institutions[3].by: osgod-grit" in line for line in lines)


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("institutions = 3", "institutions: got 3; expected a list of tables"),
        ("institutions = [3]", "institutions[0]: got 3; expected a table with a kind"),
        ('institutions = [{kind = "global-nato", joint = 2.0}]', "global-nato.joint: got 2"),
        ('institutions = [{kind = "global-nato", joint = "x"}]', "joint: got 'x'; expected a num"),
        ('institutions = [{kind = "arms-control", turns = 2.5}]', "expected a whole number"),
        ('institutions = [{kind = "arms-control", turns = -1}]', "a whole number from 0"),
        ('institutions = [{kind = "global-nato", members = ["tftt"]}]', "Did you mean tft?"),
        ('institutions = [{kind = "reassurance", by = 3}]', "by: got 3; expected a strategy"),
    ],
)
def test_what_is_wrong_is_named(entry, words, catalogue):
    (line,) = refused(entry, catalogue)
    assert line.startswith("file.toml: ")
    assert words in line


@pytest.mark.parametrize("kind", KINDS)
def test_an_institution_is_saved_and_made_again(kind, catalogue):
    made = KINDS[kind](members=("tft",))
    if isinstance(made, Reassurance):
        made = Reassurance(by=catalogue.make("osgood-grit:first=3+sensibility=0.5"))
    assert forms.from_data(forms.to_data(made), catalogue.make) == made


def test_a_tournament_under_institutions_is_saved_and_made_again(catalogue):
    (spec,) = parsed('institutions = [{ kind = "democracy", affinity = 0.2 }]', catalogue)
    assert from_data(to_data(spec), catalogue).institutions == spec.institutions
    (bare,) = parsed("", catalogue)
    assert "institutions" not in to_data(bare)
    assert from_data(to_data(bare), catalogue).institutions == ()


def test_damaged_data_is_refused(catalogue):
    with pytest.raises(TournamentError, match=r"institutions\[0\].kind"):
        forms.from_data({"kind": "nothing"}, catalogue.make)
