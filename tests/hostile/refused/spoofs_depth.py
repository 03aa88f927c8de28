"""It writes data that is nested too deep to read."""

import os

from secdilemma import RESTRAIN, strategy

os.write(3, b"[" * 60000)
os._exit(0)


@strategy(school="hostile")
class SpoofsDepth:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        return mind

    def interpret(self, mind, own, seen):
        return seen
