"""It raises what most code does not catch."""

from secdilemma import RESTRAIN, strategy


class Gone(BaseException):
    """Nobody's error."""


raise Gone


@strategy(school="hostile")
class RaisesBaseException:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        return mind

    def interpret(self, mind, own, seen):
        return seen
