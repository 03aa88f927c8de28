"""It calls itself until the stack ends."""

from secdilemma import RESTRAIN, strategy


def deeper(n):
    return deeper(n + 1)


deeper(0)


@strategy(school="hostile")
class Recurses:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        return mind

    def interpret(self, mind, own, seen):
        return seen
