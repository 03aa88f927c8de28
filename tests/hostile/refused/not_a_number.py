"""It restrains with a probability that is no number."""

from secdilemma import RESTRAIN, strategy


@strategy(school="hostile")
class NotANumber:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        return float("nan")

    def interpret(self, mind, own, seen):
        return seen
