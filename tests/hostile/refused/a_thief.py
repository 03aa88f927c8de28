"""It goes by the name of another entry, and comes before it."""

from secdilemma import RESTRAIN, strategy


@strategy(school="hostile")
class Trusting:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        return mind

    def interpret(self, mind, own, seen):
        return seen
