"""No outcome follows the last digits: a relative noise of 1e-13 changes no word that is said.

Another machine computes the same numbers with other last digits. Here noise is put on results,
payoffs and shares where they are handed on, in cases that are full of numbers equal in theory.
"""

from dataclasses import replace

import numpy as np
import pytest
import support
from nasty import TIMES

from secdilemma.analysis.explanation import page, reason
from secdilemma.analysis.metrics import measure
from secdilemma.analysis.rating import ratings
from secdilemma.analysis.verdict import judge
from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.classroom.standings import Standings
from secdilemma.cli.ranking import closing
from secdilemma.experiments import pattern, selection
from secdilemma.experiments.propositions import propositions
from secdilemma.experiments.propositions.harness import laboratory
from secdilemma.experiments.propositions.harness.harness import run_propositions
from secdilemma.experiments.propositions.harness.laboratory import Laboratory
from secdilemma.experiments.remedies import blocks
from secdilemma.experiments.remedies.ground import ground_of
from secdilemma.experiments.remedies.solve import solve
from secdilemma.games import preset
from secdilemma.games.horizon import LONG_RUN, turns
from secdilemma.games.perception import Perception, regime
from secdilemma.populations import rest_points
from secdilemma.populations.entrants import answer as said_of_entrants, entrants
from secdilemma.populations.evolution import evolve
from secdilemma.populations.payoffs import pair_payoffs
from secdilemma.populations.process import Settings
from secdilemma.populations.words import easiest, order_of, what_breaks
from secdilemma.tournament.results import run
from secdilemma.tournament.specification import Tournament, Work

NOISE = 1e-13
SHAKES = 2 * TIMES
CATALOGUE = open_catalogue()
KIND = ("tf2t", "all-c", "wsls", "tft", "grim", "gtft", "all-d", "random")
ONE = Work(threads=1)
shakes = pytest.mark.parametrize("seed", range(SHAKES))
pytestmark = support.jitted()


def shaken(values, rng):
    """Return an array with relative noise."""
    return values * (1 + NOISE * rng.uniform(-1, 1, np.shape(values)))


def shaken_results(results, rng):
    """Return results with noise on all that was computed."""
    names = ("outcomes", "payoff", "payoff_error", "restraint_error", "war", "war_turn")
    return replace(results, **{name: shaken(getattr(results, name), rng) for name in names})


def played(noise, game="axelrod"):
    spec = Tournament(
        tuple(CATALOGUE.make(name) for name in KIND),
        preset(game),
        regime(noise) if noise else Perception(),
        (turns(40), LONG_RUN),
        engine="exact",
    )
    return run(spec, ONE)


def said_of(results):
    """Return all that is said of a tournament."""
    found = judge(results, measure(results, ONE))
    rated = ratings(results)
    standings = Standings(results, None, ONE)
    return [
        results.ranking(),
        rated.ranking,
        rated.ranks.tolist(),
        [(each.label, each.sensitivity, reason(each, "execution")) for each in found],
        [page(each, "execution", 1.0) for each in found],
        closing(results, found),
        [standings.compared(i) for i in range(len(KIND))],
        [standings.least_restraint(i, 3) for i in range(len(KIND))],
    ]


def said_of_population(table):
    """Return all that is said of the populations of some encounters."""
    made = [
        evolve(table, settings)
        for settings in (Settings(until=200), Settings("ecology"), Settings("fixation", size=20))
    ]
    return [
        [(name, [e.fate for e in entrants(table, name)]) for name in KIND],
        [said_of_entrants(name, entrants(table, name)) for name in KIND],
        [(each.stability, each.alone) for each in rest_points(table.payoff[0], most=3)],
        [[name for name, _ in each.left()] for each in made],
        [order_of(each, 0, wide=True) for each in made],
        [easiest(made[2], i)[0] for i in range(len(KIND))],
    ]


@pytest.fixture(scope="module", params=["", "exec1"])
def usual(request):
    """Return results as they are, in a field without and with errors."""
    return played(request.param)


@shakes
def test_a_tournament(usual, seed):
    made = shaken_results(usual, np.random.default_rng(seed))
    assert said_of(made) == said_of(usual)


@shakes
def test_a_population(usual, seed):
    made = shaken_results(usual, np.random.default_rng(seed))
    assert said_of_population(pair_payoffs(made)) == said_of_population(pair_payoffs(usual))


def test_equal_worlds_are_equal_whichever_is_a_last_digit_lower(usual):
    del usual
    rng = np.random.default_rng(0)
    said = {
        what_breaks(dict(zip(("W1", "W2", "W3", "W4"), shaken(np.ones(4), rng), strict=True)))
        for _ in range(20)
    }
    assert said == {"W1 is not below W2, W3 and W4: all four are equal"}


def noisy(monkeypatch, seed, *modules):
    """Let what some modules play come out with noise."""
    rng = np.random.default_rng(seed)
    for module in modules:
        monkeypatch.setattr(module, "run", lambda *a, **k: shaken_results(run(*a, **k), rng))


@pytest.mark.slow
def test_the_pattern_and_the_worlds(monkeypatch):
    some = [
        replace(each, names=("tft", "all-c", "all-d", "gtft", "jervis-spiral"))
        for each in selection.CONDITIONS
        if each.words in {"no misreading", "a start with 99 % all-d", "every state greedy by 1"}
    ]

    def said():
        found = [selection.checked(c, selection.in_four_worlds(c, CATALOGUE)) for c in some]
        return [*found, *pattern.pattern(CATALOGUE)]

    before = said()
    noisy(monkeypatch, 1, selection, pattern)
    assert said() == before


@pytest.mark.slow
def test_propositions(monkeypatch):
    names = ("B2", "B4", "J2", "H4", "J5", "BW1", "BW3", "TR")

    def said():
        found = run_propositions(propositions(names), Laboratory(matches=20), quick=True)
        return [[each.verdict, [cell.verdict for cell in each.cells]] for each in found]

    before = said()
    noisy(monkeypatch, 2, laboratory)
    assert said() == before


@pytest.mark.slow
def test_remedies(monkeypatch):
    spec = Tournament(
        tuple(CATALOGUE.make(name) for name in ("tft", "all-c", "grim")), perception=regime("perA")
    )
    ground = ground_of(spec, CATALOGUE)

    def said():
        found = solve(ground, CATALOGUE, quick=True, work=ONE)
        judged = [(e.verdicts, e.given_verdicts, e.reasons, e.safe) for e in found.judged]
        joined = [[each.joiners for each in e.assembly] for e in found.judged]
        return judged, joined, found.answers

    before = said()
    rng, play = np.random.default_rng(3), blocks.play_dyads

    def noisily(*arguments):
        tallies = play(*arguments)
        for tally in tallies:
            tally.shares = shaken(tally.shares, rng)
        return tallies

    monkeypatch.setattr(blocks, "play_dyads", noisily)
    assert said() == before
