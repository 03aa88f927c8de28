"""Its minds never stop growing."""

from secdilemma import ARM, RESTRAIN, strategy


@strategy(school="hostile")
class GrowingMinds:
    """It plays tit for tat."""

    def begin(self):
        return ()

    def respond(self, mind):
        return ARM if mind else RESTRAIN

    def interpret(self, mind, own, seen):
        return (*mind, seen)
