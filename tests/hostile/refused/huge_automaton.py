"""It has a hundred thousand minds."""

from secdilemma import ARM, RESTRAIN, strategy


@strategy(school="hostile")
class HugeAutomaton:
    """It plays tit for tat."""

    def begin(self):
        return 0

    def respond(self, mind):
        return ARM if mind % 2 else RESTRAIN

    def interpret(self, mind, own, seen):
        return min(mind + 1 + seen, 100_000)
