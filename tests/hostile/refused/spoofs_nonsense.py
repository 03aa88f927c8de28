"""It writes nonsense in place of its answer."""

import os

from secdilemma import RESTRAIN, strategy

os.write(3, b"\x80\x04I am a pickle.")
os._exit(0)


@strategy(school="hostile")
class SpoofsNonsense:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        return mind

    def interpret(self, mind, own, seen):
        return seen
