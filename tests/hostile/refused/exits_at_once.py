"""It ends the process with success."""

import os

from secdilemma import RESTRAIN, strategy

os._exit(0)


@strategy(school="hostile")
class ExitsAtOnce:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        return mind

    def interpret(self, mind, own, seen):
        return seen
