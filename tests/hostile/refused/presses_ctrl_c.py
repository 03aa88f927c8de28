"""It pretends that somebody pressed Ctrl-C."""

from secdilemma import RESTRAIN, strategy


@strategy(school="hostile")
class PressesCtrlC:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        raise KeyboardInterrupt

    def interpret(self, mind, own, seen):
        return seen
