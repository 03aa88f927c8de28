"""It never responds."""

from secdilemma import RESTRAIN, strategy


@strategy(school="hostile")
class EndlessRespond:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        while True:
            pass

    def interpret(self, mind, own, seen):
        return seen
