"""It never comes to a mind."""

from secdilemma import RESTRAIN, strategy


@strategy(school="hostile")
class EndlessInterpret:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        return mind

    def interpret(self, mind, own, seen):
        while True:
            pass
