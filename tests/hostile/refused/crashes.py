"""It reads memory that is not there."""

import ctypes

from secdilemma import RESTRAIN, strategy

ctypes.string_at(0)


@strategy(school="hostile")
class Crashes:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        return mind

    def interpret(self, mind, own, seen):
        return seen
