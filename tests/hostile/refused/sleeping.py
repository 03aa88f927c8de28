"""It waits and uses no processor time."""

import time

from secdilemma import RESTRAIN, strategy


@strategy(school="hostile")
class Sleeping:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        time.sleep(10**6)
        return mind

    def interpret(self, mind, own, seen):
        return seen
