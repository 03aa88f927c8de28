"""It seeds every random generator that it finds."""

import random

import numpy as np

from secdilemma import RESTRAIN, strategy

random.seed(0)
np.random.seed(0)  # noqa: NPY002


@strategy(school="hostile")
class Reseeds:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        return mind

    def interpret(self, mind, own, seen):
        return seen
