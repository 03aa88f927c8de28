"""Its minds are equal to everything and hash to chance."""

import random

from secdilemma import RESTRAIN, strategy


class Chameleon:
    def __eq__(self, other):
        return random.random() < 0.5

    def __hash__(self):
        return random.getrandbits(8)


@strategy(school="hostile")
class EqualToEverything:
    """It plays tit for tat."""

    def begin(self):
        return Chameleon()

    def respond(self, mind):
        return RESTRAIN

    def interpret(self, mind, own, seen):
        return Chameleon()
