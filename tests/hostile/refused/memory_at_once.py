"""It asks for a terabyte."""

from secdilemma import RESTRAIN, strategy

HOARD = bytearray(2**40)


@strategy(school="hostile")
class MemoryAtOnce:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        return mind

    def interpret(self, mind, own, seen):
        return seen
