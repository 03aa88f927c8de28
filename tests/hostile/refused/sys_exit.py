"""It leaves while it responds."""

import sys

from secdilemma import RESTRAIN, strategy


@strategy(school="hostile")
class SysExit:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        sys.exit(0)

    def interpret(self, mind, own, seen):
        return seen
