"""It never says which mind it begins in."""

from secdilemma import strategy


@strategy(school="hostile")
class EndlessBegin:
    """It plays tit for tat."""

    def begin(self):
        while True:
            pass

    def respond(self, mind):
        return mind

    def interpret(self, mind, own, seen):
        return seen
