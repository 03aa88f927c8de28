"""However small the chances: the exact lane against rational arithmetic.

The oracle solves a pair's chain in fractions, where nothing is rounded. For the long run it
discounts by 1 - 10^-3000, which differs from it by less than any number here.
"""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
import support

from secdilemma.analysis.recovery import recover
from secdilemma.automata.automaton import Automaton
from secdilemma.automata.exploration import explore
from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.errors import GameError
from secdilemma.games import RESTRAIN, STRIKE
from secdilemma.games.horizon import LONG_RUN, discounted, ending, turns
from secdilemma.games.perception import Perception
from secdilemma.games.war import War
from secdilemma.matches.exact import play_exact
from secdilemma.matches.self_play import expected_peace, settled_peace

LONG = Fraction(10) ** -3000
PAIR = np.array([[0, 1]])


def random_automaton(rng, minds=2):
    """Return an automaton in which nothing is left to chance."""
    responses = np.zeros((minds, 3))
    responses[np.arange(minds), rng.integers(0, 2, minds)] = 1.0
    start = np.zeros(minds)
    start[rng.integers(minds)] = 1.0
    return Automaton(
        name="random",
        minds=tuple(range(minds)),
        start=start,
        responses=responses,
        edge_start=np.arange(4 * minds + 1),
        edge_target=rng.integers(0, minds, 4 * minds),
        edge_probability=np.ones(4 * minds),
    )


class Striker:
    """It restrains twice and strikes."""

    def begin(self):
        return 1

    def respond(self, turn):
        return STRIKE if turn == 3 else RESTRAIN

    def interpret(self, turn, own, seen):
        del own, seen
        return min(turn + 1, 3)


class Chain:
    """A pair of such automata as rows of fractions; war is the last state."""

    def __init__(self, first, second, perception, hazards=(0, 0, 0)):
        n, m = len(first), len(second)
        self.size = n * m + 1
        self.start = [Fraction(0)] * self.size
        self.start[int(first.start.argmax()) * m + int(second.start.argmax())] = Fraction(1)
        self.rows = [[Fraction(0)] * self.size for _ in range(self.size)]
        self.rows[-1][-1] = Fraction(1)
        self.both = [Fraction(0)] * self.size  # mutual restraint
        slip = [Fraction(perception.execution_c), Fraction(perception.execution_d)]
        sight = [Fraction(perception.false_alarm), Fraction(perception.miss)]
        hazards = [Fraction(each) for each in hazards]
        for i, j in product(range(n), range(m)):
            meant = [int(each.responses[k].argmax()) for each, k in ((first, i), (second, j))]
            for acts in product((0, 1), repeat=2):
                p = Fraction(1)
                for intended, act in zip(meant, acts, strict=True):
                    p *= slip[intended] if act != intended else 1 - slip[intended]
                if acts == (0, 0):
                    self.both[i * m + j] += p
                hazard = hazards[sum(acts)]
                self.rows[i * m + j][-1] += p * hazard
                for seen in product((0, 1), repeat=2):  # of the other, by each
                    q = p * (1 - hazard)
                    for act, view in zip(acts[::-1], seen, strict=True):
                        q *= sight[act] if view != act else 1 - sight[act]
                    k = int(first.edge_target[4 * i + 2 * acts[0] + seen[0]])
                    l = int(second.edge_target[4 * j + 2 * acts[1] + seen[1]])
                    self.rows[i * m + j][k * m + l] += q

    def visits(self, start, ends):
        """Return Σ δ^t P(x at t) for 1 - δ = `ends`, by Gauss and Jordan."""
        n = self.size
        lines = [
            [(x == y) - (1 - ends) * self.rows[y][x] for y in range(n)] + [start[x]]
            for x in range(n)
        ]
        for x in range(n):
            pivot = next(k for k in range(x, n) if lines[k][x])
            lines[x], lines[pivot] = lines[pivot], lines[x]
            lines[x] = [value / lines[x][x] for value in lines[x]]
            for k in range(n):
                if k != x and lines[k][x]:
                    lines[k] = [
                        a - lines[k][x] * b for a, b in zip(lines[k], lines[x], strict=True)
                    ]
        return [line[-1] for line in lines]

    def restraint(self, ends):
        """Return the share of turns of mutual restraint."""
        return ends * sum(
            v * p for v, p in zip(self.visits(self.start, ends), self.both, strict=True)
        )

    def war(self, ends):
        """Return P(war) and its expected turn."""
        visits = self.visits(self.start, ends)
        later = self.visits(visits, ends)  # Σ (t + 1) δ^t P(x at t)
        chance = sum(v * row[-1] for v, row in zip(visits[:-1], self.rows, strict=False))
        turn = sum(v * row[-1] for v, row in zip(later[:-1], self.rows, strict=False))
        return chance, turn / chance

    def war_within(self, count):
        """Return P(war) within `count` turns and its expected turn."""
        law, chance, turn = self.start, Fraction(0), Fraction(0)
        for t in range(1, count + 1):
            now = sum(p * row[-1] for p, row in zip(law[:-1], self.rows, strict=False))
            chance, turn = chance + now, turn + t * now
            law = [
                sum(law[x] * self.rows[x][y] for x in range(self.size)) for y in range(self.size)
            ]
        return chance, turn / chance


@pytest.mark.parametrize("e", [0.1, 1e-6, 1e-12, 1e-17, 1e-50, 1e-100, 1e-299])
def test_two_of_tit_for_tat_follow_the_ratio_of_their_errors(e):
    # Each side's next action is what it sees: restraint .2e / (.8e + .2e), independently.
    perception = Perception(false_alarm=0.8 * e, miss=0.2 * e)
    found = support.with_itself(open_catalogue().make("tft"), perception)
    assert found.cooperation == pytest.approx((0.2, 0.2), rel=1e-13)
    assert found.restraint == pytest.approx(0.04, rel=1e-13)


@pytest.mark.parametrize("e", [1e-3, 1e-12, 1e-60])
def test_the_long_run_of_random_automata(e):
    rng = np.random.default_rng(12)
    for _ in range(12 if e == 1e-60 else 6):
        first, second = random_automaton(rng), random_automaton(rng)
        perception = Perception(
            execution_c=0.5 * e, execution_d=0.25 * e, false_alarm=0.8 * e, miss=0.2 * e
        )
        tally = play_exact([first, second], PAIR, support.AXELROD, perception, LONG_RUN)
        expected = Chain(first, second, perception).restraint(LONG)
        assert tally.shares[0, 0] == pytest.approx(float(expected), rel=1e-11, abs=1e-290)


def test_what_needs_ten_errors_in_a_row_is_rare_and_not_unknown():
    strategies = open_catalogue()
    perception = Perception(false_alarm=1e-100, miss=1e-100)
    for name in ("butterfield-fear:panic=6", "herz-vicious-circle", "tf2t"):
        found = support.with_itself(strategies.make(name), perception)
        assert found.shares.sum() == pytest.approx(1, abs=1e-12), name


@pytest.mark.parametrize("hazard", [0.01, 1e-9, 1e-17, 1e-120])
@pytest.mark.parametrize("ends", [0.05, 1e-4, 1e-12])
def test_war_of_small_hazards(hazard, ends):
    rng = np.random.default_rng(5)
    game = support.AXELROD.at_war(War(strike=False, hazard=hazard, hazard_both_arm=hazard))
    perception = Perception(execution_c=0.01, false_alarm=0.1, miss=0.05)
    first, second = random_automaton(rng), random_automaton(rng)
    chain = Chain(first, second, perception, game.war.hazards)
    horizons = (turns(7), ending(ends), LONG_RUN)
    expected = (chain.war_within(7), chain.war(Fraction(ends)), chain.war(LONG))
    for horizon, (chance, turn) in zip(horizons, expected, strict=True):
        ((found_chance, found_turn),) = play_exact(
            [first, second], PAIR, game, perception, horizon
        ).war
        assert found_chance == pytest.approx(float(chance), rel=1e-11)
        assert found_turn == pytest.approx(float(turn), rel=1e-10)


def test_a_small_hazard_adds_up_over_many_turns():
    # A long match settles early; the chance of war must not stop there. P = 1 - (1 - h)^n.
    game = support.AXELROD.at_war(War(strike=False, hazard=1e-17))
    names = [open_catalogue().make(name) for name in ("tft", "butterfield-fear")]
    found = support.meet(*names, Perception(false_alarm=0.1), game=game, horizon=turns(1_000_000))
    assert found.war == pytest.approx(1e-11, rel=1e-6)
    assert found.war_turn == pytest.approx(500_000.5, rel=1e-6)


@pytest.mark.parametrize("horizon", [turns(9), discounted(0.9), LONG_RUN], ids=lambda h: h.label)
def test_a_certain_war_has_its_turn_at_every_horizon(horizon):
    moves = support.Periodic("CCC")
    found = support.meet(Striker(), moves, game=support.AXELROD.at_war(War()), horizon=horizon)
    assert found.war == pytest.approx(0.9**2 if horizon.discount else 1.0, rel=1e-14)
    assert found.war_turn == 3


@pytest.mark.parametrize("name", ["false_alarm", "miss", "execution_c", "execution_d"])
def test_a_chance_of_which_nothing_would_be_left_is_refused(name):
    with pytest.raises(GameError, match=rf"perception.{name}: got 1e-305; expected 0, or a prob"):
        Perception(**{name: 1e-305})


@pytest.mark.parametrize("e", [0.1, 1e-12, 1e-18, 1e-100])
def test_recovery_by_a_small_chance_takes_its_inverse(e):
    """Each comes back with chance e whatever the other did, and both must in the same turn.

    The misled one comes back at once with chance e; else it takes 1 / e^2 turns, and one more.
    """
    automaton = explore(open_catalogue().make(f"memory-one:1,{e},{e},{e}+initial=D"))
    assert settled_peace(automaton, support.AXELROD).probability == 1.0
    found = recover(automaton, support.AXELROD, "misperception")
    assert found.probability == 1.0
    assert found.turns == pytest.approx(1 + (1 - e) / e**2, rel=1e-12)


def test_what_is_too_small_for_a_number_is_said():
    automaton = explore(open_catalogue().make("memory-one:1,1e-160,1e-160,1e-160+initial=D"))
    assert np.isnan(settled_peace(automaton, support.AXELROD).probability)
    found = recover(automaton, support.AXELROD, "misperception")
    assert found.unknown == "its chances are too small to tell"


@pytest.mark.parametrize("e", [1e-3, 1e-9, 1e-30, 1e-300])
def test_peace_lasts_the_inverse_of_a_small_error(e):
    """Two of grim are locked a turn after one erred, or at once where both did."""
    grim = explore(open_catalogue().make("grim"))
    found = expected_peace(grim, support.AXELROD, Perception(execution_c=e))
    either = e * (2 - e)
    assert found == pytest.approx(1 / either + 1 - e / (2 - e), rel=1e-12)


@pytest.mark.parametrize("hazard", [1e-3, 1e-9, 1e-30, 1e-300])
def test_peace_lasts_the_inverse_of_a_small_hazard(hazard):
    game = support.at_war(support.AXELROD, War(1.0, 0.0, strike=False, hazard=hazard))
    found = expected_peace(explore(open_catalogue().make("all-c")), game, Perception())
    assert found == pytest.approx(1 / hazard, rel=1e-12)
