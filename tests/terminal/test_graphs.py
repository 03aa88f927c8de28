"""``secdilemma run --edges`` and ``--prob-end``."""

import csv
import io

import pytest

FEW = ("run", "--with", "tft", "--with", "gtft", "--with", "all-d", "--no-save", "-q")
GML = """graph [
  node [ id 0 label "tft" ] node [ id 1 label "all-d" ] node [ id 2 label "gtft" ]
  edge [ source 0 target 1 ] edge [ source 1 target 2 ]
]"""
GRAPHML = """<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><graph edgedefault="undirected">
<node id="tft"/><node id="all-d"/><node id="gtft"/>
<edge source="tft" target="all-d"/><edge source="all-d" target="gtft"/></graph></graphml>"""
FILES = {"line.txt": "tft all-d\nall-d gtft\n", "line.gml": GML, "line.graphml": GRAPHML}
PAIRS = ("--pairs", "--format", "csv")


def met(text):
    rows = csv.DictReader(io.StringIO(text))
    return {(row["participant"], row["opponent"]) for row in rows if row["payoff"]}


@pytest.mark.parametrize("name", FILES)
def test_a_file_says_who_meets_whom(play, tmp_path, name):
    (tmp_path / name).write_text(FILES[name])
    found = met(play(*FEW, "--turns", "5", "--edges", name, *PAIRS))
    alone = {(each, each) for each in ("tft", "gtft", "all-d")}
    line = {("tft", "all-d"), ("all-d", "gtft")}
    assert found == alone | line | {(b, a) for a, b in line}
    assert "5 pairs" in play(*FEW, "--turns", "5", "--edges", name)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("none.txt", None, "--edges: none.txt: it cannot be read: No such file"),
        ("bad.gml", "rubbish", "--edges: bad.gml: no gml file"),
        ("bad.graphml", "rubbish", "--edges: bad.graphml: no graphml file"),
        ("bad.txt", "tft", "bad.txt, line 1: got 'tft'; expected two names"),
        ("far.txt", "tft nobody", "no participant is called 'nobody'"),
    ],
)
def test_files_that_make_no_sense(refuse, tmp_path, name, text, message):
    if text is not None:
        (tmp_path / name).write_text(text)
    assert message in refuse(*FEW, "--edges", name)


def test_a_match_may_end_after_any_turn(play):
    assert "10 % chance of ending" in play(*FEW, "--prob-end", "0.1")
    rows = list(csv.DictReader(io.StringIO(play(*FEW, "--prob-end", "0.1", *PAIRS))))
    assert rows[0]["horizon"] == "δ=0.9"


@pytest.mark.parametrize("wrong", ["0", "1", "-0.1", "nan"])
def test_it_is_a_chance(refuse, wrong):
    assert "--prob-end: got" in refuse(*FEW, "--prob-end", wrong)


def test_it_stands_alone(refuse):
    assert "beside --turns" in refuse(*FEW, "--prob-end", "0.1", "--turns", "5")


def test_a_population_has_a_graph_of_its_own(play, tmp_path):
    """A tournament's edges say nothing of who would have met in a population."""
    text = 'participants = ["tft", "all-d", "gtft"]\nturns = 10\n'
    (tmp_path / "all.toml").write_text(text)
    (tmp_path / "line.toml").write_text(f'{text}edges = [["tft", "all-d"], ["all-d", "gtft"]]')
    whole, line = (
        play("evolve", name, "--format", "csv", "-q") for name in ("all.toml", "line.toml")
    )
    assert whole.replace("all,", "line,") == line
