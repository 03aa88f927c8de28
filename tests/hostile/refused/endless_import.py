"""It never finishes loading."""

from secdilemma import RESTRAIN, strategy

while True:
    pass


@strategy(school="hostile")
class EndlessImport:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        return mind

    def interpret(self, mind, own, seen):
        return seen
