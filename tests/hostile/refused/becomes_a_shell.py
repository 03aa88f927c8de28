"""It becomes a program that writes files."""

import os

from secdilemma import RESTRAIN, strategy

os.execv("/bin/sh", ["sh", "-c", "touch was_here"])


@strategy(school="hostile")
class BecomesAShell:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        return mind

    def interpret(self, mind, own, seen):
        return seen
