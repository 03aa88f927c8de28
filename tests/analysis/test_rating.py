"""Ratings: by hand, the two ways of counting against each other, and what cannot be said."""

from itertools import product

import numpy as np
import pytest
from support import AXELROD, jitted

from secdilemma import LONG_RUN, Participant, Payoffs, Perception, Tournament, run, turns
from secdilemma.analysis.encounters import encounter, initial_restraint, sampled
from secdilemma.analysis.rating import principal_eigenvector, ratings
from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.games import Game, War
from secdilemma.games.horizon import discounted
from secdilemma.institutions.communication import Communication

CATALOGUE = open_catalogue()
MATCHES = 1000
NOISE = Perception(execution_c=0.1, execution_d=0.2, false_alarm=0.1, miss=0.05)


def field(*names, perception=NOISE, horizon=None, game=AXELROD, **options):
    return Tournament(
        participants=tuple(
            CATALOGUE.make(name) if isinstance(name, str) else name for name in names
        ),
        game=game,
        perception=perception,
        horizons=(horizon or turns(12),),
        **options,
    )


def by_every_history(first, second, length):
    """P(less, as often, more arming alone) of two unconditional players, by all their histories."""
    law = np.zeros(3)
    for history in product((0, 1), repeat=2 * length):
        own, other = history[:length], history[length:]
        p = np.prod([first if a == 0 else 1 - first for a in own])
        p *= np.prod([second if b == 0 else 1 - second for b in other])
        lead = sum(a - b for a, b in zip(own, other, strict=True))
        law[1 + np.sign(lead)] += p
    return law


def test_who_wins_by_every_history():
    spec = field(
        "random:restraint=0.7", "all-c", perception=Perception(execution_c=0.2), horizon=turns(4)
    )
    found = encounter(spec, spec.horizons[0], 0, 1)
    law = by_every_history(0.7 * 0.8, 0.8, 4)
    assert found.lead == pytest.approx(law, abs=1e-12)
    assert found.exact


def test_a_single_turn_has_nothing_after_it():
    spec = field("tft", "random", horizon=turns(1))
    assert encounter(spec, spec.horizons[0], 0, 1).following.sum() == 0


@jitted()
@pytest.mark.parametrize("horizon", [turns(12), discounted(0.8)])
@pytest.mark.parametrize("names", [("gtft", "wsls"), ("kydd-reassurer", "joss")])
def test_sampled_and_solved_agree_within_four_standard_errors(names, horizon):
    spec = field(*names, horizon=horizon, repetitions=MATCHES)
    exact, counted = encounter(spec, horizon, 0, 1), sampled(spec, horizon, 0, 1)
    assert exact.exact
    assert not counted.exact
    error = np.sqrt(exact.lead * (1 - exact.lead) / MATCHES)
    assert np.all(np.abs(exact.lead - counted.lead) <= 4 * error)
    for a, b in ((exact.following, counted.following), (exact.followed, counted.followed)):
        assert a.sum() == pytest.approx(horizon.turns - 1 if horizon.turns else 4.0, abs=1e-9)
        assert np.all(np.abs(a - b) <= 4 * 12 / np.sqrt(MATCHES))
        rates = a[:, 0] / a.sum(axis=1)
        seen = b[:, 0] / b.sum(axis=1)
        error = np.sqrt(rates * (1 - rates) / (MATCHES * a.sum(axis=1)))
        assert np.all(np.abs(rates - seen) <= 4 * error)


def test_the_other_seat_sees_the_same_match():
    spec = field("gtft", "joss")
    one, other = (encounter(spec, spec.horizons[0], *pair) for pair in ((0, 1), (1, 0)))
    for a, b in (
        (one.lead, other.reversed().lead),
        (one.following, other.reversed().following),
        (one.followed, other.reversed().followed),
    ):
        assert a == pytest.approx(b, abs=1e-12)


def test_good_partners_are_those_who_do_not_win():
    made = ratings(run(field("tft", "gtft", "all-d", "random")))
    assert made.wins == pytest.approx(3 * (1 - made.good_partner_rating))


def test_tit_for_tat_never_wins():
    made = ratings(run(field("tft", "all-d", "wsls", "random", perception=Perception())))
    assert made.wins[0] == pytest.approx(0, abs=1e-12)
    assert made.good_partner_rating[0] == pytest.approx(1)
    assert made.wins[1] > 2


def test_what_follows_a_state_is_the_strategy_itself():
    """Of a memory-one strategy the rates are its four probabilities, whoever it meets."""
    made = ratings(run(field("zdgtft-2", "random", "wsls", perception=Perception())))
    rates = made.normalised_state_to_action_distribution
    assert rates[0, 1] == pytest.approx([1, 1 / 8, 1, 1 / 4], abs=1e-9)
    assert rates[2, 1] == pytest.approx([1, 0, 0, 1], abs=1e-9)
    assert made.initial_cooperation_rate == pytest.approx([1, 0.5, 1])
    assert made.initial_cooperation_count == pytest.approx([2, 1, 2])


def test_the_first_turn_knows_execution_errors():
    spec = field("tft", "all-d", "random", perception=NOISE)
    for i, expected in enumerate((0.9, 0.2, 0.5 * 0.9 + 0.5 * 0.2)):
        assert initial_restraint(spec, spec.horizons[0], i) == pytest.approx(expected)


class Told:
    """It restrains in the first turn of a match whose length it is told, and arms in another."""

    def begin(self, context):
        return context.turns is not None

    def respond(self, known):
        return float(known)

    def interpret(self, known, own, seen):
        del own, seen
        return known


def test_the_first_turn_is_that_of_the_match_that_is_rated():
    spec = field("tft", perception=Perception()).with_changes(
        participants=(Participant(Told(), "told"),), horizons=(turns(5), LONG_RUN)
    )
    assert initial_restraint(spec, spec.horizons[0], 0) == 1
    assert initial_restraint(spec, spec.horizons[1], 0) == 0


def test_interpreted_pairs_are_counted():
    spec = field("tft", "random", engine="interpreted", repetitions=50)
    made = ratings(run(spec))
    assert not made.exact[0, 1]
    certain = field("tft", "all-d", engine="interpreted", perception=Perception())
    assert ratings(run(certain)).exact.all()


def test_expectations_do_not_depend_on_who_is_listed_first():
    one, other = (ratings(run(field(*names))) for names in (("tft", "joss"), ("joss", "tft")))
    assert one.wins == pytest.approx(other.wins[::-1])
    assert set(one.ranked_names) == {"tft", "joss"}


def test_what_cannot_be_said_is_nan():
    endless = ratings(run(field("tft", "all-d", horizon=LONG_RUN)))
    assert np.isnan(endless.wins).all()
    assert not np.isnan(endless.cooperating_rating).any()
    assert not np.isnan(endless.eigenjesus_rating).any()
    war = Game("war", AXELROD.row, war=War(hazard=0.01))
    assert np.isnan(ratings(run(field("tft", "all-d", game=war))).wins).all()
    greedy = Participant(CATALOGUE.make("tft"), name="greedy", greed=1.0)
    found = ratings(run(field(greedy, "all-d")))
    assert np.isnan(found.wins).all()
    assert not np.isnan(found.good_partner_rating).any()


def test_wins_where_arming_alone_pays_less():
    kind = Game("kind", Payoffs(T=0, R=3, P=1, S=5))
    made = ratings(run(field("all-c", "all-d", game=kind, perception=Perception())))
    assert made.wins == pytest.approx([1, 0])
    level = Game("level", Payoffs(T=2, R=3, P=1, S=2))
    made = ratings(run(field("all-c", "all-d", game=level, perception=Perception())))
    assert made.wins == pytest.approx([0, 0])


def test_an_asymmetric_game_has_no_wins_and_means_over_seats():
    game = Game("two", Payoffs(T=5, R=3, P=1, S=0), Payoffs(T=4, R=3, P=1, S=0))
    made = ratings(run(field("tft", "all-d", game=game, perception=Perception())))
    assert np.isnan(made.wins).all()
    assert made.normalised_state_to_action_distribution[1, 0, 3] == 0


def test_a_participant_alone():
    made = ratings(run(field("tft")))
    assert made.ranking == (0,)
    assert np.isnan(made.cooperating_rating[0])


@pytest.mark.parametrize("tolerance", [1e-3, 1e-12])
def test_the_principal_eigenvector(tolerance):
    matrix = np.array([[2.0, 1.0], [1.0, 2.0]])
    assert principal_eigenvector(matrix, tolerance) == pytest.approx([0.5**0.5] * 2)
    assert np.isnan(principal_eigenvector(np.zeros((2, 2)))).all()


def test_the_summary_has_a_row_a_participant_and_is_a_table():
    made = ratings(run(field("tft", "all-d", "gtft")))
    rows = made.summarise()
    assert [row["name"] for row in rows] == list(made.ranked_names)
    assert [row["rank"] for row in rows] == [1, 2, 3]
    assert list(made.to_pandas().columns) == list(rows[0])
    total = sum(rows[0][f"{state}_rate"] for state in ("cc", "cd", "dc", "dd"))
    assert total == pytest.approx(1)


def test_progress_is_told():
    told = []
    ratings(run(field("tft", "all-d")), progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_under_institutions_little_is_said():
    remedy = Communication(hotline=0.5)
    found = ratings(run(field("tft", "all-d", institutions=(remedy,))))
    for name in ("wins", "good_partner_rating", "initial_cooperation_rate"):
        assert np.isnan(getattr(found, name)).all()
    assert not np.isnan(found.cooperating_rating).any()
