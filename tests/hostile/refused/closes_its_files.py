"""It closes the pipe that its answer should go through, and goes on."""

import os

from secdilemma import RESTRAIN, strategy

os.closerange(0, 64)
while True:
    pass


@strategy(school="hostile")
class ClosesItsFiles:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        return mind

    def interpret(self, mind, own, seen):
        return seen
