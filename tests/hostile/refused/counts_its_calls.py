"""It does something else each time it is asked."""

from secdilemma import ARM, RESTRAIN, strategy

CALLS = []


@strategy(school="hostile")
class CountsItsCalls:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        CALLS.append(mind)
        return RESTRAIN if len(CALLS) % 3 else ARM

    def interpret(self, mind, own, seen):
        return seen
