"""What is measured of each participant, against hand-derived numbers.

Sources: design notes 6, and 7A items 5 and 6.
"""

import math
from dataclasses import dataclass

import pytest
import support

from secdilemma import Participant, Payoffs
from secdilemma.analysis.metrics import automaton_of, longest_known, measure, recoveries_of
from secdilemma.games.game import Game
from secdilemma.games.horizon import LONG_RUN, discounted, turns
from secdilemma.games.perception import Perception, regime
from secdilemma.strategies.contrite_tit_for_tat import ContriteTitForTat
from secdilemma.strategies.grim import Grim
from secdilemma.strategies.memory_one import Wsls
from secdilemma.strategies.tit_for_tat import Gtft, Stft, Tf2t, Tft
from secdilemma.strategies.unconditional import AllC, AllD
from secdilemma.tournament.results import against, run
from secdilemma.tournament.specification import Tournament, Work

ONE = Work(threads=1)


def metrics(*strategies, noise="none", **changes):
    settings = {"game": support.AXELROD, "horizons": (LONG_RUN, turns(50))} | changes
    perception = settings.pop("perception", regime(noise))
    spec = Tournament(strategies, perception=perception, **settings)
    return measure(run(spec, ONE), ONE)


@dataclass(frozen=True)
class Lazy:
    """Tit for tat that is no automaton: it counts the turns."""

    def begin(self):
        return (0, 0)

    def respond(self, mind):
        return 1.0 - mind[1]

    def interpret(self, mind, own, seen):
        del own
        return (mind[0] + 1, int(seen))


# Payoffs at 5, 3, 1, 0 and an execution error of .01, to four digits: design notes 7A, item 6
PAYOFFS = [
    (AllC(), 2.9899),
    (AllD(), 1.0299),
    (Tft(), 2.25),
    (Gtft(), 2.9703),
    (Wsls(), 2.9511),
    (ContriteTitForTat(), 2.9801),
    (Tf2t(), 2.9898),
    (Grim(), 1.0299),
]


@pytest.mark.parametrize(("strategy", "payoff"), PAYOFFS)
def test_efficiency_is_the_payoff_between_arming_and_restraint(strategy, payoff):
    (found,) = metrics(strategy, noise="exec1")
    assert found.efficiency == pytest.approx((payoff - 1) / 2, abs=3e-5)


def test_efficiency_of_win_stay_lose_shift_in_closed_form():
    e = 0.01
    d = 2 * e * (1 - e)
    cc, dd = (1 - d) * (1 - e) ** 2 + d * e**2, (1 - d) * e**2 + d * (1 - e) ** 2
    payoff = 3 * cc + 1 * dd + 2.5 * (1 - cc - dd)
    (found,) = metrics(Wsls(), noise="exec1")
    assert found.restraint == pytest.approx(cc, abs=1e-9)
    assert found.efficiency == pytest.approx((payoff - 1) / 2, abs=1e-9)
    assert found.efficiency == pytest.approx((2.951 - 1) / 2, abs=1e-4)


def test_efficiency_is_in_the_participants_own_payoffs():
    own = Participant(Tft(), payoffs=Payoffs(T=9.0, R=7.0, P=-1.0, S=-3.0))
    (found,) = metrics(own, noise="exec1")
    # a quarter of each outcome: (9 + 7 - 1 - 3) / 4 = 3, between -1 and 7
    assert found.efficiency == pytest.approx(0.5, abs=1e-9)


def test_there_is_no_efficiency_where_mutual_arming_is_as_good():
    deadlock = Game("deadlock", Payoffs(T=4.0, R=1.0, P=2.0, S=0.0))
    (found,) = metrics(Tft(), game=deadlock)
    assert math.isnan(found.efficiency)


@pytest.mark.parametrize("error", [0.0, 0.01, 0.2])
def test_the_ceiling_is_what_errors_of_restraint_allow(error):
    noise = Perception(execution_c=error, execution_d=0.3)
    (found,) = metrics(AllC(), perception=noise)
    assert found.ceiling == pytest.approx((1 - error) ** 2, abs=1e-12)
    assert found.kept == pytest.approx(1.0, abs=1e-9)


def test_restraint_is_of_the_long_run_and_the_short_term_of_fifty_turns():
    (found,) = metrics(Tft(), noise="perA")
    # design notes 2.3: c_t = .2 + .8 * .9^t with t from 0, and in the long run ((1 - .6) / 2)^2
    assert found.horizon == LONG_RUN
    assert found.restraint == pytest.approx(0.04, abs=1e-9)
    each = [(0.2 + 0.8 * 0.9**t) ** 2 for t in range(50)]
    assert found.short_term == pytest.approx(sum(each) / 50, abs=1e-9)
    assert (found.restraint_error, found.repetitions) == (0.0, 0)


def test_the_short_term_is_the_shortest_where_fifty_turns_were_not_played():
    (found,) = metrics(Tft(), noise="perA", horizons=(turns(200), turns(2), turns(1000)))
    assert found.short_term == pytest.approx((1 + 0.92**2) / 2, abs=1e-9)
    assert found.horizon == turns(1000)


def test_the_longest_horizon_counts_a_chance_of_ending_by_its_mean():
    spec = Tournament((Tft(),), horizons=(turns(90), discounted(0.99), turns(50)))
    assert longest_known(run(spec, ONE), 0) == 1


def test_what_nothing_at_all_is_known_of_does_not_stop_the_rest():
    spec = Tournament((Tft(),), horizons=(LONG_RUN,), engine="interpreted")
    (found,) = measure(run(spec, ONE), ONE)
    assert math.isnan(found.restraint)


@pytest.mark.parametrize(
    ("strategy", "expected"),
    [(AllC(), 1.0), (AllD(), 0.0), (Tft(), 1.0), (Stft(), 0.0), (Wsls(), 1.0)],
)
def test_restraint_if_nothing_goes_wrong(strategy, expected):
    (found,) = metrics(strategy, noise="W12")
    assert found.without_error == pytest.approx(expected, abs=1e-12)


def test_the_strongest_invader_and_its_gap():
    found = {each.name: each for each in metrics(AllC(), AllD(), Tft())}
    assert (found["all-c"].invader, found["all-c"].gap) == ("all-d", pytest.approx(5 - 3))
    # nobody does better than 3 against tit for tat: all-c gets 3, all-d 1
    assert (found["tft"].invader, found["tft"].gap) == ("all-c", pytest.approx(0.0))
    # tit for tat is armed against in the first turn only: both get 1 in the long run
    assert found["all-d"].gap == pytest.approx(0.0)
    assert found["all-d"].invader == "tft"


def test_one_alone_has_no_invader():
    (found,) = metrics(AllC())
    assert found.invader == ""
    assert math.isnan(found.gap)
    assert found.gap_error == 0.0


def test_restraint_in_the_field_leaves_out_ones_own_kind():
    found = {each.name: each for each in metrics(AllC(), AllD(), Tft())}
    assert found["all-c"].field == pytest.approx(1 / 2)  # none with all-d, all with tit for tat
    assert found["all-d"].field == 0.0
    assert found["tft"].field == pytest.approx(1 / 2)


def test_measuring_only_some_measures_them_as_among_all():
    spec = Tournament((AllC(), AllD(), Tft()), perception=regime("perA"), horizons=(LONG_RUN,))
    results = run(spec, ONE)
    every = measure(results, ONE)
    assert [each.name for each in measure(results, ONE, [2, 0])] == ["tft", "all-c"]
    assert repr(measure(results, ONE, [2, 0])) == repr([every[2], every[0]])


def test_one_against_the_field_is_measured_as_in_the_tournament():
    members = tuple(Participant(each) for each in (Tft(), AllC(), AllD(), Wsls()))
    spec = Tournament(members, perception=regime("perA"), horizons=(LONG_RUN, turns(50)))
    whole = measure(run(spec, ONE), ONE)[0]
    alone = measure(against(members[0], members[1:], spec, ONE), ONE, [0])[0]
    assert repr(alone) == repr(whole)


@pytest.mark.parametrize(("noise", "expected"), [("exec1", 1.0), ("perA", math.inf)])
def test_the_mistake_is_the_one_that_the_environment_has(noise, expected):
    # contrite tit for tat mends an action by mistake in a turn, and no misreading
    (found,) = metrics(ContriteTitForTat(), noise=noise)
    assert found.recovery.turns == expected


def test_what_has_no_automaton_has_no_recovery():
    spec = Tournament(
        (Participant(Tft()),),
        perception=regime("perA"),
        engine="interpreted",
        horizons=(turns(3),),
    )
    assert automaton_of(spec.participants[0], spec) is None
    assert math.isnan(recoveries_of(spec, [0])[0].probability)
    calm = spec.with_changes(perception=regime("none"))
    assert recoveries_of(calm, [0])[0].turns == 0, "where nothing goes wrong nothing is to mend"


def test_an_endless_count_of_turns_is_measured_without_an_automaton():
    spec = Tournament(
        (Participant(Lazy(), name="lazy"),), engine="interpreted", horizons=(turns(4),),
        perception=Perception(false_alarm=1.0), game=support.AXELROD, repetitions=2,
    )  # fmt: skip
    (found,) = measure(run(spec, ONE), ONE)
    # restraint in the first turn, taken for arming by both; armed in all others
    assert found.restraint == pytest.approx(1 / 4)
    assert found.efficiency == pytest.approx((3 / 4 + 3 / 4 - 1) / 2)
    assert found.without_error == 1.0


@support.jitted()
def test_what_is_sampled_has_errors_and_agrees_with_the_chain():
    settings = {"noise": "perA", "horizons": (turns(30),), "repetitions": 400}
    exact = metrics(Tft(), AllD(), engine="exact", **settings)[0]
    found = metrics(Tft(), AllD(), engine="simulated", **settings)[0]
    assert found.repetitions == 400
    assert 0 < found.restraint_error < 0.05
    assert found.gap_error > 0
    assert abs(found.restraint - exact.restraint) < 4 * found.restraint_error
    assert abs(found.gap - exact.gap) < 4 * found.gap_error
    assert found.recovery.probability == exact.recovery.probability


def test_the_interpreted_lane_is_measured_too():
    settings = {"noise": "perA", "horizons": (turns(20),), "repetitions": 40}
    found = metrics(Tft(), AllD(), engine="interpreted", **settings)[0]
    exact = metrics(Tft(), AllD(), engine="exact", **settings)[0]
    assert found.repetitions == 40
    assert abs(found.restraint - exact.restraint) < 4 * found.restraint_error
    assert (found.without_error, found.ceiling) == (1.0, 1.0)
    assert math.isnan(found.recovery.probability)
