"""From turns to payoffs: by true actions, both seats of an uneven game, and self-play."""

import numpy as np
import pytest
import support

from secdilemma.games import War, bimatrix
from secdilemma.games.horizon import LONG_RUN
from secdilemma.games.perception import Perception
from secdilemma.tournament.participants import Participant
from secdilemma.tournament.results import run
from secdilemma.tournament.specification import Tournament, Work

ROW = [[3.0, 0.0], [5.0, 1.0]]
COLUMN = [[30.0, 7.0], [50.0, 11.0]]
UNEVEN = bimatrix("uneven", ROW, COLUMN)
C, D, MIXED = support.Periodic("C"), support.Periodic("D"), support.Periodic("CCD")


def played(*strategies, game=UNEVEN, engine="exact", count=6, perception=support.CLEAR, **fields):
    participants = tuple(
        each if isinstance(each, Participant) else Participant(each, name=f"p{k}")
        for k, each in enumerate(strategies)
    )
    tournament = Tournament(
        participants=participants,
        game=game,
        perception=perception,
        horizons=(support.over(count),),
        repetitions=fields.pop("repetitions", 4),
        engine=engine,
        **fields,
    )
    return run(tournament, Work(threads=1))


@pytest.mark.parametrize("engine", support.LANES)
def test_both_seats_of_an_uneven_game_are_played(engine):
    found = played(C, D, engine=engine)
    seats = found.payoff_by_seat[0]
    # As row C gets S = 0 of D, as column 7; as row D gets T = 5 of C, as column 50.
    assert seats[0].tolist() == [[3, 0], [5, 1]]
    assert seats[1].tolist() == [[30, 7], [50, 11]]
    assert found.payoff[0].tolist() == [[16.5, 3.5], [27.5, 6]]


def test_self_play_is_the_mean_of_the_seats():
    found = played(MIXED, game=UNEVEN)
    row, column = (4 * 3 + 2 * 1) / 6, (4 * 30 + 2 * 11) / 6
    assert found.payoff[0, 0, 0] == pytest.approx((row + column) / 2, abs=1e-12)
    assert found.scores[0, 0] == pytest.approx((row + column) / 2, abs=1e-12)


class Seated:
    """It restrains as row and arms as column."""

    def begin(self, context):
        return context.seat

    def respond(self, seat):
        return 1.0 - seat

    def interpret(self, seat, own, seen):
        del own, seen
        return seat


@pytest.mark.parametrize("engine", support.LANES)
def test_in_an_uneven_game_a_strategy_knows_its_seat(engine):
    found = played(Seated(), C, engine=engine)
    assert found.payoff_by_seat[0, 0].tolist() == [[0, 3], [0, 3]]
    assert found.payoff_by_seat[0, 1].tolist() == [[50, 50], [30, 30]]
    # Self-play: half the time it is the one that arms alone.
    assert found.outcomes[0, 0, 0].tolist() == [0, 0.5, 0.5, 0, 0, 0, 0]
    # Against C it armed alone as column, and restrained as row.
    assert found.outcomes[0, 0, 1].tolist() == [0.5, 0, 0.5, 0, 0, 0, 0]
    assert found.outcomes[0, 1, 0].tolist() == [0.5, 0.5, 0, 0, 0, 0, 0]


@pytest.mark.parametrize("engine", support.LANES)
def test_payoffs_count_what_was_done_and_not_what_was_seen(engine):
    blind = Perception(false_alarm=1.0, miss=1.0)
    found = played(C, D, game=support.AXELROD, perception=blind, engine=engine)
    assert found.payoff[0].tolist() == [[3, 0], [5, 1]]


def test_payoffs_count_what_was_carried_out_and_not_what_was_intended():
    slips = Perception(execution_c=1.0)
    found = played(C, D, game=support.AXELROD, perception=slips)
    assert found.payoff[0].tolist() == [[1, 1], [1, 1]]


@pytest.mark.parametrize("engine", support.LANES)
def test_a_participants_own_payoffs_go_with_it_in_both_seats(engine):
    own = Participant(C, name="own", payoffs=UNEVEN.column)
    found = played(own, Participant(D, name="p"), game=support.AXELROD, engine=engine)
    assert found.payoff[0].tolist() == [[30, 7], [5, 1]]
    swapped = played(Participant(D, name="a"), own, game=support.AXELROD, engine=engine)
    assert swapped.payoff[0].tolist() == [[1, 5], [7, 30]]


def test_the_score_leaves_self_play_out_unless_it_counts():
    found = played(C, D, MIXED, game=support.AXELROD)
    table = found.payoff[0]
    others = [(table[0, 1] + table[0, 2]) / 2, (table[1, 0] + table[1, 2]) / 2]
    assert found.scores[0, :2] == pytest.approx(others, abs=1e-12)
    counted = played(C, D, MIXED, game=support.AXELROD, self_play_counts=True)
    assert counted.scores[0] == pytest.approx(table.mean(axis=1), abs=1e-12)


def test_equal_scores_share_a_rank():
    found = played(
        Participant(C, name="c2"),
        Participant(C, name="c1"),
        Participant(D, name="d"),
        game=support.AXELROD,
    )
    assert found.ranking() == [(1, 2), (2, 1), (2, 0)]


def spread_of(strategies, engine_game, perception, matches):
    """The payoffs of single matches, played one seed at a time."""
    totals = []
    for seed in range(matches):
        found = played(
            *strategies,
            game=engine_game,
            perception=perception,
            engine="simulated",
            repetitions=2,
            seed=seed,
        )
        totals.append(found.payoff[0, 0, 1])
    return np.std(totals, ddof=1) * np.sqrt(2)


@pytest.mark.parametrize("game", [support.AXELROD, UNEVEN], ids=lambda game: game.name)
@support.jitted()
def test_the_deviation_is_that_between_matches(game):
    coin, noise = support.Reactive(0.7, 0.4), Perception(false_alarm=0.2)
    found = played(coin, MIXED, game=game, perception=noise, engine="simulated", repetitions=4000)
    expected = spread_of((coin, MIXED), game, noise, 400)
    assert found.payoff_deviation[0, 0, 1] == pytest.approx(expected, rel=0.15)
    assert found.payoff_error[0, 0, 1] == pytest.approx(
        found.payoff_deviation[0, 0, 1] / np.sqrt(4000), rel=1e-9
    )


@support.jitted()
def test_the_deviation_of_self_play_is_of_the_mean_of_its_seats():
    coin = support.Reactive(0.5, 0.5)
    found = played(coin, game=support.AXELROD, engine="simulated", repetitions=20_000, count=1)
    # The mean of the two seats is 3, 2.5, 2.5 or 1, a quarter each.
    assert found.payoff_deviation[0, 0, 0] == pytest.approx(np.std([3, 2.5, 2.5, 1]), rel=0.03)
    assert found.restraint_error[0, 0, 0] == pytest.approx(np.sqrt(3 / 16 / 20_000), rel=0.03)


def test_exact_results_have_no_error():
    found = played(support.Reactive(0.5, 0.5), MIXED, game=support.AXELROD)
    assert np.all(found.payoff_error == 0)
    assert np.all(found.restraint_error == 0)
    assert np.all(np.isnan(found.payoff_deviation))
    assert np.all(found.repetitions == 0)


class StrikesAsRow:
    """As row it strikes in turn 3; as column it restrains."""

    def begin(self, context):
        return (context.seat, 0)

    def respond(self, mind):
        from secdilemma import RESTRAIN, STRIKE

        return STRIKE if mind == (0, 2) else RESTRAIN

    def interpret(self, mind, own, seen):
        del own, seen
        return (mind[0], min(3, mind[1] + 1))


def test_the_turn_of_war_is_that_of_the_wars_there_were():
    game = support.at_war(UNEVEN, War())
    found = played(StrikesAsRow(), C, game=game)
    assert found.war[0, 0, 1] == 0.5
    assert found.war_turn[0, 0, 1] == 3.0


@pytest.mark.parametrize("engine", support.LANES)
def test_each_side_has_the_outcomes_as_its_own(engine):
    game = support.at_war(support.AXELROD, War(first_strike=1.0))
    found = played(support.Reactive(1.0, 0.0), WithStrike(), game=game, engine=engine, count=4)
    # Turn 1 CD, turn 2 DD, then the second strikes: two turns of war.
    assert found.outcomes[0, 0, 1].tolist() == [0, 0.25, 0, 0.25, 0, 0.5, 0]
    assert found.outcomes[0, 1, 0].tolist() == [0, 0, 0.25, 0.25, 0.5, 0, 0]
    first, second = 5 / (1 + np.exp(1)) - 2, 5 / (1 + np.exp(-1)) - 2
    assert found.payoff[0, 0, 1] == pytest.approx((0 + 1 + 2 * first) / 4, abs=1e-12)
    assert found.payoff[0, 1, 0] == pytest.approx((5 + 1 + 2 * second) / 4, abs=1e-12)
    assert found.war[0, 0, 1] == found.war[0, 1, 0] == 1.0
    assert found.war_turn[0, 0, 1] == found.war_turn[0, 1, 0] == 3.0


class WithStrike:
    """It arms for two turns and strikes in the third."""

    def begin(self):
        return 0

    def respond(self, turn):
        from secdilemma import ARM, STRIKE

        return STRIKE if turn == 2 else ARM

    def interpret(self, turn, own, seen):
        del own, seen
        return min(2, turn + 1)


def test_in_the_long_run_only_the_war_is_left():
    game = support.at_war(support.AXELROD, War(hazard=0.001))
    match = support.meet(C, D, game=game, horizon=LONG_RUN)
    assert match.shares == pytest.approx([0, 0, 0, 0, 0, 0, 1], abs=1e-12)
    assert match.payoff == pytest.approx((0.5, 0.5), abs=1e-12)
    assert match.war == pytest.approx(1.0, abs=1e-12)
