"""Tournaments on a graph: who meets whom, scores over neighbours, saving and rerunning."""

import numpy as np
import pytest
from hypothesis import given, strategies as st
from support import AXELROD, array_bytes

from secdilemma import Game, Payoffs, Perception, Tournament, run, turns
from secdilemma.analysis.metrics import measure
from secdilemma.analysis.rating import ratings
from secdilemma.analysis.verdict import judge
from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.errors import ResultsError, TournamentError
from secdilemma.matches.tally import Lane
from secdilemma.populations.payoffs import pair_payoffs
from secdilemma.tournament.files.reader import parse_tournament
from secdilemma.tournament.files.run_directory import load, read, save
from secdilemma.tournament.graph import edges_among, read_edges
from secdilemma.tournament.results import against

CATALOGUE = open_catalogue()
NAMES = ("tft", "all-d", "gtft", "wsls")
LINE = (("all-d", "tft"), ("gtft", "all-d"), ("wsls", "gtft"))
NOISE = Perception(execution_c=0.05, execution_d=0.05)


def field(edges=None, game=AXELROD, **options):
    return Tournament(
        participants=tuple(CATALOGUE.make(name) for name in NAMES),
        game=game,
        perception=NOISE,
        horizons=(turns(20),),
        edges=edges,
        **options,
    )


def test_everybody_meets_everybody_by_default():
    assert field().edges is None
    assert field().meetings.all()
    assert len(field().pairs) == 10


def test_only_neighbours_meet_and_everybody_meets_itself():
    spec = field(LINE)
    assert spec.edges == (("all-d", "gtft"), ("all-d", "tft"), ("gtft", "wsls"))
    assert len(spec.pairs) == 4 + 3
    two = Game("two", Payoffs(5, 3, 1, 0), Payoffs(4, 3, 1, 0))
    assert len(field(LINE, game=two).pairs) == 4 + 6


@pytest.mark.parametrize("engine", ["auto", "simulated", "interpreted"])
def test_a_neighbour_is_met_as_in_the_round_robin(engine):
    """The pairs that are played are played exactly as they would have been."""
    whole = run(field(engine=engine, repetitions=5))
    part = run(field(LINE, engine=engine, repetitions=5))
    met = field(LINE).meetings
    assert part.payoff[0][met].tobytes() == whole.payoff[0][met].tobytes()
    assert np.isnan(part.payoff[0][~met]).all()
    assert (part.lane[0][~met] == Lane.NONE).all()
    assert (part.lane[0][met] != Lane.NONE).all()


def test_scores_are_means_over_neighbours():
    whole, part = run(field()), run(field(LINE))
    payoff = whole.payoff[0]
    assert part.scores[0] == pytest.approx(
        [payoff[0, 1], (payoff[1, 0] + payoff[1, 2]) / 2, payoff[2, [1, 3]].mean(), payoff[3, 2]]
    )
    counted = run(field(LINE, self_play_counts=True))
    assert counted.scores[0, 0] == pytest.approx((payoff[0, 0] + payoff[0, 1]) / 2)
    assert part.self_restraint == pytest.approx(whole.self_restraint)
    assert part.ranking()[0][1] == int(np.argmax(part.scores[0]))


def test_a_complete_graph_is_the_round_robin():
    edges = [(a, b) for a in NAMES for b in NAMES]
    whole, part = run(field()), run(field(edges))
    assert array_bytes(whole) == array_bytes(part)
    assert part.scores == pytest.approx(whole.scores, abs=1e-12)


def test_a_graph_of_networkx_by_names_or_positions():
    networkx = pytest.importorskip("networkx")
    named = networkx.Graph(list(LINE))
    assert field(named).edges == field(LINE).edges
    path = networkx.path_graph(4)
    assert field(path).edges == field([(0, 1), (1, 2), (2, 3)]).edges
    assert field(networkx.MultiDiGraph([(0, 1), (1, 0), (1, 2), (2, 3)])).edges == field(path).edges


@given(st.sets(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1))
def test_edges_are_what_the_pairs_say(given_edges):
    met = {i for edge in given_edges if edge[0] != edge[1] for i in edge}
    if met != {0, 1, 2, 3}:
        with pytest.raises(TournamentError, match="has no neighbour"):
            edges_among(given_edges, NAMES)
        return
    spec = field(given_edges)
    pairs = {frozenset(pair) for pair in spec.pairs.tolist()}
    expected = {frozenset(edge) for edge in given_edges} | {frozenset({i}) for i in range(4)}
    assert pairs == expected
    assert spec == field([tuple(reversed(edge)) for edge in given_edges])


def test_the_verdict_looks_at_neighbours_alone():
    def strongest(edges):
        metrics = measure(run(field(edges)))
        judge(run(field(edges)), metrics)
        return {each.name: each.invader for each in metrics}

    assert strongest(LINE)["wsls"] == "gtft"
    assert strongest(None)["wsls"] == "all-d"


def test_one_against_others_is_not_on_the_graph():
    spec = field(LINE)
    own, *others = spec.participants
    assert not np.isnan(against(own, tuple(others), spec).payoff[0, 0]).any()


def test_ratings_are_over_neighbours():
    made = ratings(run(field(LINE)))
    assert made.initial_cooperation_count == pytest.approx([0.95, 0.05 * 2, 0.95 * 2, 0.95])
    whole = ratings(run(field()))
    assert made.wins[0] == pytest.approx(1 - whole.good_partner_matrix[0, 1])
    assert made.good_partner_rating[0] == pytest.approx(whole.good_partner_matrix[0, 1])


@pytest.mark.parametrize(
    ("edges", "message"),
    [
        ([("tft", "nobody")], "edges\\[0\\]: no participant is called 'nobody'"),
        ([("tft", "all-e")], "Did you mean all-d"),
        ([("tft",)], r"edges\[0\]: got \('tft',\); expected a pair"),
        ([("tft", 9)], "got 9; expected a participant's name, or its position from 0 to 3"),
        ([("tft", True)], "got True"),
        ([("tft", "all-d")], "'gtft' has no neighbour.*\n.*'wsls' has no neighbour"),
        ([], "'tft' has no neighbour"),
        ("tft", "expected pairs"),
        (3, "expected pairs"),
    ],
)
def test_edges_that_make_no_sense(edges, message):
    with pytest.raises(TournamentError, match=message):
        field(edges)


def test_saved_loaded_and_rerun(tmp_path):
    results = run(field(LINE))
    folder = save([results], tmp_path / "kept")
    (spec,), _ = read(folder, CATALOGUE)
    assert spec == field(LINE)
    (back,) = load(folder, CATALOGUE)
    assert array_bytes(back) == array_bytes(results) == array_bytes(run(spec))


def test_a_file_without_edges_says_nothing_of_them(tmp_path):
    folder = save([run(field())], tmp_path / "kept")
    assert '"edges"' not in (folder / "run.json").read_text()


def test_in_toml():
    text = 'participants = ["tft", "all-d", "gtft"]\nedges = [["tft", "all-d"], ["gtft", "all-d"]]'
    (spec,) = parse_tournament(text, "x.toml", "x", CATALOGUE)
    assert spec.edges == (("all-d", "gtft"), ("all-d", "tft"))
    for wrong, message in (
        ('edges = [["tft", "all-x"]]', r"x\.toml: edges\[0\]: no participant is called 'all-x'"),
        ("edges = 3", r"x\.toml: edges: got 3"),
    ):
        with pytest.raises(TournamentError, match=message):
            parse_tournament(f'participants = ["tft", "all-d"]\n{wrong}', "x.toml", "x", CATALOGUE)


def test_edges_as_text():
    text = '# a comment\ntft all-d\n\n"my own"  gtft  # beside\n'
    assert read_edges(text, "e") == [["tft", "all-d"], ["my own", "gtft"]]
    with pytest.raises(TournamentError, match="e, line 1: got 'tft'; expected two names"):
        read_edges("tft\na b c", "e")
    with pytest.raises(TournamentError, match="e, line 1"):
        read_edges('"tft all-d', "e")


def test_alone_there_is_nobody_to_meet():
    spec = Tournament((CATALOGUE.make("tft"),), horizons=(turns(5),), edges=[])
    assert run(spec).scores.shape == (1, 1)


def test_a_population_needs_every_pair():
    with pytest.raises(ResultsError, match="edges: not everybody met everybody"):
        pair_payoffs(run(field(LINE)))
