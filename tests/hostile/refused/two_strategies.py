"""It has two strategies, to be counted twice."""

from secdilemma import RESTRAIN, strategy


@strategy(school="hostile")
class First:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        return mind

    def interpret(self, mind, own, seen):
        return seen


@strategy(school="hostile")
class Second:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        return mind

    def interpret(self, mind, own, seen):
        return seen
