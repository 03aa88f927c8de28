"""A participant with payoffs of its own knows the game by them, in every lane."""

import pytest
import support

from secdilemma import ARM, LONG_RUN, RESTRAIN, Participant, Payoffs, Tournament, strategy, turns
from secdilemma.games import preset
from secdilemma.tournament.results import run


@strategy(school="test")
class Greedy:
    """It arms where arming alone pays it."""

    def begin(self, context):
        return "arm" if context.game.payoffs(context.seat).greed > 0 else "restrain"

    def respond(self, mind):
        return ARM if mind == "arm" else RESTRAIN

    def interpret(self, mind, own, seen):
        del own, seen
        return mind


@pytest.mark.parametrize("engine", support.LANES)
def test_greed_of_its_own_is_known_to_a_strategy(engine):
    calm, greedy = Participant(Greedy(), name="calm"), Participant(Greedy(), name="x", greed=2.0)
    own = Participant(Greedy(), name="y", payoffs=Payoffs(T=5, R=3, P=1, S=0))
    horizon = LONG_RUN if engine == "exact" else turns(5)
    spec = Tournament(
        (calm, greedy, own), game=preset("stag_hunt"), horizons=(horizon,), engine=engine,
        repetitions=2,
    )  # fmt: skip
    arming = run(spec).arming[0].mean(axis=1)
    assert arming.tolist() == [0.0, 1.0, 1.0]


def test_a_view_changes_nothing_where_nothing_is_its_own():
    game = preset("chicken")
    assert Participant(Greedy()).view(game, 0) is game
