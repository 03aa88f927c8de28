"""It asks a random generator what to do."""

import random

from secdilemma import ARM, RESTRAIN, strategy


@strategy(school="hostile")
class TossesCoins:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        return RESTRAIN if random.random() < 0.5 else ARM

    def interpret(self, mind, own, seen):
        return seen
