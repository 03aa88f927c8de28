"""It writes an answer without end."""

import os

from secdilemma import RESTRAIN, strategy

while True:
    os.write(3, b"[" * 65536)


@strategy(school="hostile")
class SpoofsWithoutEnd:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        return mind

    def interpret(self, mind, own, seen):
        return seen
