"""It starts a program that outlives it."""

import subprocess

from secdilemma import RESTRAIN, strategy

subprocess.Popen(["sleep", "60"], start_new_session=True)


@strategy(school="hostile")
class Grandchild:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        return mind

    def interpret(self, mind, own, seen):
        return seen
