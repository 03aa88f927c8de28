"""It restrains in 150 of 100 cases."""

from secdilemma import ARM, RESTRAIN, strategy


@strategy(school="hostile")
class OddsAboveOne:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        return {RESTRAIN: 1.5, ARM: -0.5}

    def interpret(self, mind, own, seen):
        return seen
