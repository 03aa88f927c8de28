"""The name of its mind takes for ever to write."""

from secdilemma import RESTRAIN, strategy


class Verbose:
    def __repr__(self):
        while True:
            pass


MIND = Verbose()


@strategy(school="hostile")
class EndlessNames:
    """It plays tit for tat."""

    def begin(self):
        return MIND

    def respond(self, mind):
        return RESTRAIN

    def interpret(self, mind, own, seen):
        return MIND
